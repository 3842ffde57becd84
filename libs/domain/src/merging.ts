import type { Instant } from '#calendar';
import { capOf, clocksOf, isRectifyClock, reschedule, scheduleFrom, undone } from './clocks';
import type { CommandOf } from './commands';
import type { Finding } from './finding';
import { isTerminal } from './status';
import { refuse } from './refusal';
import type { Turn } from './turn';

/** The surviving case takes the earliest filing and the strictest deadline, but never a breach already past (ruling 9). */
export function absorb(turn: Turn, command: CommandOf<'absorb'>): void {
  if (isTerminal(turn.state.status) || turn.state.status === 'written_off') refuse('merge_target_closed');
  const known = new Set(turn.state.evidence.map((item) => item.sha256));
  const evidence = command.evidence.filter((item) => !known.has(item.sha256));
  const others = command.watchedBy?.filter((unitId) => unitId !== turn.state.supervisingUnitId) ?? [];
  const strictest = command.dueAt !== null && command.dueAt > turn.at ? command.dueAt : null;
  turn.emit({
    type: 'absorbed',
    findingId: command.findingId,
    filedAt: command.filedAt,
    evidence,
    ...(others.length > 0 && { watchedBy: others }),
    ...(strictest !== null && !turn.state.clocks['case'] && { dueAt: strictest }),
  });
  if (strictest !== null) tighten(turn, strictest);
}

/** Verdicts that are due later are due by then. */
export function tighten(turn: Turn, strictest: Instant): void {
  for (const clock of clocksOf(turn.state)) {
    const isVerdict = clock.kind === 'case' || clock.step === turn.state.steps.at(-1)?.code;
    if (clock.stopped || !isRectifyClock(clock) || !isVerdict) continue;
    // A paused clock is capped as if it ran from now: what then remains waits with it.
    const due = clock.dueAt ?? scheduleFrom(turn.ctx, clock, turn.at).dueAt;
    if (due > strictest) reschedule(turn, clock, 'merge', { cap: capOf(turn, clock, strictest) });
  }
}

/** Whose loop the case is, and every other supervising unit whose case it took in (ruling 9). */
export const watchersOf = ({ supervisingUnitId, watchers }: Finding): string[] => [
  ...new Set([supervisingUnitId, ...Object.values(watchers ?? {}).flat()]),
];

/** Taken apart again: with the last one gone, the case has its own deadline back. */
export function release(turn: Turn, command: CommandOf<'release'>): void {
  if (!turn.state.absorbed.includes(command.findingId)) refuse('not_merged');
  turn.emit({ type: 'released', findingId: command.findingId });
  if (turn.state.absorbed.length > 0) return;
  for (const clock of clocksOf(turn.state)) {
    if (!clock.cap) continue;
    const own = scheduleFrom(turn.ctx, { ...clock, cap: null }, clock.runningSince ?? turn.at).dueAt;
    reschedule(turn, clock, 'merge', { cap: null, ...undone(turn, clock, own) });
  }
}
