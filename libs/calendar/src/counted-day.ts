import { DAY, type CivilDate, type Instant, addDays, civilDate, datesFrom, instantOf } from './civil';
import type { Measure } from './measure';
import type { WorkCalendar } from './work-calendar';

/** A day that a day unit counts: the time it is open and the instant at which it is used up. */
export interface CountedDay {
  date: CivilDate;
  open: readonly (readonly [Instant, Instant])[];
  close: Instant;
}

/** The n-th (n ≥ 1) counted day after the day of `from`, which never counts (民法典 201). */
export function nthCountedDay(cal: WorkCalendar, measure: Measure, from: Instant, n: number): CountedDay {
  if (measure.unit === 'CALENDAR_DAYS') return naturalDay(addDays(civilDate(from), n));
  return nthServiceDay(cal, measure.service, addDays(civilDate(from), 1), 1, n);
}

/** The n-th (n ≥ 1) day on which `service` opens, `date` itself included, forwards or backwards. */
export function nthServiceDay(
  cal: WorkCalendar,
  service: string,
  date: CivilDate,
  step: 1 | -1,
  n: number,
): CountedDay {
  let left = n;
  for (const each of datesFrom(date, step)) {
    const { open, close } = cal.day(service, each);
    if (close !== null && --left === 0) return { date: each, open, close };
  }
  throw new RangeError('unreachable: datesFrom throws at its horizon');
}

function naturalDay(date: CivilDate): CountedDay {
  const midnight = instantOf(date);
  return { date, open: [[midnight, midnight + DAY]], close: midnight + DAY };
}
