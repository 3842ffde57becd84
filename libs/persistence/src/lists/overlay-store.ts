import type pg from 'pg';
import type { Instant } from '#calendar';
import type { OverlayInForce } from '#domain';
import { type Clock, timestamptz } from '../clock';
import type { RowScope } from '../findings/finding-list';
import { Parameters, scopeSql } from '../findings/scope-sql';
import { readNow } from '../now';

export interface RecordedOverlay extends OverlayInForce {
  id: string;
  decidedBy: string;
  decidedAt: Instant;
  withdrawnAt: Instant | null;
}

/** 迎检保障期: decided, never changed, withdrawn before its end at most. */
export class OverlayStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** The same id twice is the same decision. */
  async decide(id: string, { rule, from, to, categories, area, basis }: OverlayInForce, by: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO policy_overlay (id, rule, from_date, to_date, categories, area, basis, decided_by, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`,
      [id, JSON.stringify(rule), from, to, categories, area, basis, by, timestamptz(await this.now())],
    );
  }

  /** Of an area and what lies below it, the latest first. */
  async list(areaPath: string): Promise<RecordedOverlay[]> {
    const { rows } = await this.pool.query<RecordedOverlay>(
      `SELECT id, rule, from_date AS "from", to_date AS "to", categories, area::text, basis, decided_by AS "decidedBy",
         decided_at AS "decidedAt", withdrawn_at AS "withdrawnAt"
       FROM policy_overlay WHERE area <@ $1::ltree ORDER BY from_date DESC, id LIMIT 200`,
      [areaPath],
    );
    return rows;
  }

  /** What waits to be handed over where the overlay would hold: its clock would begin under it. */
  async waiting({ area, categories }: Pick<OverlayInForce, 'area' | 'categories'>, scope: RowScope): Promise<number> {
    const parameters = new Parameters();
    const wanted = parameters.place([...categories]);
    const { rows } = await this.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM finding f LEFT JOIN org_unit u ON u.id = coalesce(f.community_id, f.street_id)
       WHERE f.status IN ('filed', 'registered') AND coalesce(u.path, f.supervising_path) <@ ${parameters.place(area)}::ltree
         AND (${wanted}::text[] = '{}' OR f.category_code = ANY(${wanted}::text[])) AND ${scopeSql(scope, parameters)}`,
      parameters.values,
    );
    return rows[0]!.count;
  }

  /** By path. */
  async areaNames(areaPath: string): Promise<Map<string, string>> {
    const { rows } = await this.pool.query<{ path: string; name: string }>(
      'SELECT path::text, name FROM org_unit WHERE path <@ $1::ltree',
      [areaPath],
    );
    return new Map(rows.map(({ path, name }) => [path, name]));
  }

  /** Clocks that it shortened stay as they are. False when there is none to withdraw. */
  async withdraw(id: string, areaPath: string, by: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE policy_overlay SET withdrawn_by = $3, withdrawn_at = $4
       WHERE id = $1 AND area <@ $2::ltree AND withdrawn_at IS NULL`,
      [id, areaPath, by, timestamptz(await this.now())],
    );
    return (rowCount ?? 0) > 0;
  }

  private now(): Promise<Instant> {
    return readNow(this.pool, this.clock);
  }
}
