import type pg from 'pg';
import type { Instant } from '#calendar';
import { hashSessionToken, newSessionToken } from '#identity';
import { type Clock, instantSql, timestamptz } from '../clock';

export interface Session {
  personId: string;
  expiresAt: Instant;
  /** A one-time password was used and not replaced. */
  mustChoosePassword: boolean;
}

/** Only the sha256 of a token is stored. */
export class SessionStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Answers the token, shown once; what has expired is cleared away meanwhile. */
  async open(personId: string, lifeMs: number): Promise<{ token: string; expiresAt: Instant }> {
    const token = newSessionToken();
    const { rows } = await this.pool.query<{ expiresAt: Instant }>(
      `WITH now AS MATERIALIZED (SELECT ${instantSql('$4')} AS at),
       cleared AS (DELETE FROM session USING now WHERE expires_at <= now.at)
       INSERT INTO session (token_hash, person_id, opened_at, expires_at)
       SELECT $1, $2, now.at, now.at + $3 * interval '1 millisecond' FROM now
       RETURNING expires_at AS "expiresAt"`,
      [hashSessionToken(token), personId, lifeMs, timestamptz(await this.clock.at())],
    );
    return { token, expiresAt: rows[0]!.expiresAt };
  }

  async find(token: string): Promise<Session | null> {
    const { rows } = await this.pool.query<Session>({
      name: 'session',
      text: `SELECT s.person_id AS "personId", s.expires_at AS "expiresAt",
          coalesce(c.one_time AND c.spent_at IS NOT NULL, false) AS "mustChoosePassword"
        FROM session s LEFT JOIN credential c ON c.person_id = s.person_id
        WHERE s.token_hash = $1 AND s.expires_at > ${instantSql('$2')}`,
      values: [hashSessionToken(token), timestamptz(await this.clock.at())],
    });
    return rows[0] ?? null;
  }

  async close(token: string): Promise<void> {
    await this.pool.query('DELETE FROM session WHERE token_hash = $1', [hashSessionToken(token)]);
  }
}
