import type { Instant } from '#calendar';
import { isHeldBack } from './evolve';
import type { Bell, Clock } from './finding';

/** When it rings: what a request holds back waits for its reply (ruling 4). */
export const ringsAt = (clock: Clock, bell: Bell): Instant =>
  clock.held && isHeldBack(bell) ? Math.max(bell.at, clock.held.until) : bell.at;
