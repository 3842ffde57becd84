import { consumedBetween, type Instant, type Measure, type Offset, offsetFrom, quanta } from '#calendar';
import type { Context } from './context';
import type { Clock, Late } from './finding';

const MINUTE = 60_000;
const OFFICE = 'OFFICE';

const measureOf = ({ unit, service = OFFICE }: Offset): Measure => ({ unit, service });
const isSame = (one: Measure, other: Measure): boolean => one.unit === other.unit && one.service === other.service;

/** Working time alone: of natural time `lateness` knows as much. */
const isCounted = ({ amount, unit }: Offset): boolean =>
  amount > 0 && (unit === 'WORK_DAYS' || unit === 'WORK_MINUTES');

/** What a clock that stops at `at` has used, since its due, of each working time that its rungs are set apart by. */
export function lateAt(ctx: Context, clock: Clock, at: Instant): { late?: Late[] } {
  if (clock.dueAt === null || at <= clock.dueAt || clock.fixedDate || !clock.ladder) return {};
  const before = clock.lateness > 0 ? clock.late : undefined;
  const since = before && clock.runningSince !== null ? clock.runningSince : clock.dueAt;
  const late = measuresOf(ctx, clock).map((measure) => {
    const used = before?.find((known) => isSame(known, measure))?.used ?? 0;
    return { ...measure, used: used + usedBetween(ctx, measure, since, at) };
  });
  return late.length > 0 ? { late } : {};
}

/** The same lateness counted from a due that an outage has moved: never more than it was. */
export function lateFrom(ctx: Context, clock: Clock, due: Instant, until: Instant): { late?: Late[] } {
  if (!clock.late) return {};
  return {
    late: clock.late.map((late) => ({ ...late, used: Math.min(late.used, usedBetween(ctx, late, due, until)) })),
  };
}

/** When a rung is reached: a clock that resumes late climbs on from where it stood, in the rung's own measure. */
export function rungAt(ctx: Context, clock: Clock, offset: Offset, from: Instant, due: Instant): Instant {
  const late = clock.lateness > 0 && !clock.fixedDate && isCounted(offset) ? clock.late : undefined;
  const behind = late?.find((known) => isSame(known, measureOf(offset)));
  if (!behind) return offsetFrom(ctx.calendar, due, offset);
  const left = Math.max(0, quanta(offset.unit, offset.amount) - behind.used);
  return offsetFrom(ctx.calendar, from, { ...offset, amount: offset.unit === 'WORK_DAYS' ? left : left / MINUTE });
}

function measuresOf(ctx: Context, { ladder, policyVersion }: Clock): Measure[] {
  const rungs = ladder ? ctx.policyOf(policyVersion).ladders[ladder] : [];
  const offsets = rungs.flatMap(({ at }) => (at.of === 'due' && at.offset && isCounted(at.offset) ? [at.offset] : []));
  return offsets.map(measureOf).filter((measure, i, all) => all.findIndex((other) => isSame(other, measure)) === i);
}

/** As offsets count: 24:00 belongs to the day it ends. */
const usedBetween = (ctx: Context, measure: Measure, since: Instant, until: Instant): number =>
  consumedBetween(ctx.calendar, measure, measure.unit === 'WORK_DAYS' ? since - 1 : since, until);
