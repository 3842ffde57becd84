import type pg from 'pg';
import type { Instant } from '#calendar';
import type { RowScope } from './finding-list';
import { Parameters, scopeSql } from './scope-sql';

export interface GroupSuspension {
  groupId: string;
  reason: string;
  since: Instant;
  until: Instant;
  findings: number;
  /** Still suspended by it. */
  open: number;
  categories: string[];
  streets: string[];
}

/** 成批挂账, as the findings that it touched tell it. */
export class GroupSuspensionStore {
  constructor(private readonly pool: pg.Pool) {}

  /** The latest first. */
  async list(scope: RowScope): Promise<GroupSuspension[]> {
    const parameters = new Parameters();
    const { rows } = await this.pool.query<GroupSuspension>(
      `SELECT s.group_id AS "groupId", min(s.reason) AS reason, min(s.since) AS since, max(s.until) AS until,
         count(*)::int AS findings, (count(*) FILTER (WHERE s.ended_at IS NULL))::int AS open,
         coalesce(array_agg(DISTINCT f.category_code) FILTER (WHERE f.category_code IS NOT NULL), '{}') AS categories,
         coalesce(array_agg(DISTINCT f.street_id) FILTER (WHERE f.street_id IS NOT NULL), '{}') AS streets
       FROM suspension s JOIN finding f ON f.id = s.finding_id
       WHERE s.group_id IS NOT NULL AND ${scopeSql(scope, parameters)}
       GROUP BY s.group_id ORDER BY min(s.since) DESC, s.group_id LIMIT 100`,
      parameters.values,
    );
    return rows;
  }

  /** What is still suspended by a decision, in the order of ids. */
  async openOf(groupId: string, scope: RowScope): Promise<{ findingId: string; suspensionId: string }[]> {
    const parameters = new Parameters();
    const { rows } = await this.pool.query<{ findingId: string; suspensionId: string }>(
      `SELECT s.finding_id AS "findingId", s.id AS "suspensionId" FROM suspension s JOIN finding f ON f.id = s.finding_id
       WHERE s.group_id = ${parameters.place(groupId)} AND s.ended_at IS NULL AND ${scopeSql(scope, parameters)}
       ORDER BY s.finding_id`,
      parameters.values,
    );
    return rows;
  }
}
