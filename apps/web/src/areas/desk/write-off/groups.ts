import type { Schemas } from '../../../api/queries';

type Row = Schemas['FindingSummary'];
export const GROUPINGS = ['all', 'category', 'unit'] as const;
export type By = (typeof GROUPINGS)[number];

export interface Group {
  key: string;
  /** Code of the category, or id of the unit; null where all stand together. */
  of: string | null;
  rows: readonly Row[];
}

/** As many as a person can be said to have looked through. */
const BATCH = 50;

/** Batches of what belongs together, the largest first. */
export function groupsOf(rows: readonly Row[], by: By): Group[] {
  const together = new Map<string | null, Row[]>();
  for (const row of rows) {
    const of = by === 'all' ? null : by === 'unit' ? row.leadUnitId : row.categoryCode;
    together.set(of, [...(together.get(of) ?? []), row]);
  }
  return [...together]
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([of, all]) =>
      Array.from({ length: Math.ceil(all.length / BATCH) }, (_, batch) => ({
        key: `${of}/${batch}`,
        of,
        rows: all.slice(batch * BATCH, (batch + 1) * BATCH),
      })),
    );
}
