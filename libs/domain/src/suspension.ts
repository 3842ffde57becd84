import { dueAt, fixedDue, type Instant, quanta } from '#calendar';
import type { CommandOf } from './commands';
import {
  clocksOf,
  holdAgain,
  isRectifyClock,
  measureOf,
  pauseClocks,
  resumeClock,
  startClock,
  stopClock,
} from './clocks';
import type { Finding, Request, Suspension } from './finding';
import { nextId } from './part-ids';
import type { SuspensionRule } from './policy';
import { refuse } from './refusal';
import type { Turn } from './turn';

export const isSuspended = (state: Finding): boolean => state.suspensions.some((s) => s.endedAt === null);

/** 挂账: always with an expiry; its reason, longest term and approver are policy. */
export function suspensionRule(turn: Turn, reason: string): SuspensionRule {
  return (
    turn.ctx.policy.suspensions.find((rule) => rule.reason === reason) ??
    refuse('suspension_unknown_reason', { reason })
  );
}

export function requireSuspendable(turn: Turn, reason: string, until: Instant): SuspensionRule {
  const rule = suspensionRule(turn, reason);
  const longest = dueAt(turn.ctx.calendar, measureOf(rule.max), turn.at, quanta(rule.max.unit, rule.max.amount)).at;
  if (until <= turn.at) refuse('invalid_amount', { until });
  if (until > longest) refuse('suspension_too_long', { until, longest });
  requireSafe(turn);
  return rule;
}

/** 先处置后退单: neither pause nor return before the place has been made safe. */
export function requireSafe(turn: Turn): void {
  const control = turn.state.steps.find((step) => step.code === 'control');
  if (control && control.completedAt === null) refuse('control_first');
}

export const endOfDate = (turn: Turn, date: string): Instant => fixedDue(turn.ctx.calendar, date).at;

interface SuspensionPlan {
  reason: string;
  until: Instant;
  groupId: string | null;
  request: Request | null;
}

/** Pauses the rectification clocks; a second suspension only lengthens the pause (ruling 6: a union). */
export function beginSuspension(turn: Turn, plan: SuspensionPlan): void {
  const suspension: Suspension = {
    id: nextId(turn.state, 'suspensions'),
    reason: plan.reason,
    since: turn.at,
    until: plan.until,
    groupId: plan.groupId,
    endedAt: null,
  };
  turn.emit({ type: 'suspended', suspension, requestId: plan.request?.id ?? null });
  pauseClocks(turn, isRectifyClock);
  awaitExpiry(turn, suspension);
}

/** Rings at the suspension's own date, whatever happened to the case meanwhile. */
export function awaitExpiry(turn: Turn, { id, until }: Suspension): void {
  const amount = Math.max(0, until - turn.at) / 60_000;
  const limit = { amount, unit: 'ELAPSED_MINUTES' as const, service: 'ALWAYS' };
  startClock(turn, { id, kind: 'suspension', of: id, limit });
}

/** At the last one's end the clocks resume by themselves. */
export function endSuspension(turn: Turn, id: string, how: 'expired' | 'resumed'): void {
  const clock = turn.state.clocks[id];
  if (clock) stopClock(turn, clock);
  turn.emit({ type: 'suspension_ended', suspensionId: id, how });
  resumeRectifying(turn);
  holdAgain(turn);
}

export function liftSuspensions(turn: Turn): void {
  for (const suspension of turn.state.suspensions)
    if (suspension.endedAt === null) endSuspension(turn, suspension.id, 'resumed');
}

/** Resumes what rectification had paused or provisionally stopped, from `consumed`, on the open lines only. */
export function resumeRectifying(turn: Turn): void {
  if (isSuspended(turn.state) || turn.state.transfer) return;
  const open = new Set(turn.state.lines.filter((line) => line.status === 'open').map((line) => line.id));
  const done = new Set(turn.state.steps.filter((step) => step.completedAt !== null).map((step) => step.code));
  for (const clock of clocksOf(turn.state)) {
    if (!isRectifyClock(clock)) continue;
    if (clock.kind === 'rectify' && !(open.has(clock.of ?? '') && !done.has(clock.step ?? ''))) continue;
    resumeClock(turn, clock);
  }
}

export function resume(turn: Turn, command: CommandOf<'resume'>): void {
  const active = turn.state.suspensions.filter((s) => s.endedAt === null);
  const chosen = command.suspensionId ? active.filter((s) => s.id === command.suspensionId) : active;
  if (chosen.length === 0) refuse('not_suspended');
  for (const suspension of chosen) endSuspension(turn, suspension.id, 'resumed');
}
