import { type CivilDate, civilDate, type Instant } from '#calendar';
import { isWithin } from '../actor';
import type { Limit } from '../policy';
import type { OverlayRule } from './rules';

/** 迎检保障期, 应急响应: an overlay of the policy put in force over dates, categories and an area, by a named decision. */
export interface OverlayInForce {
  rule: OverlayRule;
  from: CivilDate;
  /** The last day it holds. */
  to: CivilDate;
  /** Empty: all. */
  categories: readonly string[];
  /** ltree path. */
  area: string;
  basis: string;
}

interface Case {
  categoryCode: string | null;
  area: string;
}

export const overlaysAt = (overlays: readonly OverlayInForce[], one: Case, at: Instant): OverlayInForce[] => {
  const date = civilDate(at);
  return overlays.filter(
    ({ from, to, categories, area }) =>
      from <= date &&
      date <= to &&
      isWithin(one.area, area) &&
      (categories.length === 0 || (one.categoryCode !== null && categories.includes(one.categoryCode))),
  );
};

const DAYS = new Set(['WORK_DAYS', 'CALENDAR_DAYS']);

/**
 * The limit while overlays are in force: the shortest that any of them gives, in whole minutes or days, never below its
 * floor and never longer than it was. Days stay days: half of one day is one day.
 */
export function overlaid(limit: Limit, overlays: readonly OverlayInForce[]): Limit {
  return overlays.map(({ rule }) => shortened(limit, rule)).reduce((a, b) => (b.amount < a.amount ? b : a), limit);
}

function shortened(limit: Limit, { limitFactor, floor, service }: OverlayRule): Limit {
  if (limitFactor === null) return limit;
  const least = floor && floor.unit === limit.unit ? floor.amount : 1;
  const amount = Math.min(limit.amount, Math.max(least, Math.ceil(limit.amount * limitFactor)));
  // Work counted by the office is counted by the longer hours of the street while it lasts.
  const counted = service && limit.service === 'OFFICE' && !DAYS.has(limit.unit) ? service : limit.service;
  return { ...limit, amount, service: counted };
}
