import { isRectifyClock, reschedule, runningClocks, scheduleFrom, undone } from './clocks';
import type { CommandOf } from './commands';
import { isTerminal } from './status';
import { refuse } from './refusal';
import type { Turn } from './turn';

/** The surviving case takes the earliest filing and the strictest deadline, but never a breach already past (ruling 9). */
export function absorb(turn: Turn, command: CommandOf<'absorb'>): void {
  if (isTerminal(turn.state.status) || turn.state.status === 'written_off') refuse('merge_target_closed');
  const known = new Set(turn.state.evidence.map((item) => item.sha256));
  const evidence = command.evidence.filter((item) => !known.has(item.sha256));
  turn.emit({ type: 'absorbed', findingId: command.findingId, filedAt: command.filedAt, evidence });
  const strictest = command.dueAt;
  if (strictest === null || strictest <= turn.at) return;
  for (const clock of runningClocks(turn.state)) {
    const isVerdict = clock.kind === 'case' || clock.step === turn.state.steps.at(-1)?.code;
    if (!isRectifyClock(clock) || !isVerdict || clock.dueAt === null || clock.dueAt <= strictest) continue;
    reschedule(turn, clock, 'merge', {}, strictest);
  }
}

/** Taken apart again: with the last one gone, the case has its own deadline back. */
export function release(turn: Turn, command: CommandOf<'release'>): void {
  if (!turn.state.absorbed.includes(command.findingId)) refuse('not_merged');
  turn.emit({ type: 'released', findingId: command.findingId });
  if (turn.state.absorbed.length > 0) return;
  for (const clock of runningClocks(turn.state)) {
    if (!isRectifyClock(clock) || clock.dueAt === null) continue;
    const own = scheduleFrom(turn.ctx, clock, clock.runningSince ?? turn.at).dueAt;
    if (own > clock.dueAt) reschedule(turn, clock, 'merge', undone(turn, clock, own));
  }
}
