import { type Instant, instantOf } from '#calendar';
import type { AssignPayload } from './commands';
import {
  consumedAt,
  isRectifyClock,
  limitFor,
  pauseClocks,
  scheduleFrom,
  startBeside,
  startClock,
  stopClock,
  stopClocks,
  verdictOf,
} from './clocks';
import type { Clock, FiveFixings, Line, Step } from './finding';
import { leadOf } from './line';
import { tighten } from './merging';
import { nextId } from './part-ids';
import type { Category, LadderName, Limit, StepRule } from './policy';
import { awaitSchedule } from './progress';
import { refuse } from './refusal';
import { isSuspended } from './suspension';
import type { Turn } from './turn';

export const leadLine = (turn: Turn): Line | undefined => leadOf(turn.state);

export const categoryOf = (turn: Turn): Category | undefined =>
  turn.ctx.policy.categories.find((category) => category.code === turn.state.categoryCode);

export function stepRules(turn: Turn, dangers: readonly string[]): StepRule[] {
  const category = categoryOf(turn);
  const { fallback } = turn.ctx.policy;
  if (!category) return [{ code: 'rectify', zh: '整改', limit: fallback.limit }];
  return category.steps.filter((step) => !step.onlyIf || dangers.includes(step.onlyIf));
}

/** A step counted in natural time climbs the URGENT ladder; an outside unit only ever gets letters (EXTERNAL). */
function ladderFor(turn: Turn, step: StepRule, unitId: string, fixed: boolean): LadderName {
  if (turn.ctx.units.unit(unitId)?.relation !== 'commanded') return 'EXTERNAL';
  if (step.limit.unit === 'ELAPSED_MINUTES') return 'URGENT';
  if (fixed) return 'LONG';
  return categoryOf(turn)?.ladder ?? turn.ctx.policy.fallback.ladder;
}

/** 五定 and 交办: one lead line, its co-lines, the steps, and the public case clock if it does not run yet. */
export function dispatchTo(
  turn: Turn,
  payload: AssignPayload,
  mode: 'dispatch' | 'claim' | 'reassign',
  twin?: Clock,
): void {
  if (turn.state.transfer) refuse('transfer_pending');
  requireUnits(turn, [payload.unitId, ...coUnitsOf(payload)]);
  const fixedDate = payload.fixedDate ?? turn.state.fixedDate;
  if (fixedDate && instantOf(fixedDate, '24:00') <= turn.at) refuse('invalid_amount', { fixedDate });
  const rules = stepRules(turn, payload.dangers ?? turn.state.dangers);
  const done = new Map(turn.state.steps.map((step) => [step.code, step.completedAt]));
  const before = turn.state.fixings?.milestones ?? [];
  const steps = rules.map((rule): Step => ({ code: rule.code, zh: rule.zh, completedAt: done.get(rule.code) ?? null }));
  turn.emit({
    type: 'assigned',
    fixings: fixingsOf(payload, turn),
    dispatchId: payload.dispatchId ?? null,
    steps,
    mode,
  });
  stopClocks(turn, (clock) => clock.kind === 'dispatch' || clock.kind === 'screen');
  const inherited = inheritedDue(turn);
  startCaseClock(turn, rules, fixedDate);
  const line = openLine(turn, { unitId: payload.unitId, role: 'lead', rules, fixedDate, twin });
  for (const unitId of coUnitsOf(payload)) openLine(turn, { unitId, role: 'co', rules, fixedDate, twin });
  if (inherited !== null) tighten(turn, inherited);
  requireMilestonesInside(turn, line, before);
  awaitSchedule(turn, line);
}

/** The strictest deadline, still ahead, of what was merged into the case before its clock ran (ruling 9). */
function inheritedDue({ state, at }: Turn): Instant | null {
  const ahead = state.clocks['case'] ? [] : Object.values(state.inherited ?? {}).filter((dueAt) => dueAt > at);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}

/** Each once, and not the lead unit beside itself: a unit has one line, one receipt and one clock. */
const coUnitsOf = ({ unitId, coUnitIds = [] }: AssignPayload): string[] =>
  [...new Set(coUnitIds)].filter((id) => id !== unitId);

export function requireUnits(turn: Turn, ids: readonly string[]): void {
  for (const id of ids) if (!turn.ctx.units.unit(id)) refuse('unknown_unit', { unitId: id });
}

const fixingsOf = (payload: AssignPayload, turn: Turn): FiveFixings => ({
  leader: payload.leader ?? null,
  unitId: payload.unitId,
  coUnitIds: coUnitsOf(payload),
  task: payload.task ?? turn.state.description,
  milestones: (payload.milestones ?? []).toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date))),
  officer: payload.officer ?? null,
});

/** 节点 lead to the due, none lies behind it; those fixed `before` go along with the work, wherever its due has moved. */
function requireMilestonesInside(turn: Turn, line: Line, before: FiveFixings['milestones']): void {
  const due = verdictOf(turn.state, line.id)?.dueAt ?? null;
  const stood = ({ name, date }: FiveFixings['milestones'][number]) =>
    before.some((one) => one.name === name && one.date === date);
  const late = turn.state.fixings?.milestones.find((one) => due !== null && instantOf(one.date) >= due && !stood(one));
  if (late) refuse('milestone_after_due', { ...late, dueAt: due });
}

/** Ruling 1: the case clock starts with the first assignment and is never reset. */
function startCaseClock(turn: Turn, rules: StepRule[], fixedDate: string | null): void {
  if (turn.state.clocks['case']) return;
  startClock(turn, { id: 'case', kind: 'case', limit: lastOf(rules).limit, fixedDate });
}

