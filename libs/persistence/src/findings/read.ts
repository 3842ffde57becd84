import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Finding } from '#domain';
import { instantSql } from '../clock';
import type { Held } from './change';
import { Gathering } from './gathering';

const READ_LANES = 2;
const MOST_READ = 64;

type Queryable = pg.ClientBase | pg.Pool;

const COLUMNS = `id, number, external_number, state, head_seq, head_hash, head_at, revision, told_stage, told_wake_at,
  told_terminal`;
/** Never before the last event: the record's time does not run backwards, whatever the server's clock does. */
const AT = (parameter: `$${number}`) => `greatest(${instantSql(parameter)}, head_at) AS at`;

interface HeldRow {
  id: string;
  number: string;
  external_number: string | null;
  state: Finding;
  head_seq: number;
  head_hash: Buffer;
  revision: number;
  told_stage: string | null;
  told_wake_at: Instant | null;
  told_terminal: boolean | null;
  at: Instant;
}

const heldOf = (row: HeldRow): Held => ({
  id: row.id,
  finding: row.state,
  number: row.number,
  externalNumber: row.external_number,
  revision: row.revision,
  head: { seq: row.head_seq, hash: row.head_hash },
  told: { stage: row.told_stage, wakeAt: row.told_wake_at, terminal: row.told_terminal },
  at: row.at,
});

/** What an idempotency key answers for. */
export interface KeptAnswer {
  findingId: string;
  bodyHash: string;
  firstSeq: number;
  lastSeq: number;
  revision: number;
}

/** The row before a command, with the instant of the reading and the key's answer if it has one. */
export interface BeforeCommand {
  held: Held | null;
  at: Instant;
  kept: KeptAnswer | null;
}

/** A command that wants its row. All of a group are asked with the same `now`. */
export interface BeforeAsked {
  id: string;
  personId: string;
  key: string | null;
  now: string | null;
}

const BEFORE_COMMANDS = `
  WITH held AS MATERIALIZED (SELECT ${COLUMNS} FROM finding WHERE id = ANY ($1::uuid[]))
  SELECT held.*, ${AT('$2')}, k.finding_id AS kept_finding, k.body_hash, k.first_seq, k.last_seq, k.revision AS kept_revision
  FROM unnest($1::uuid[], $3::text[], $4::text[]) WITH ORDINALITY AS asked (finding_id, person_id, key, ordinal)
  LEFT JOIN held ON held.id = asked.finding_id
  LEFT JOIN idempotency_key k ON k.person_id = asked.person_id AND k.key = asked.key
  ORDER BY ordinal`;

interface BeforeRow extends HeldRow {
  kept_finding: string | null;
  body_hash: string;
  first_seq: number;
  last_seq: number;
  kept_revision: number;
}

export type CommandReads = Gathering<BeforeAsked, BeforeCommand>;

/** Reads what comes before the commands that arrive together. */
export function commandReads(pool: pg.Pool): CommandReads {
  const answer = async (asked: BeforeAsked[]) =>
    (await readBefore(pool, asked)).map((value) => ({ status: 'fulfilled', value }) as const);
  return new Gathering({ lanes: READ_LANES, most: MOST_READ, answer });
}

async function readBefore(pool: pg.Pool, asked: readonly BeforeAsked[]): Promise<BeforeCommand[]> {
  const { rows } = await pool.query<BeforeRow>({
    name: 'before commands',
    text: BEFORE_COMMANDS,
    values: [
      asked.map(({ id }) => id),
      asked[0]!.now,
      asked.map(({ personId }) => personId),
      asked.map(({ key }) => key),
    ],
  });
  return rows.map((row) => ({
    held: row.id === null ? null : heldOf(row),
    at: row.at,
    kept: row.kept_finding === null ? null : keptOf(row, row.kept_finding),
  }));
}

const keptOf = (row: BeforeRow, findingId: string): KeptAnswer => ({
  findingId,
  bodyHash: row.body_hash,
  firstSeq: row.first_seq,
  lastSeq: row.last_seq,
  revision: row.kept_revision,
});

const HELD = `SELECT ${COLUMNS}, ${AT('$2')} FROM finding WHERE id = $1`;

export async function readHeld(client: Queryable, id: string, now: string | null): Promise<Held | null> {
  const { rows } = await client.query<HeldRow>({ name: 'held', text: HELD, values: [id, now] });
  return rows[0] ? heldOf(rows[0]) : null;
}

/** The instant is read after the lock is had: it stands outside the materialized query that waits. */
const LOCKED = `
  WITH locked AS MATERIALIZED (SELECT ${COLUMNS} FROM finding WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE)
  SELECT *, ${AT('$2')} FROM locked`;

/** Locks findings in the order of their ids, which is the order everywhere. */
export async function lockHeld(client: pg.ClientBase, ids: readonly string[], now: string | null): Promise<Held[]> {
  const { rows } = await client.query<HeldRow>(LOCKED, [ids, now]);
  return rows.map(heldOf);
}

const LATE = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$1')} AS at),
  late AS MATERIALIZED (
    SELECT ${COLUMNS} FROM finding
    WHERE wake_at < (SELECT at FROM now) - $2 * interval '1 millisecond'
      AND ($4::uuid[] IS NULL OR id = ANY($4))
      AND (sweep_retry_at IS NULL OR sweep_retry_at <= (SELECT at FROM now))
    ORDER BY wake_at LIMIT $3 FOR UPDATE SKIP LOCKED
  )
  SELECT late.*, greatest(now.at, head_at) AS at FROM late, now`;

/** Locks what is late by more than the grace and what nobody else holds. */
export async function lockLate(
  client: pg.ClientBase,
  { now, graceMs, limit, only }: { now: string | null; graceMs: number; limit: number; only: readonly string[] | null },
): Promise<Held[]> {
  const { rows } = await client.query<HeldRow>(LATE, [now, graceMs, limit, only]);
  return rows.map(heldOf);
}
