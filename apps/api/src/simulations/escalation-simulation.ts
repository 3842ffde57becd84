import type { SimulatedEscalation, SimulateEscalation } from '#contract';
import { type Context, nextOpening, simulateEscalation } from '#domain';
import { REFUSAL_STATUS } from '../findings/refusal-status';
import { Refusal } from '../http/problems';
import { written } from '../http/written';

/** Every rung that would fire if nobody ever answered. */
export function escalationUnder({ assignedAt, ...given }: SimulateEscalation, rules: Context): SimulatedEscalation {
  const steps = simulateEscalation({ ...given, at: assignedAt }, rules);
  if (!Array.isArray(steps)) throw Refusal.ofDomain(steps, REFUSAL_STATUS[steps.code], {});
  return {
    steps: steps.map(({ segments, rungs, dueAt, ...step }) => ({
      ...step,
      dueAt: written(dueAt),
      segments: segments.map((segment) => ({ ...segment, from: written(segment.from), to: written(segment.to) })),
      rungs: rungs.map(({ at, ...rung }) => ({
        ...rung,
        at: written(at),
        deliveredAt: written(step.ladder === 'URGENT' ? at : nextOpening(rules.calendar, at)),
      })),
    })),
  };
}
