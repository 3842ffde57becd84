import { randomUUID } from 'node:crypto';

import { decide, type Finding } from '#domain';
import type { ContextStore } from '#persistence';

import { type Step, STEPS } from '../loop';
import type { Cast } from './cast';

/** Any instant in office hours; only the draw below hangs on the id, and on no instant. */
const AT = Date.parse('2026-09-21T10:00:00+08:00');

/**
 * Fresh ids whose loop ends with the approval. One in ten minor findings is drawn for a look-back (回头看) by its id and
 * stays open for thirty days: it is no worse a finding, only no whole loop.
 */
export async function findingsThatEnd(store: ContextStore, cast: Cast): Promise<(count: number) => string[]> {
  const context = await store.current();
  const after = (state: Finding | null, step: Step, id: string): Finding => {
    const { command, actor } = cast.play(id, step);
    const decision = decide(state, command, actor, AT, context);
    if (!decision.ok) throw new Error(`${step}: ${JSON.stringify(decision.refusal)}`);
    return decision.state;
  };
  const verified = STEPS.slice(0, -1).reduce<Finding | null>((state, step) => after(state, step, randomUUID()), null)!;
  const ends = (id: string) => after({ ...verified, id }, 'approve', id).status === 'archived';

  return (count) => {
    const ids: string[] = [];
    while (ids.length < count) {
      const id = randomUUID();
      if (ends(id)) ids.push(id);
    }
    return ids;
  };
}
