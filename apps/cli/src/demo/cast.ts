import type { Actor, Finding, Role } from '#domain';
import { DEMO_PEOPLE, type PeopleStore } from '#persistence';

/** The people of the demonstration district, found by what they may do. */
export class Cast {
  private readonly actors = new Map<string, Actor>();

  constructor(private readonly people: PeopleStore) {}

  async byUsername(username: string): Promise<Actor> {
    const known = this.actors.get(username);
    if (known) return known;
    const person = await this.people.personNamed(username);
    const actor = person && (await this.people.actorOf(person.id));
    if (!actor) throw new Error(`the demonstration district has no ${username}`);
    this.actors.set(username, actor);
    return actor;
  }

  /** Somebody of the unit with the role. */
  ofUnit(unitId: string, role: Role): Promise<Actor> {
    const person = DEMO_PEOPLE.find((one) => one.unitId === unitId && one.roles.includes(role));
    if (!person) throw new Error(`nobody in ${unitId} is a ${role}`);
    return this.byUsername(person.username);
  }

  /** Who holds the post in the unit, by name; null where nobody does. */
  nameAt(unitId: string, position: string): string | null {
    return DEMO_PEOPLE.find((one) => one.unitId === unitId && one.positions.includes(position))?.name ?? null;
  }

  holding(position: string): Promise<Actor> {
    const person = DEMO_PEOPLE.find(({ positions }) => positions.includes(position));
    if (!person) throw new Error(`nobody holds ${position}`);
    return this.byUsername(person.username);
  }

  /** The next signature of the write-off, by a person who has touched nothing of the case. */
  async approverOf(finding: Finding): Promise<Actor> {
    const level = finding.writeOff.levels[finding.writeOff.granted.length];
    const barred = new Set([
      finding.verification?.by.personId,
      finding.filedBy.personId,
      finding.enteredBy.personId,
      ...finding.rectifiers.map(({ personId }) => personId),
      ...finding.writeOff.granted.map(({ by }) => by.personId),
    ]);
    for (const { username, positions } of DEMO_PEOPLE) {
      if (level === undefined || !positions.includes(level)) continue;
      const actor = await this.byUsername(username);
      if (!barred.has(actor.personId)) return actor;
    }
    throw new Error(`nobody is left to sign as ${level}`);
  }
}
