import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { hashPassword } from '#identity';
import { loadDefaults } from '#policy';
import { databaseClock } from '../clock';
import { inTransaction, openPool } from '../pool';
import { logChange } from '../reference/directory-log';
import { seedRules } from './seed-rules';

export interface Founding {
  name: string;
  /** 机关代字 of its papers. */
  paperCode: string;
  /** 一次性密码 of the first administrator. */
  password: string;
}

/** A district was there before its record. */
export const FOUNDED = '2020-01-01';
export const FIRST_ADMINISTRATOR = 'admin';
const ROOT = 'district';

/**
 * A district of one's own: default policy and calendar, the root of its units, and one administrator who enters everybody
 * else. Answers whether the password opens that account: it does until its owner has chosen another, and a record that
 * has people stays as it is.
 */
export async function foundDistrict(url: string, { name, paperCode, password }: Founding): Promise<boolean> {
  const pool = openPool({ url, size: 1, asApplication: false });
  try {
    const hash = await hashPassword(password);
    return await inTransaction(pool, async (client) => {
      // Two processes that start together found one after the other.
      await client.query('LOCK TABLE org_unit IN SHARE ROW EXCLUSIVE MODE');
      await seedRules(client, loadDefaults());
      const { rowCount } = await client.query('SELECT FROM org_unit LIMIT 1');
      if (rowCount) return await drawnAnew(client, hash);
      await enter(client, name, paperCode, hash);
      return true;
    });
  } finally {
    await pool.end();
  }
}

async function enter(client: pg.ClientBase, name: string, paperCode: string, hash: string): Promise<void> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO org_unit (id, path, name, kind, relation, paper_code, valid_from)
     VALUES ($1, $1::text::ltree, $2, 'district', 'commanded', $3, $4)`,
    [ROOT, name, paperCode, FOUNDED],
  );
  await client.query(
    `INSERT INTO person (id, username, name, unit_id, scope_path) VALUES ($1, $2, '管理员', $3, $3::text::ltree)`,
    [id, FIRST_ADMINISTRATOR, ROOT],
  );
  await client.query(`INSERT INTO person_role (person_id, role) VALUES ($1, 'admin')`, [id]);
  await client.query('INSERT INTO credential (person_id, password_hash, one_time) VALUES ($1, $2, true)', [id, hash]);
  await logChange(
    client,
    databaseClock,
    { personId: 'system', onBehalfOf: null },
    { what: 'person_opened', subject: id, after: { username: FIRST_ADMINISTRATOR, unitId: ROOT, roles: ['admin'] } },
  );
}

/** Of somebody who is alone and has not begun: a password that nobody wrote down locks nobody out. */
async function drawnAnew(client: pg.ClientBase, hash: string): Promise<boolean> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE credential SET password_hash = $1, spent_at = NULL
     WHERE one_time AND (SELECT count(*) FROM person) = 1 RETURNING person_id AS id`,
    [hash],
  );
  if (!rows[0]) return false;
  await client.query('DELETE FROM session WHERE person_id = $1', [rows[0].id]);
  return true;
}
