import { inTime, type Instant } from '#calendar';
import { consumedAt, creditSince, extendedBy, scheduleFrom, verdictOf } from './clocks';
import type { Clock, Request } from './finding';
import { leadOf } from './line';
import type { Turn } from './turn';

/** Judged by its request time, as an extension is: the wait for our reply to what we now grant is not charged. */
export function creditWait(turn: Turn, { lineId, askedAt }: Request): void {
  const ofCase = leadOf(turn.state)?.id === lineId ? turn.state.clocks['case'] : undefined;
  for (const clock of [verdictOf(turn.state, lineId), ofCase])
    if (clock?.dueAt && inTime(askedAt, clock.dueAt)) creditSince(turn, clock, askedAt);
}

/** Feedback that leaves while we still owe its line a reply is not charged for that (rulings 2 to 4). */
export function creditUnanswered(turn: Turn, lineId: string): void {
  const clock = verdictOf(turn.state, lineId);
  const waiting = turn.state.requests.filter((request) => request.lineId === lineId && request.status === 'open');
  if (!clock || waiting.length === 0) return;
  creditSince(turn, clock, Math.min(...waiting.map((request) => waitsSince(turn, clock, request))));
}

/** A return stops no clock until our ruling is late; an extension is good for the time that was asked. */
function waitsSince(turn: Turn, clock: Clock, request: Request): Instant {
  const asked = clock.dueAt !== null && inTime(request.askedAt, clock.dueAt);
  if (!asked || request.kind === 'return') return request.replyDueAt;
  return request.kind === 'suspension' || coversAsked(turn, clock, request) ? request.askedAt : request.replyDueAt;
}

function coversAsked({ ctx, at }: Turn, clock: Clock, { amount, replyDueAt }: Request): boolean {
  const ours = Math.max(0, consumedAt(ctx, clock, at) - consumedAt(ctx, clock, replyDueAt));
  const granted = { ...clock, ...extendedBy(ctx, clock, amount ?? 0), consumed: clock.consumed - ours };
  return inTime(at, scheduleFrom(ctx, granted, clock.runningSince ?? at).dueAt);
}
