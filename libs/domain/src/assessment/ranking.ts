import { byText } from './points';
import type { SampleFloor } from './rules';

/** What a class is ranked by; `score` null where there was nothing to reckon. */
export interface Contestant {
  unitId: string;
  score: number | null;
  pointsInspected: number;
  findings: number;
}

export interface Placed {
  unitId: string;
  score: number;
  /** Equal scores share the better place; the next follows after all of them (1, 2, 2, 4). */
  rank: number;
  tied: boolean;
}

export interface Ranking {
  placed: Placed[];
  /** 样本不足 or nothing to reckon: not ranked, in order of id. */
  unranked: { unitId: string; why: 'small_sample' | 'no_score' }[];
}

/** Enough was looked at to compare: so many points inspected, or so many findings. */
const isSampled = ({ pointsInspected, findings }: Contestant, floor: SampleFloor): boolean =>
  pointsInspected >= floor.points || findings >= floor.findings;

/** 类内排名: one class at a time, best first; units with one score stand in order of id and say that they are tied. */
export function rank(contestants: readonly Contestant[], floor: SampleFloor): Ranking {
  const ordered = contestants.toSorted((a, b) => byText(a.unitId, b.unitId));
  const able = ordered.flatMap((one) =>
    one.score !== null && isSampled(one, floor) ? { ...one, score: one.score } : [],
  );
  const placed = able
    .toSorted((a, b) => b.score - a.score)
    .map(({ unitId, score }) => ({
      unitId,
      score,
      rank: 1 + able.filter((other) => other.score > score).length,
      tied: able.filter((other) => other.score === score).length > 1,
    }));
  const ranked = new Set(placed.map(({ unitId }) => unitId));
  const unranked = ordered
    .filter(({ unitId }) => !ranked.has(unitId))
    .map(({ unitId, score }) => ({ unitId, why: score === null ? ('no_score' as const) : ('small_sample' as const) }));
  return { placed, unranked };
}

/** Places counted from the bottom: 1 is the last, those with equal scores alike. */
export const rankFromLast = (placed: readonly { score: number }[], score: number): number =>
  1 + placed.filter((other) => other.score < score).length;
