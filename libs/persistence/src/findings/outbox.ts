import type pg from 'pg';
import { type Clock, instantSql, timestamptz } from '../clock';

/** A finding of which Temporal must learn, claimed under a lease. */
export interface OutboxRow {
  findingId: string;
  seq: number;
  attempts: number;
}

/** A relay that died gives its rows back after this. */
const LEASE_SECONDS = 10;

const CLAIM = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$2')} AS at),
  free AS MATERIALIZED (
    SELECT finding_id FROM outbox
    WHERE claimed_until IS NULL OR claimed_until <= (SELECT at FROM now)
    ORDER BY finding_id LIMIT $1 FOR UPDATE SKIP LOCKED
  )
  UPDATE outbox o SET claimed_until = now.at + ${LEASE_SECONDS} * interval '1 second', attempts = o.attempts + 1
  FROM free, now WHERE o.finding_id = free.finding_id
  RETURNING o.finding_id AS "findingId", o.seq, o.attempts`;

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

/** One row per finding, no payload: what is told is the position current at the telling. */
export class Outbox {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Leases up to `limit` rows for ten seconds, ordered by finding. */
  async claim(limit: number): Promise<OutboxRow[]> {
    const now = timestamptz(await this.clock.at());
    const { rows } = await this.pool.query<OutboxRow>({ name: 'claim', text: CLAIM, values: [limit, now] });
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
