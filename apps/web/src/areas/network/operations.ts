import type { Schemas } from '../../api/queries';

type Unit = Schemas['Units']['items'][number];
type Operation = Schemas['UnitBatch']['operations'][number];

export type Act = 'open' | 'rename' | 'merge' | 'split' | 'close';

/** How many units an act is for. */
export const ACTS: readonly { act: Act; least: number; most: number }[] = [
  { act: 'open', least: 1, most: 1 },
  { act: 'rename', least: 1, most: 1 },
  { act: 'merge', least: 2, most: 20 },
  { act: 'split', least: 1, most: 1 },
  { act: 'close', least: 1, most: 20 },
];

export interface Entered {
  /** A new name; of a split one a line, whose first takes over the open work. */
  names: string;
  kind: string;
  heirId: string | null;
  effectiveOn: string;
  basis: string;
}

/** What the office calls a merge or a split, as units that open, are renamed and close. */
export function operationsOf(act: Act, picked: readonly Unit[], { names, kind, heirId }: Entered): Operation[] {
  const [first] = picked;
  if (!first) return [];
  const wanted = names
    .split('\n')
    .map((name) => name.trim())
    .filter(Boolean);
  const close = (unit: Unit, successorId: string | null): Operation => ({ do: 'close', unitId: unit.id, successorId });
  const open = (key: string, name: string, parentId: string, as: string): Operation => ({
    do: 'open',
    key,
    name,
    kind: as as 'department',
    parentId,
    relation: act === 'open' ? 'commanded' : first.relation,
  });
  const above = first.parentId ?? first.id;
  switch (act) {
    case 'open':
      return wanted.map((name, index) => open(`new${index}`, name, first.id, kind));
    case 'rename':
      return [{ do: 'rename', unitId: first.id, name: wanted[0] ?? '' }];
    case 'close':
      return picked.map((unit) => close(unit, heirId));
    case 'split':
      return [...wanted.map((name, index) => open(`new${index}`, name, above, first.kind)), close(first, 'new0')];
    case 'merge':
      return heirId
        ? picked.filter(({ id }) => id !== heirId).map((unit) => close(unit, heirId))
        : [open('new0', wanted[0] ?? '', above, first.kind), ...picked.map((unit) => close(unit, 'new0'))];
  }
}