interface LinePlan {
  unitId: string;
  role: Line['role'];
  rules: StepRule[];
  fixedDate: string | null;
  parentId?: string | null;
  /** The ledger of the line that it takes over from, as it stood; without one it starts whole. */
  twin?: Clock;
  /** Needs no receipt: the unit has had it in hand before. */
  signed?: Line['signedHow'];
}

export function openLine(turn: Turn, plan: LinePlan): Line {
  const { twin } = plan;
  const line: Line = {
    id: nextId(turn.state, 'lines'),
    unitId: plan.unitId,
    role: plan.role,
    parentId: plan.parentId ?? null,
    status: 'open',
    assignedAt: turn.at,
    signedAt: plan.signed ? turn.at : null,
    signedHow: plan.signed ?? null,
    carried: twin ? consumedAt(turn.ctx, twin, turn.at) : 0,
    booked: null,
    closedAt: null,
  };
  turn.emit({ type: 'line_opened', line });
  if (!plan.signed) startReceipt(turn, line);
  for (const rule of plan.rules) startStep(turn, line, rule, plan);
  if (isSuspended(turn.state)) pauseClocks(turn, isRectifyClock);
  return line;
}

/** A due handed down lies inside its parent's; while the case is suspended, as if both went on from now. */
export function requireInside(turn: Turn, lineId: string): void {
  const parentId = turn.state.lines.find((line) => line.id === lineId)?.parentId;
  const clocks = parentId ? [lineId, parentId].map((id) => verdictOf(turn.state, id)) : [];
  const [due, outer] = clocks.map((clock) => clock && (clock.dueAt ?? scheduleFrom(turn.ctx, clock, turn.at).dueAt));
  if (due && outer && due > outer) refuse('handed_down_due', { dueAt: outer });
}

function startReceipt(turn: Turn, line: Line): void {
  const limit = limitFor(turn.ctx.policy.limits.receipt, turn.state.urgency);
  startClock(turn, { id: `${line.id}.receipt`, kind: 'receipt', of: line.id, limit, unitId: line.unitId });
}

function startStep(turn: Turn, line: Line, rule: StepRule, plan: LinePlan): void {
  if (turn.state.steps.some((step) => step.code === rule.code && step.completedAt !== null)) return;
  const last = rule === lastOf(plan.rules);
  const fixed = plan.twin ? plan.twin.fixed : plan.fixedDate !== null;
  const ladder = ladderFor(turn, rule, line.unitId, last && fixed);
  const clock = {
    id: `${line.id}.${rule.code}`,
    kind: 'rectify' as const,
    of: line.id,
    step: rule.code,
    unitId: line.unitId,
    limit: rule.limit,
    ladder,
    fixedDate: last ? plan.fixedDate : null,
  };
  if (last && plan.twin) startBeside(turn, clock, plan.twin);
  else startClock(turn, clock);
}

type Ending = Exclude<Line['status'], 'open'>;

/**
 * Ends a line with the lines below it and what it had asked. Its clocks stop and its own time is booked to its unit
 * (ruling 1); a credited line is booked nothing.
 */
export function closeLine(turn: Turn, line: Line, why: Ending, credited = false): void {
  closeBelow(turn, line, why, credited);
  lapseRequests(turn, line.id);
  const verdict = verdictOf(turn.state, line.id);
  const booked = credited ? 0 : verdict ? consumedAt(turn.ctx, verdict, turn.at) - line.carried : null;
  stopClocks(turn, (clock) => clock.of === line.id);
  turn.emit({ type: 'line_closed', lineId: line.id, why, booked });
}

export function closeBelow(turn: Turn, line: Line, why: Ending, credited = false): void {
  for (const below of turn.state.lines) {
    if (below.status === 'open' && below.parentId === line.id) closeLine(turn, below, why, credited);
  }
}

/** From the top: a line takes those below it along. */
export function closeOpenLines(turn: Turn, why: Ending, credited?: (line: Line) => boolean): void {
  for (const line of turn.state.lines) {
    if (line.status === 'open' && line.parentId === null) closeLine(turn, line, why, credited?.(line));
  }
}

/** What was asked and not answered falls away with the line, or with the feedback itself. */
export function lapseRequests(turn: Turn, lineId?: string): void {
  for (const request of turn.state.requests) {
    if (request.status !== 'open' || (lineId && request.lineId !== lineId)) continue;
    turn.emit({ type: 'request_lapsed', requestId: request.id });
    stopClocks(turn, (clock) => clock.of === request.id);
  }
}

/** 视同签收: not signed in time counts as signed (ruling 2). */
export function deemSigned(turn: Turn, clock: Clock): void {
  stopClock(turn, clock);
  turn.emit({ type: 'line_signed', lineId: clock.of ?? '', how: 'deemed' });
}

export function startDispatchClock(turn: Turn): void {
  startOwn(turn, 'dispatch', limitFor(turn.ctx.policy.limits.dispatch, turn.state.urgency));
}

/** One of our own clocks (OFFICE_SELF: no colours, ends in the leader's daily sheet). */
export function startOwn(turn: Turn, kind: Clock['kind'], limit: Limit, of: string | null = null): void {
  const id = of ? `${of}.${kind}` : kind;
  startClock(turn, { id, kind, limit, of, ladder: 'OFFICE_SELF', unitId: turn.state.supervisingUnitId });
}

const lastOf = <T>(items: readonly T[]): T => {
  const last = items.at(-1);
  if (last === undefined) throw new Error('a category without steps');
  return last;
};
