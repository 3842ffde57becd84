import type { ActorRef } from '#domain';
import type { PeopleStore } from '#persistence';
import { written } from '../http/written';
import { INSPECTION_TEAM, type Sight } from './sight';

/** Keys under which the domain keeps instants as epoch milliseconds; dates are strings and stay. */
const INSTANT = /^(at|since|until|lookBacks)$|(At|Since)$/;

/**
 * What of the record goes over the wire: instants in RFC 3339, people by name, and whoever the viewer may not know as
 * 督查组, wherever in the tree they stand.
 */
export async function peopleShown(record: unknown, sight: Sight, people: PeopleStore): Promise<unknown> {
  const refs = [...refsIn(record)];
  const hidden = new Set(refs.filter((ref) => !sight.mayKnow(ref)).flatMap(idsOf));
  const known = [...new Set(refs.flatMap(idsOf))].filter((id) => !hidden.has(id));
  const names = await people.names(known);
  return shown(record, '', { hidden, names, whole: sight.whole });
}

const idsOf = (ref: ActorRef): string[] => [ref.personId, ref.onBehalfOf].filter((id) => id !== null);

interface Names {
  hidden: ReadonlySet<string>;
  names: ReadonlyMap<string, string>;
  whole: boolean;
}

/** 暗访, the round and its place are how it was found, and so for the supervising side only. */
const HOW_FOUND: ReadonlySet<string> = new Set(['covert', 'roundId', 'pointId']);

function shown(value: unknown, key: string, people: Names): unknown {
  if (typeof value === 'number') return INSTANT.test(key) ? written(value) : value;
  if (typeof value === 'string') return people.hidden.has(value) ? INSPECTION_TEAM : value;
  if (Array.isArray(value)) return value.map((item) => shown(item, key, people));
  if (typeof value !== 'object' || value === null) return value;
  if (isRef(value)) return party(value, people);
  const entries = Object.entries(value).filter(([name]) => people.whole || !HOW_FOUND.has(name));
  return Object.fromEntries(entries.map(([name, inner]) => [name, shown(inner, name, people)]));
}

function party(ref: ActorRef, { hidden, names }: Names) {
  if (idsOf(ref).some((id) => hidden.has(id)))
    return { personId: null, unitId: null, onBehalfOf: null, name: INSPECTION_TEAM };
  const { personId, unitId, onBehalfOf } = ref;
  return { personId, unitId, onBehalfOf, name: names.get(personId) ?? personId };
}

function* refsIn(value: unknown): Generator<ActorRef> {
  if (typeof value !== 'object' || value === null) return;
  if (isRef(value)) yield value;
  else for (const inner of Object.values(value)) yield* refsIn(inner);
}

const isRef = (value: object): value is ActorRef => 'personId' in value && 'onBehalfOf' in value;
