import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Actor } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import { readCursor, writeCursor } from '../findings/cursor';
import { type Page, type RowScope, scopeOf } from '../findings/finding-list';
import { Parameters, scopeSql } from '../findings/scope-sql';
import { inTransaction } from '../pool';
import type { ContextStore } from '../reference/context-store';
import { factsOf, type RecordedFact } from './facts';
import type { OutletKind } from './outlet-kind';
import { openDoors } from './outlet-store';
import { Plan } from './plan';
import { readersOf } from './preference-store';

export type MessageState = 'queued' | 'waiting' | 'sending' | 'sent' | 'unknown' | 'undelivered' | 'served';

/** A message that this process may put on the wire. */
export interface ClaimedMessage {
  id: string;
  claim: string;
  outletId: string;
  kind: OutletKind;
}

/** A message on the wire: nobody else sends it while the lease lasts. */
export interface BegunMessage {
  id: string;
  claim: string;
  outletId: string;
  kind: OutletKind;
  settings: object;
  secrets: Buffer | null;
  /** Phone or e-mail of a person as it is now; null for a group or a system, or where the person has none any more. */
  to: string | null;
  personId: string | null;
  language: 'zh' | 'en';
  atOnce: boolean;
  attempts: number;
  repeated: boolean;
  test: boolean;
  facts: (RecordedFact & { note: string | null })[];
  at: Instant;
}

/** What became of an attempt. */
export type Settlement =
  | { kind: 'sent' }
  | { kind: 'again'; why: string; afterMs: number; repeated: boolean }
  | { kind: 'undelivered' | 'unknown'; why: string };

/** One transmission, for whoever caused it. */
export interface Sending {
  id: string;
  channel: OutletKind | 'none';
  state: MessageState;
  why: string | null;
  attempts: number;
  at: Instant;
  sentAt: Instant | null;
}

export interface PhoneCall {
  by: string;
  calledName: string;
  calledAt: Instant;
  content: string;
}

export interface Undelivered extends Sending {
  recipient: { name: string; unitName: string | null; phone: string | null };
  items: { findingId: string; number: string; subject: string }[];
  phoneCall: PhoneCall | null;
}

const LEASE_SECONDS = 60;

