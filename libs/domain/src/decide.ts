import { CalendarDataError, CivilDateError, type Instant } from '#calendar';
import { type Actor, isWithin, refOf } from './actor';
import { requireAuthority, requireDispatcher, requireFiler } from './authority';
import {
  closeLine,
  closeOpenLines,
  dispatchTo,
  leadLine,
  openLine,
  requireInside,
  startDispatchClock,
} from './assignment';
import * as closure from './closure';
import { stopClocks, verdictOf } from './clocks';
import type { Command, CommandOf, CommandType } from './commands';
import type { Context, Decision } from './context';
import * as discovery from './discovery';
import { writeNotice } from './escalation';
import * as exits from './exits';
import type { Finding } from './finding';
import * as gridChain from './grid-chain';
import { startHigher } from './higher-start';
import * as instructions from './instructions';
import { absorb, release } from './merging';
import { moveNotice } from './notices';
import { ruleReason, stateReason } from './reasons';
import * as rectification from './rectification';
import { Refused, refuse } from './refusal';
import * as requests from './requests';
import { requestReturn, ruleReturn } from './returns';
import { resume } from './suspension';
import { takeBack } from './take-back';
import { Turn } from './turn';
import { applyPolicy, excuseOutage, reprojectCalendar } from './upkeep';
import { verify } from './verification';

/**
 * Judges one command on a row that time has already been applied to (`advance` first). Pure: the same row, command,
 * actor, instant and data give the same events, or a typed refusal; it never throws for a refusal.
 */
export function decide(state: Finding | null, command: Command, actor: Actor, at: Instant, ctx: Context): Decision {
  try {
    const turn = state === null ? born(command, actor, at, ctx) : act(state, command, actor, at, ctx);
    return { ok: true, events: turn.events, state: turn.state };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    if (error instanceof CivilDateError || error instanceof CalendarDataError)
      return { ok: false, refusal: { code: 'invalid_amount', zh: error.zh, en: error.en } };
    throw error;
  }
}

function born(command: Command, actor: Actor, at: Instant, ctx: Context): Turn {
  if (command.type !== 'file' && command.type !== 'open') return refuse('illegal_transition');
  requireFiler(actor, command);
  return command.type === 'file' ? discovery.file(command, actor, at, ctx) : discovery.open(command, actor, at, ctx);
}

function act(state: Finding, command: Command, actor: Actor, at: Instant, ctx: Context): Turn {
  if (command.type === 'file' || command.type === 'open') return refuse('illegal_transition', { status: state.status });
  requireAuthority(state, actor, command.type);
  const turn = new Turn(state, at, refOf(actor), ctx, command.type);
  const rule = RULES[command.type] as (turn: Turn, command: Command, actor: Actor) => void;
  rule(turn, command, actor);
  return turn;
}

type Rule<T extends CommandType> = (turn: Turn, command: CommandOf<T>, actor: Actor) => void;
type Rules = { [T in Exclude<CommandType, 'file' | 'open'>]: Rule<T> };

/** One rule for each command, in the order of the loop. */
const RULES: Rules = {
  amend: discovery.amend,
  'pass-on': gridChain.passOn,
  'pass-back': gridChain.passBack,
  settle: gridChain.settle,
  register: discovery.register,
  dismiss: (turn, command) => exits.dismiss(turn, command.reason),
  assign: (turn, command) => dispatchTo(turn, command, 'dispatch'),
  claim,
  reassign,
  'hand-down': handDown,
  recall,
  sign,
  'request-return': requestReturn,
  'rule-return': ruleReturn,
  'report-progress': rectification.reportProgress,
  submit: rectification.submit,
  endorse: rectification.endorse,
  'send-back': rectification.sendBack,
  verify,
  approve: closure.approve,
  'reject-write-off': closure.rejectWriteOff,
  object: closure.object,
  'rule-objection': closure.ruleObjection,
  'request-extension': requests.requestExtension,
  'decide-extension': requests.decideExtension,
  'request-suspension': requests.requestSuspension,
  'decide-suspension': requests.decideSuspension,
  suspend: requests.suspend,
  resume,
  'state-reason': stateReason,
  'rule-reason': ruleReason,
  urge,
  'start-higher': startHigher,
  merge: (turn, command) => exits.mergeInto(turn, command.into, command.reason, command.survivorUnitId),
  unmerge: exits.unmerge,
  transfer: (turn, command) => exits.beginTransfer(turn, command.toUnit, command.letter),
  'confirm-transfer': exits.confirmTransfer,
  void: exits.voidFinding,
  recheck: closure.recheck,
  instruct: instructions.instruct,
  'reply-instruction': instructions.replyInstruction,
  'request-review': closure.requestReview,
  'decide-review': closure.decideReview,
  comment: (turn, command) => turn.emit({ type: 'commented', text: command.text }),
  'call-back': closure.callBack,
  'take-back': takeBack,
  'check-notice': moveNotice,
  'issue-notice': moveNotice,
  'send-notice': moveNotice,
  'sign-notice': moveNotice,
  'reply-notice': moveNotice,
  'close-notice': moveNotice,
  'withdraw-notice': moveNotice,
  absorb,
  release,
  'reproject-calendar': reprojectCalendar,
  'apply-policy': applyPolicy,
  'excuse-outage': excuseOutage,
};

