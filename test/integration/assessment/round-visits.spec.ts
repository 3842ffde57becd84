import { type Instant, instantOf } from '#calendar';
import { type AssessmentResult, type PeriodKind, periodOf, type UnitSheet } from '#domain';
import { District } from '../persistence/district';

const ROUND = '00000000-0000-4000-8000-00000000a001';
const AFTER = instantOf('2026-10-09', '09:00');
const STREETS = { dongshi: 12, sanliqiao: 4 };

let district: District;
beforeAll(async () => {
  district = await District.open();
  await inspect();
});
afterAll(() => district.close());

const at = (instant: Instant) => void (district.clock.now = instant);

/** A round over two streets: everything is looked at, and at two places of 东市街道 something is found. */
async function inspect(): Promise<void> {
  const { rounds } = district.record;
  const [planner, one, other] = await Promise.all(
    ['dispatcher', 'inspector', 'inspector2'].map((name) => district.actor(name)),
  );
  await rounds.plan(
    {
      id: ROUND,
      title: '九月明察暗访',
      supervisingUnitId: 'dcs',
      planNumber: '2026-09',
      form: 'joint',
      covert: true,
      leaderId: one!.personId,
      memberIds: [one!.personId, other!.personId],
      targets: ['back_street', 'old_estate', 'market_surroundings'],
      quotas: STREETS,
      perPlace: 2,
      spareDays: 0,
      checklistId: 'appearance',
      drawsAt: district.clock.now,
      opensAt: instantOf('2026-09-17', '10:00'),
      closesAt: instantOf('2026-09-18', '17:30'),
    },
    planner!.personId,
  );
  at(instantOf('2026-09-17', '10:00'));
  await rounds.tick(ROUND);
  const places = await rounds.places(ROUND);
  const [dirty, untrue] = places.filter(({ streetId }) => streetId === 'dongshi');
  for (const { placeId } of places) await rounds.visit({ roundId: ROUND, placeId, marks: {}, personId: one!.personId });
  const found = await file(dirty!.placeId);
  await district.do(found, 'dispatcher', { type: 'assign', unitId: 'cg' });
  const nothing = await file(untrue!.placeId);
  await district.do(nothing, 'dispatcher', { type: 'dismiss', reason: '经核为正常施工围挡' });
}

const file = (pointId: string) =>
  district.file({
    roundId: ROUND,
    pointId,
    place: { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: pointId, lng: null, lat: null },
  });

async function sheets(kind: PeriodKind): Promise<{ result: AssessmentResult; of: (unitId: string) => UnitSheet }> {
  const period = periodOf(kind, '2026-09-01');
  at(AFTER);
  await district.record.assessment.office.compute(period);
  const result = await district.record.assessment.editions.unitsResult(`units-${kind}-${period.start}-1`);
  const all = result.classes.flatMap((one) => one.sheets);
  return { result, of: (unitId) => all.find((one) => one.unitId === unitId)! };
}

it('puts each point that a round looked at into the account of its street, its surety and whom the checklist concerns', async () => {
  const { of } = await sheets('month');
  const points = (unitId: string) => of(unitId).pointsInspected;
  expect([points('dongshi'), points('jy')]).toEqual([12, 12]);
  expect([points('sanliqiao'), points('wj')]).toEqual([4, 4]);
  // 检查表: refuse is the business of 区城管局, pavements of 区住建局.
  expect([points('cg'), points('zj'), points('sc')]).toEqual([16, 16, 0]);
  const communities = ['yunlu', 'dongcheng', 'gaotao'].map((name) => points(`dongshi-${name}`));
  expect(communities.reduce((sum, one) => sum + one, 0)).toBe(12);
});

it('counts at a point what stands of what was found there, for a department its own', async () => {
  const { of } = await sheets('month');
  const density = (unitId: string) => of(unitId).indicators.find(({ code }) => code === 'density')!;
  expect(density('dongshi')).toMatchObject({ numerator: 1, denominator: 12 });
  expect(density('cg')).toMatchObject({ numerator: 1, denominator: 16 });
  expect(density('zj')).toMatchObject({ numerator: 0, denominator: 16 });
});

it('weighs a quarter’s deductions by the points inspected, and gives each clean point once', async () => {
  const { result, of } = await sheets('quarter');
  // Streets of the class: 12, 4, 0, 0 and 0 points.
  expect(of('dongshi').normaliser).toBe(0.5);
  expect(of('sanliqiao').normaliser).toBe(0.8);
  expect(of('zhongshi').normaliser).toBe(1);
  expect(of('dongshi')).toMatchObject({ deductions: 0.1, bonuses: 1.1, score: 101.05 });
  const clean = result.ledger.filter(({ rule, unitId }) => rule === 'clean_point_district' && unitId === 'dongshi');
  expect(clean).toHaveLength(11);
  expect(new Set(clean.map(({ cites }) => cites)).size).toBe(11);
});
