import { hundredths, weighted } from './points';
import type { CaseRecord } from './case-record';
import { isIn, type Period } from './period';
import type { AssessmentRules, GridWorkerItem } from './rules';

/** 网格: its worker at the time, and the community it belongs to. */
export interface Grid {
  id: string;
  workerId: string;
  communityId: string;
  /** Points that lie in it (`CaseRecord.spot` names category and point; these are its points' places). */
  holds(one: CaseRecord): boolean;
}

/** What a grid worker filed, as the record names the finder. */
export interface GridReport {
  caseId: string;
  workerId: string;
}

/** 普通网格员考核表: results in the world only. It belongs to the worker and the community, and has no place in a ranking. */
export interface GridWorkerSheet {
  workerId: string;
  communityId: string;
  items: { code: GridWorkerItem; numerator: number; denominator: number; value: number | null }[];
  /** Of a hundred; null where nothing happened. */
  score: number | null;
}

const DAY = 86_400_000;
/** A report so long before the inspection still counts as having seen it. */
const SEEN_WITHIN_DAYS = 30;

const NOT_VALID = new Set(['dismissed', 'voided', 'merged']);
const INSPECTED = new Set(['round', 'import', 'verbal']);

/** The sheet of one grid's worker for a period. */
export function gridWorkerSheet(
  grid: Grid,
  cases: readonly CaseRecord[],
  reports: readonly GridReport[],
  period: Period,
  rules: AssessmentRules['gridWorker'],
): GridWorkerSheet {
  const reported = new Set(reports.filter(({ workerId }) => workerId === grid.workerId).map(({ caseId }) => caseId));
  const own = cases.filter((one) => reported.has(one.id));
  const counts: Record<GridWorkerItem, [number, number]> = {
    missed_rate: missed(grid, cases, own, period),
    valid_report_rate: valid(own, period),
    sound_disposal_rate: soundDisposals(own, period),
  };
  const items = rules.map(({ code }) => {
    const [numerator, denominator] = counts[code];
    return { code, numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
  });
  const share = weighted(
    rules.map(({ code, weight }, place) => ({ value: goodOf(code, items[place]!.value), weight })),
  );
  return {
    workerId: grid.workerId,
    communityId: grid.communityId,
    items,
    score: share === null ? null : hundredths(share * 100),
  };
}

const goodOf = (code: GridWorkerItem, value: number | null): number | null =>
  value === null ? null : code === 'missed_rate' ? 1 - value : value;

/** 漏报: found by an inspection in the grid, and not reported by it in the weeks before. */
function missed(
  grid: Grid,
  cases: readonly CaseRecord[],
  own: readonly CaseRecord[],
  period: Period,
): [number, number] {
  const found = cases.filter(
    (one) => INSPECTED.has(one.channel) && isIn(period, one.filedAt) && !NOT_VALID.has(one.status) && grid.holds(one),
  );
  return [found.filter((one) => !wasReported(one, own)).length, found.length];
}

const wasReported = ({ spot, filedAt }: CaseRecord, own: readonly CaseRecord[]): boolean =>
  spot !== null &&
  own.some((one) => one.spot === spot && one.filedAt <= filedAt && filedAt - one.filedAt <= SEEN_WITHIN_DAYS * DAY);

/** 上报有效率: what was decided on, and became a case. */
function valid(own: readonly CaseRecord[], period: Period): [number, number] {
  const decided = own.filter(
    (one) => isIn(period, one.filedAt) && (one.registeredAt !== null || NOT_VALID.has(one.status)),
  );
  return [decided.filter(({ status }) => !NOT_VALID.has(status)).length, decided.length];
}

/** 自行处置合格率: mended by the worker and checked by another. */
function soundDisposals(own: readonly CaseRecord[], period: Period): [number, number] {
  const checked = own.flatMap(({ assignedAt, feedbacks }) => {
    const first = assignedAt === null ? feedbacks.find(({ passed }) => passed !== null) : undefined;
    return first && isIn(period, first.at) ? [first] : [];
  });
  return [checked.filter(({ passed }) => passed).length, checked.length];
}
