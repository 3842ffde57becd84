import type { ImportReport } from '#contract';
import type { Imported } from '#intake';
import { writtenOrNull } from '../http/written';

export function reportOf({ plan, entered, otherSheets }: Imported, dryRun: boolean): ImportReport {
  const { kind, fileName, sheet, refused, skipped } = plan;
  const warnings = plan.warnings.map((warning) => ({ ...warning }));
  const same = { dryRun, kind, fileName, sheet, refused, skipped, warnings, entered, otherSheets };
  if (plan.kind === 'issue_list')
    return {
      ...same,
      title: plan.title,
      taken: plan.taken.map((row) => ({ ...row })),
      reconciliation: null,
      counts: plan.counts,
    };
  const taken = plan.taken.map((row) => ({ ...row, foundAt: writtenOrNull(row.foundAt) }));
  return { ...same, title: null, taken, reconciliation: plan.reconciliation, counts: null };
}
