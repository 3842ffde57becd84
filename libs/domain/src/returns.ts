import { dueAt, inTime, quanta } from '#calendar';
import { type Actor, refOf } from './actor';
import { closeLine, closeOpenLines, startDispatchClock, startOwn } from './assignment';
import { requireDispatcher } from './authority';
import { creditSince, holdClocks, limitFor, measureOf, releaseClocks, runningClocks, stopClocks } from './clocks';
import type { CommandOf } from './commands';
import { beginTransfer, dismiss, mergeInto } from './exits';
import type { Line, Request } from './finding';
import { isLead } from './line';
import { nextId } from './part-ids';
import { ownLine } from './rectification';
import { refuse } from './refusal';
import { askSuspension, requireNonePending, toDecide } from './requests';
import { requireSafe } from './suspension';
import type { Turn } from './turn';

/** 退回申请: names its reason, the rule and the unit it proposes, within its window (ruling 2). It stops no clock. */
export function requestReturn(turn: Turn, command: CommandOf<'request-return'>, actor: Actor): void {
  const line = ownLine(turn, actor, command.lineId);
  const { policy } = turn.ctx;
  const reason = policy.returnReasons.find((r) => r.code === command.reason) ?? refuse('return_unknown_reason');
  if (!command.basis.trim() || (reason.upheld === 'reassign' && !command.proposedUnitId)) refuse('return_needs_basis');
  requireNonePending(turn, 'return', line);
  if (line.parentId === null) requireReturnable(turn, line);
  askReturn(turn, line, command, actor);
}

/** At most two (ruling 2): of the case by its lead units, of a co-line by its own. */
function asksNoMore({ state, ctx }: Turn, line: Line): boolean {
  const ofLine = state.requests.filter((r) => r.kind === 'return' && r.lineId === line.id).length;
  return (isLead(line) ? state.returnsAsked : ofLine) >= ctx.policy.returnMax;
}

function requireReturnable(turn: Turn, line: Line): void {
  const { state, ctx, at } = turn;
  if (asksNoMore(turn, line) || (isLead(line) && state.bindingRuling)) refuse('return_limit');
  const window = limitFor(ctx.policy.limits.return_window, state.urgency);
  const closes = dueAt(
    ctx.calendar,
    measureOf(window),
    line.signedAt ?? line.assignedAt,
    quanta(window.unit, window.amount),
  ).at;
  if (line.signedAt !== null && !inTime(at, closes)) refuse('return_window_closed', { closes });
  requireSafe(turn);
}

function askReturn(turn: Turn, line: Line, command: CommandOf<'request-return'>, actor: Actor): void {
  const limit = limitFor(turn.ctx.policy.limits.return_ruling, turn.state.urgency);
  const id = nextId(turn.state, 'requests');
  const request: Request = {
    id,
    kind: 'return',
    lineId: line.id,
    askedAt: turn.at,
    by: refOf(actor),
    status: 'open',
    reason: command.reason,
    basis: command.basis,
    proposedUnitId: command.proposedUnitId ?? null,
    amount: null,
    until: null,
    replyDueAt: dueAt(turn.ctx.calendar, measureOf(limit), turn.at, quanta(limit.unit, limit.amount)).at,
  };
  turn.emit({ type: 'return_requested', request });
  startOwn(turn, 'return_ruling', limit, id);
  holdClocks(turn, request, request.replyDueAt);
}

/** 退回裁定: by the supervisor, or by the unit that handed the work down. */
export function ruleReturn(turn: Turn, command: CommandOf<'rule-return'>, actor: Actor): void {
  const request = toDecide(turn, 'return', actor, command.requestId) ?? refuse('unknown_request');
  const line = turn.state.lines.find((l) => l.id === request.lineId) ?? refuse('unknown_line');
  requireRuler(turn, line, actor);
  stopClocks(turn, (clock) => clock.kind === 'return_ruling' && clock.of === request.id);
  if (!command.upheld) return refuseReturn(turn, request, line);
  if (!isLead(line)) return giveBack(turn, request, line);
  uphold(turn, request, line, command);
}

function requireRuler(turn: Turn, line: Line, actor: Actor): void {
  const parent = turn.state.lines.find((l) => l.id === line.parentId);
  if (!parent) requireDispatcher(turn.state, actor);
  else if (parent.unitId !== actor.unitId) refuse('not_your_unit');
}

/** A unit below returns to its parent only; a co-unit's return leaves the case with its lead. */
function giveBack(turn: Turn, request: Request, line: Line): void {
  turn.emit({ type: 'return_upheld', requestId: request.id, outcome: line.parentId ? 'to_parent' : 'to_lead' });
  closeLine(turn, line, 'returned', true);
}

function uphold(turn: Turn, request: Request, line: Line, command: CommandOf<'rule-return'>): void {
  const outcome = turn.ctx.policy.returnReasons.find((r) => r.code === request.reason)?.upheld ?? 'reassign';
  const credited = ({ id }: Line) => id === line.id;
  turn.emit({ type: 'return_upheld', requestId: request.id, outcome });
  switch (outcome) {
    case 'reassign':
      closeOpenLines(turn, 'returned', credited);
      return startDispatchClock(turn);
    case 'dismiss':
      return dismiss(turn, command.reason, credited);
    case 'merge':
      return mergeInto(
        turn,
        command.mergeInto ?? refuse('facts_missing', { field: 'mergeInto' }),
        command.reason,
        command.survivorUnitId,
      );
    case 'transfer':
      return beginTransfer(
        turn,
        command.transferTo ?? refuse('facts_missing', { field: 'transferTo' }),
        command.reason,
        credited,
      );
    case 'suspend':
      return askSuspension(turn, line, request);
  }
}

/** Refused: the time is charged, but what lies past the ruling's own due is nobody's (ruling 2). */
function refuseReturn(turn: Turn, request: Request, line: Line): void {
  const binding = turn.state.bindingRuling || (isLead(line) && asksNoMore(turn, line));
  turn.emit({ type: 'return_refused', requestId: request.id, binding });
  if (turn.at > request.replyDueAt) creditLateRuling(turn, request);
  releaseClocks(turn, request.lineId);
}

function creditLateRuling(turn: Turn, request: Request): void {
  for (const clock of runningClocks(turn.state)) {
    if (clock.kind === 'rectify' && clock.of === request.lineId) creditSince(turn, clock, request.replyDueAt);
  }
}
