import type { Instant } from '#calendar';
import type { CaseRecord, Duty } from './case-record';
import { isIn, type Period } from './period';
import { hundredths, totalOf } from './points';

/** 检查点次: one look at one point of a round, with what it found. */
export interface PointVisit {
  roundId: string;
  pointId: string;
  at: Instant;
  level: 'district' | 'city';
  /** Units in whose account the point stands. */
  unitIds: string[];
  findings: number;
}

/** What an indicator is reckoned from: the cases and visits of one unit, list or district, as of the period's end. */
export interface IndicatorInput {
  cases: readonly CaseRecord[];
  visits: readonly PointVisit[];
  period: Period;
}

/** 指标: numerator over denominator; a count stands over null, and null is shown as “—”, never as 100 %. */
export interface IndicatorValue {
  code: string;
  numerator: number;
  denominator: number | null;
  /** A rate is a share of one; null for a zero denominator. */
  value: number | null;
}

type Reckoning = (input: IndicatorInput) => [numerator: number, denominator: number | null];

const EXITS = new Set(['dismissed', 'voided', 'merged', 'transferred']);
const WITHOUT_MERIT = new Set(['dismissed', 'voided', 'merged']);

const count = <T>(all: readonly T[], holds: (one: T) => boolean): number => all.filter(holds).length;

/** 应结案: due in the period, or due before it and still open at its start; less what is suspended at its end. */
export function dueCases({ cases, period }: IndicatorInput): CaseRecord[] {
  return cases.filter(
    (one) =>
      !EXITS.has(one.status) &&
      !one.suspended &&
      one.dueAt !== null &&
      (isIn(period, one.dueAt) || (one.dueAt < period.from && (one.closedAt === null || one.closedAt >= period.from))),
  );
}

const isClosed = ({ closedAt }: CaseRecord): boolean => closedAt !== null;
const isOnTime = ({ inTime, passed }: CaseRecord): boolean => inTime === true && passed;
const isUrgent = ({ urgency }: CaseRecord): boolean => urgency === 'urgent';

function shareOfDue(input: IndicatorInput, holds: (one: CaseRecord) => boolean): [number, number] {
  const due = dueCases(input);
  return [count(due, holds), due.length];
}

const urgentOnly = (input: IndicatorInput): IndicatorInput => ({ ...input, cases: input.cases.filter(isUrgent) });

const inPeriod = <T extends { at: Instant }>(
  { cases, period }: IndicatorInput,
  of: (one: CaseRecord) => readonly T[],
) => cases.flatMap(of).filter(({ at }) => isIn(period, at));

const dutiesIn = ({ cases, period }: IndicatorInput, of: (one: CaseRecord) => readonly Duty[]): Duty[] =>
  cases.flatMap(of).filter(({ doneAt }) => isIn(period, doneAt));

const MINUTE = 60_000;
const inMinute = ({ doneAt, dueAt }: Duty): boolean => Math.floor(doneAt / MINUTE) <= Math.floor(dueAt / MINUTE);

const filedIn = ({ cases, period }: IndicatorInput): CaseRecord[] => cases.filter((one) => isIn(period, one.filedAt));

const openAtEnd = ({ cases, period }: IndicatorInput): CaseRecord[] =>
  cases.filter((one) => !EXITS.has(one.status) && one.filedAt < period.to && one.closedAt === null);

function duties(input: IndicatorInput, of: (one: CaseRecord) => readonly Duty[]): [number, number] {
  const done = dutiesIn(input, of);
  return [count(done, inMinute), done.length];
}

/** The first verification of a case, where it fell in the period. */
const firstChecked = ({ cases, period }: IndicatorInput): boolean[] =>
  cases.flatMap(({ feedbacks }) => {
    const first = feedbacks.find(({ passed }) => passed !== null);
    return first && isIn(period, first.at) ? first.passed === true : [];
  });

