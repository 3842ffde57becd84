import {
  addDays,
  type CivilDate,
  civilDate,
  consumedBetween,
  type Due,
  dueAt,
  fixedDue,
  inTime,
  type Instant,
  instantOf,
  minuteAfter,
  offsetFrom,
  quanta,
  shareAt,
} from '#calendar';
import { overlaid, overlaysAt } from './assessment/overlay';
import type { Context } from './context';
import type { ClockChange, RescheduleReason, Schedule } from './events';
import type { Bell, BellEffect, Cap, Clock, ClockKind, Finding, Request } from './finding';
import { lateAt, rungAt } from './lateness';
import { nextGeneration } from './part-ids';
import type { ByUrgency, LadderName, Limit, Policy, Rung, Urgency } from './policy';
import type { Turn } from './turn';

/** What a clock is made of; the ledger's other columns start empty. */
export interface ClockPlan {
  id: string;
  kind: ClockKind;
  limit: Limit;
  of?: string | null;
  step?: string | null;
  unitId?: string | null;
  ladder?: LadderName | null;
  /** A date set from above, instead of the limit. */
  fixedDate?: CivilDate | null;
}

export const measureOf = (clock: Pick<Clock, 'unit' | 'service'>) => ({ unit: clock.unit, service: clock.service });

export const isInDays = ({ unit }: Pick<Clock, 'unit'>): boolean => unit === 'WORK_DAYS' || unit === 'CALENDAR_DAYS';

const isRunning = (clock: Clock): boolean => clock.runningSince !== null;

/** By id, for a stored row keeps no order of keys. */
export const clocksOf = (state: Finding): Clock[] =>
  Object.keys(state.clocks)
    .sort()
    .map((id) => state.clocks[id]!);

export const runningClocks = (state: Finding): Clock[] => clocksOf(state).filter(isRunning);

/** The clock whose verdict is the line's, and for the lead line the case's: that of the last step (以末步为准). */
export const verdictOf = (state: Finding, lineId: string): Clock | undefined =>
  state.clocks[`${lineId}.${state.steps.at(-1)?.code}`];

/** 整改 clocks: the case's own and those of its lines; suspension and submission stop these together. */
export const isRectifyClock = (clock: Clock): boolean => clock.kind === 'case' || clock.kind === 'rectify';

/** An expedited or urgent limit where the policy names one, else the routine one. */
export const limitFor = (limits: ByUrgency, urgency: Urgency): Limit =>
  (urgency === 'routine' ? undefined : limits[urgency]) ?? limits.routine;

/** The budget, or less where the strictest deadline of a merge allows less. */
export const allowed = ({ budget, cap }: Clock): number => Math.min(budget, cap?.budget ?? budget);

/** Quanta consumed up to `at`, the running stretch included. */
export const consumedAt = (ctx: Context, clock: Clock, at: Instant): number =>
  clock.consumed +
  (clock.runningSince === null ? 0 : consumedBetween(ctx.calendar, measureOf(clock), clock.runningSince, at));

export function startClock(turn: Turn, plan: ClockPlan): void {
  const { at, ctx } = turn;
  const limit = plan.fixedDate ? daysUntil(at, plan.fixedDate) : limitInForce(turn, plan);
  const ledger: Clock = {
    id: plan.id,
    kind: plan.kind,
    of: plan.of ?? null,
    step: plan.step ?? null,
    unitId: plan.unitId ?? null,
    unit: limit.unit,
    service: limit.service,
    budget: quanta(limit.unit, limit.amount),
    originalBudget: quanta(limit.unit, limit.amount),
    fixed: Boolean(plan.fixedDate),
    fixedDate: plan.fixedDate ?? null,
    grace: 0,
    cap: null,
    anchorAt: at,
    consumed: 0,
    runningSince: at,
    // A fresh budget is a new generation: its rungs may fire again.
    generation: nextGeneration(turn.state, plan.id),
    dueAt: null,
    lateness: 0,
    provisional: false,
    ladder: plan.ladder ?? null,
    bells: [],
    fired: [],
    held: null,
    breachedDueAt: null,
    calendarVersion: ctx.calendar.version,
    policyVersion: ctx.policy.version,
    stopped: false,
  };
  turn.emit({ type: 'clock_started', clock: { ...ledger, ...scheduleFrom(ctx, ledger, at) } });
}

