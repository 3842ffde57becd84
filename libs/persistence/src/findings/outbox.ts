import type pg from 'pg';
import { type Clock, instantSql, timestamptz } from '../clock';

/** A finding of which Temporal must learn, claimed under a lease. */
export interface OutboxRow {
  findingId: string;
  seq: number;
  attempts: number;
  /** Since it was queued, milliseconds. */
  waitedMs: number;
}

/** A relay that died gives its rows back after this. */
const LEASE_SECONDS = 10;

const CLAIM = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$2')} AS at),
  free AS MATERIALIZED (
    SELECT o.finding_id FROM outbox o
    WHERE (o.claimed_until IS NULL OR o.claimed_until <= (SELECT at FROM now))
      AND (o.queued_at <= (SELECT at FROM now) - $4 * interval '1 millisecond'
        OR (SELECT head_at FROM finding f WHERE f.id = o.finding_id) <= (SELECT at FROM now) - $3 * interval '1 millisecond')
    ORDER BY o.queued_at LIMIT $1 FOR UPDATE OF o SKIP LOCKED
  )
  UPDATE outbox o SET claimed_until = now.at + ${LEASE_SECONDS} * interval '1 second', attempts = o.attempts + 1
  FROM free, now WHERE o.finding_id = free.finding_id
  RETURNING o.finding_id AS "findingId", o.seq, o.attempts,
    (extract(epoch FROM now.at - o.queued_at) * 1000)::float8 AS "waitedMs"`;

/** Rows are locked in the order of their findings, here as by the commands that queue them. */
const DONE = `
  WITH held AS MATERIALIZED (
    SELECT o.finding_id, o.seq > told.seq AS moved
    FROM outbox o JOIN jsonb_to_recordset($1::jsonb) AS told (finding_id uuid, seq int) ON told.finding_id = o.finding_id
    ORDER BY o.finding_id FOR UPDATE OF o
  ),
  gone AS (DELETE FROM outbox o USING held WHERE o.finding_id = held.finding_id AND NOT moved)
  UPDATE outbox o SET claimed_until = NULL FROM held WHERE o.finding_id = held.finding_id AND moved`;

const RELEASE = `
  WITH held AS MATERIALIZED (
    SELECT finding_id FROM outbox WHERE finding_id = ANY ($1::uuid[]) ORDER BY finding_id FOR UPDATE
  )
  UPDATE outbox o SET claimed_until = NULL FROM held WHERE o.finding_id = held.finding_id`;

/** For how long nothing has happened to a finding that is told, unless it has waited for the longest. */
interface Standing {
  stillMs: number;
  longestMs: number;
}
const ALL: Standing = { stillMs: 0, longestMs: 0 };

/** One row per finding, no payload: what is told is the position current at the telling. */
export class Outbox {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Leases up to `limit` rows for ten seconds, those that wait longest; of findings that stand still, or all. */
  async claim(limit: number, { stillMs, longestMs }: Standing = ALL): Promise<OutboxRow[]> {
    const now = timestamptz(await this.clock.at());
    const { rows } = await this.pool.query<OutboxRow>({
      name: 'claim',
      text: CLAIM,
      values: [limit, now, stillMs, longestMs],
    });
    return rows.sort((a, b) => (a.findingId < b.findingId ? -1 : 1));
  }

  /** Deletes what did not move on since it was told; the rest is released for the next claim. */
  async done(told: readonly { findingId: string; seq: number }[]): Promise<void> {
    const rows = told.map(({ findingId, seq }) => ({ finding_id: findingId, seq }));
    await this.pool.query({ name: 'done', text: DONE, values: [JSON.stringify(rows)] });
  }

  /** Gives the rows back at once: Temporal could not be told. */
  async release(rows: readonly OutboxRow[]): Promise<void> {
    await this.pool.query(RELEASE, [rows.map(({ findingId }) => findingId)]);
  }

  /** Queued rows and how long the oldest has waited, in milliseconds. */
  async age(): Promise<{ rows: number; oldestMs: number }> {
    const { rows } = await this.pool.query<{ rows: number; oldestMs: number }>(
      `SELECT count(*) AS rows,
         coalesce(greatest(0, extract(epoch FROM ${instantSql('$1')} - min(queued_at)) * 1000), 0)::bigint AS "oldestMs"
       FROM outbox`,
      [timestamptz(await this.clock.at())],
    );
    return rows[0]!;
  }
}
