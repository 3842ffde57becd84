import { dayOf } from './dates';
import { type Calendar, workingDaysBetween } from './working-days';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

/** How far a deadline is, in the largest unit that still says something. */
export interface Remaining {
  late: boolean;
  unit: 'workingDays' | 'days' | 'hours' | 'minutes';
  count: number;
}

/** Within the day by the clock; further off by working days, or without a calendar by days. */
export function remaining(dueAt: number, now: number, calendar: Calendar | undefined): Remaining {
  const late = now > dueAt;
  const [from, to] = late ? [dueAt, now] : [now, dueAt];
  const days = calendar && dayOf(from) !== dayOf(to) ? workingDaysBetween(calendar, from, to) : 0;
  if (days > 0) return { late, unit: 'workingDays', count: days };
  const minutes = Math.floor((to - from) / MINUTE_MS);
  if (minutes >= 24 * HOUR_MINUTES) return { late, unit: 'days', count: Math.floor(minutes / (24 * HOUR_MINUTES)) };
  if (minutes >= HOUR_MINUTES) return { late, unit: 'hours', count: Math.floor(minutes / HOUR_MINUTES) };
  return { late, unit: 'minutes', count: minutes };
}
