import type { calendarQuery } from '../../api/queries';

/** The calendar as the api answers it. */
export type CalendarData = Awaited<
  ReturnType<Extract<NonNullable<(typeof calendarQuery)['queryFn']>, (...given: never[]) => unknown>>
>;

export interface Day {
  date: string;
  kind: 'work' | 'rest' | 'weekend' | 'make_up' | 'override_work' | 'override_rest';
  /** The holiday, or the notice that overrides. */
  name: string | null;
  /** After the last published list: may still move. */
  provisional: boolean;
}

const DAY_MS = 86_400_000;

/** What a civil date is in the office's calendar, and by what. */
export function dayIn({ years, overrides, publishedUntil }: CalendarData, date: string): Day {
  const provisional = date > publishedUntil;
  const said = (kind: Day['kind'], name: string | null = null): Day => ({ date, kind, name, provisional });
  const override = overrides.find((one) => one.date === date);
  if (override) return said(override.kind === 'work' ? 'override_work' : 'override_rest', override.basis);
  const year = years[date.slice(0, 4)];
  if (year?.work.includes(date)) return said('make_up');
  const rest = year?.rest.find(({ from, to }) => from <= date && date <= to);
  if (rest) return said('rest', rest.name);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return said(weekday === 0 || weekday === 6 ? 'weekend' : 'work');
}

/** The weeks of a month, from Monday; null where another month's day would stand. */
export function weeksOf(month: string): (string | null)[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const lead = (new Date(first).getUTCDay() + 6) % 7;
  const cells: (string | null)[] = Array.from({ length: lead }, () => null);
  for (let at = first; new Date(at).toISOString().startsWith(month); at += DAY_MS)
    cells.push(new Date(at).toISOString().slice(0, 10));
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** `2026-09` to `2026-10`, both included. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7) && months.length < 24; month = after(month))
    months.push(month);
  return months;
}

function after(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
