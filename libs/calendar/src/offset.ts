import { OFFICE } from './check-calendar-data';
import { DAY, type Instant, addDays, civilDate, dateEndingAt, datesFrom } from './civil';
import { nthServiceDay } from './counted-day';
import { dueAt } from './due';
import { type ClockUnit, quanta } from './measure';
import type { WorkCalendar } from './work-calendar';

/** A rung's distance from a due instant; `service` is OFFICE unless named. */
export interface Offset {
  amount: number;
  unit: ClockUnit;
  service?: string;
}

/**
 * `at` moved by `offset`. Minutes by their measure; calendar days keep the wall time; n working days are the close of
 * the n-th working day strictly after or before the date of `at` (24:00 belongs to the day it ends), so the reminder one
 * working day before a Sunday falls on the last working day before it (ruling 5).
 */
export function offsetFrom(cal: WorkCalendar, at: Instant, { amount, unit, service = OFFICE }: Offset): Instant {
  if (amount === 0) return at;
  switch (unit) {
    case 'ELAPSED_MINUTES':
      return at + quanta(unit, amount);
    case 'WORK_MINUTES':
      return amount > 0
        ? dueAt(cal, { unit, service }, at, quanta(unit, amount)).at
        : openTimeBefore(cal, service, at, quanta(unit, -amount));
    case 'WORK_DAYS': {
      const step = amount > 0 ? 1 : -1;
      return nthServiceDay(cal, service, addDays(dateEndingAt(at), step), step, Math.abs(amount)).close;
    }
    case 'CALENDAR_DAYS':
      return at + amount * DAY;
  }
}

function openTimeBefore(cal: WorkCalendar, service: string, at: Instant, amount: number): Instant {
  let left = amount;
  for (const date of datesFrom(civilDate(at), -1))
    for (const [opens, closes] of cal.day(service, date).open.toReversed()) {
      const end = Math.min(closes, at);
      const available = Math.max(0, end - opens);
      if (left <= available) return end - left;
      left -= available;
    }
  throw new RangeError('unreachable: datesFrom throws at its horizon');
}
