import { type Context, decide, type OverlayInForce } from '#domain';
import { loadDefaults } from '#policy';
import { context, dispatcher, inspector } from '../test/district';
import { assign, file, wall } from '../test/scene';

const BEGINS = wall('2026-09-07 09:00');
const rule = loadDefaults().assessment.overlays.find(({ code }) => code === 'event_guarantee')!;
const overlay = (change: Partial<OverlayInForce> = {}): OverlayInForce => ({
  rule,
  from: '2026-09-07',
  to: '2026-09-11',
  categories: [],
  area: 'ja',
  basis: '迎检通知',
  ...change,
});

/** The budget of the rectify clock of a case assigned then. */
function budgetUnder(overlays: OverlayInForce[], at = BEGINS): number {
  const ctx: Context = { ...context(), overlays };
  const filed = decide(null, file({ categoryCode: 'SS03' }), inspector, BEGINS, ctx);
  if (!filed.ok) throw new Error(filed.refusal.code);
  const assigned = decide(filed.state, assign('ZJ'), dispatcher, at, ctx);
  if (!assigned.ok) throw new Error(assigned.refusal.code);
  const clock = Object.values(assigned.state.clocks).find(({ kind }) => kind === 'rectify')!;
  expect(clock.originalBudget).toBe(clock.budget);
  return clock.budget;
}

const whole = budgetUnder([]);

test('an overlay in force halves what a unit is given, case and line alike', () => {
  expect(budgetUnder([overlay()])).toBe(Math.ceil(whole / 2));
});

test.each([
  ['on another day', { from: '2026-09-08' }],
  ['in another area', { area: 'ja.zj' }],
  ['for another category', { categories: ['HW01'] }],
])('one %s leaves it alone', (_where, change) => {
  expect(budgetUnder([overlay(change)])).toBe(whole);
});

test('our own clocks and a date from above are not shortened', () => {
  const ctx: Context = { ...context(), overlays: [overlay()] };
  const filed = decide(null, file({ fixedDate: '2026-09-30' }), inspector, BEGINS, ctx);
  const plain = decide(null, file({ fixedDate: '2026-09-30' }), inspector, BEGINS, context());
  if (!filed.ok || !plain.ok) throw new Error('refused');
  expect(filed.state.clocks['dispatch']).toEqual(plain.state.clocks['dispatch']);
  const given = { ...assign('ZJ'), fixedDate: '2026-09-30' };
  const [one, other] = [ctx, context()].map((each) => decide(filed.state, given, dispatcher, BEGINS, each));
  if (!one?.ok || !other?.ok) throw new Error('refused');
  expect(one.state.clocks).toEqual(other.state.clocks);
});