/** An overlay in force when a unit's work begins shortens it; our own clocks and dates from above it leaves alone. */
function limitInForce({ state, at, ctx }: Turn, { kind, limit }: ClockPlan): Limit {
  if (!ctx.overlays?.length || (kind !== 'case' && kind !== 'rectify')) return limit;
  const { streetId, communityId } = state.place;
  const unit = ctx.units.unit(communityId ?? '') ?? ctx.units.unit(streetId ?? '');
  const here = { categoryCode: state.categoryCode, area: unit?.path ?? state.supervisingPath };
  return overlaid(limit, overlaysAt(ctx.overlays, here, at));
}

/**
 * Starts a clock beside another one, sharing its ledger: the same due, whatever has been consumed. Rungs that have come
 * due before are the affair of who had the work then.
 */
export function startBeside(turn: Turn, plan: ClockPlan, twin: Clock): void {
  const ledger: Clock = {
    ...twin,
    id: plan.id,
    kind: plan.kind,
    of: plan.of ?? null,
    step: plan.step ?? null,
    unitId: plan.unitId ?? null,
    ladder: plan.ladder ?? null,
    generation: nextGeneration(turn.state, plan.id),
    fired: [],
    held: null,
    runningSince: twin.runningSince ?? turn.at,
  };
  const schedule = scheduleFrom(turn.ctx, ledger, ledger.runningSince!);
  const past = schedule.bells.filter((bell) => bell.effect === 'rung' && bell.at <= turn.at);
  const policy = turn.ctx.policyOf(ledger.policyVersion);
  const bells = schedule.bells.flatMap((bell): Bell[] => {
    if (bell.at > turn.at) return [bell];
    return bell.effect === 'standing_reminder' ? [{ ...bell, at: standingAfter(turn.ctx, policy, turn.at) }] : [];
  });
  turn.emit({ type: 'clock_started', clock: { ...ledger, ...schedule, bells, fired: past.map((bell) => bell.code) } });
}

export function stopClock(turn: Turn, clock: Clock): void {
  if (clock.stopped) return;
  const { ctx, at } = turn;
  turn.emit({
    type: 'clock_stopped',
    clockId: clock.id,
    consumed: consumedAt(ctx, clock, at),
    ...lateAt(ctx, clock, at),
  });
}

export function stopClocks(turn: Turn, which: (clock: Clock) => boolean): void {
  for (const clock of clocksOf(turn.state)) if (!clock.stopped && which(clock)) stopClock(turn, clock);
}

export function pauseClocks(turn: Turn, which: (clock: Clock) => boolean): void {
  const { ctx, at } = turn;
  for (const clock of runningClocks(turn.state)) {
    if (!which(clock)) continue;
    turn.emit({
      type: 'clock_paused',
      clockId: clock.id,
      consumed: consumedAt(ctx, clock, at),
      ...lateAt(ctx, clock, at),
    });
  }
}

/** Resumes from `consumed`; a suspended case waits for its last suspension to end. */
export function resumeClock(turn: Turn, clock: Clock): void {
  if (isRunning(clock)) return;
  turn.emit({ type: 'clock_resumed', clockId: clock.id, schedule: scheduleFrom(turn.ctx, clock, turn.at) });
}

/** The same ledger under a changed budget, calendar or policy; `from` stays where the clock began to run. */
export function reschedule(turn: Turn, clock: Clock, why: RescheduleReason, change: ClockChange): void {
  const fresh = change.generation !== undefined && change.generation !== clock.generation;
  const full: ClockChange = fresh ? { ...change, lateness: 0 } : change;
  const ledger: Clock = { ...clock, ...full, ...(fresh && { fired: [] }) };
  const schedule = isRunning(clock) ? scheduleFrom(turn.ctx, ledger, clock.runningSince ?? turn.at) : null;
  const ahead = schedule && { ...schedule, bells: bellsAhead(schedule, turn.at) };
  turn.emit({ type: 'clock_rescheduled', clockId: clock.id, why, change: full, schedule: ahead });
}

/** Nothing rings in the past (ruling 7): a reminder whose time has gone is dropped, a rung rings now. */
const bellsAhead = ({ bells, dueAt: due }: Schedule, at: Instant): Bell[] =>
  bells.flatMap((bell) => (bell.at >= at ? [bell] : bell.at < due ? [] : [{ ...bell, at }]));

