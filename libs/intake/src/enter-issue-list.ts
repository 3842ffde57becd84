import type { Command, Source } from '#domain';
import { type Clerk, type EnteredRow, enteredRow, findingIdOf } from './desk';
import type { IssueListPlan, MeasureDraft, Taking } from './issue-list';

interface EntryOptions {
  source: Source;
  supervisingUnitId: string;
  listId: string;
  onRow?: (done: number, total: number) => void;
}

/** 清单措施's category in the default policy. */
const MEASURES_CATEGORY = 'ZC01';

/**
 * Enters every measure of a list as a case of its own, handed to its lead unit at once: the list already fixes leader,
 * unit, task, date and officer (五定), so its clock runs from here.
 */
export async function enterIssueList(plan: IssueListPlan, clerk: Clerk, options: EntryOptions): Promise<EnteredRow[]> {
  const entered: EnteredRow[] = [];
  for (const measure of plan.taken) {
    entered.push(await enter(measure, clerk, options));
    options.onRow?.(entered.length, plan.taken.length);
  }
  return entered;
}

async function enter(measure: MeasureDraft, clerk: Clerk, options: EntryOptions): Promise<EnteredRow> {
  const id = findingIdOf(measure.fingerprint, options.listId);
  const filed = await clerk.step(id, measure.fingerprint, filing(measure, id, options));
  const row = enteredRow(measure.row, measure.fingerprint, id, filed);
  if (filed.kind !== 'done' || !measure.leadUnit.unitId) return row;
  const steps = [{ type: 'register' } as const, assignment(measure, measure.leadUnit.unitId, options.listId)];
  for (const step of steps) {
    const answer = await clerk.step(id, measure.fingerprint, step);
    if (answer.kind !== 'done')
      return { ...row, problem: enteredRow(measure.row, measure.fingerprint, id, answer).problem };
  }
  return row;
}

const CLAIMS = { all_accepted: '照单全收', claimed: '主动认领', extrapolated: '举一反三' } as const satisfies Record<
  Taking,
  string
>;

/** A measure's place in its list; the measure itself is a finding. */
export interface ListedMeasure {
  findingId: string;
  listId: string;
  /** Its row of the sheet. */
  ordinal: number;
  category: string;
  item: string;
  problem: string;
  claim: (typeof CLAIMS)[Taking];
}

/** The list's structure, for the measures that are entered. Where a list says nothing, the unit takes it all. */
export function measuresOf(plan: IssueListPlan, entered: readonly EnteredRow[], listId: string): ListedMeasure[] {
  const findings = new Map(entered.map(({ row, findingId }) => [row, findingId]));
  return plan.taken.flatMap(({ row, category, item, problem, taking }) => {
    const findingId = findings.get(row);
    const claim = CLAIMS[taking ?? 'all_accepted'];
    return findingId ? [{ findingId, listId, ordinal: row, category, item, problem, claim }] : [];
  });
}

const filing = (measure: MeasureDraft, id: string, options: EntryOptions): Command => ({
  type: 'file',
  id,
  kind: 'measure',
  channel: 'import',
  source: options.source,
  categoryCode: MEASURES_CATEGORY,
  description: `${measure.problem}：${measure.measure}`,
  supervisingUnitId: options.supervisingUnitId,
  missing: measure.missing,
  proposal: { unitId: measure.leadUnit.unitId, coUnitIds: coUnits(measure) },
  listId: options.listId,
  fixedDate: measure.due?.date ?? null,
});

/** What a list gives one unit to lead is one 交办单. */
const assignment = (measure: MeasureDraft, unitId: string, listId: string): Command => ({
  type: 'assign',
  unitId,
  coUnitIds: coUnits(measure),
  leader: measure.leader,
  officer: measure.officer,
  task: measure.measure,
  dispatchId: findingIdOf(listId, unitId),
  milestones: measure.due ? [{ name: measure.measure, date: measure.due.date }] : [],
});

const coUnits = ({ leadUnit, responsibleUnit }: MeasureDraft): string[] =>
  responsibleUnit.unitId && responsibleUnit.unitId !== leadUnit.unitId ? [responsibleUnit.unitId] : [];