/** 主动认领: a unit takes a finding that nobody has given it yet, and has thereby signed for it. */
function claim(turn: Turn, command: CommandOf<'claim'>, actor: Actor): void {
  dispatchTo(turn, { unitId: actor.unitId, ...(command.task && { task: command.task }) }, 'claim');
  sign(turn, { type: 'sign' }, actor);
}

/** 签收 */
function sign(turn: Turn, command: CommandOf<'sign'>, actor: Actor): void {
  const mine = turn.state.lines.filter((line) => line.status === 'open' && line.unitId === actor.unitId);
  const line = command.lineId ? mine.find((l) => l.id === command.lineId) : mine.find((l) => l.signedAt === null);
  if (!line) refuse(mine.length > 0 ? 'already_signed' : 'not_your_unit');
  if (line.signedAt !== null) refuse('already_signed');
  stopClocks(turn, (clock) => clock.kind === 'receipt' && clock.of === line.id);
  turn.emit({ type: 'line_signed', lineId: line.id, how: 'signed' });
}

/** Moves the work; the case clock goes on. Only a wrong dispatch of ours starts the new unit's line whole (ruling 1). */
function reassign(turn: Turn, command: CommandOf<'reassign'>): void {
  if (!turn.ctx.units.unit(command.unitId)) refuse('unknown_unit', { unitId: command.unitId });
  const predecessor = leadLine(turn);
  const ledger = (predecessor && verdictOf(turn.state, predecessor.id)) ?? turn.state.clocks['case'];
  closeOpenLines(turn, 'reassigned', () => command.wrongDispatch);
  dispatchTo(turn, command, 'reassign', command.wrongDispatch ? undefined : ledger);
}

/** 分办: to a unit below, with its own receipt and its own due inside the parent's. */
function handDown(turn: Turn, command: CommandOf<'hand-down'>, actor: Actor): void {
  const parent = rectification.ownLine(turn, actor);
  if (parent.signedAt === null) refuse('not_signed');
  const below = turn.ctx.units.unit(command.unitId);
  if (!below || below.id === actor.unitId || !isWithin(below.path, actor.unitPath))
    refuse('unknown_unit', { unitId: command.unitId });
  const open = turn.state.steps.filter((step) => step.completedAt === null).at(-1);
  if (!open) refuse('illegal_transition', { status: turn.state.status });
  const rules = [{ code: open.code, zh: open.zh, limit: command.limit }];
  const line = openLine(turn, {
    unitId: command.unitId,
    role: parent.role,
    rules,
    fixedDate: null,
    parentId: parent.id,
  });
  requireInside(turn, line.id);
}

/** Withdraws what nobody has signed for yet: a dispatch of ours, or what a unit handed down. */
function recall(turn: Turn, command: CommandOf<'recall'>, actor: Actor): void {
  if (command.lineId) return recallHandedDown(turn, command.lineId, actor);
  requireDispatcher(turn.state, actor);
  const lead = leadLine(turn);
  if (!lead) refuse('unknown_line');
  if (lead.signedAt !== null) refuse('recall_too_late');
  closeOpenLines(turn, 'recalled', () => true);
  turn.emit({ type: 'recalled', lineId: lead.id });
  startDispatchClock(turn);
}

function recallHandedDown(turn: Turn, lineId: string, actor: Actor): void {
  const line = turn.state.lines.find((l) => l.id === lineId && l.status === 'open' && l.parentId !== null);
  const parent = turn.state.lines.find((l) => l.id === line?.parentId);
  if (!line || !parent) refuse('unknown_line', { lineId });
  if (parent.unitId !== actor.unitId) refuse('not_your_unit');
  if (line.signedAt !== null) refuse('recall_too_late');
  closeLine(turn, line, 'recalled', true);
}

/** 催办 by a person, beside what the clock does. */
function urge(turn: Turn, command: CommandOf<'urge'>): void {
  const lead = leadLine(turn);
  turn.emit({ type: 'urged', lineId: lead?.id ?? null, text: command.text });
  writeNotice(turn, { title: '催办单', colour: null, draft: false, unitId: lead?.unitId ?? null });
}
