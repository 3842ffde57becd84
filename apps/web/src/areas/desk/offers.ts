import { useEffect, useRef, useSyncExternalStore } from 'react';

/** What a page lets the palette do with what is selected on it. */
export interface Offer {
  key: string;
  label: string;
  run: () => void;
}

let offers: readonly Offer[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Offer[]): void {
  offers = next;
  for (const tell of listeners) tell();
}

const NONE: readonly Offer[] = [];

/** The page that is shown offers commands to the palette; they go with it. */
export function useOffers(given: readonly Offer[]): void {
  const latest = useRef(given);
  const said = given.map(({ key, label }) => `${key}=${label}`).join('\n');
  useEffect(() => {
    latest.current = given;
  });
  useEffect(() => {
    const running = latest.current.map(({ key, label }) => ({
      key,
      label,
      run: () => latest.current.find((one) => one.key === key)?.run(),
    }));
    change(running);
    return () => change(NONE);
  }, [said]);
}

export const useOffered = (): readonly Offer[] =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => offers,
  );
