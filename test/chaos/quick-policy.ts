import type { CalendarData } from '#calendar';
import type { Policy, Rung } from '#domain';
import { openRecord } from '#persistence';

const SECOND = 1 / 60;
const ROUND_THE_CLOCK: CalendarData['services'][string] = {
  days: 'every',
  hours: [{ from: '01-01', to: '12-31', open: [['00:00', '24:00']] }],
};

/** A category whose limit is a matter of seconds in these tests. */
export const CATEGORY = 'HW01';
/** Rungs and when they are due, in seconds after the due instant; null: once its minute is over (ruling 14). */
type QuickLadder = Record<string, number | null>;

/** Blue, yellow and red within seconds. */
export const RUNGS_AFTER_DUE = { R1: 1, R2: 2, R3: 4 };

/**
 * An office that never closes, and a category that is due `seconds` after its assignment: half-way a reminder, then the
 * rungs of `ladder` and no others; none is drawn for a look-back. Saved like any other edit of policy and calendar.
 */
export async function quicken(
  databaseUrl: string,
  seconds: number,
  ladder: QuickLadder = RUNGS_AFTER_DUE,
): Promise<void> {
  const record = await openRecord({ url: databaseUrl, poolSize: 1 });
  try {
    const calendar = await record.context.calendarData();
    await record.context.importCalendar({
      ...calendar,
      version: 'round-the-clock',
      services: { OFFICE: ROUND_THE_CLOCK, CITY_OPS: ROUND_THE_CLOCK, ALWAYS: ROUND_THE_CLOCK },
    });
    await record.context.savePolicy(quickened((await record.context.current()).policy, seconds, ladder));
  } finally {
    await record.close();
  }
}

function quickened(policy: Policy, seconds: number, ladder: QuickLadder): Policy {
  const limit = { amount: seconds * SECOND, unit: 'WORK_MINUTES', service: 'OFFICE' } as const;
  const categories = policy.categories.map((category) =>
    category.code === CATEGORY
      ? { ...category, ladder: 'SHORT' as const, steps: [{ code: 'rectify', zh: '整改', limit }] }
      : category,
  );
  const lookBack = { ...policy.lookBack, minor: { share: 0, after: [] } };
  return {
    ...policy,
    categories,
    lookBack,
    ladders: { ...policy.ladders, SHORT: policy.ladders.SHORT.flatMap((rung) => quickRung(rung, ladder)) },
  };
}

function quickRung(rung: Rung, ladder: QuickLadder): Rung[] {
  if (rung.at.of === 'budget') return [{ ...rung, at: { of: 'budget', share: 0.5 } }];
  const after = ladder[rung.code];
  if (after === undefined) return [];
  const offset = after === null ? null : ({ amount: after * SECOND, unit: 'ELAPSED_MINUTES' } as const);
  return [{ ...rung, at: { of: 'due', offset } }];
}
