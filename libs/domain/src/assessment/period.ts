import { type CivilDate, civilDate, type Instant, instantOf } from '#calendar';

export type PeriodKind = 'month' | 'quarter' | 'year';

/** 考核期: from its first instant to the last before the next one's. */
export interface Period {
  kind: PeriodKind;
  /** Its first day. */
  start: CivilDate;
  from: Instant;
  /** The first instant after it. */
  to: Instant;
}

const MONTHS: Record<PeriodKind, number> = { month: 1, quarter: 3, year: 12 };

/** The period in which a date lies. */
export function periodOf(kind: PeriodKind, date: CivilDate): Period {
  const month = Number(date.slice(5, 7)) - 1;
  const first = month - (month % MONTHS[kind]);
  const start = firstOf(Number(date.slice(0, 4)), first);
  const next = firstOf(Number(date.slice(0, 4)), first + MONTHS[kind]);
  return { kind, start, from: instantOf(start), to: instantOf(next) };
}

/** The one before it, of the same kind. */
export const periodBefore = ({ kind, from }: Period): Period => periodOf(kind, civilDate(from - 1));

export const isIn = ({ from, to }: Pick<Period, 'from' | 'to'>, at: Instant | null): boolean =>
  at !== null && at >= from && at < to;

function firstOf(year: number, month: number): CivilDate {
  const date = `${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  return civilDate(instantOf(date));
}
