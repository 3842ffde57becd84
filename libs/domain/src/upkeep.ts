import { dueAt, inTime, type Instant, offsetFrom, quanta } from '#calendar';
import { stepRules } from './assignment';
import {
  clocksOf,
  consumedAt,
  isRectifyClock,
  reschedule,
  runningClocks,
  scheduleFrom,
  undone,
  verdictOf,
} from './clocks';
import type { CommandOf } from './commands';
import type { ClockChange } from './events';
import type { Bell, Clock, Submission } from './finding';
import { lateFrom } from './lateness';
import type { Limit } from './policy';
import { refuse } from './refusal';
import type { Turn } from './turn';

/**
 * A new calendar moves running clocks only, and never into the past: a due that would already be gone falls on the
 * close of the next working day, or stays where it was if that is earlier (ruling 7).
 */
export function reprojectCalendar(turn: Turn): void {
  for (const clock of runningClocks(turn.state)) {
    if (clock.calendarVersion === turn.ctx.calendar.version || clock.dueAt === null) continue;
    const { dueAt: due, bells } = scheduleFrom(turn.ctx, clock, clock.runningSince ?? turn.at);
    if (due === clock.dueAt && !clock.provisional && !ringsOtherwise(clock, bells)) continue;
    reschedule(turn, clock, 'calendar', { ...undone(turn, clock, due), ...spared(turn, clock, due) });
  }
}

/** A due may stay where it is and the working days before or after it not. */
const ringsOtherwise = ({ bells, fired }: Clock, anew: readonly Bell[]): boolean =>
  bells.some(
    ({ code, at, effect }) =>
      effect === 'rung' && !fired.includes(code) && anew.some((bell) => bell.code === code && bell.at !== at),
  );

/** Nothing where the due makes no breach of what was still in time. */
function spared(turn: Turn, clock: Clock, due: Instant): ClockChange {
  if (clock.dueAt === null || !inTime(turn.at, clock.dueAt) || inTime(turn.at, due)) return {};
  const close = offsetFrom(turn.ctx.calendar, turn.at, { amount: 1, unit: 'WORK_DAYS' });
  return { grace: clock.grace + Math.min(clock.dueAt, close) - due };
}

/** Ruling 8: keep (the default), from now (a whole new budget from here), or from the start (as if it had always held). */
export function applyPolicy(turn: Turn, command: CommandOf<'apply-policy'>): void {
  if (command.mode === 'keep') return;
  const { version } = turn.ctx.policy;
  for (const clock of clocksOf(turn.state)) {
    if (clock.stopped || !isRectifyClock(clock) || clock.policyVersion === version) continue;
    const limit = newLimit(turn, clock);
    const whole =
      limit && (command.mode === 'from_start' ? quanta(limit.unit, limit.amount) : fromNow(turn, clock, limit));
    applyEdition(turn, clock, whole ?? clock.originalBudget);
  }
}

/** Null where the time was not the policy's to give: a date from above, a limit handed down, another measure. */
function newLimit(turn: Turn, clock: Clock): Limit | null {
  const rules = stepRules(turn, turn.state.dangers);
  const rule = rules.find((r) => r.code === clock.step) ?? rules.at(-1);
  const handedDown = turn.state.lines.some((line) => line.id === clock.of && line.parentId !== null);
  if (!rule || clock.fixed || handedDown) return null;
  return rule.limit.unit === clock.unit && rule.limit.service === clock.service ? rule.limit : null;
}

/** What will be consumed by the instant at which the whole limit, counted from here, runs out. */
function fromNow(turn: Turn, clock: Clock, limit: Limit): number {
  const amount = quanta(limit.unit, limit.amount);
  if (clock.runningSince === null) return clock.consumed + amount;
  return consumedAt(turn.ctx, clock, dueAt(turn.ctx.calendar, limit, turn.at, amount).at);
}

/** The edition's budget and ladder; what was granted as an extension comes on top. */
function applyEdition(turn: Turn, clock: Clock, originalBudget: number): void {
  const budget = originalBudget + clock.budget - clock.originalBudget;
  const lateness = budget > consumedAt(turn.ctx, clock, turn.at) ? 0 : clock.lateness;
  const change = { budget, originalBudget, lateness, policyVersion: turn.ctx.policy.version };
  const due = scheduleFrom(turn.ctx, { ...clock, ...change }, clock.runningSince ?? turn.at).dueAt;
  reschedule(turn, clock, 'policy', { ...change, ...undone(turn, clock, due), ...spared(turn, clock, due) });
}

/**
 * 平台故障: an outage recorded by two people moves every deadline that fell in it by its length (ruling 15), also the one
 * that a feedback waiting for its verification was judged by.
 */
export function excuseOutage(turn: Turn, command: CommandOf<'excuse-outage'>): void {
  const length = command.to - command.from;
  if (length <= 0 || command.to > turn.at) refuse('invalid_amount');
  const movedBy = (due: Instant | null) =>
    due !== null && due >= command.from && due <= command.to ? due + length : null;
  for (const clock of runningClocks(turn.state)) {
    const due = movedBy(clock.dueAt);
    if (due === null) continue;
    const { runningSince } = clock;
    const moved = { due, until: runningSince ?? turn.at, length };
    reschedule(turn, clock, 'outage', { ...undone(turn, clock, due), ...excused(turn, clock, moved) });
  }
  for (const submission of turn.state.submissions) {
    const due = submission.outcome === 'pending' ? movedBy(submission.dueAt) : null;
    if (due !== null) excuse(turn, submission, due, length);
  }
}

function excuse(turn: Turn, { id, lineId, submittedAt }: Submission, due: Instant, length: number): void {
  if (submittedAt === null) return;
  turn.emit({ type: 'verdict_excused', submissionId: id, dueAt: due, inTime: inTime(submittedAt, due) });
  for (const clock of [verdictOf(turn.state, lineId), turn.state.clocks['case']])
    if (clock) reschedule(turn, clock, 'outage', excused(turn, clock, { due, until: submittedAt, length }));
}

interface Moved {
  due: Instant;
  /** When the clock last stopped late, or went on. */
  until: Instant;
  length: number;
}

const excused = ({ ctx }: Turn, clock: Clock, { due, until, length }: Moved): ClockChange => ({
  grace: clock.grace + length,
  lateness: Math.max(0, clock.lateness - length),
  ...lateFrom(ctx, clock, due, until),
});
