import { addDays, civilDate, type Instant, type WorkCalendar } from '#calendar';

const HOUR = 3_600_000;
/** Office hours of a day, near enough for telling how long ago something was. */
export const WORKING_DAY = 7;

/** The instant from which `hours` of office time have passed until `now`. */
export function workHoursBefore(calendar: WorkCalendar, now: Instant, hours: number): Instant {
  let left = hours * HOUR;
  for (let date = civilDate(now); ; date = addDays(date, -1)) {
    for (const [opens, closes] of calendar.day('OFFICE', date).open.toReversed()) {
      const open = Math.min(closes, now) - opens;
      if (open <= 0) continue;
      if (left <= open) return toTheMinute(opens + open - left);
      left -= open;
    }
  }
}

const toTheMinute = (at: Instant): Instant => Math.floor(at / 60_000) * 60_000;
