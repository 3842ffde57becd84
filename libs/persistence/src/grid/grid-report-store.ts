import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Finding } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import type { FindingRow, RowScope } from '../findings/finding-list';
import { ROW } from '../findings/finding-queries';
import { overdueSql } from '../findings/overdue-sql';
import { Parameters, scopeSql } from '../findings/scope-sql';

/** A report on its way through the grid's chain, with the case as it stands. */
export interface GridReportRow extends FindingRow {
  state: Finding;
  levelDueAt: Instant | null;
  sentBack: string | null;
}

/** 四级联动: what the villages and townships have yet to pass on, send back or settle. */
export class GridReportStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** The soonest due at its level first. */
  async waiting(scope: RowScope, most: number): Promise<GridReportRow[]> {
    const parameters = new Parameters();
    const now = instantSql(parameters.place(timestamptz(await this.clock.at())));
    const { rows } = await this.pool.query<GridReportRow>(
      `SELECT ${ROW}, ${overdueSql(now)} AS overdue, f.state, level.due_at AS "levelDueAt", back.reason AS "sentBack"
       FROM finding f
       LEFT JOIN LATERAL (SELECT min(c.due_at) AS due_at FROM clock c
         WHERE c.finding_id = f.id AND c.kind IN ('grid_village', 'grid_township') AND NOT c.stopped) AS level ON true
       LEFT JOIN LATERAL (SELECT CASE e.type WHEN 'passed_back' THEN e.body::jsonb #>> '{event,reason}' END AS reason
         FROM finding_event e WHERE e.finding_id = f.id AND e.type IN ('passed_on', 'passed_back')
         ORDER BY e.seq DESC LIMIT 1) AS back ON true
       WHERE f.status = 'filed' AND f.state ->> 'chainLevel' IS NOT NULL AND ${scopeSql(scope, parameters)}
       ORDER BY level.due_at NULLS LAST, f.filed_at, f.id LIMIT ${parameters.place(most)}`,
      parameters.values,
    );
    return rows;
  }
}
