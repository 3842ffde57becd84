import { useSyncExternalStore } from 'react';

interface Undoable {
  /** What was done, in words. */
  said: string;
  findingIds: readonly string[];
  /** Until when it may be taken back. */
  until: number;
}

let offered: Undoable | null = null;
const listeners = new Set<() => void>();

function change(next: Undoable | null): void {
  offered = next;
  for (const tell of listeners) tell();
}

interface Done {
  id: string;
  undoUntil: string | null;
}

/** Offers 撤回 of what was just done, as long as the record allows it. */
export function offerUndo(said: string, done: readonly Done[]): void {
  const undoable = done.filter((one): one is Done & { undoUntil: string } => one.undoUntil !== null);
  if (undoable.length === 0) return;
  change({
    said,
    findingIds: undoable.map(({ id }) => id),
    until: Math.min(...undoable.map(({ undoUntil }) => Date.parse(undoUntil))),
  });
}

export const endUndo = (): void => change(null);

export const useUndo = (): Undoable | null =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => offered,
  );
