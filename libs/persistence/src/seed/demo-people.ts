import type { Role } from '#domain';

export interface DemoPerson {
  username: string;
  name: string;
  unitId: string;
  roles: Role[];
  positions: string[];
}

export const DEMO_PEOPLE: readonly DemoPerson[] = [];