/** A breach that the new due undoes begins the clock's next generation: its rungs may fire again. */
export const undone = (turn: Turn, clock: Clock, due: Instant): ClockChange =>
  clock.dueAt !== null && !inTime(turn.at, clock.dueAt) && due > turn.at
    ? { generation: nextGeneration(turn.state, clock.id) }
    : {};

/** Ruling 4: R1 and later of a clock still in time wait for the reply, at most to its own due + 1 working day. */
export function holdClocks(turn: Turn, request: Pick<Request, 'kind' | 'lineId'>, replyDueAt: Instant): void {
  const asked = offsetFrom(turn.ctx.calendar, replyDueAt, { amount: 1, unit: 'WORK_DAYS' });
  for (const clock of runningClocks(turn.state)) {
    if (!concerns(turn.state, request, clock) || clock.dueAt === null) continue;
    if (!clock.held && !inTime(turn.at, clock.dueAt)) continue;
    turn.emit({ type: 'clock_held', clockId: clock.id, until: Math.max(asked, clock.held?.until ?? asked) });
  }
}

/** An extension is of the last step alone. */
const concerns = (state: Finding, { kind, lineId }: Pick<Request, 'kind' | 'lineId'>, { id, of, kind: its }: Clock) =>
  its === 'rectify' && of === lineId && (kind !== 'extension' || id === verdictOf(state, lineId)?.id);

/** After a pause: a clock in time waits again for the replies that were owed when it stopped. */
export function holdAgain(turn: Turn): void {
  for (const request of turn.state.requests) {
    if (request.status !== 'open') continue;
    const reply = runningClocks(turn.state).find(({ of }) => of === request.id);
    holdClocks(turn, request, reply?.dueAt ?? request.replyDueAt);
  }
}

/** Unless something else that was asked on the line still waits for its reply. */
export function releaseClocks(turn: Turn, lineId: string): void {
  if (turn.state.requests.some((request) => request.lineId === lineId && request.status === 'open')) return;
  for (const clock of runningClocks(turn.state)) {
    if (clock.of !== lineId || !clock.held) continue;
    const heard = (turn.state.pleas ?? []).find(({ clockId, until }) => clockId === clock.id && (until ?? 0) > turn.at);
    if (heard?.until) turn.emit({ type: 'clock_held', clockId: clock.id, until: heard.until });
    else turn.emit({ type: 'clock_released', clockId: clock.id });
  }
}

/** What the clock has consumed since then is nobody's: the line waited for us. */
export function creditSince(turn: Turn, clock: Clock, since: Instant): void {
  const idle = consumedAt(turn.ctx, clock, turn.at) - consumedAt(turn.ctx, clock, since);
  if (idle <= 0) return;
  const consumed = clock.consumed - idle;
  const due = scheduleFrom(turn.ctx, { ...clock, consumed }, clock.runningSince ?? turn.at).dueAt;
  reschedule(turn, clock, 'credit', { consumed, ...undone(turn, clock, due) });
}

/** A grant's change of the ledger; a fixed date is moved by nothing else. */
export const extendedBy = (ctx: Context, clock: Clock, amount: number): ClockChange => ({
  budget: clock.budget + amount,
  ...(clock.fixedDate && { fixedDate: addDays(clock.fixedDate, amount) }),
  ...(clock.cap && { cap: extendedCap(ctx, clock, clock.cap, amount) }),
});

const extendedCap = (ctx: Context, clock: Clock, cap: Cap, amount: number): Cap => ({
  ...cap,
  budget: cap.budget + amount,
  at: dueAt(ctx.calendar, measureOf(clock), cap.at, amount).at,
});

/** Due and bells that follow from the ledger if it runs from `from`. */
export function scheduleFrom(ctx: Context, clock: Clock, from: Instant): Schedule {
  const due = dueOf(ctx, clock, from);
  return {
    dueAt: due.at,
    provisional: due.provisional,
    calendarVersion: ctx.calendar.version,
    bells: bellsOf(ctx, clock, from, due.at),
  };
}

