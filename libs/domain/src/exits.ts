import { type Actor, samePerson } from './actor';
import { closeOpenLines, startDispatchClock } from './assignment';
import { clocksOf, holdAgain, isRectifyClock, pauseClocks, resumeClock, startClock, stopClocks } from './clocks';
import type { CommandOf } from './commands';
import type { Line } from './finding';
import { refuse } from './refusal';
import { awaitExpiry, isSuspended, resumeRectifying } from './suspension';
import type { Turn } from './turn';

/** Lines whose return was upheld: their time is nobody's (ruling 2). */
type Credited = (line: Line) => boolean;

/** Every line, suspension and clock ends with the case. */
function endAll(turn: Turn, credited?: Credited): void {
  closeOpenLines(turn, 'done', credited);
  stopClocks(turn, () => true);
  for (const { id, endedAt } of turn.state.suspensions)
    if (endedAt === null) turn.emit({ type: 'suspension_ended', suspensionId: id, how: 'resumed' });
}

/** 不予立项 */
export function dismiss(turn: Turn, reason: string, credited?: Credited): void {
  endAll(turn, credited);
  turn.emit({ type: 'dismissed', reason });
}

/** 移交: terminal only when the other side has signed for it. */
export function beginTransfer(turn: Turn, toUnit: string, letter: string, credited?: Credited): void {
  if (turn.state.transfer) refuse('transfer_pending');
  closeOpenLines(turn, 'reassigned', credited);
  stopClocks(turn, (clock) => clock.kind === 'dispatch' || clock.kind === 'case');
  turn.emit({ type: 'transfer_sent', toUnit, letter });
  startClock(turn, { id: 'transfer', kind: 'transfer', limit: turn.ctx.policy.slipReply.red, ladder: 'EXTERNAL' });
}

export function confirmTransfer(turn: Turn, command: CommandOf<'confirm-transfer'>): void {
  if (!turn.state.transfer) refuse('no_transfer');
  stopClocks(turn, (clock) => clock.kind === 'transfer');
  if (command.signed) {
    endAll(turn);
    return turn.emit({ type: 'transferred' });
  }
  turn.emit({ type: 'transfer_refused', reason: command.reason ?? '' });
  resumeRectifying(turn);
  startDispatchClock(turn);
}

/** 作废 takes two people: the first proposes, the second confirms. */
export function voidFinding(turn: Turn, command: CommandOf<'void'>, actor: Actor): void {
  const { voidProposedBy } = turn.state;
  if (!voidProposedBy) return turn.emit({ type: 'void_proposed', reason: command.reason });
  if (samePerson(actor, voidProposedBy)) refuse('void_same_person');
  endAll(turn);
  turn.emit({ type: 'voided', reason: command.reason });
}

/** 并案: clocks pause rather than stop, for a merge can be undone (ruling 9). */
export function mergeInto(turn: Turn, into: string, reason: string, survivorUnitId?: string): void {
  if (into === turn.state.id) refuse('merge_self');
  pauseClocks(turn, () => true);
  const across = survivorUnitId !== undefined && survivorUnitId !== turn.state.supervisingUnitId;
  turn.emit({ type: 'merged', into, reason, ...(across && { across }) });
}

export function unmerge(turn: Turn, command: CommandOf<'unmerge'>): void {
  if (!turn.state.mergedInto) refuse('not_merged');
  turn.emit({ type: 'unmerged', reason: command.reason, ...(turn.state.mergedAcross && { across: true }) });
  const waits = isSuspended(turn.state);
  for (const clock of clocksOf(turn.state)) {
    if (clock.stopped || clock.kind === 'suspension' || (waits && isRectifyClock(clock))) continue;
    resumeClock(turn, clock);
  }
  for (const suspension of turn.state.suspensions) if (suspension.endedAt === null) awaitExpiry(turn, suspension);
  holdAgain(turn);
}
