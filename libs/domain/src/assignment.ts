import { instantOf } from '#calendar';
import type { AssignPayload } from './commands';
import { consumedAt, limitFor, startBeside, startClock, stopClock, stopClocks } from './clocks';
import type { Clock, FiveFixings, Line, Step } from './finding';
import type { Category, LadderName, Limit, StepRule } from './policy';
import { refuse } from './refusal';
import type { Turn } from './turn';

/** 责任单位's line that answers for the case. */
export const leadLine = (turn: Turn): Line | undefined =>
  turn.state.lines.find((line) => line.role === 'lead' && line.parentId === null && line.status === 'open');

/** The clock whose verdict is the line's, and for the lead line the case's: that of its last step. */
export function verdictClock(turn: Turn, lineId: string): Clock | undefined {
  return Object.values(turn.state.clocks)
    .filter((clock) => clock.kind === 'rectify' && clock.of === lineId)
    .at(-1);
}

export const categoryOf = (turn: Turn): Category | undefined =>
  turn.ctx.policy.categories.find((category) => category.code === turn.state.categoryCode);

export function stepRules(turn: Turn, dangers: readonly string[]): StepRule[] {
  const category = categoryOf(turn);
  const { fallback } = turn.ctx.policy;
  if (!category) return [{ code: 'rectify', zh: '整改', limit: fallback.limit }];
  return category.steps.filter((step) => !step.onlyIf || dangers.includes(step.onlyIf));
}

/** A step counted in natural time climbs the URGENT ladder; an outside unit only ever gets letters (EXTERNAL). */
export function ladderFor(turn: Turn, step: StepRule, unitId: string, fixed: boolean): LadderName {
  if (turn.ctx.units.unit(unitId)?.relation !== 'commanded') return 'EXTERNAL';
  if (fixed) return 'LONG';
  if (step.limit.unit === 'ELAPSED_MINUTES') return 'URGENT';
  return categoryOf(turn)?.ladder ?? turn.ctx.policy.fallback.ladder;
}

/** 五定 and 交办: one lead line, its co-lines, the steps, and the public case clock if it does not run yet. */
export function dispatchTo(
  turn: Turn,
  payload: AssignPayload,
  mode: 'dispatch' | 'claim' | 'reassign',
  share = false,
): void {
  requireUnits(turn, [payload.unitId, ...(payload.coUnitIds ?? [])]);
  const fixedDate = payload.fixedDate ?? turn.state.fixedDate;
  if (fixedDate && instantOf(fixedDate, '24:00') <= turn.at) refuse('invalid_amount', { fixedDate });
  const rules = stepRules(turn, payload.dangers ?? turn.state.dangers);
  const done = new Map(turn.state.steps.map((step) => [step.code, step.completedAt]));
  const steps = rules.map((rule): Step => ({ code: rule.code, zh: rule.zh, completedAt: done.get(rule.code) ?? null }));
  turn.emit({
    type: 'assigned',
    fixings: fixingsOf(payload, turn),
    dispatchId: payload.dispatchId ?? null,
    steps,
    mode,
  });
  stopClocks(turn, (clock) => clock.kind === 'dispatch' || clock.kind === 'screen');
  startCaseClock(turn, rules, fixedDate);
  openLine(turn, { unitId: payload.unitId, role: 'lead', rules, fixedDate, share });
  for (const unitId of payload.coUnitIds ?? []) openLine(turn, { unitId, role: 'co', rules, fixedDate, share });
}

function requireUnits(turn: Turn, ids: readonly string[]): void {
  for (const id of ids) if (!turn.ctx.units.unit(id)) refuse('unknown_unit', { unitId: id });
}

const fixingsOf = (payload: AssignPayload, turn: Turn): FiveFixings => ({
  leader: payload.leader ?? null,
  unitId: payload.unitId,
  coUnitIds: payload.coUnitIds ?? [],
  task: payload.task ?? turn.state.description,
  milestones: payload.milestones ?? [],
  officer: payload.officer ?? null,
});

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
  /** Goes on with the case's own ledger instead of starting whole. */
  share?: boolean;
}

export function openLine(turn: Turn, plan: LinePlan): Line {
  const line: Line = {
    id: `L${turn.state.lines.length + 1}`,
    unitId: plan.unitId,
    role: plan.role,
    parentId: plan.parentId ?? null,
    status: 'open',
    assignedAt: turn.at,
    signedAt: null,
    signedHow: null,
    booked: null,
    closedAt: null,
  };
  turn.emit({ type: 'line_opened', line });
  startReceipt(turn, line);
  for (const rule of plan.rules) startStep(turn, line, rule, plan);
  return line;
}

function startReceipt(turn: Turn, line: Line): void {
  const limit = limitFor(turn.ctx.policy.limits.receipt, turn.state.urgency);
  startClock(turn, { id: `${line.id}.receipt`, kind: 'receipt', of: line.id, limit, unitId: line.unitId });
}

function startStep(turn: Turn, line: Line, rule: StepRule, plan: LinePlan): void {
  if (turn.state.steps.some((step) => step.code === rule.code && step.completedAt !== null)) return;
  const last = rule === lastOf(plan.rules);
  const ladder = ladderFor(turn, rule, line.unitId, last && Boolean(plan.fixedDate));
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
  const twin = turn.state.clocks['case'];
  if (plan.share && last && twin && !twin.stopped) startBeside(turn, clock, twin);
  else startClock(turn, clock);
}

/** Ends a line: its clocks stop and its own time is booked to its unit (ruling 1); a credited line is booked nothing. */
export function closeLine(turn: Turn, line: Line, why: Exclude<Line['status'], 'open'>, credited = false): void {
  const verdict = verdictClock(turn, line.id);
  const booked = credited ? 0 : verdict ? consumedAt(turn.ctx, verdict, turn.at) : null;
  stopClocks(turn, (clock) => clock.of === line.id);
  turn.emit({ type: 'line_closed', lineId: line.id, why, booked });
}

export function closeOpenLines(
  turn: Turn,
  why: Exclude<Line['status'], 'open'>,
  credited?: (line: Line) => boolean,
): void {
  for (const line of turn.state.lines) if (line.status === 'open') closeLine(turn, line, why, credited?.(line));
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
