import { createHash } from 'node:crypto';
import { type OrgUnit, isWithin } from '#domain';
import type { UnitKind } from '../entities';
import { DirectoryRefused } from './directory-log';
import type { DirectoryUnit } from './directory-store';

/** 机构改革: what is opened, renamed and closed from one day on; a merge closes several into one, a split opens several. */
export interface UnitBatch {
  effectiveOn: string;
  basis: string;
  operations: UnitOperation[];
}

export type UnitOperation =
  | {
      do: 'open';
      /** Names it within the batch. */
      key: string;
      name: string;
      kind: UnitKind;
      parentId: string;
      relation: OrgUnit['relation'];
    }
  | { do: 'rename'; unitId: string; name: string }
  | { do: 'close'; unitId: string; successorId: string | null };

export interface PlannedUnit {
  id: string;
  path: string;
  name: string;
  kind: UnitKind;
  relation: OrgUnit['relation'];
  parentId: string;
}

export interface BatchPlan {
  effectiveOn: string;
  basis: string;
  opened: PlannedUnit[];
  renamed: { unitId: string; before: string; after: string }[];
  closed: { unitId: string; name: string; successorId: string | null; successorName: string | null }[];
}

interface Ground {
  batchId: string;
  units: readonly DirectoryUnit[];
  today: string;
  /** What the person who asks may change (ltree path). */
  scopePath: string;
}

/** Pure: what a batch would do to the tree. @throws DirectoryRefused */
export function planBatch(batch: UnitBatch, ground: Ground): BatchPlan {
  if (batch.effectiveOn < ground.today) throw new DirectoryRefused('date_past');
  return new Planner(batch, ground).plan();
}

/** Id of the unit that a batch opens under a key of its own. */
export const openedId = (batchId: string, key: string): string =>
  `u${createHash('sha256').update(`${batchId}\n${key}`).digest('hex').slice(0, 12)}`;

const AREAS: ReadonlySet<UnitKind> = new Set(['street', 'township', 'community', 'village']);
export const isArea = (kind: UnitKind): boolean => kind === 'district' || AREAS.has(kind);
/** 区、街道（乡镇）、社区（村）, and the houses beside them. */
const BELOW: Record<UnitKind, readonly UnitKind[]> = {
  district: ['street', 'township', 'department'],
  street: ['community', 'village', 'department', 'section'],
  township: ['community', 'village', 'department', 'section'],
  community: [],
  village: [],
  department: ['department', 'section'],
  section: [],
};

class Planner {
  /** What stands on the day. */
  private readonly open: Map<string, DirectoryUnit>;
  private readonly begins: readonly DirectoryUnit[];
  private readonly byKey = new Map<string, PlannedUnit>();
  private readonly closes: Map<string, string | null>;
  private readonly opened: PlannedUnit[] = [];

  constructor(
    private readonly batch: UnitBatch,
    private readonly ground: Ground,
  ) {
    const on = batch.effectiveOn;
    const standing = ground.units.filter(({ validTo }) => validTo === null || validTo > on);
    this.open = new Map(standing.filter(({ validFrom }) => validFrom <= on).map((unit) => [unit.id, unit]));
    this.begins = standing.filter(({ validFrom }) => validFrom > on);
    this.closes = new Map(this.of('close').map(({ unitId, successorId }) => [unitId, successorId]));
  }

  plan(): BatchPlan {
    const { effectiveOn, basis } = this.batch;
    this.requireOnce();
    for (const key of this.of('open').map((one) => one.key)) this.openUnit(key, []);
    const renamed = this.of('rename').map(({ unitId, name }) => {
      const unit = this.standing(unitId);
      this.requireFreeName(unit.parentId, name, unitId);
      return { unitId, before: unit.name, after: name };
    });
    for (const unitId of this.closes.keys()) this.requireEndless(this.changeable(unitId));
    for (const unitId of this.closes.keys()) this.bringChildren(unitId);
    const closed = [...this.closes].map(([unitId, wanted]) => {
      const heir = wanted === null ? null : this.heirOf(unitId, wanted);
      return {
        unitId,
        name: this.changeable(unitId).name,
        successorId: heir?.id ?? null,
        successorName: heir?.name ?? null,
      };
    });
    return { effectiveOn, basis, opened: this.opened, renamed, closed };
  }

  private of<Do extends UnitOperation['do']>(what: Do): Extract<UnitOperation, { do: Do }>[] {
    return this.batch.operations.filter((one): one is Extract<UnitOperation, { do: Do }> => one.do === what);
  }

