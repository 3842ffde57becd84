import { useSyncExternalStore } from 'react';

import { serverNow } from '../api/server-time';

/** A case on which something was done. */
interface Done {
  id: string;
  number: string;
  undoUntil: string | null;
}

export type Case = Pick<Done, 'id' | 'number'>;

/** What was just done, and until when. */
interface Told {
  /** In words. */
  said: string;
  /** What may be taken back. */
  cases: readonly Case[];
  until: number;
}

/** How long what cannot be taken back is told of. */
const READ_MS = 8_000;

let told: Told | null = null;
const listeners = new Set<() => void>();

function change(next: Told | null): void {
  told = next;
  for (const tell of listeners) tell();
}

/** Tells of what was just done, and offers 撤回 of it as long as the record allows. */
export function offerUndo(said: string, done: readonly Done[]): void {
  if (done.length === 0) return;
  const undoable = done.filter((one): one is Done & { undoUntil: string } => one.undoUntil !== null);
  change({
    said,
    cases: undoable,
    until:
      undoable.length > 0 ? Math.min(...undoable.map(({ undoUntil }) => Date.parse(undoUntil))) : serverNow() + READ_MS,
  });
}

export const endUndo = (): void => change(null);

export const useUndo = (): Told | null =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => told,
  );
