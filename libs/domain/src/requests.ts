import { type CivilDate, dueAt, inTime, instantOf, offsetFrom, quanta } from '#calendar';
import { type Actor, refOf, samePerson } from './actor';
import { leadLine, requireInside, startOwn } from './assignment';
import { raiseCaseTrigger } from './case-triggers';
import {
  allowed,
  clocksOf,
  consumedAt,
  creditSince,
  extendedBy,
  holdClocks,
  isInDays,
  isRectifyClock,
  limitFor,
  measureOf,
  releaseClocks,
  reschedule,
  scheduleFrom,
  stopClocks,
  verdictOf,
} from './clocks';
import type { CommandOf } from './commands';
import type { Context } from './context';
import { creditWait } from './credit';
import type { Clock, Line, Request, RequestKind } from './finding';
import { nextGeneration, nextId } from './part-ids';
import type { ExtensionRule, Limit } from './policy';
import { ownLine } from './rectification';
import { refuse } from './refusal';
import { beginSuspension, endOfDate, requireSuspendable, suspensionRule } from './suspension';
import type { Turn } from './turn';

const openRequests = (turn: Turn, kind: RequestKind): Request[] =>
  turn.state.requests.filter((r) => r.kind === kind && r.status === 'open');

/** One at a time and line: what one unit asks is no matter of another's. */
export function requireNonePending(turn: Turn, kind: RequestKind, line: Line): void {
  if (openRequests(turn, kind).some((r) => r.lineId === line.id)) refuse('request_pending');
}

/** The request to be decided; nobody decides his own. */
export function toDecide(turn: Turn, kind: RequestKind, actor: Actor, id?: string): Request | undefined {
  const request = openRequests(turn, kind).find((r) => !id || r.id === id);
  if (request && samePerson(actor, request.by)) refuse('same_person');
  return request;
}

type Asked = Pick<Request, 'kind' | 'reason' | 'basis' | 'amount' | 'until'>;

function ask(turn: Turn, line: Line, by: Request['by'], asked: Asked, limit: Limit, askedAt = turn.at): void {
  const id = nextId(turn.state, 'requests');
  const replyDueAt = dueAt(turn.ctx.calendar, measureOf(limit), turn.at, quanta(limit.unit, limit.amount)).at;
  const request: Request = {
    ...asked,
    id,
    lineId: line.id,
    askedAt,
    by,
    status: 'open',
    proposedUnitId: null,
    replyDueAt,
  };
  turn.emit({ type: asked.kind === 'extension' ? 'extension_requested' : 'suspension_requested', request });
  startOwn(turn, asked.kind === 'extension' ? 'extension_reply' : 'suspension_reply', limit, id);
  holdClocks(turn, request, replyDueAt);
}

// ── 延期 ──

/** Asked before the due time and judged by its request time (ruling 3). */
export function requestExtension(turn: Turn, command: CommandOf<'request-extension'>, actor: Actor): void {
  const line = ownLine(turn, actor);
  const clock = verdictOf(turn.state, line.id);
  if (!clock || clock.dueAt === null) refuse('illegal_transition', { status: turn.state.status });
  requireNonePending(turn, 'extension', line);
  if (!inTime(turn.at, clock.dueAt)) refuse('extension_after_due', { dueAt: clock.dueAt });
  const amount = amountAsked(turn, clock, command);
  requireBounds(turn, clock, amount);
  const asked: Asked = { kind: 'extension', reason: command.reason, basis: null, amount, until: null };
  ask(turn, line, refOf(actor), asked, limitFor(turn.ctx.policy.limits.extension_reply, turn.state.urgency));
  if (isThird(turn, line)) raiseCaseTrigger(turn, 'extension_over_2', line.unitId);
}

const isThird = ({ state }: Turn, line: Line): boolean =>
  state.requests.filter(({ kind, lineId }) => kind === 'extension' && lineId === line.id).length === 3;

/** In the clock's own unit; a date means what the clock counts up to its end. Quanta. */
function amountAsked({ ctx }: Turn, clock: Clock, command: Pick<CommandOf<'request-extension'>, 'amount' | 'until'>) {
  const { until, amount } = command;
  if (until && !isInDays(clock)) refuse('invalid_amount', { until });
  const asked = until ? countedUntil(ctx, clock, until) : quanta(clock.unit, amount ?? 0);
  if (!(asked > 0)) refuse('invalid_amount', { amount: asked });
  return asked;
}

