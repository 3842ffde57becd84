import type { Schemas } from '../../../api/queries';

type Item = Schemas['DispatchProposal']['items'][number];

/** 五定 of one item as it will be handed over: what was proposed, with what a person changed. */
export interface Planned extends Item {
  task: string;
  fixedDate: string | null;
  /** Left for another time. */
  held: boolean;
}

export type Edit = Partial<
  Pick<Planned, 'unitId' | 'coUnitIds' | 'leader' | 'officer' | 'task' | 'fixedDate' | 'held'>
>;

export interface Group {
  /** Null: somebody has to say whose they are. */
  unitId: string | null;
  items: readonly Planned[];
}

export function plan(items: readonly Item[], edits: ReadonlyMap<string, Edit>): Planned[] {
  return items.map((item) => ({
    ...item,
    task: item.finding.description,
    fixedDate: null,
    held: false,
    ...edits.get(item.finding.id),
  }));
}

/** By unit, the largest first; those without one at the end. */
export function groupsOf(planned: readonly Planned[]): Group[] {
  const groups = new Map<string | null, Planned[]>();
  for (const item of planned) groups.set(item.unitId, [...(groups.get(item.unitId) ?? []), item]);
  return [...groups]
    .map(([unitId, items]) => ({ unitId, items }))
    .sort((a, b) => Number(a.unitId === null) - Number(b.unitId === null) || b.items.length - a.items.length);
}

/** The body of one 交办单. */
export function orderOf({ unitId, items }: Group): Schemas['SendDispatch'] {
  return {
    unitId: unitId ?? '',
    items: items
      .filter(({ held }) => !held)
      .map(({ finding, coUnitIds, leader, officer, task, fixedDate }) => ({
        findingId: finding.id,
        revision: finding.revision,
        coUnitIds: coUnitIds.filter((id) => id !== unitId),
        ...(leader && { leader }),
        ...(officer && { officer }),
        task,
        ...(fixedDate && { fixedDate }),
      })),
  };
}
