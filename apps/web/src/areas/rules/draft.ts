import { useSyncExternalStore } from 'react';

import type { Schemas } from '../../api/queries';

type Policy = Schemas['Policy'];

interface Draft {
  /** What was edited. */
  base: Policy;
  edited: Policy;
}

interface Drafts {
  kept: Draft | null;
  /** Somebody else saved before it: never to be saved, shown to be made again. */
  overtaken: Draft | null;
}

/** An edited policy that is not yet saved; the simulator may reckon by it. Gone with the window. */
let drafts: Drafts = { kept: null, overtaken: null };
const listeners = new Set<() => void>();

function keep(next: Drafts): void {
  drafts = next;
  for (const tell of listeners) tell();
}

export function keepDraft(base: Policy, edited: Policy): void {
  const { kept, overtaken } = drafts;
  keep({ kept: { base, edited }, overtaken: kept && kept.base.version !== base.version ? kept : overtaken });
}

export const dropDraft = (): void => keep({ ...drafts, kept: null });

/** @param inForce the version in force */
export function dropOvertaken(inForce: number): void {
  const { kept } = drafts;
  keep({ kept: kept?.base.version === inForce ? kept : null, overtaken: null });
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useDraft = (): Policy | null => useSyncExternalStore(subscribe, () => drafts.kept?.edited ?? null);

export function useOvertaken(inForce: number): Draft | null {
  const { kept, overtaken } = useSyncExternalStore(subscribe, () => drafts);
  return kept && kept.base.version !== inForce ? kept : overtaken;
}