const DAY = 86_400_000;

function countedUntil(ctx: Context, clock: Clock, until: CivilDate): number {
  if (clock.fixedDate) return Math.round((instantOf(until) - instantOf(clock.fixedDate)) / DAY);
  return consumedAt(ctx, clock, instantOf(until, '24:00')) - allowed(clock);
}

const granted = ({ state: { requests, lateGrants = [] } }: Turn, lineId: string | null): number =>
  requests.filter((r) => r.kind === 'extension' && r.status === 'granted' && r.lineId === lineId).length +
  lateGrants.filter((id) => id === lineId).length;

/** The next extension's rule, or for an urgent step what the duty lead alone may give (窨井盖: up to 36 hours). */
function requireBounds(turn: Turn, clock: Clock, amount: number): ExtensionRule {
  if (turn.state.urgency === 'urgent') return urgentRule(turn, clock, amount);
  const nth = granted(turn, clock.of) + 1;
  const rule = turn.ctx.policy.extensions.find((r) => r.nth === nth) ?? refuse('extension_no_more', { nth });
  if (rule.maxShare !== null && amount > rule.maxShare * clock.originalBudget && !isShortest(clock, amount))
    refuse('extension_too_long', { nth });
  if (rule.maxWorkDays !== null && isInDays(clock) && amount > rule.maxWorkDays) refuse('extension_too_long', { nth });
  return rule;
}

/** Half of one day is no day at all: one day is always the least that may be asked. */
const isShortest = (clock: Clock, amount: number): boolean => isInDays(clock) && amount === 1;

function urgentRule(turn: Turn, clock: Clock, amount: number): ExtensionRule {
  const category = turn.ctx.policy.categories.find((c) => c.code === turn.state.categoryCode);
  const most = category?.steps.find((step) => step.code === clock.step)?.dutyLeadTo;
  if (!most) refuse('extension_not_allowed');
  if (clock.budget + amount > quanta(most.unit, most.amount)) refuse('extension_too_long', { minutes: most.amount });
  return { nth: 1, maxShare: null, maxWorkDays: null, by: 'district_duty_lead', needsPaper: false };
}

export function decideExtension(turn: Turn, command: CommandOf<'decide-extension'>, actor: Actor): void {
  const request = toDecide(turn, 'extension', actor, command.requestId);
  if (!request) return command.late ? grantLate(turn, command, actor) : refuse('unknown_request');
  const clock = verdictOf(turn.state, request.lineId) ?? refuse('unknown_request');
  const amount = command.amount ? quanta(clock.unit, command.amount) : (request.amount ?? 0);
  requirePosition(actor, requireBounds(turn, clock, amount).by);
  stopClocks(turn, (c) => c.kind === 'extension_reply' && c.of === request.id);
  if (command.granted) {
    grant(turn, request, amount);
  } else turn.emit({ type: 'extension_refused', requestId: request.id });
  releaseClocks(turn, request.lineId);
}

function grant(turn: Turn, request: Request, amount: number): void {
  turn.emit({ type: 'extension_granted', requestId: request.id, late: false });
  // Past our own reply's due the wait is nobody's.
  for (const late of lengthened(turn, request.lineId)) creditSince(turn, late, request.replyDueAt);
  lengthen(turn, request.lineId, amount, null);
}

/** As it was asked, whoever may grant that. Answers the line's clock. */
export function grantAsked(turn: Turn, request: Request): Clock {
  const clock = verdictOf(turn.state, request.lineId) ?? refuse('unknown_request');
  requireBounds(turn, clock, request.amount ?? 0);
  grant(turn, request, request.amount ?? 0);
  return turn.state.clocks[clock.id] ?? clock;
}

/** A separate, marked act: the work gets a new date, the breach stays (ruling 3). */
function grantLate(turn: Turn, command: CommandOf<'decide-extension'>, actor: Actor): void {
  const line = leadLine(turn) ?? refuse('unknown_line');
  const clock = verdictOf(turn.state, line.id);
  if (!clock || clock.dueAt === null || inTime(turn.at, clock.dueAt)) refuse('unknown_request');
  if (!(command.amount && command.amount > 0)) refuse('invalid_amount');
  const amount = quanta(clock.unit, command.amount);
  requirePosition(actor, requireBounds(turn, clock, amount).by);
  turn.emit({ type: 'extension_granted', requestId: '', late: true, lineId: line.id });
  lengthen(turn, line.id, amount, clock.breachedDueAt ?? clock.dueAt);
}

