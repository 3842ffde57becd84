import { describeSegmentsEn, describeSegmentsZh, dueAt, explain, quanta } from '#calendar';
import type { Explanation, SimulateDeadline, SimulatedDeadline } from '#contract';
import type { Context, Limit } from '#domain';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { soundly } from '../reforms/calendar-sound';

interface Asked {
  step: string | null;
  limit: Limit;
}

/** Due and explanation of each step, as the rules are and as they would be. */
export function deadlineUnder(given: SimulateDeadline, inForce: Context, proposed: Context | null): SimulatedDeadline {
  const now = askedOf(given, inForce);
  const then = proposed && askedOf(given, proposed);
  return {
    steps: (then ?? now).map(({ step, limit }, index) => ({
      step,
      limit,
      inForce: explained((now[index] ?? { limit }).limit, given.startAt, inForce),
      proposed: proposed && explained(limit, given.startAt, proposed),
    })),
  };
}

function askedOf({ limit, categoryCode }: SimulateDeadline, { policy }: Context): Asked[] {
  if (limit) return [{ step: null, limit }];
  const category = policy.categories.find(({ code }) => code === categoryCode);
  if (!category) throw unknown('/categoryCode', 'unknown_category', '没有这个问题类别', 'no such category');
  return category.steps.map((step) => ({ step: step.zh, limit: step.limit }));
}

function explained(limit: Limit, startAt: number, { calendar }: Context): Explanation {
  return soundly('/limit', () => {
    const due = dueAt(calendar, limit, startAt, quanta(limit.unit, limit.amount));
    const segments = explain(calendar, limit, startAt, due.at);
    return {
      dueAt: written(due.at),
      provisional: due.provisional,
      segments: segments.map((segment) => ({ ...segment, from: written(segment.from), to: written(segment.to) })),
      zh: describeSegmentsZh(segments, limit, due),
      en: describeSegmentsEn(segments, limit, due),
    };
  });
}

const unknown = (pointer: string, code: string, zh: string, en: string): Refusal =>
  Refusal.of('invalid_request', { faults: [{ pointer, code, zh, en }] });
