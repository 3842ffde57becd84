import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Clock, instantSql, timestamptz } from '../clock';
import { Parameters, scopeSql } from '../findings/scope-sql';
import type { RowScope } from '../findings/finding-list';

/** How far the record had got. */
export interface Beat {
  at: Instant;
  /** When a finding was last changed; null while there is none. */
  headAt: Instant | null;
  /** Ids changed after the last beat, at most {@link MOST}; null when there were more: read everything again. */
  changed: string[] | null;
}

const MOST = 500;
/** A transaction that began earlier may commit later: what changed within this is told again. */
const OVERLAP_MS = 10_000;

/** One cheap question for all who watch: what has changed since. */
export class Pulse {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  async since(headAt: Instant | null): Promise<Beat> {
    const from = headAt === null ? null : timestamptz(headAt - OVERLAP_MS);
    const { rows } = await this.pool.query<{
      at: Instant;
      headAt: Instant | null;
      changed: { id: string; seq: number }[];
    }>(
      `SELECT ${instantSql('$1')} AS at, (SELECT max(head_at) FROM finding) AS "headAt",
         coalesce((SELECT json_agg(c) FROM (
           SELECT id, head_seq AS seq FROM finding WHERE head_at > $2::timestamptz ORDER BY head_at LIMIT ${MOST + 1}
         ) AS c), '[]') AS changed`,
      [timestamptz(await this.clock.at()), from],
    );
    const { changed, ...beat } = rows[0]!;
    return { ...beat, changed: changed.length > MOST ? null : changed.map(({ id, seq }) => `${id}/${seq}`) };
  }

  /** Of the ids, those in sight. */
  async inSight(ids: readonly string[], scope: RowScope): Promise<string[]> {
    if (ids.length === 0) return [];
    const parameters = new Parameters();
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT f.id FROM finding f WHERE f.id = ANY(${parameters.place(ids)}::uuid[]) AND ${scopeSql(scope, parameters)}`,
      parameters.values,
    );
    return rows.map(({ id }) => id);
  }

  /** Messages that have come to a person after `since`. */
  async delivered(personId: string, since: Instant): Promise<number> {
    const { rows } = await this.pool.query<{ n: number }>(
      'SELECT count(*) AS n FROM delivery_person WHERE person_id = $1 AND delivered_at > $2',
      [personId, timestamptz(since)],
    );
    return rows[0]!.n;
  }
}