const RECKONINGS: Record<string, Reckoning> = {
  filed_rate: (input) => {
    const filed = filedIn(input);
    return [count(filed, (one) => one.registeredAt !== null && !WITHOUT_MERIT.has(one.status)), filed.length];
  },
  due_n: (input) => [dueCases(input).length, null],
  close_rate: (input) => shareOfDue(input, isClosed),
  on_time_rate: (input) => shareOfDue(input, isOnTime),
  urgent_on_time: (input) => shareOfDue(urgentOnly(input), isOnTime),
  urgent_close_rate: (input) => shareOfDue(urgentOnly(input), isClosed),
  rectified_rate: ({ cases, period }) => {
    const assigned = cases.filter((one) => isIn(period, one.assignedAt) && !EXITS.has(one.status));
    return [count(assigned, ({ passed }) => passed), assigned.length];
  },
  rework_rate: (input) => {
    const feedbacks = inPeriod(input, (one) => one.feedbacks);
    return [count(feedbacks, ({ passed }) => passed === false), feedbacks.length];
  },
  first_pass_rate: (input) => {
    const first = firstChecked(input);
    return [count(first, Boolean), first.length];
  },
  extension_rate: (input) => shareOfDue(input, ({ extensions }) => extensions.length > 0),
  suspended_rate: (input) => {
    const open = openAtEnd(input);
    return [count(open, ({ suspended }) => suspended), open.length];
  },
  overdue_open: (input) => [longestOverdue(input).length, null],
  relapse_rate: (input) => {
    const looked = inPeriod(input, (one) => one.lookBacks);
    return [count(looked, ({ passed }) => !passed), looked.length];
  },
  receipt_rate: (input) => {
    const receipts = inPeriod(input, (one) => one.receipts);
    return [count(receipts, ({ signed }) => signed), receipts.length];
  },
  misdispatch_rate: (input) => [
    count(
      inPeriod(input, (one) => one.returns),
      ({ upheld }) => upheld,
    ),
    inPeriod(input, (one) => one.dispatches).length,
  ],
  shuffle_rate: (input) => [
    count(
      inPeriod(input, (one) => one.returns),
      ({ upheld }) => !upheld,
    ),
    inPeriod(input, (one) => one.dispatches).length,
  ],
  verify_on_time: (input) => duties(input, (one) => one.verifications),
  approve_on_time: (input) => duties(input, (one) => one.approvals),
  point_pass_rate: ({ visits, period }) => {
    const seen = visits.filter(({ at }) => isIn(period, at));
    return [count(seen, ({ findings }) => findings === 0), seen.length];
  },
  density: ({ visits, period }) => {
    const seen = visits.filter(({ at }) => isIn(period, at));
    return [seen.reduce((sum, { findings }) => sum + findings, 0), seen.length];
  },
  self_found_rate: (input) => {
    const filed = filedIn(input);
    return [count(filed, ({ source }) => source === 'self'), filed.length];
  },
  mean_days: ({ cases, period }) => {
    const closed = cases.flatMap(({ closedAt, netMinutes }) =>
      isIn(period, closedAt) && netMinutes !== null ? netMinutes : [],
    );
    return [hundredths(totalOf(closed) / 60), closed.length];
  },
  clear_rate: ({ cases }) => {
    const measures = cases.filter(({ listId, status }) => listId !== null && !EXITS.has(status));
    return [count(measures, isClosed), measures.length];
  },
  satisfied_rate: ({ cases, period }) => {
    // Snapshots of old have no such field, for nobody was asked.
    const asked = cases.flatMap(({ calledBack }) => (calledBack && isIn(period, calledBack.at) ? calledBack : []));
    return [count(asked, ({ satisfied }) => satisfied), asked.length];
  },
};

export const INDICATOR_CODES: readonly string[] = Object.keys(RECKONINGS);

/** @throws RangeError for an indicator that nothing reckons. */
export function indicator(code: string, input: IndicatorInput): IndicatorValue {
  const reckoning = Object.hasOwn(RECKONINGS, code) ? RECKONINGS[code] : undefined;
  if (!reckoning) throw new RangeError(`no indicator "${code}": take one of ${INDICATOR_CODES.join(', ')}`);
  const [numerator, denominator] = reckoning(input);
  return { code, numerator, denominator, value: valueOf(numerator, denominator) };
}

function valueOf(numerator: number, denominator: number | null): number | null {
  if (denominator === null) return numerator;
  return denominator === 0 ? null : numerator / denominator;
}

/** Open and past due: the longest first (最长逾期日). */
export const longestOverdue = (input: IndicatorInput): CaseRecord[] =>
  openAtEnd(input)
    .filter((one) => !one.suspended && one.submittedAt === null && one.dueAt !== null && one.dueAt < input.period.to)
    .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