/** What such a unit has handed down stays its own affair, and may count in another measure. */
const isOpenCo = ({ role, parentId, status }: Line): boolean => role === 'co' && parentId === null && status === 'open';

/** The line's last clock, and with the lead line the case's own and the co-lines'. */
function lengthened(turn: Turn, lineId: string): Clock[] {
  const leads = leadLine(turn)?.id === lineId;
  const beside = leads ? turn.state.lines.filter(isOpenCo) : [];
  const verdicts = [lineId, ...beside.map(({ id }) => id)].map((id) => verdictOf(turn.state, id));
  const clocks = [...verdicts, leads ? turn.state.clocks['case'] : undefined];
  return clocks.filter((clock): clock is Clock => clock !== undefined && !clock.stopped);
}

/** The budget grows; a new generation begins, unless the new due is past as well: what rang for that has rung. */
function lengthen(turn: Turn, lineId: string, amount: number, breachedDueAt: number | null): void {
  for (const clock of lengthened(turn, lineId)) {
    const longer = { ...extendedBy(turn.ctx, clock, amount), lateness: 0, ...(breachedDueAt && { breachedDueAt }) };
    const due = scheduleFrom(turn.ctx, { ...clock, ...longer }, clock.runningSince ?? turn.at).dueAt;
    const change = inTime(turn.at, due) ? { ...longer, generation: nextGeneration(turn.state, clock.id) } : longer;
    reschedule(turn, clock, breachedDueAt ? 'late_extension' : 'extension', change);
  }
  requireInside(turn, lineId);
}

function requirePosition(actor: Actor, position: string): void {
  if (!actor.positions.includes(position)) refuse('wrong_approver', { position });
}

// ── 挂账 ──

export function requestSuspension(turn: Turn, command: CommandOf<'request-suspension'>, actor: Actor): void {
  const line = ownLine(turn, actor);
  const until = endOfDate(turn, command.until);
  if (requireSuspendable(turn, command.reason, until).group) refuse('suspension_of_groups');
  requireNonePending(turn, 'suspension', line);
  const asked: Asked = { kind: 'suspension', reason: command.reason, basis: command.basis, amount: null, until };
  ask(turn, line, refOf(actor), asked, limitFor(turn.ctx.policy.limits.suspension_reply, turn.state.urgency));
}

/** A return for want of conditions, once upheld, is a request to suspend, made when it was; the shortest term on the list. */
export function askSuspension(turn: Turn, line: Line, from: Request): void {
  const limit = limitFor(turn.ctx.policy.limits.suspension_reply, turn.state.urgency);
  const until = offsetFrom(turn.ctx.calendar, turn.at, { amount: 20, unit: 'WORK_DAYS' });
  const asked: Asked = { kind: 'suspension', reason: 'ownership', basis: from.basis, amount: null, until };
  ask(turn, line, from.by, asked, limit, from.askedAt);
}

export function decideSuspension(turn: Turn, command: CommandOf<'decide-suspension'>, actor: Actor): void {
  const request = toDecide(turn, 'suspension', actor, command.requestId) ?? refuse('unknown_request');
  requirePosition(actor, suspensionRule(turn, request.reason).by);
  stopClocks(turn, (clock) => clock.kind === 'suspension_reply' && clock.of === request.id);
  if (!command.granted) {
    turn.emit({ type: 'suspension_refused', requestId: request.id });
    return releaseClocks(turn, request.lineId);
  }
  const until = request.until ?? refuse('invalid_amount');
  if (until <= turn.at) refuse('invalid_amount', { until });
  creditWait(turn, request);
  beginSuspension(turn, { reason: request.reason, until, groupId: null, request });
}

/** The office suspends of its own accord, one case or a group by season or storm (ruling 6). */
export function suspend(turn: Turn, command: CommandOf<'suspend'>, actor: Actor): void {
  const until = endOfDate(turn, command.until);
  const rule = requireSuspendable(turn, command.reason, until);
  requirePosition(actor, rule.by);
  if (rule.group && !command.groupId) refuse('suspension_of_groups');
  if (!clocksOf(turn.state).some((clock) => isRectifyClock(clock) && !clock.stopped))
    refuse('illegal_transition', { status: turn.state.status });
  beginSuspension(turn, { reason: command.reason, until, groupId: command.groupId ?? null, request: null });
}
