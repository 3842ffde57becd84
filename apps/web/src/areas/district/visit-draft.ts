import { drop, keep, recalled } from '../../memory';

/** What was ticked at a place and not yet recorded: an inspector in a cellar loses nothing. */
type Marks = Record<string, number>;

const keyOf = (roundId: string, placeId: string): string => `duban.visit.${roundId}.${placeId}`;

export function draftOf(roundId: string, placeId: string): Marks | null {
  try {
    return JSON.parse(recalled(keyOf(roundId, placeId)) ?? 'null') as Marks | null;
  } catch {
    return null;
  }
}

export const keepDraft = (roundId: string, placeId: string, marks: Marks): void =>
  keep(keyOf(roundId, placeId), JSON.stringify(marks));

export const dropDraft = (roundId: string, placeId: string): void => drop(keyOf(roundId, placeId));
