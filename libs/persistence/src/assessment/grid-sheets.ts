import type pg from 'pg';
import type { CivilDate, Instant } from '#calendar';
import {
  type AssessmentPolicy,
  type CaseRecord,
  type Grid,
  type GridReport,
  gridWorkerSheet,
  type GridWorkerSheet,
  type Period,
} from '#domain';
import { timestamptz } from '../clock';

export interface KeptSheet {
  start: CivilDate;
  workerName: string;
  communityName: string;
  sheet: GridWorkerSheet;
}

/** 网格员考核表 of a month, computed with its edition; a grid is the community that its worker belongs to. */
export async function keepGridSheets(
  client: pg.ClientBase,
  period: Period,
  records: readonly CaseRecord[],
  policy: AssessmentPolicy,
  at: Instant,
): Promise<void> {
  const [grids, reports] = [await gridsOf(client), await reportsOf(client, records)];
  const rows = grids.map((grid) => ({
    worker_id: grid.workerId,
    community_id: grid.communityId,
    sheet: gridWorkerSheet(grid, records, reports, period, policy.assessments.gridWorker),
  }));
  await client.query(
    `INSERT INTO grid_sheet (period_start, worker_id, community_id, sheet, computed_at)
     SELECT $2::date, worker_id, community_id, sheet, $3
     FROM jsonb_to_recordset($1::jsonb) AS r (worker_id text, community_id text, sheet jsonb)
     ON CONFLICT (period_start, worker_id) DO UPDATE SET sheet = excluded.sheet, computed_at = excluded.computed_at`,
    [JSON.stringify(rows), period.start, timestamptz(at)],
  );
}

async function gridsOf(client: pg.ClientBase): Promise<Grid[]> {
  const { rows } = await client.query<{ workerId: string; unitId: string; street: boolean }>(
    `SELECT p.id AS "workerId", u.id AS "unitId", u.kind IN ('street', 'township') AS street
     FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'grid_worker' JOIN org_unit u ON u.id = p.unit_id
     WHERE p.closed_at IS NULL ORDER BY p.id`,
  );
  return rows.map(({ workerId, unitId, street }) => ({
    id: workerId,
    workerId,
    communityId: unitId,
    holds: ({ communityId, streetId }) =>
      street ? streetId === unitId && communityId === null : communityId === unitId,
  }));
}

async function reportsOf(client: pg.ClientBase, records: readonly CaseRecord[]): Promise<GridReport[]> {
  const ids = records.filter(({ channel }) => channel === 'grid').map(({ id }) => id);
  const { rows } = await client.query<GridReport>(
    'SELECT id AS "caseId", filed_by AS "workerId" FROM finding WHERE id = ANY($1::uuid[]) ORDER BY id',
    [ids],
  );
  return rows;
}

export class GridSheetStore {
  constructor(private readonly pool: pg.Pool) {}

  /** The worker's own, and those of the community that the reader belongs to; nobody else's. */
  async seenBy({ personId, unitId }: { personId: string; unitId: string }): Promise<KeptSheet[]> {
    const { rows } = await this.pool.query<KeptSheet>(
      `SELECT s.period_start AS start, p.name AS "workerName", u.name AS "communityName", s.sheet
       FROM grid_sheet s JOIN person p ON p.id = s.worker_id JOIN org_unit u ON u.id = s.community_id
       WHERE s.worker_id = $1 OR s.community_id = $2
       ORDER BY s.period_start DESC, s.worker_id LIMIT 200`,
      [personId, unitId],
    );
    return rows;
  }
}
