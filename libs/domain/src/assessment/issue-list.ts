import { addDays, type CivilDate, civilDate, type Instant, instantOf } from '#calendar';

/** 整改措施 of a list: opened with it or later, closed when it was written off, reopened by a failed look-back. */
export interface ListMeasure {
  id: string;
  problem: string;
  unitId: string | null;
  openedAt: Instant;
  /** Written off and reopened again, in turn. */
  turns: readonly { at: Instant; closed: boolean }[];
  /** Left the list (作废、合并): counts no more from then on. */
  leftAt: Instant | null;
}

/** 销号率 at an instant: what was written off over what is on the list; null over an empty list. */
export interface Clearing {
  total: number;
  cleared: number;
  open: number;
  rate: number | null;
  /** 动态清零: nothing on the list is open. */
  zero: boolean;
}

export function clearingAt(measures: readonly ListMeasure[], at: Instant): Clearing {
  const listed = measures.filter(({ openedAt, leftAt }) => openedAt <= at && (leftAt === null || leftAt > at));
  const cleared = listed.filter((measure) => isCleared(measure, at)).length;
  const total = listed.length;
  return {
    total,
    cleared,
    open: total - cleared,
    rate: total === 0 ? null : cleared / total,
    zero: total > 0 && cleared === total,
  };
}

const isCleared = ({ turns }: ListMeasure, at: Instant): boolean =>
  turns
    .filter((turn) => turn.at <= at)
    .toSorted((a, b) => a.at - b.at)
    .at(-1)?.closed ?? false;

/** A problem is cleared when every measure for it is. */
export function problemsAt(measures: readonly ListMeasure[], at: Instant): { problem: string; clearing: Clearing }[] {
  const problems = [...new Set(measures.map(({ problem }) => problem))];
  return problems.map((problem) => ({
    problem,
    clearing: clearingAt(
      measures.filter((measure) => measure.problem === problem),
      at,
    ),
  }));
}

/** History by day, both ends included: the state at each day's end. */
export function clearingHistory(
  measures: readonly ListMeasure[],
  from: CivilDate,
  to: CivilDate,
): { date: CivilDate; clearing: Clearing }[] {
  const days = Math.max(0, (instantOf(to) - instantOf(from)) / 86_400_000 + 1);
  return Array.from({ length: days }, (_, n) => addDays(from, n)).map((date) => ({
    date,
    clearing: clearingAt(measures, instantOf(date, '24:00') - 1),
  }));
}

/** Each stretch in which the list stood at zero; null where it still does. */
export function zeroSpells(measures: readonly ListMeasure[], until: Instant): { from: Instant; to: Instant | null }[] {
  const instants = measures
    .flatMap(({ openedAt, turns, leftAt }) => [
      openedAt,
      ...turns.map(({ at }) => at),
      ...(leftAt === null ? [] : [leftAt]),
    ])
    .filter((at) => at <= until);
  const spells: { from: Instant; to: Instant | null }[] = [];
  for (const at of [...new Set(instants)].sort((a, b) => a - b)) {
    const { zero } = clearingAt(measures, at);
    const last = spells.at(-1);
    const running = last?.to === null;
    if (zero && !running) spells.push({ from: at, to: null });
    if (!zero && last && running) last.to = at;
  }
  return spells;
}

/** Days since a list last had something open; null while it has. */
export function daysAtZero(measures: readonly ListMeasure[], at: Instant): number | null {
  const last = zeroSpells(measures, at).at(-1);
  if (!last || last.to !== null) return null;
  return (instantOf(civilDate(at)) - instantOf(civilDate(last.from))) / 86_400_000;
}