const CLAIM = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$1')} AS at),
  free AS MATERIALIZED (
    SELECT m.id, o.kind FROM message m JOIN message_outlet o ON o.id = m.outlet_id, now
    WHERE m.state IN ('queued', 'waiting') AND m.not_before <= now.at AND o.enabled
      AND (m.claimed_until IS NULL OR m.claimed_until <= now.at)
    ORDER BY m.at_once DESC, m.not_before, m.id LIMIT $2 FOR UPDATE OF m SKIP LOCKED
  )
  UPDATE message m SET claim = $3, claimed_until = now.at + ${LEASE_SECONDS} * interval '1 second'
  FROM free, now WHERE m.id = free.id
  RETURNING m.id, m.claim, m.outlet_id AS "outletId", free.kind`;

/**
 * What a 撤回 has undone since is not told any more, but by what may have arrived already; a message with nothing left to tell
 * is none. The handing over of work goes only together with the news that it was taken back.
 */
const UNTELL = `
  WITH own AS MATERIALIZED (
    SELECT id FROM message
    WHERE id = $1 AND claim = $2 AND state IN ('queued', 'waiting') AND NOT repeated AND NOT test FOR UPDATE
  ),
  told AS MATERIALIZED (SELECT k.finding_id, k.seq, k.subject FROM message_fact k JOIN own ON own.id = k.message_id),
  undone AS (
    SELECT k.finding_id, k.seq, k.subject, back.seq AS back
    FROM told k
    JOIN finding_event e ON e.finding_id = k.finding_id AND e.seq = k.seq AND e.by_person IS NOT NULL
    JOIN finding_event back ON back.finding_id = k.finding_id AND back.seq > k.seq AND back.type = 'taken_back'
      AND (back.body::jsonb #>> '{event,fromSeq}')::int <= k.seq
  ),
  untold AS (
    SELECT finding_id, seq FROM undone WHERE subject <> 'line_opened'
    UNION SELECT u.finding_id, unnest(ARRAY[u.seq, u.back]) FROM undone u
      JOIN told ON told.finding_id = u.finding_id AND told.seq = u.back WHERE u.subject = 'line_opened'
  ),
  forgotten AS (
    DELETE FROM message_fact k USING own, untold u
    WHERE k.message_id = own.id AND k.finding_id = u.finding_id AND k.seq = u.seq
  )
  DELETE FROM message m USING own
  WHERE m.id = own.id AND EXISTS (SELECT FROM untold)
    AND NOT EXISTS (SELECT FROM told WHERE (told.finding_id, told.seq) NOT IN (SELECT finding_id, seq FROM untold))`;

/** From here on it may have arrived: what happens next must be settled, or it is \`unknown\`. */
const BEGIN = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$3')} AS at)
  UPDATE message m SET state = 'sending', attempts = m.attempts + 1,
    claimed_until = now.at + ${LEASE_SECONDS} * interval '1 second'
  FROM now, message_outlet o
  WHERE m.id = $1 AND m.claim = $2 AND m.state IN ('queued', 'waiting') AND m.claimed_until > now.at AND o.id = m.outlet_id
  RETURNING m.id, m.claim, m.outlet_id AS "outletId", o.kind, o.settings, o.secrets, m.person_id AS "personId",
    m.at_once AS "atOnce", m.attempts, m.repeated, m.test, now.at`;

/** Only who begun it may settle it. */
const SETTLE = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$3')} AS at)
  UPDATE message m SET state = $4, why = $5, repeated = m.repeated OR $6, claim = NULL, claimed_until = NULL,
    not_before = now.at + $7 * interval '1 millisecond', sent_at = CASE WHEN $4 = 'sent' THEN now.at END
  FROM now WHERE m.id = $1 AND m.claim = $2 AND m.state = 'sending'
  RETURNING m.id`;

/** Their process ended with them on the wire. What does no harm twice goes out again and says so. */
const RECOVER = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$1')} AS at),
  left_over AS MATERIALIZED (
    SELECT m.id, o.kind NOT IN ('sms', 'email') OR (o.settings ->> 'idempotent')::boolean IS TRUE AS repeatable
    FROM message m JOIN message_outlet o ON o.id = m.outlet_id, now
    WHERE m.state = 'sending' AND m.claimed_until <= now.at FOR UPDATE OF m SKIP LOCKED
  )
  UPDATE message m SET state = CASE WHEN l.repeatable THEN 'waiting' ELSE 'unknown' END, why = 'interrupted', repeated = true,
    claim = NULL, claimed_until = NULL, not_before = now.at
  FROM left_over l, now WHERE m.id = l.id`;

const SENDING = `m.id, m.channel, m.state, m.why, m.attempts, m.recorded_at AS at, m.sent_at AS "sentAt"`;

/** 发件箱: messages on their way out, at most once per event, recipient and channel. */
export class MessageStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly context: Pick<ContextStore, 'current'>,
  ) {}

  /** Leases what is due; urgent ones first. */
  async claim(limit: number): Promise<ClaimedMessage[]> {
    const { rows } = await this.pool.query<ClaimedMessage>(CLAIM, [await this.now(), limit, randomUUID()]);
    return rows;
  }

  /** Gives a claimed message back until then. */
  async putOff({ id, claim }: ClaimedMessage, until: Instant): Promise<void> {
    await this.pool.query(
      `UPDATE message SET claim = NULL, claimed_until = NULL, not_before = $3
       WHERE id = $1 AND claim = $2 AND state IN ('queued', 'waiting')`,
      [id, claim, timestamptz(until)],
    );
  }

  /** Marks it as on the wire, before it is. Null when the lease went to another meanwhile, or it has nothing left to tell. */
  async begin({ id, claim }: ClaimedMessage): Promise<BegunMessage | null> {
    await this.pool.query(UNTELL, [id, claim]);
    const { rows } = await this.pool.query<Omit<BegunMessage, 'to' | 'language' | 'facts'>>(BEGIN, [
      id,
      claim,
      await this.now(),
    ]);
    const [begun] = rows;
    if (!begun) return null;
    const { personId, kind } = begun;
    const reader = personId === null ? undefined : (await readersOf(this.pool, [personId])).get(personId);
    const to = kind === 'sms' ? reader?.phone : kind === 'email' ? reader?.email : null;
    return { ...begun, to: to ?? null, language: reader?.language ?? 'zh', facts: await this.factsOf(id) };
  }

  /** What cannot arrive on this channel goes to the person's next one. */
  async settle({ id, claim }: Pick<BegunMessage, 'id' | 'claim'>, settlement: Settlement): Promise<void> {
    const { kind } = settlement;
    const state = kind === 'again' ? 'waiting' : kind;
    const why = kind === 'sent' ? null : settlement.why;
    const [afterMs, repeated] = kind === 'again' ? [settlement.afterMs, settlement.repeated] : [0, false];
    const now = await this.now();
    await inTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query(SETTLE, [id, claim, now, state, why, repeated, afterMs]);
      if (rowCount === 1 && kind === 'undelivered') await this.tryNext(client, id);
    });
  }

  /** Answers how many had been left on the wire. */
  async recover(): Promise<number> {
    return (await this.pool.query(RECOVER, [await this.now()])).rowCount ?? 0;
  }

  private async tryNext(client: pg.ClientBase, id: string): Promise<void> {
    const { rows } = await client.query<{ personId: string | null; failed: string[] }>(
      `WITH RECURSIVE gone AS (
         SELECT id, instead_of, channel, person_id FROM message WHERE id = $1 AND NOT test
         UNION ALL SELECT m.id, m.instead_of, m.channel, m.person_id FROM message m JOIN gone ON m.id = gone.instead_of
       )
       SELECT person_id AS "personId", array_agg(channel) AS failed FROM gone GROUP BY person_id`,
      [id],
    );
    const [gone] = rows;
    if (!gone?.personId) return;
    const readers = await readersOf(client, [gone.personId]);
    const { calendar } = await this.context.current();
    const plan = new Plan(await openDoors(client), { of: (person) => readers.get(person) }, calendar);
    const door = plan.reaching(gone.personId, false, gone.failed);
    if (door) await client.query(INSTEAD, [id, door.id, door.kind, await this.now()]);
  }

  /** A test of the outlet; to a person's own address where the outlet reaches people. */
  async queueTest(outletId: string, personId: string): Promise<string> {
    const id = randomUUID();
    await this.pool.query(
      `INSERT INTO message (id, outlet_id, channel, recipient, person_id, merge_key, at_once, test, not_before, state, attempts,
         repeated, recorded_at)
       SELECT $1::uuid, o.id, o.kind, $3::text, CASE WHEN o.kind IN ('sms', 'email') THEN $3::text END, 'test/' || $1::uuid, true, true, now.at,
         'queued', 0, false, now.at
       FROM message_outlet o, (SELECT ${instantSql('$4')} AS at) AS now WHERE o.id = $2`,
      [id, outletId, personId, await this.now()],
    );
    return id;
  }

  /** The last ones of an outlet, tests included. */
  async ofOutlet(outletId: string, limit: number): Promise<Sending[]> {
    const { rows } = await this.pool.query<Sending>(
      `SELECT ${SENDING} FROM message m WHERE m.outlet_id = $1 ORDER BY m.recorded_at DESC, m.id LIMIT $2`,
      [outletId, limit],
    );
    return rows;
  }

  /** By delivery's event and recipient. */
  async ofFinding(findingId: string): Promise<(Sending & { seq: number; recipient: string })[]> {
    const { rows } = await this.pool.query<Sending & { seq: number; recipient: string }>(
      `SELECT ${SENDING}, k.seq, ${NAME} AS recipient
       FROM message_fact k JOIN message m ON m.id = k.message_id
       LEFT JOIN person p ON p.id = m.person_id LEFT JOIN message_outlet o ON o.id = m.outlet_id
       WHERE k.finding_id = $1 ORDER BY k.seq, m.recorded_at, m.id`,
      [findingId],
    );
    return rows;
  }

  /** 未送达: what concerns the findings that the viewer's side supervises, newest first. @throws BadCursor */
  async undelivered(
    viewer: Actor,
    { served, cursor, limit }: { served: boolean; cursor: string | null; limit: number },
  ): Promise<Page<Undelivered>> {
    const parameters = new Parameters();
    const after = cursor === null ? null : readCursor(cursor);
    const at = parameters.place(timestamptz(after?.at ?? null));
    const id = parameters.place(after?.id ?? null);
    const states = parameters.place(served ? ['undelivered', 'unknown', 'served'] : ['undelivered', 'unknown']);
    const count = parameters.place(limit + 1);
    const told = `message_fact k JOIN finding f ON f.id = k.finding_id
      WHERE k.message_id = m.id AND ${sentBySql(viewer, parameters)}`;
    const { rows } = await this.pool.query<UndeliveredRow>(
      `SELECT ${SENDING}, ${NAME} AS name, u.name AS "unitName", ${PHONE} AS phone,
         (SELECT jsonb_agg(jsonb_build_object('findingId', f.id, 'number', f.number, 'subject', k.subject) ORDER BY f.number, k.seq)
          FROM ${told}) AS items,
         c.called_name AS "calledName", c.called_at AS "calledAt", c.content, caller.name AS by
       FROM message m
       LEFT JOIN person p ON p.id = m.person_id LEFT JOIN org_unit u ON u.id = coalesce(p.unit_id, m.unit_id)
       LEFT JOIN message_outlet o ON o.id = m.outlet_id LEFT JOIN message_preference r ON r.person_id = p.id
       LEFT JOIN phone_call c ON c.message_id = m.id LEFT JOIN person caller ON caller.id = c.by_person
       WHERE m.state = ANY(${states}) AND NOT m.test AND NOT EXISTS (SELECT FROM message n WHERE n.instead_of = m.id)
         AND (${at}::timestamptz IS NULL OR (m.recorded_at, m.id) < (${at}, ${id}::uuid))
         AND EXISTS (SELECT FROM ${told})
       ORDER BY m.recorded_at DESC, m.id DESC LIMIT ${count}`,
      parameters.values,
    );
    const page = rows.slice(0, limit).map(undeliveredOf);
    const last = page.at(-1);
    return { rows: page, next: rows.length > limit && last ? writeCursor(last) : null };
  }

  /** 电话送达: closes it as served. `not_found` outside the viewer's sight, `settled` when it needs none. */
  async recordCall(
    id: string,
    viewer: Actor,
    call: Omit<PhoneCall, 'by'>,
  ): Promise<'recorded' | 'not_found' | 'settled'> {
    const parameters = new Parameters();
    const message = parameters.place(id);
    const scope = sentBySql(viewer, parameters);
    const now = await this.now();
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ state: MessageState }>(
        `SELECT m.state FROM message m WHERE m.id = ${message} AND EXISTS (
           SELECT FROM message_fact k JOIN finding f ON f.id = k.finding_id WHERE k.message_id = m.id AND ${scope})
         FOR UPDATE OF m`,
        parameters.values,
      );
      const state = rows[0]?.state;
      if (!state) return 'not_found';
      if (state !== 'undelivered' && state !== 'unknown') return 'settled';
      await client.query(
        `INSERT INTO phone_call (message_id, by_person, called_name, called_at, content, recorded_at)
         VALUES ($1, $2, $3, $4, $5, ${instantSql('$6')})`,
        [id, viewer.personId, call.calledName, timestamptz(call.calledAt), call.content, now],
      );
      await client.query(`UPDATE message SET state = 'served' WHERE id = $1`, [id]);
      return 'recorded';
    });
  }

  /** Which channels to people are set up. */
  async reach(): Promise<{ sms: boolean; email: boolean }> {
    const doors = await openDoors(this.pool);
    return { sms: doors.some(({ kind }) => kind === 'sms'), email: doors.some(({ kind }) => kind === 'email') };
  }

  private async factsOf(id: string): Promise<(RecordedFact & { note: string | null })[]> {
    const { rows: keys } = await this.pool.query<{ findingId: string; seq: number; note: string | null }>(
      `SELECT k.finding_id AS "findingId", k.seq, k.note
       FROM message_fact k JOIN finding_event e ON e.finding_id = k.finding_id AND e.seq = k.seq
       WHERE k.message_id = $1 ORDER BY e.recorded_at, k.finding_id, k.seq`,
      [id],
    );
    const facts = await factsOf(this.pool, keys);
    return facts.map((fact, index) => ({ ...fact, note: keys[index]!.note }));
  }

  private async now(): Promise<string | null> {
    return timestamptz(await this.clock.at());
  }
}

