import { dueAt, inTime, type Instant, quanta } from '#calendar';
import { type Actor, samePerson } from './actor';
import { categoryOf, closeOpenLines, startOwn } from './assignment';
import { limitFor, pauseClocks, resumeClock, startClock, stopClock, stopClocks } from './clocks';
import type { CommandOf } from './commands';
import { responsibleUnits } from './responsibility';
import { backToWork, reopenLine } from './rework';
import type { Clock, Finding } from './finding';
import type { Limit, LookBackRule } from './policy';
import { refuse } from './refusal';
import type { Turn } from './turn';
import { requireIndependent, startVerification } from './verification';
import { startApproval, writeOffRule } from './write-off-levels';

const CITY_UP = new Set(['city', 'media', 'leader', 'province', 'central']);
const CENTRAL = new Set(['province', 'central']);

/** Found, entered, mended, verified or approved it. */
const involved = ({ filedBy, enteredBy, rectifiers, verification, writeOff: { granted } }: Finding) => [
  filedBy,
  enteredBy,
  ...rectifiers,
  verification?.by,
  ...granted.map((level) => level.by),
];

/** One level of the write-off approval (销号审批): nobody who had a hand in the case before may give it. */
export function approve(turn: Turn, _command: CommandOf<'approve'>, actor: Actor): void {
  const { writeOff: approval } = turn.state;
  const level = approval.levels[approval.granted.length];
  if (!level || !actor.positions.includes(level)) refuse('wrong_approver', { position: level ?? null });
  if (involved(turn.state).some((other) => samePerson(actor, other))) refuse('same_person');
  const own = responsibleUnits(turn).find(({ path }) => path === actor.unitPath || path === actor.ownUnitPath);
  if (own) refuse('recusal', { unit: own.name });
  turn.emit({ type: 'level_approved', level });
  stopClocks(turn, (clock) => clock.kind === 'approve');
  if (turn.state.writeOff.granted.length < approval.levels.length) return startApproval(turn);
  if (!writeOffRule(turn.ctx.policy, turn.state).publicity && !categoryOf(turn)?.publicity) return writeOff(turn);
  turn.emit({ type: 'publicity_opened' });
  startPublicity(turn);
}

export function startPublicity(turn: Turn): void {
  const { publicity } = turn.ctx.policy;
  const limit = CENTRAL.has(turn.state.source) ? publicity.central : publicity.routine;
  startClock(turn, { id: 'publicity', kind: 'publicity', limit });
}

export function rejectWriteOff(turn: Turn, command: CommandOf<'reject-write-off'>, actor: Actor): void {
  const level = turn.state.writeOff.levels[turn.state.writeOff.granted.length];
  if (!level || !actor.positions.includes(level)) refuse('wrong_approver', { position: level ?? null });
  turn.emit({ type: 'write_off_rejected', to: command.to, reason: command.reason });
  stopClocks(turn, (clock) => clock.kind === 'approve');
  if (command.to === 'submitted') startVerification(turn);
  else backToWork(turn);
}

/** 销号: archived at once unless a look-back is due. */
export function writeOff(turn: Turn): void {
  stopClocks(turn, (clock) => clock.kind === 'publicity');
  const lookBacks = plannedLookBacks(turn);
  turn.emit({ type: 'written_off', lookBacks });
  const first = lookBacks[0];
  if (first === undefined) return archive(turn);
  waitForLookBack(turn, first);
}

function archive(turn: Turn): void {
  closeOpenLines(turn, 'done');
  stopClocks(turn, (clock) => clock.kind !== 'review_decision');
  turn.emit({ type: 'archived' });
}

/** 回头看: all of the major and of city level and up, a share of the rest; the draw is the case's own id, so anyone can repeat it. */
function plannedLookBacks(turn: Turn): Instant[] {
  const { state, ctx, at } = turn;
  const rule: LookBackRule =
    ctx.policy.lookBack[state.severity === 'major' ? 'major' : CITY_UP.has(state.source) ? 'city_up' : state.severity];
  if (drawOf(`${state.id}:${state.cycle}`) >= rule.share) return [];
  return rule.after.map((limit) => dueAt(ctx.calendar, limit, at, quanta(limit.unit, limit.amount)).at);
}

/** FNV-1a of the text, as a number in [0, 1). */
export function drawOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  // FNV's high bits move little on short tails: fold them before use.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return ((hash ^ (hash >>> 12)) >>> 0) / 2 ** 32;
}

