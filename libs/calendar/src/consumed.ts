import { DAY, type Instant, addDays, civilDate, instantOf } from './civil';
import type { Measure } from './measure';
import type { WorkCalendar } from './work-calendar';

/**
 * Quanta consumed while the clock ran over (from, to]. Minutes count at once; a day counts at its closing instant,
 * the starting or resuming day never (民法典 201).
 */
export function consumedBetween(cal: WorkCalendar, measure: Measure, from: Instant, to: Instant): number {
  if (to <= from) return 0;
  switch (measure.unit) {
    case 'ELAPSED_MINUTES':
      return to - from;
    case 'WORK_MINUTES':
      return openTimeBetween(cal, measure.service, from, to);
    case 'WORK_DAYS':
      return closesBetween(cal, measure.service, from, to);
    case 'CALENDAR_DAYS':
      return Math.max(0, (instantOf(civilDate(to)) - instantOf(civilDate(from))) / DAY - 1);
  }
}

function openTimeBetween(cal: WorkCalendar, service: string, from: Instant, to: Instant): number {
  let total = 0;
  for (let midnight = instantOf(civilDate(from)); midnight < to; midnight += DAY)
    for (const [opens, closes] of cal.day(service, civilDate(midnight)).open)
      total += Math.max(0, Math.min(closes, to) - Math.max(opens, from));
  return total;
}

function closesBetween(cal: WorkCalendar, service: string, from: Instant, to: Instant): number {
  let total = 0;
  for (let midnight = instantOf(addDays(civilDate(from), 1)); midnight < to; midnight += DAY) {
    const { close } = cal.day(service, civilDate(midnight));
    if (close !== null && close <= to) total++;
  }
  return total;
}