  private openUnit(key: string, below: readonly string[]): PlannedUnit {
    const known = this.byKey.get(key);
    if (known) return known;
    if (below.includes(key)) throw new DirectoryRefused('unit_cycle', { unit: key });
    const wanted = this.of('open').find((one) => one.key === key)!;
    const isKey = this.of('open').some((one) => one.key === wanted.parentId);
    const parent = isKey ? this.openUnit(wanted.parentId, [...below, key]) : this.open.get(wanted.parentId);
    if (!parent || this.closes.has(parent.id)) throw new DirectoryRefused('unknown_parent', { unit: wanted.name });
    if (!isKey) this.requireScope(parent.path);
    this.requireEndless(this.open.get(parent.id));
    return this.add(key, wanted, parent);
  }

  private add(
    key: string,
    { name, kind, relation }: Pick<PlannedUnit, 'name' | 'kind' | 'relation'>,
    parent: Pick<PlannedUnit, 'id' | 'path' | 'kind'>,
  ): PlannedUnit {
    if (!BELOW[parent.kind].includes(kind)) throw new DirectoryRefused('unit_misplaced', { unit: name });
    this.requireFreeName(parent.id, name, null);
    const id = openedId(this.ground.batchId, key);
    const unit = { id, path: `${parent.path}.${id}`, name, kind, relation, parentId: parent.id };
    this.byKey.set(key, unit);
    this.opened.push(unit);
    return unit;
  }

  /** What lies below a unit that goes is opened anew below its successor, so that the tree stays whole. */
  private bringChildren(unitId: string): void {
    const children = [...this.open.values()].filter((unit) => unit.parentId === unitId && !this.closes.has(unit.id));
    const wanted = this.closes.get(unitId) ?? null;
    const begins = this.begins.find(({ parentId }) => parentId === unitId);
    if (begins) throw new DirectoryRefused('unit_begins', { unit: begins.name });
    if (children.length === 0) return;
    if (wanted === null)
      throw new DirectoryRefused('unit_has_children', { unit: this.open.get(unitId)?.name ?? unitId });
    const heir = this.heirOf(unitId, wanted);
    for (const child of children) {
      this.requireEndless(child);
      const key = `${heir.id}/${child.id}`;
      this.closes.set(child.id, this.add(key, child, heir).id);
      this.byKey.set(this.closes.get(child.id)!, this.byKey.get(key)!);
      this.bringChildren(child.id);
    }
  }

  private heirOf(unitId: string, wanted: string): Pick<PlannedUnit, 'id' | 'path' | 'name' | 'kind'> {
    const heir = this.byKey.get(wanted) ?? this.open.get(wanted);
    const begins = this.begins.find(({ id }) => id === wanted);
    if (begins) throw new DirectoryRefused('unit_begins', { unit: begins.name });
    if (!heir) throw new DirectoryRefused('unknown_unit_named', { unit: wanted });
    if (this.closes.has(heir.id) || heir.path.startsWith(`${this.open.get(unitId)?.path}.`))
      throw new DirectoryRefused('unit_cycle', { unit: heir.name });
    this.requireScope(heir.path);
    this.requireEndless(this.open.get(heir.id));
    if (AREAS.has(this.open.get(unitId)!.kind) && !AREAS.has(heir.kind))
      throw new DirectoryRefused('unit_misplaced', { unit: heir.name });
    return heir;
  }

  /** The root stays for good, whatever its name. */
  private changeable(unitId: string): DirectoryUnit {
    const unit = this.standing(unitId);
    if (unit.parentId === null) throw new DirectoryRefused('unknown_unit_named', { unit: unitId });
    return unit;
  }

  private standing(unitId: string): DirectoryUnit {
    const unit = this.open.get(unitId);
    if (!unit) throw new DirectoryRefused('unknown_unit_named', { unit: unitId });
    this.requireScope(unit.path);
    return unit;
  }

  /** What was handed on once is not handed on again, nor handed to who ends: dated rules would be left to nobody. */
  private requireEndless(unit: DirectoryUnit | undefined): void {
    if (unit && unit.validTo !== null) throw new DirectoryRefused('unit_ends', { unit: unit.name });
  }

  private requireOnce(): void {
    const named = this.batch.operations.map((one) => (one.do === 'open' ? `open ${one.key}` : one.unitId));
    const twice = named.find((id, place) => named.indexOf(id) < place);
    if (twice !== undefined)
      throw new DirectoryRefused('unit_named_twice', {
        unit: this.open.get(twice)?.name ?? twice.replace('open ', ''),
      });
  }

  private requireScope(path: string): void {
    if (!isWithin(path, this.ground.scopePath)) throw new DirectoryRefused('outside_your_scope');
  }

  private requireFreeName(parentId: string | null, name: string, self: string | null): void {
    const taken = [...this.open.values(), ...this.opened].some(
      (unit) => unit.parentId === parentId && unit.name === name && unit.id !== self && !this.closes.has(unit.id),
    );
    if (taken) throw new DirectoryRefused('unit_name_taken', { unit: name });
  }
}
