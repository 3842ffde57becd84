import { type Placed, rankFromLast } from './ranking';
import type { UnitListRules } from './rules';

/** 红黑榜 of one class of units; lists are proposals until somebody signs them. */
export interface UnitLists {
  red: string[];
  black: string[];
}

/** Red: among the first, high enough and without a grave finding. Black: among the last and too low; red wins. */
export function unitLists(placed: readonly Placed[], withMajor: ReadonlySet<string>, rules: UnitListRules): UnitLists {
  const red = placed
    .filter(({ rank, score }) => rank <= rules.red.top && score >= rules.red.min)
    .filter(({ unitId }) => !(rules.red.noMajor && withMajor.has(unitId)))
    .map(({ unitId }) => unitId);
  const black = placed
    .filter(({ score }) => rankFromLast(placed, score) <= rules.black.last && score < rules.black.below)
    .map(({ unitId }) => unitId)
    .filter((unitId) => !red.includes(unitId));
  return { red, black };
}

export type RepeatMeasure = 'remind_deputy' | 'talk';

/** 连续上黑榜: the second time in a row the deputy is reminded, from the third on a 约谈 is proposed. */
export function repeatMeasure(blackInARow: number): RepeatMeasure | null {
  if (blackInARow >= 3) return 'talk';
  return blackInARow === 2 ? 'remind_deputy' : null;
}

/** How many of the latest editions in a row, newest last, had the unit on their black list. */
export function blackInARow(editions: readonly { black: readonly string[] }[], unitId: string): number {
  const clean = editions.findLastIndex(({ black }) => !black.includes(unitId));
  return editions.length - 1 - clean;
}
