import type { Role } from '#domain';
import { DEMO_PEOPLE, type DemoPerson } from '#persistence';

import { Caller } from './caller';

interface Doors {
  apiUrl: string;
  password: string;
}

/** Signs in the people of the demonstration district, found by what they may do. */
export class People {
  constructor(private readonly doors: Doors) {}

  /** Somebody of the unit with the role. */
  ofUnit(unitId: string, role: Role): Promise<Caller> {
    return this.signIn(`${role} of ${unitId}`, (person) => person.unitId === unitId && person.roles.includes(role));
  }

  withRole(role: Role): Promise<Caller> {
    return this.signIn(role, (person) => person.roles.includes(role));
  }

  holding(position: string): Promise<Caller> {
    return this.signIn(position, (person) => person.positions.includes(position));
  }

  private signIn(wanted: string, fits: (person: DemoPerson) => boolean): Promise<Caller> {
    const person = DEMO_PEOPLE.find(fits);
    if (!person) throw new Error(`the demonstration district has no ${wanted}`);
    return Caller.signIn(this.doors.apiUrl, person.username, this.doors.password);
  }
}
