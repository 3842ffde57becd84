import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '#calendar';
import { hashSessionToken, looksLikeSessionToken, newSessionToken } from '#identity';
import { type Clock, instantSql, timestamptz } from '../clock';

export interface ApiKey {
  id: string;
  title: string;
  personId: string;
  madeBy: string;
  madeAt: Instant;
  revokedAt: Instant | null;
}

/** Keys by which other systems act in a person's name; only the sha256 of a key is stored. */
export class ApiKeyStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Answers the key, shown once. */
  async make(title: string, personId: string, madeBy: string): Promise<{ id: string; key: string }> {
    const [id, key] = [randomUUID(), newSessionToken()];
    await this.pool.query(
      `INSERT INTO api_key (id, key_hash, person_id, title, made_by, made_at)
       VALUES ($1, $2, $3, $4, $5, ${instantSql('$6')})`,
      [id, hashSessionToken(key), personId, title, madeBy, timestamptz(await this.clock.at())],
    );
    return { id, key };
  }

  /** In whose name the key acts; null when it is not one, or no more. */
  async personOf(key: string): Promise<string | null> {
    if (!looksLikeSessionToken(key)) return null;
    const { rows } = await this.pool.query<{ person_id: string }>(
      'SELECT person_id FROM api_key WHERE key_hash = $1 AND revoked_at IS NULL',
      [hashSessionToken(key)],
    );
    return rows[0]?.person_id ?? null;
  }

  /** False when there is no such key, or it was revoked before. */
  async revoke(id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE api_key SET revoked_at = ${instantSql('$2')} WHERE id = $1 AND revoked_at IS NULL`,
      [id, timestamptz(await this.clock.at())],
    );
    return rowCount === 1;
  }

  async all(): Promise<ApiKey[]> {
    const { rows } = await this.pool.query<ApiKey>(
      `SELECT id, title, person_id AS "personId", made_by AS "madeBy", made_at AS "madeAt", revoked_at AS "revokedAt"
       FROM api_key ORDER BY made_at DESC, id LIMIT 200`,
    );
    return rows;
  }
}
