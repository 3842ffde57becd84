import { useSyncExternalStore } from 'react';

import type { Schemas } from '../../api/queries';

type Policy = Schemas['Policy'];

/** An edited policy that is not yet saved; the simulator may reckon by it. Gone with the window. */
let draft: Policy | null = null;
const listeners = new Set<() => void>();

export function keepDraft(policy: Policy | null): void {
  draft = policy;
  for (const tell of listeners) tell();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useDraft = (): Policy | null => useSyncExternalStore(subscribe, () => draft);
