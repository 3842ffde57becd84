import { inTime, type Instant, offsetFrom, quanta } from '#calendar';
import { stepRules } from './assignment';
import { consumedAt, isRectifyClock, reschedule, runningClocks, scheduleFrom } from './clocks';
import type { CommandOf } from './commands';
import type { Clock } from './finding';
import { refuse } from './refusal';
import type { Turn } from './turn';

/**
 * A new calendar moves running clocks only, and never into the past: a due that would already be gone falls on the
 * close of the next working day instead (ruling 7).
 */
export function reprojectCalendar(turn: Turn): void {
  for (const clock of runningClocks(turn.state)) {
    if (clock.calendarVersion === turn.ctx.calendar.version || clock.dueAt === null) continue;
    const due = scheduleFrom(turn.ctx, clock, clock.runningSince ?? turn.at).dueAt;
    if (due === clock.dueAt && !clock.provisional) continue;
    const breaches = inTime(turn.at, clock.dueAt) && !inTime(turn.at, due);
    reschedule(turn, clock, 'calendar', {}, breaches ? nextClose(turn) : undefined);
  }
}

const nextClose = (turn: Turn): Instant => offsetFrom(turn.ctx.calendar, turn.at, { amount: 1, unit: 'WORK_DAYS' });

/** Ruling 8: keep (the default), from now (a whole new budget from here), or from the start (as if it had always held). */
export function applyPolicy(turn: Turn, command: CommandOf<'apply-policy'>): void {
  if (command.mode === 'keep') return;
  const rules = stepRules(turn, turn.state.dangers);
  for (const clock of runningClocks(turn.state).filter(isRectifyClock)) {
    const rule = rules.find((r) => r.code === clock.step) ?? rules.at(-1);
    if (!rule || clock.fixed || rule.limit.unit !== clock.unit || rule.limit.service !== clock.service) continue;
    const limit = quanta(rule.limit.unit, rule.limit.amount);
    const budget = command.mode === 'from_start' ? limit : consumedAt(turn.ctx, clock, turn.at) + limit;
    if (budget === clock.budget) continue;
    applyBudget(turn, clock, budget);
  }
}

function applyBudget(turn: Turn, clock: Clock, budget: number): void {
  const change = { budget, generation: clock.generation + 1, policyVersion: turn.ctx.policy.version };
  const due = scheduleFrom(turn.ctx, { ...clock, ...change, lateness: 0 }, clock.runningSince ?? turn.at).dueAt;
  const breaches = clock.dueAt !== null && inTime(turn.at, clock.dueAt) && !inTime(turn.at, due);
  reschedule(turn, clock, 'policy', change, breaches ? nextClose(turn) : undefined);
}

/** 平台故障: an outage recorded by two people moves every deadline that fell in it by its length (ruling 15). */
export function excuseOutage(turn: Turn, command: CommandOf<'excuse-outage'>): void {
  const length = command.to - command.from;
  if (length <= 0 || command.to > turn.at) refuse('invalid_amount');
  for (const clock of runningClocks(turn.state)) {
    if (clock.dueAt === null || clock.dueAt < command.from || clock.dueAt > command.to) continue;
    reschedule(turn, clock, 'outage', {}, clock.dueAt + length);
  }
}