/** What could not arrive goes out anew on another channel, with the same facts. */
const INSTEAD = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$4')} AS at),
  opened AS (
    INSERT INTO message (id, outlet_id, channel, recipient, person_id, unit_id, merge_key, instead_of, at_once, test, not_before,
      state, attempts, repeated, recorded_at)
    SELECT gen_random_uuid(), $2, $3, m.recipient, m.person_id, m.unit_id, 'instead/' || m.id::text, m.id, m.at_once, false, now.at,
      'queued', 0, false, now.at
    FROM message m, now WHERE m.id = $1
    RETURNING id
  )
  INSERT INTO message_fact (finding_id, seq, recipient, channel, message_id, subject, note, to_finder)
  SELECT k.finding_id, k.seq, k.recipient, $3, opened.id, k.subject, k.note, k.to_finder
  FROM message_fact k, opened WHERE k.message_id = $1 ON CONFLICT DO NOTHING`;

/** Who is told as the finder is not named, not even to those who may know (ruling 12). */
const TO_FINDER = `EXISTS (SELECT FROM message_fact t WHERE t.message_id = m.id AND t.to_finder)`;
const NAME = `CASE WHEN ${TO_FINDER} THEN '督查组' ELSE coalesce(p.name, o.name, m.recipient) END`;
const PHONE = `CASE WHEN ${TO_FINDER} THEN NULL ELSE r.phone END`;

/** Findings \`f\` whose loop the viewer's side runs; who belongs to a unit that mends one is not shown who judges it. */
function sentBySql(viewer: Actor, parameters: Parameters): string {
  const scope: RowScope = { ...scopeOf(viewer), unitPath: null, actingUnitId: null, personId: null };
  const own = parameters.place(viewer.ownUnitPath);
  return `${scopeSql(scope, parameters)} AND NOT EXISTS (
    SELECT FROM assignment a WHERE a.finding_id = f.id AND ${own}::ltree <@ a.unit_path)`;
}

interface UndeliveredRow extends Sending {
  name: string;
  unitName: string | null;
  phone: string | null;
  items: Undelivered['items'];
  calledName: string | null;
  calledAt: Instant;
  content: string;
  by: string;
}

function undeliveredOf(row: UndeliveredRow): Undelivered {
  const { name, unitName, phone, calledName, calledAt, content, by, ...rest } = row;
  return {
    ...rest,
    recipient: { name, unitName, phone },
    phoneCall: calledName === null ? null : { by, calledName, calledAt, content },
  };
}
