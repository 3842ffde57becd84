import { MINUTE, type Instant } from './civil';

/** The first instant after the minute of `at`: a rung at due fires once that minute is over (ruling 14). */
export function minuteAfter(at: Instant): Instant {
  return Math.floor(at / MINUTE) * MINUTE + MINUTE;
}

/** In time ⇔ submitted, cut to the minute, ≤ due: 17:30:40 counts for 17:30 (ruling 14). */
export function inTime(submittedAt: Instant, dueAt: Instant): boolean {
  return submittedAt < minuteAfter(dueAt);
}
