import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Clock, instantSql, timestamptz } from './clock';

/**
 * The record's now, for what is asked beside no row. Inside a transaction it is asked on the transaction's own connection: who
 * holds one and waits for another stands still when all are held.
 */
export async function readNow(pool: pg.Pool | pg.ClientBase, clock: Clock): Promise<Instant> {
  const { rows } = await pool.query<{ at: Instant }>(`SELECT ${instantSql('$1')} AS at`, [
    timestamptz(await clock.at()),
  ]);
  return rows[0]!.at;
}
