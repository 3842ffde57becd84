import type { Schemas } from '../../api/queries';

type Item = Schemas['PropertySheet']['items'][number];

/** What an inspector has entered of the sheet; an item not named is in order. */
export interface Entered {
  times: Record<number, number>;
  /** Items that do not apply here, each with its reason. */
  waived: Record<number, string>;
}
export const CLEAN: Entered = { times: {}, waived: {} };

const points = (value: number): number => Math.round(value * 1000) / 1000;

export const deductedOf = ({ item, points: most, perTime }: Item, { times }: Entered): number =>
  Math.min(most, points((times[item] ?? 0) * perTime));

/** 得分和 / 适用项满分和 × 100, as the record will reckon it; what findings count is not yet known. */
export function scoreOf(items: readonly Item[], entered: Entered): number | null {
  const applies = items.filter(({ item }) => entered.waived[item] === undefined);
  const full = points(applies.reduce((sum, one) => sum + one.points, 0));
  const lost = points(applies.reduce((sum, one) => sum + deductedOf(one, entered), 0));
  return full === 0 ? null : Math.round(((full - lost) / full) * 10_000) / 100;
}

/** One more or one less, never below nothing. */
export const counted = (entered: Entered, item: number, times: number): Entered => ({
  ...entered,
  times: { ...entered.times, [item]: Math.min(999, Math.max(0, Math.trunc(times))) },
});

export function waived(entered: Entered, item: number, reason: string | null): Entered {
  const { [item]: _before, ...others } = entered.waived;
  return { ...entered, waived: reason === null ? others : { ...others, [item]: reason } };
}

/** As the api takes it. */
export const visitOf = (on: string, { times, waived: reasons }: Entered) => ({
  on,
  times: Object.fromEntries(Object.entries(times).filter(([item, n]) => n > 0 && reasons[Number(item)] === undefined)),
  notApplicable: Object.entries(reasons).map(([item, reason]) => ({ item: Number(item), reason })),
});

/** What is still missing: a reason that is not written. */
export const isWhole = (on: string, { waived: reasons }: Entered): boolean =>
  on !== '' && Object.values(reasons).every((reason) => reason.trim() !== '');

/** In the order of the sheet. */
export function byGroup(items: readonly Item[]): { group: string; items: Item[] }[] {
  const groups = [...new Set(items.map(({ group }) => group))];
  return groups.map((group) => ({ group, items: items.filter((one) => one.group === group) }));
}
