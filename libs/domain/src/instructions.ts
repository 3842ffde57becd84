import { type Actor, refOf } from './actor';
import { leadLine } from './assignment';
import { startClock, stopClocks } from './clocks';
import type { CommandOf } from './commands';
import { refuse } from './refusal';
import type { Turn } from './turn';

/** 批示: a leader's words on a finding, with a reply clock of its own where a date is asked. */
export function instruct(turn: Turn, command: CommandOf<'instruct'>, actor: Actor): void {
  const id = `I${turn.state.instructions.length + 1}`;
  const toUnitId = command.toUnitId ?? leadLine(turn)?.unitId ?? turn.state.supervisingUnitId;
  if (!turn.ctx.units.unit(toUnitId)) refuse('unknown_unit', { unitId: toUnitId });
  turn.emit({
    type: 'instructed',
    instruction: { id, by: refOf(actor), text: command.text, toUnitId, at: turn.at, repliedAt: null },
  });
  if (!command.replyWithinDays) return;
  const limit = { amount: command.replyWithinDays, unit: 'WORK_DAYS' as const, service: 'OFFICE' };
  startClock(turn, { id: `${id}.reply`, kind: 'instruction_reply', of: id, limit, ladder: 'REPLY', unitId: toUnitId });
}

export function replyInstruction(turn: Turn, command: CommandOf<'reply-instruction'>, actor: Actor): void {
  const found = turn.state.instructions.find((i) => i.id === command.instructionId && i.repliedAt === null);
  if (!found) refuse('unknown_request');
  if (found.toUnitId !== actor.unitId) refuse('not_your_unit');
  turn.emit({ type: 'instruction_replied', instructionId: found.id, text: command.text });
  stopClocks(turn, (clock) => clock.kind === 'instruction_reply' && clock.of === found.id);
}
