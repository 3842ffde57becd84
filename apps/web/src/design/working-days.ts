import type { Schemas } from '../api/queries';
import { dayOf } from './dates';

/** As much of the office's calendar as says which days are worked. */
export type Calendar = Pick<Schemas['Calendar'], 'years'> & {
  overrides: readonly Pick<Schemas['Calendar']['overrides'][number], 'date' | 'kind'>[];
};

const DAY_MS = 86_400_000;
const MOST = 400;

/** Working days after the day of `from`, up to and with the day of `to`, as the office counts them. */
export function workingDaysBetween(calendar: Calendar, from: number, to: number): number {
  const last = dayOf(to);
  let count = 0;
  for (let at = from + DAY_MS, steps = 0; dayOf(at) <= last && steps < MOST; at += DAY_MS, steps += 1)
    if (isWorkingDay(calendar, dayOf(at))) count += 1;
  return count;
}

export function isWorkingDay({ years, overrides }: Calendar, day: string): boolean {
  const override = overrides.find(({ date }) => date === day);
  if (override) return override.kind === 'work';
  const year = years[day.slice(0, 4)];
  if (year?.work.includes(day)) return true;
  if (year?.rest.some(({ from, to }) => from <= day && day <= to)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