function waitForLookBack(turn: Turn, dueInstant: Instant): void {
  const minutes = Math.max(0, (dueInstant - turn.at) / 60_000);
  const limit: Limit = { amount: minutes, unit: 'ELAPSED_MINUTES', service: 'ALWAYS' };
  startClock(turn, { id: 'look_back', kind: 'look_back', limit });
}

export function openLookBack(turn: Turn, clock: Clock): void {
  stopClock(turn, clock);
  turn.emit({ type: 'look_back_opened' });
  startOwn(turn, 'recheck', turn.ctx.policy.verify.site);
}

export function recheck(turn: Turn, command: CommandOf<'recheck'>, actor: Actor): void {
  const current = turn.state.lookBacks.find((lookBack) => lookBack.outcome === null);
  if (!current || current.openedAt === null) refuse('look_back_not_open');
  requireIndependent(turn, actor);
  stopClocks(turn, (clock) => clock.kind === 'recheck');
  if (command.outcome === 'failed') return bounce(turn, command.reason ?? '');
  turn.emit({ type: 'look_back_passed' });
  const next = turn.state.lookBacks.find((lookBack) => lookBack.outcome === null);
  if (next) waitForLookBack(turn, next.dueAt);
  else archive(turn);
}

/** 反弹: the same case, the next cycle, a fresh budget. */
function bounce(turn: Turn, reason: string): void {
  turn.emit({ type: 'look_back_failed', reason });
  closeOpenLines(turn, 'done');
  reopenLine(turn);
}

export function object(turn: Turn, command: CommandOf<'object'>): void {
  if (turn.state.objection) refuse('objection_pending');
  turn.emit({ type: 'objected', reason: command.reason });
  pauseClocks(turn, (clock) => clock.kind === 'publicity');
  startOwn(turn, 'objection_ruling', limitFor(turn.ctx.policy.limits.objection_ruling, turn.state.urgency));
}

export function ruleObjection(turn: Turn, command: CommandOf<'rule-objection'>, actor: Actor): void {
  if (!turn.state.objection) refuse('unknown_request');
  if (samePerson(actor, turn.state.objection.by)) refuse('same_person');
  stopClocks(turn, (clock) => clock.kind === 'objection_ruling');
  if (command.upheld) {
    stopClocks(turn, (clock) => clock.kind === 'publicity');
    turn.emit({ type: 'objection_upheld', reason: command.reason });
    return backToWork(turn);
  }
  turn.emit({ type: 'objection_refused', reason: command.reason });
  const publicity = turn.state.clocks['publicity'];
  if (publicity) resumeClock(turn, publicity);
}

/** 复核: a unit may contest the conclusion within thirty days (ruling 19). */
export function requestReview(turn: Turn, command: CommandOf<'request-review'>): void {
  const { state, ctx, at } = turn;
  if (state.reviews.some((review) => review.outcome === null)) refuse('already_reviewed');
  const since = state.writtenOffAt ?? state.verification?.at ?? at;
  const { fileWithin, decideWithin } = ctx.policy.conclusionReview;
  if (!inTime(at, dueAt(ctx.calendar, fileWithin, since, quanta(fileWithin.unit, fileWithin.amount)).at))
    refuse('review_window_closed');
  const reviewId = `V${state.reviews.length + 1}`;
  turn.emit({ type: 'review_requested', reviewId, reason: command.reason });
  startOwn(turn, 'review_decision', decideWithin, reviewId);
}

export function decideReview(turn: Turn, command: CommandOf<'decide-review'>, actor: Actor): void {
  const review = turn.state.reviews.find((r) => r.outcome === null) ?? refuse('unknown_request');
  if ([review.by, ...involved(turn.state)].some((other) => samePerson(actor, other))) refuse('same_person');
  turn.emit({ type: 'review_decided', reviewId: review.id, outcome: command.outcome, reason: command.reason });
  stopClocks(turn, (clock) => clock.kind === 'review_decision' && clock.of === review.id);
}

/** 热线: somebody waits for the answer and can be asked whether it satisfies. */
export const isOfCitizens = ({ source }: Pick<Finding, 'source'>): boolean => source === 'hotline';

/** 回访: the last answer counts. */
export function callBack(turn: Turn, { satisfied, atFault = false, text }: CommandOf<'call-back'>): void {
  if (!isOfCitizens(turn.state)) refuse('no_citizen');
  turn.emit({ type: 'called_back', satisfied, atFault: atFault && !satisfied, text });
}
