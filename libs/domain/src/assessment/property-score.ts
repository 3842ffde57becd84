import type { CivilDate } from '#calendar';
import { hundredths, mean, points, totalOf, weighted } from './points';
import type { Housing, PropertyRules, SheetItem } from './rules';

/** 检查表: one inspection of one project by the 39 items. */
export interface PropertyInspection {
  id: string;
  projectId: string;
  /** 区、街两级 */
  level: 'street' | 'district';
  on: CivilDate;
  /** How often each item was found wanting; an item not named is in order. */
  times: Record<number, number>;
  /** Further items that do not apply to this project (N/A), each with its reason. */
  notApplicable: { item: number; reason: string }[];
}

/** 商住, 老旧 or 安置 project and the company that serves it. */
export interface Project {
  id: string;
  companyId: string;
  streetId: string;
  housing: Housing;
}

/** What findings say of a project in the period: items 37 (overdue) and 39 (relapsed) count them. */
export interface FindingCounts {
  overdue: number;
  relapsed: number;
}

export interface SheetLine {
  item: number;
  points: number;
  deducted: number;
}

export interface SheetScore {
  /** Of a hundred; null when no item applies. */
  score: number | null;
  lines: SheetLine[];
  notApplicable: number[];
  /** Severe items found wanting. */
  severe: number[];
}

const BY_OVERDUE = 37;

/** 得分 = 得分和/适用项满分和 × 100; what the type of housing has not leaves the denominator. */
export function sheetScore(
  inspection: PropertyInspection,
  housing: Housing,
  found: FindingCounts,
  { sheet }: Pick<PropertyRules, 'sheet'>,
): SheetScore {
  requireKnown(inspection, sheet);
  const waived = new Set(inspection.notApplicable.map(({ item }) => item));
  const applies = sheet.filter((item) => !item.notFor.includes(housing) && !waived.has(item.item));
  const lines = applies.map((item) => lineOf(item, timesOf(item, inspection, found)));
  const full = totalOf(lines.map((line) => line.points));
  const kept = totalOf(lines.map((line) => line.points - line.deducted));
  return {
    score: full === 0 ? null : hundredths((kept / full) * 100),
    lines,
    notApplicable: sheet.filter((item) => !applies.includes(item)).map(({ item }) => item),
    severe: applies.filter((item) => item.severe && timesOf(item, inspection, found) > 0).map(({ item }) => item),
  };
}

const lineOf = (item: SheetItem, times: number): SheetLine => ({
  item: item.item,
  points: item.points,
  deducted: Math.min(item.points, points(times * item.perTime)),
});

function timesOf({ item, fromFindings }: SheetItem, { times }: PropertyInspection, found: FindingCounts): number {
  if (fromFindings) return item === BY_OVERDUE ? found.overdue : found.relapsed;
  return times[item] ?? 0;
}

/** @throws RangeError for an item that the sheet does not have, or a count that is none. */
function requireKnown({ times, notApplicable }: PropertyInspection, sheet: readonly SheetItem[]): void {
  const known = new Set(sheet.map(({ item }) => item));
  for (const item of [...Object.keys(times).map(Number), ...notApplicable.map((one) => one.item)])
    if (!known.has(item)) throw new RangeError(`检查表没有第 ${item} 项 / the sheet has no item ${item}`);
  for (const [item, count] of Object.entries(times))
    if (!Number.isInteger(count) || count < 0)
      throw new RangeError(`第 ${item} 项的次数应为非负整数 / item ${item} needs a whole count of times`);
}

/** One inspection with its score. */
export interface Marked {
  level: PropertyInspection['level'];
  on: CivilDate;
  score: number;
}

/** 月度: the street's inspections of the month, each counting alike. */
export const monthlyScore = (marked: readonly Marked[]): number | null =>
  rounded(mean(marked.filter(({ level }) => level === 'street').map(({ score }) => score)));

/** 季度: mean of the street's months and mean of the district's samples, by their weights. */
export function quarterlyScore(marked: readonly Marked[], { quarter }: Pick<PropertyRules, 'quarter'>): number | null {
  const months = new Set(marked.map(({ on }) => on.slice(0, 7)));
  const monthly = [...months].flatMap((month) => monthlyScore(marked.filter(({ on }) => on.startsWith(month))) ?? []);
  const district = marked.filter(({ level }) => level === 'district').map(({ score }) => score);
  return rounded(
    weighted([
      { value: mean(monthly), weight: quarter.street },
      { value: mean(district), weight: quarter.district },
    ]),
  );
}

/** 年度: mean of the quarters and the owners' satisfaction, of a hundred each. */
export const yearlyScore = (
  quarters: readonly number[],
  satisfaction: number | null,
  { year }: Pick<PropertyRules, 'year'>,
): number | null =>
  rounded(
    weighted([
      { value: mean(quarters), weight: year.quarters },
      { value: satisfaction, weight: year.satisfaction },
    ]),
  );

const rounded = (score: number | null): number | null => (score === null ? null : hundredths(score));
