import type { Instant } from '#calendar';
import type { Visibility } from '#domain';

/** One person to whom a delivery went; nobody where no one holds the position. */
export interface Told {
  id: string;
  findingId: string;
  seq: number;
  eventType: string;
  subject: string;
  role: string;
  unitId: string | null;
  personId: string | null;
  note: string | null;
  digestKey: string;
  atOnce: boolean;
  sms: boolean;
  visibility: Visibility;
  at: Instant;
}
