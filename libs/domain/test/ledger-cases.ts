import fc from 'fast-check';
import { compileCalendar } from '#calendar';
import type { FactSources, ScoreFact } from '#domain';
import { loadDefaults } from '#policy';
import { CALENDAR } from './district';
import { wall } from './scene';

export const RULES = loadDefaults().assessment;

/** 金安区 as assessment sees it: the street answers for its area, 文明办 stands surety, the power company takes no orders. */
export const SOURCES: FactSources = {
  calendar: compileCalendar(CALENDAR),
  outages: [],
  attribution: {
    relation: (unitId) => (unitId === 'GW' ? 'external' : 'commanded'),
    territory: ({ streetId }) => (streetId ? [streetId] : []),
    baobao: ({ streetId }) => (streetId === 'SL' ? ['WM'] : []),
  },
};

export const scoreFact = (given: Partial<ScoreFact> = {}): ScoreFact => ({
  cites: 'F1#1',
  findingId: 'F1',
  code: 'finding_at_point',
  occurredAt: wall('2026-09-07 09:00'),
  charged: [{ unitId: 'ZJ', role: 'lead' }],
  source: 'district',
  severity: 'minor',
  onTheSpot: false,
  spot: null,
  closedAt: null,
  unscored: null,
  ...given,
});

const unitIds = ['CG', 'SL', 'WM', 'ZJ'];
const codes = [...RULES.scoring.deductions, ...RULES.scoring.bonuses].map(({ code }) => code);
const quarter = { from: wall('2026-07-01 00:00'), to: wall('2026-12-31 00:00') };

/** Facts of any kind over half a year, distinct in what they cite. */
export const scoreFacts = fc
  .array(
    fc.record({
      code: fc.constantFrom(...codes),
      occurredAt: fc.integer({ min: quarter.from, max: quarter.to }),
      charged: fc.uniqueArray(
        fc.record({
          unitId: fc.constantFrom(...unitIds),
          role: fc.constantFrom('lead' as const, 'territory' as const, 'baobao' as const, 'co' as const),
        }),
        { minLength: 1, maxLength: 4, selector: ({ unitId, role }) => unitId + role },
      ),
      source: fc.constantFrom('self' as const, 'district' as const, 'city' as const, 'province' as const),
      severity: fc.constantFrom('minor' as const, 'serious' as const, 'major' as const),
      onTheSpot: fc.boolean(),
      spot: fc.constantFrom(null, 'SS03@A', 'SS03@B'),
      lasted: fc.integer({ min: 0, max: 90 * 86_400_000 }),
      unscored: fc.constantFrom(null, null, null, 'suspended' as const),
    }),
    { maxLength: 40 },
  )
  .map((facts) =>
    facts.map(({ lasted, ...given }, n) =>
      scoreFact({ ...given, cites: `F${n}#1`, findingId: `F${n}`, closedAt: given.occurredAt + lasted }),
    ),
  );

/** The same things in another order. */
export const shuffled = <T>(all: readonly T[], by: readonly number[]): T[] =>
  all
    .map((one, n) => ({ one, key: by[n % Math.max(1, by.length)] ?? 0, n }))
    .sort((a, b) => a.key - b.key || b.n - a.n)
    .map(({ one }) => one);
