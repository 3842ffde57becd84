import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { type Instant, instantOf } from '#calendar';
import type { Actor, Command, CommandOf, EvidenceRef } from '#domain';
import { type Done, type DistrictRecord, type ExecuteOptions, openRecord, SimulatedClock } from '#persistence';
import { createSeededDatabase, type TestDatabase } from '../../support/database';

jest.setTimeout(60_000);

/** Thursday, an ordinary working day. */
export const MORNING: Instant = instantOf('2026-09-17', '09:00');

/** A seeded district on a database of its own, at a time that stands still. */
export class District {
  private readonly actors = new Map<string, Actor>();

  private constructor(
    private readonly database: TestDatabase,
    readonly record: DistrictRecord,
    readonly clock: SimulatedClock,
    /** As the owner: sees and breaks what the application may not. */
    readonly owner: pg.Pool,
  ) {}

  static async open(): Promise<District> {
    const database = await createSeededDatabase();
    const clock = new SimulatedClock(MORNING);
    const owner = new pg.Pool({ connectionString: database.url, max: 2 });
    owner.on('error', () => {});
    return new District(database, await openRecord({ url: database.url, clock }), clock, owner);
  }

  get url(): string {
    return this.database.url;
  }

  async close(): Promise<void> {
    await this.record.close();
    await this.owner.end();
    await this.database.drop();
  }

  async actor(username: string): Promise<Actor> {
    const known = this.actors.get(username);
    if (known) return known;
    const person = await this.record.people.personNamed(username);
    const actor = person && (await this.record.people.actorOf(person.id));
    if (!actor) throw new Error(`no ${username} in the demonstration district`);
    this.actors.set(username, actor);
    return actor;
  }

  /** Executes and insists that it is done. */
  async do(id: string, username: string, command: Command, options: ExecuteOptions = {}): Promise<Done> {
    const outcome = await this.record.findings.execute(id, command, await this.actor(username), options);
    if (outcome.kind !== 'done') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
    return outcome;
  }

  /** Files what an inspection round found; registered at once, of four working hours (SHORT) unless said otherwise. */
  async file(facts: Partial<CommandOf<'file'>> = {}, options: ExecuteOptions = {}): Promise<string> {
    const id = facts.id ?? randomUUID();
    await this.do(id, 'inspector', filing({ ...facts, id }), options);
    return id;
  }

  /** Filed, assigned and signed for. */
  async rectifying(facts: Partial<CommandOf<'file'>> = {}): Promise<string> {
    const id = await this.file(facts);
    await this.do(id, 'dispatcher', { type: 'assign', unitId: 'cg' });
    await this.do(id, 'handler.cg', { type: 'sign' });
    return id;
  }

  async count(table: string, where = 'true', values: unknown[] = []): Promise<number> {
    const { rows } = await this.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`,
      values,
    );
    return rows[0]!.n;
  }
}

export const filing = (facts: Partial<CommandOf<'file'>> & { id: string }): CommandOf<'file'> => ({
  type: 'file',
  channel: 'round',
  source: 'district',
  categoryCode: 'HW01',
  description: '垃圾桶满溢未清运',
  place: {
    streetId: 'dongshi',
    communityId: 'dongshi-yunlu',
    pointName: '云路社区1号点位',
    lng: 116.5,
    lat: 31.73,
  },
  supervisingUnitId: 'dcs',
  ...facts,
});

export const photo = (role: EvidenceRef['role'] = 'after', defect = 1): EvidenceRef => ({
  sha256: (randomUUID() + randomUUID()).replaceAll('-', ''),
  role,
  defect,
  capturedAt: null,
  lng: null,
  lat: null,
  dhash: null,
  flags: [],
});
