import { keep, recalled } from '../../memory';
import type { PlaceForm } from './store';

const MOST = { categories: 6, phrases: 6, places: 4 } as const;

type Area = Pick<PlaceForm, 'streetId' | 'communityId'>;

/** What a person used last, newest first; kept on this phone. */
export interface Recents {
  categories: readonly string[];
  phrases: readonly string[];
  places: readonly Area[];
}

const NOTHING: Recents = { categories: [], phrases: [], places: [] };
const nameOf = (personId: string): string => `duban.street.recents.${personId}`;

export function recentsOf(personId: string): Recents {
  try {
    return { ...NOTHING, ...(JSON.parse(recalled(nameOf(personId)) ?? '{}') as Partial<Recents>) };
  } catch {
    return NOTHING;
  }
}

interface Used {
  categoryCode: string | null;
  phrase: string;
  place: Area;
}

export function noteUsed(personId: string, used: Used): void {
  keep(nameOf(personId), JSON.stringify(withUsed(recentsOf(personId), used)));
}

export function withUsed(before: Recents, { categoryCode, phrase, place: { streetId, communityId } }: Used): Recents {
  const { categories, phrases, places } = before;
  const sameArea = (one: Area) => one.streetId === streetId && one.communityId === communityId;
  return {
    categories: categoryCode ? ahead(categoryCode, categories, MOST.categories) : categories,
    phrases: phrase ? ahead(phrase, phrases, MOST.phrases) : phrases,
    places: streetId
      ? [{ streetId, communityId }, ...places.filter((one) => !sameArea(one))].slice(0, MOST.places)
      : places,
  };
}

const ahead = (one: string, others: readonly string[], most: number): string[] =>
  [one, ...others.filter((other) => other !== one)].slice(0, most);
