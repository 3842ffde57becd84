import type { Instant } from '#calendar';
import type { Bell, Clock } from './finding';

/** When it rings: what a request holds back waits for its reply (ruling 4). */
export const ringsAt = (clock: Clock, bell: Bell): Instant =>
  clock.held && isHeldBack(bell) ? Math.max(bell.at, clock.held.until) : bell.at;

/** Reminders before the due (R0…) are never held; R1 and later are. */
export const isHeldBack = (bell: Bell): boolean => bell.effect === 'rung' && !/^[RSE]0/.test(bell.code);
