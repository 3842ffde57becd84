import { OFFICE } from './check-calendar-data';
import { type CivilDate, type Instant, addDays, civilDate, datesFrom, instantOf } from './civil';
import { nthCountedDay, nthServiceDay } from './counted-day';
import { type Measure, countsDays } from './measure';
import type { WorkCalendar } from './work-calendar';

/** When a clock runs out. `provisional`: past the published calendar, so the next list may move it. */
export interface Due {
  at: Instant;
  provisional: boolean;
}

/**
 * When `remaining` quanta are used up if the clock runs from `from`; `from` itself when nothing remains.
 * A working day ends at its service's close. The last calendar day ends at 24:00 or, on a day off, at the OFFICE close
 * of the next working day (民法典 203). Natural time needs no calendar and is never provisional.
 */
export function dueAt(cal: WorkCalendar, measure: Measure, from: Instant, remaining: number): Due {
  if (!(remaining > 0)) return { at: from, provisional: isPast(cal, from, measure) };
  const at = runsOut(cal, measure, from, Math.ceil(remaining));
  return { at, provisional: isPast(cal, at, measure) };
}

/** A date set from above (上级明确, 月底前) ends at its 24:00 and is never rolled (ruling 5). */
export function fixedDue(cal: WorkCalendar, date: CivilDate): Due {
  return { at: instantOf(date, '24:00'), provisional: date > cal.publishedUntil };
}

/**
 * When `share` (0 to 1) of `budget` quanta is consumed by a clock that runs from `from` with `consumed` already; null if
 * it is already past. Day units: whole days at their closes, a fraction through the open time of the next counted day.
 */
export function shareAt(
  cal: WorkCalendar,
  measure: Measure,
  from: Instant,
  consumed: number,
  budget: number,
  share: number,
): Instant | null {
  const needed = withoutFloatDust(share * budget - consumed);
  if (needed <= 0) return null;
  if (share >= 1 || !countsDays(measure.unit)) return dueAt(cal, measure, from, needed).at;
  const whole = Math.floor(needed);
  if (needed === whole) return nthCountedDay(cal, measure, from, whole).close;
  return through(nthCountedDay(cal, measure, from, whole + 1).open, needed - whole);
}

function runsOut(cal: WorkCalendar, measure: Measure, from: Instant, remaining: number): Instant {
  switch (measure.unit) {
    case 'ELAPSED_MINUTES':
      return from + remaining;
    case 'WORK_MINUTES':
      return openTimeSpent(cal, measure.service, from, remaining);
    case 'WORK_DAYS':
      return nthCountedDay(cal, measure, from, remaining).close;
    case 'CALENDAR_DAYS':
      return rolled(cal, addDays(civilDate(from), remaining));
  }
}

function openTimeSpent(cal: WorkCalendar, service: string, from: Instant, remaining: number): Instant {
  let left = remaining;
  for (const date of datesFrom(civilDate(from), 1))
    for (const [opens, closes] of cal.day(service, date).open) {
      const start = Math.max(opens, from);
      const available = Math.max(0, closes - start);
      if (left <= available) return start + left;
      left -= available;
    }
  throw new RangeError('unreachable: datesFrom throws at its horizon');
}

function rolled(cal: WorkCalendar, last: CivilDate): Instant {
  if (cal.day(OFFICE, last).close !== null) return instantOf(last, '24:00');
  return nthServiceDay(cal, OFFICE, last, 1, 1).close;
}

function isPast(cal: WorkCalendar, at: Instant, { unit }: Measure): boolean {
  return unit !== 'ELAPSED_MINUTES' && at > instantOf(cal.publishedUntil, '24:00');
}

function through(open: readonly (readonly [Instant, Instant])[], fraction: number): Instant {
  let left = Math.ceil(fraction * open.reduce((total, [opens, closes]) => total + closes - opens, 0));
  for (const [opens, closes] of open) {
    if (left <= closes - opens) return opens + left;
    left -= closes - opens;
  }
  throw new RangeError(`a fraction of a day is at most 1, not ${fraction}`);
}

/** 0.07 × 100 is 7.000000000000001: one more day would be counted. */
function withoutFloatDust(quanta: number): number {
  return Math.round(quanta * 1e6) / 1e6;
}
