import { useSyncExternalStore } from 'react';

import { keep, recalled } from '../memory';

/** How somebody reads (适老化): the size of the type and the strength of the contrast, kept on this machine. */
export interface Reading {
  large: boolean;
  contrast: boolean;
}

const KEPT = 'duban.reading';
const listeners = new Set<() => void>();
let reading = kept();

function kept(): Reading {
  const words = recalled(KEPT) ?? '';
  return { large: words.includes('large'), contrast: words.includes('contrast') };
}

export function applyReading(): void {
  const { dataset } = document.documentElement;
  dataset.type = reading.large ? 'large' : 'normal';
  dataset.contrast = reading.contrast ? 'high' : 'normal';
}

export function read(chosen: Partial<Reading>): void {
  reading = { ...reading, ...chosen };
  const words = Object.entries(reading).flatMap(([word, on]) => (on ? [word] : []));
  keep(KEPT, words.join(' '));
  applyReading();
  for (const tell of listeners) tell();
}

export const useReading = (): Reading =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => reading,
  );
