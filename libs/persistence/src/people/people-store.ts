import type { Actor, Role } from '#domain';

export interface Person {
  id: string;
  username: string;
  name: string;
  unitId: string;
  unitName: string;
  roles: Role[];
}

/** People, their positions and delegations, as the directory knows them now. */
export class PeopleStore {
  /** Null when there is no such person, or the account is closed. */
  async credentialOf(_username: string): Promise<{ personId: string; passwordHash: string } | null> {
    throw new Error('the record is not written yet');
  }

  async person(_id: string): Promise<Person | null> {
    throw new Error('the record is not written yet');
  }

  /** `onBehalfOf` needs a delegation that is valid now; null when the person is unknown or the delegation is not. */
  async actorOf(_personId: string, _onBehalfOf?: string): Promise<Actor | null> {
    throw new Error('the record is not written yet');
  }
}
