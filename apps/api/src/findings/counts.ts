import type { FindingCounts } from '#contract';
import { type Status, stageOf, STAGES } from '#domain';

/** Totals by status, and added up by the stage that each status belongs to. */
export function countsOf(rows: readonly { status: string; findings: number; overdue: number }[]): FindingCounts {
  const statuses = rows.map((row) => ({ ...row, status: row.status as Status }));
  const stages = STAGES.map((stage) => {
    const within = statuses.filter(({ status }) => stageOf(status) === stage);
    return {
      stage,
      findings: within.reduce((sum, row) => sum + row.findings, 0),
      overdue: within.reduce((sum, row) => sum + row.overdue, 0),
    };
  });
  const sum = (of: 'findings' | 'overdue') => statuses.reduce((total, row) => total + row[of], 0);
  return { findings: sum('findings'), overdue: sum('overdue'), stages, statuses };
}
