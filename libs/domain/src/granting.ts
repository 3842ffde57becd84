import { CalendarDataError, CivilDateError, type Instant } from '#calendar';
import { advance } from './advance';
import type { Context } from './context';
import type { Event } from './events';
import { evolve } from './evolve';
import type { Clock, Finding } from './finding';
import { Refused } from './refusal';
import { grantAsked } from './requests';
import { Turn } from './turn';

export interface GrantedExtension {
  /** What time has made due and what granting would record. */
  events: Event[];
  /** The line's clock as it would then be. */
  clock: Clock;
  dueAt: Instant;
}

/** An extension granted as it was asked, asked and not recorded; null when it does not wait or may not be granted so. */
export function ifGranted(state: Finding, requestId: string, at: Instant, ctx: Context): GrantedExtension | null {
  const due = advance(state, at, ctx);
  const turn = new Turn(due.reduce(evolve, state), at, null, ctx);
  const request = turn.state.requests.find(({ id }) => id === requestId);
  if (request?.kind !== 'extension' || request.status !== 'open') return null;
  try {
    const clock = grantAsked(turn, request);
    return clock.dueAt === null ? null : { events: [...due, ...turn.events], clock, dueAt: clock.dueAt };
  } catch (error) {
    if (error instanceof Refused || error instanceof CivilDateError || error instanceof CalendarDataError) return null;
    throw error;
  }
}
