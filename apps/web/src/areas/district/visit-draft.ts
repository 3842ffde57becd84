/** What was ticked at a place and not yet recorded: an inspector in a cellar loses nothing. */
type Marks = Record<string, number>;

const keyOf = (roundId: string, placeId: string): string => `duban.visit.${roundId}.${placeId}`;

export function draftOf(roundId: string, placeId: string): Marks | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(roundId, placeId)) ?? 'null') as Marks | null;
  } catch {
    return null;
  }
}

export function keepDraft(roundId: string, placeId: string, marks: Marks): void {
  try {
    localStorage.setItem(keyOf(roundId, placeId), JSON.stringify(marks));
  } catch {
    // A full store: what is on the screen can still be recorded.
  }
}

export function dropDraft(roundId: string, placeId: string): void {
  try {
    localStorage.removeItem(keyOf(roundId, placeId));
  } catch {
    // Nothing was kept.
  }
}
