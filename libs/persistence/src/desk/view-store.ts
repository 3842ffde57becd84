import type pg from 'pg';
import { type Clock, instantSql, timestamptz } from '../clock';

/** 常用视图: a list's query string under a name. */
export interface SavedView {
  id: string;
  name: string;
  query: string;
  shared: boolean;
  isDefault: boolean;
  ordinal: number;
  /** The person's own; another's is shared by a unit at or above theirs. */
  mine: boolean;
  unitName: string;
}

export type ViewGiven = Pick<SavedView, 'name' | 'query' | 'shared' | 'isDefault' | 'ordinal'>;

const MOST = 50;

const VIEW = `v.id, v.name, v.query, v.shared, v.is_default AND v.owner_id = $1 AS "isDefault", v.ordinal,
  v.owner_id = $1 AS mine, u.name AS "unitName"`;

/** Saved views of a person, and those that a unit at or above theirs shares. */
export class ViewStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Own ones first. */
  async of(personId: string): Promise<SavedView[]> {
    const { rows } = await this.pool.query<SavedView>(
      `SELECT ${VIEW} FROM saved_view v JOIN person p ON p.id = v.owner_id JOIN org_unit u ON u.id = p.unit_id
       WHERE v.removed_at IS NULL AND (v.owner_id = $1 OR (v.shared AND u.path @> (
         SELECT mine.path FROM person me JOIN org_unit mine ON mine.id = me.unit_id WHERE me.id = $1)))
       ORDER BY v.owner_id = $1 DESC, v.ordinal, v.name, v.id LIMIT 200`,
      [personId],
    );
    return rows;
  }

  /** Keeps a new one, or a change to one's own. False when it is another's, or there are too many. */
  async keep(id: string, personId: string, view: ViewGiven): Promise<boolean> {
    const now = timestamptz(await this.clock.at());
    const { rowCount } = await this.pool.query(
      `WITH former AS (
         UPDATE saved_view SET is_default = false WHERE owner_id = $2 AND is_default AND $6 AND id <> $1 RETURNING id)
       INSERT INTO saved_view AS v (id, owner_id, name, query, shared, is_default, ordinal, saved_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, ${instantSql('$8')}
       WHERE (SELECT count(*) FROM saved_view WHERE owner_id = $2 AND removed_at IS NULL AND id <> $1) < ${MOST}
         AND (SELECT count(*) FROM former) >= 0
       ON CONFLICT (id) DO UPDATE SET name = $3, query = $4, shared = $5, is_default = $6, ordinal = $7,
         saved_at = excluded.saved_at
       WHERE v.owner_id = $2 AND v.removed_at IS NULL`,
      [id, personId, view.name, view.query, view.shared, view.isDefault, view.ordinal, now],
    );
    return rowCount === 1;
  }

  async isOwn(id: string, personId: string): Promise<boolean> {
    const sql = 'SELECT FROM saved_view WHERE id = $1 AND owner_id = $2 AND removed_at IS NULL';
    return (await this.pool.query(sql, [id, personId])).rowCount === 1;
  }

  /** False when there is no such view of the person's own. */
  async remove(id: string, personId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE saved_view SET removed_at = ${instantSql('$3')}, is_default = false
       WHERE id = $1 AND owner_id = $2 AND removed_at IS NULL`,
      [id, personId, timestamptz(await this.clock.at())],
    );
    return rowCount === 1;
  }
}
