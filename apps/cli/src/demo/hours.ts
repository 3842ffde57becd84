import { addDays, civilDate, type Instant, type WorkCalendar } from '#calendar';

const MINUTE = 60_000;
export const minutes = (n: number): number => n * MINUTE;

/** Spreads people's acts over a morning so that not all happen at the same minute; from the number, hence repeatable. */
export const staggered = (number: string, most = 45): number => minutes((Number(number.slice(-3)) * 7) % most);

/** The instant itself when the office is open, else a while after it opens next. */
export function inOfficeHours(calendar: WorkCalendar, at: Instant, number: string): Instant {
  for (let date = civilDate(at); ; date = addDays(date, 1)) {
    for (const [opens, closes] of calendar.day('OFFICE', date).open) {
      if (at < opens) return opens + minutes(5) + staggered(number);
      if (at < closes - minutes(2)) return at;
    }
  }
}