/** A fixed date stays where it is, whatever pauses the clock; a merge only ever brings a due forward. */
function dueOf(ctx: Context, clock: Clock, from: Instant): Due {
  const { cap, fixedDate, grace, lateness } = clock;
  if (!fixedDate && lateness > 0) return { at: from - lateness, provisional: false };
  const own = fixedDate ? fixedDue(ctx.calendar, fixedDate) : runsOut(ctx, clock, from, clock.budget);
  const capped = cap && { at: Math.min(capDue(ctx, clock, cap, from), own.at), provisional: false };
  const due = capped && capped.at < own.at ? capped : own;
  return { ...due, at: due.at + grace };
}

function runsOut(ctx: Context, clock: Clock, from: Instant, budget: number): Due {
  const remaining = budget - clock.consumed;
  // The last day was a day off and its end has rolled: the resuming day ends the same way.
  if (clock.unit === 'CALENDAR_DAYS' && remaining <= 0) return dueAt(ctx.calendar, measureOf(clock), from - DAY, 1);
  return dueAt(ctx.calendar, measureOf(clock), from, remaining);
}

function capDue(ctx: Context, clock: Clock, cap: Cap, from: Instant): Instant {
  const counted = runsOut(ctx, clock, from, cap.budget).at;
  return from <= cap.since ? Math.min(counted, cap.at) : counted;
}

/** A deadline from elsewhere in this clock's own quanta: a day of it that has begun counts whole. */
export function capOf({ ctx, at: since }: Turn, clock: Clock, deadline: Instant): Cap {
  const at = deadline - clock.grace;
  const running = { ...clock, runningSince: clock.runningSince ?? since };
  const budget = isInDays(clock) ? consumedAt(ctx, running, at - 1) + 1 : consumedAt(ctx, running, at);
  return { budget, at, since };
}

const DAY = 86_400_000;

const LAPSES: Partial<Record<ClockKind, BellEffect>> = {
  receipt: 'deem_signed',
  suspension: 'end_suspension',
  publicity: 'end_publicity',
  look_back: 'open_look_back',
};

function bellsOf(ctx: Context, clock: Clock, from: Instant, due: Instant): Bell[] {
  const lapse = LAPSES[clock.kind];
  if (lapse) return [{ code: lapse, at: clock.kind === 'receipt' ? minuteAfter(due) : due, effect: lapse }];
  if (!clock.ladder) return [];
  const policy = ctx.policyOf(clock.policyVersion);
  const rungs = policy.ladders[clock.ladder];
  const bells = rungs.flatMap((rung): Bell[] => rungBell(ctx, clock, rung, from, due));
  const last = Math.max(bells.at(-1)?.at ?? minuteAfter(due), from);
  // A reply's clock never runs alone: the case's own keeps reminding.
  if (clock.kind === 'progress') return [...bells, { code: 'next_progress', at: last, effect: 'next_progress' }];
  if (clock.ladder === 'REPLY') return bells;
  return [...bells, { code: nextReminder(clock), at: standingAfter(ctx, policy, last), effect: 'standing_reminder' }];
}

function rungBell(ctx: Context, clock: Clock, rung: Rung, from: Instant, due: Instant): Bell[] {
  if (clock.fired.includes(rung.code) || clock.spared?.includes(rung.code)) return [];
  const at = rungInstant(ctx, clock, rung, from, due);
  if (at === null) return [];
  const reminder = at < due;
  if (reminder && at <= from) return [];
  return [{ code: rung.code, at: Math.max(at, from), effect: 'rung' }];
}

function rungInstant(ctx: Context, clock: Clock, rung: Rung, from: Instant, due: Instant): Instant | null {
  if (rung.at.of === 'budget')
    return shareAt(ctx.calendar, measureOf(clock), from, clock.consumed, allowed(clock), rung.at.share);
  return rung.at.offset === null ? minuteAfter(due) : rungAt(ctx, clock, rung.at.offset, from, due);
}

export const standingAfter = (ctx: Context, policy: Policy, at: Instant): Instant =>
  offsetFrom(ctx.calendar, at, policy.standingReminder);

export const nextReminder = (clock: Clock): string =>
  `standing-${clock.fired.filter((code) => code.startsWith('standing-')).length + 1}`;

function daysUntil(at: Instant, date: string): Limit {
  const days = Math.round((instantOf(date) - instantOf(civilDate(at))) / DAY);
  return { amount: Math.max(0, days), unit: 'CALENDAR_DAYS', service: 'ALWAYS' };
}
