import type { IntakeContext, IntakeUnit, UnitKind } from './context';
import { tight } from './normalise';

const STREETS: UnitKind[] = ['street', 'township'];
const COMMUNITIES: UnitKind[] = ['community', 'village'];

/** The street, community and the rest of a path name such as 金安区东市街道办事处云路社区学校周边. */
export interface PlacePath {
  street: IntakeUnit | null;
  community: IntakeUnit | null;
  rest: string;
}

export type Resolution =
  | { kind: 'found'; unit: IntakeUnit; by: 'name' | 'alias' | 'path' }
  | { kind: 'ambiguous'; units: IntakeUnit[] }
  | { kind: 'unknown'; nearest: IntakeUnit | null };

/** 三十铺镇人民政府, 三十铺镇办事处 and 三十铺镇 are one place. */
const stem = (name: string): string =>
  tight(name)
    .replace(/(街道|[镇乡])(?:人民政府|政府|办事处|办)$/, '$1')
    .replace(/(社区|村)(?:居民委员会|村民委员会|居委会|村委会|委员会|委会)$/, '$1')
    .replace(/([区县市])(?:人民政府|政府)$/, '$1');

interface Place {
  unit: IntakeUnit;
  /** Its stem. */
  name: string;
}

interface Led {
  unit: IntakeUnit;
  rest: string;
}

/** Finds units by the names that clerks write. */
export class Directory {
  readonly #byId: Map<string, IntakeUnit>;
  readonly #byName: Map<string, IntakeUnit[]>;
  readonly #byAlias: Map<string, IntakeUnit[]>;
  readonly #byStem: Map<string, IntakeUnit[]>;
  readonly #aliases: Map<string, string>;
  readonly #places: Place[];
  readonly #pairs: [unit: IntakeUnit, pairs: Set<string>][];
  readonly #resolved = new Map<string, Resolution>();

  constructor(context: Pick<IntakeContext, 'units' | 'unitAlias'>) {
    this.#pairs = context.units.map((unit) => [unit, pairsIn(stem(unit.name))]);
    this.#byId = new Map(context.units.map((unit) => [unit.id, unit]));
    this.#byName = grouped(context.units, (unit) => [tight(unit.name)]);
    this.#byAlias = grouped(context.units, (unit) => unit.aliases.map(tight));
    this.#byStem = grouped(context.units, (unit) => [...new Set([unit.name, ...unit.aliases].map(stem))]);
    this.#aliases = new Map(Object.entries(context.unitAlias).map(([name, target]) => [tight(name), tight(target)]));
    this.#places = context.units
      .filter(({ kind }) => kind !== 'department' && kind !== 'section')
      .map((unit) => ({ unit, name: stem(unit.name) }));
  }

  unit(id: string | null | undefined): IntakeUnit | null {
    return this.#byId.get(id ?? '') ?? null;
  }

  resolve(name: string): Resolution {
    const written = tight(name);
    const resolution = this.#resolved.get(written) ?? this.#resolve(written);
    this.#resolved.set(written, resolution);
    return resolution;
  }

  #resolve(written: string): Resolution {
    const alias = this.#aliases.get(written) ?? '';
    return (
      chosen(this.#byName.get(written), 'name') ??
      chosen(this.#byName.get(alias) ?? this.#byStem.get(stem(alias)), 'alias') ??
      chosen(this.#byAlias.get(written), 'alias') ??
      chosen(this.#byStem.get(stem(written)), 'alias') ??
      this.#byPath(written) ?? { kind: 'unknown', nearest: this.#nearest(written) }
    );
  }

  #byPath(written: string): Resolution | null {
    const path = this.split(written);
    const unit = path.community ?? path.street;
    return unit && path.rest === '' ? { kind: 'found', unit, by: 'path' } : null;
  }

  street(name: string): IntakeUnit | null {
    return this.#byStem.get(stem(name))?.find((unit) => STREETS.includes(unit.kind)) ?? null;
  }

  /** A community by name, in `street` where that is known. */
  community(name: string, street: IntakeUnit | null): IntakeUnit | null {
    const named = (this.#byStem.get(stem(name)) ?? []).filter((unit) => COMMUNITIES.includes(unit.kind));
    const within = street ? named.filter((unit) => unit.parentId === street.id) : named;
    return within.length === 1 ? (within[0] ?? null) : null;
  }

  /** Splits a path name (XX区YY街道办事处ZZ社区…) along the units that we know. */
  split(text: string): PlacePath {
    const written = tight(text);
    const known = this.#leading(written, [...STREETS, ...COMMUNITIES]);
    const afterDistrict = known ? written : this.#afterDistrict(written);
    const street = this.#leading(afterDistrict, STREETS);
    const afterStreet = street ? street.rest.replace(/^(?:办事处|人民政府|政府)/, '') : afterDistrict;
    const inStreet = (unit: IntakeUnit) => !street || unit.parentId === street.unit.id;
    const community = this.#leading(afterStreet, COMMUNITIES, inStreet);
    const rest = community ? community.rest.replace(/^(?:居民委员会|村民委员会|居委会|村委会|委会)/, '') : afterStreet;
    return {
      street: street?.unit ?? this.unit(community?.unit.parentId),
      community: community?.unit ?? null,
      rest,
    };
  }

  #afterDistrict(text: string): string {
    const ends = this.#places
      .filter(({ unit, name }) => unit.kind === 'district' && text.includes(name))
      .map(({ name }) => text.indexOf(name) + name.length);
    return ends.length === 0 ? text : text.slice(Math.min(...ends));
  }

  /** The longest place name that `text` begins with. */
  #leading(text: string, kinds: UnitKind[], fits: (unit: IntakeUnit) => boolean = () => true): Led | null {
    let best: Place | null = null;
    for (const place of this.#places) {
      if (!text.startsWith(place.name) || !kinds.includes(place.unit.kind) || !fits(place.unit)) continue;
      if (!best || place.name.length > best.name.length) best = place;
    }
    return best && { unit: best.unit, rest: text.slice(best.name.length) };
  }

  #nearest(written: string): IntakeUnit | null {
    const pairs = pairsIn(stem(written));
    let best = { unit: null as IntakeUnit | null, score: 0.5 };
    for (const [unit, own] of this.#pairs) {
      const score = likeness(own, pairs);
      if (score > best.score) best = { unit, score };
    }
    return best.unit;
  }
}

function chosen(units: IntakeUnit[] | undefined, by: 'name' | 'alias'): Resolution | null {
  const unit = units?.[0];
  if (!units || !unit) return null;
  return units.length === 1 ? { kind: 'found', unit, by } : { kind: 'ambiguous', units };
}

function grouped(units: IntakeUnit[], keysOf: (unit: IntakeUnit) => string[]): Map<string, IntakeUnit[]> {
  const groups = new Map<string, IntakeUnit[]>();
  for (const unit of units) for (const key of keysOf(unit)) groups.set(key, [...(groups.get(key) ?? []), unit]);
  return groups;
}

const pairsIn = (name: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, name.length - 1) }, (_, index) => name.slice(index, index + 2)));

/** Dice's coefficient over pairs of neighbouring characters: 1 for equal names, 0 for names without a common pair. */
function likeness(one: Set<string>, other: Set<string>): number {
  let common = 0;
  for (const pair of one) if (other.has(pair)) common++;
  return one.size + other.size === 0 ? 0 : (2 * common) / (one.size + other.size);
}
