import fc from 'fast-check';
import {
  type AssessmentSnapshot,
  type AssessedUnit,
  assess,
  assessYear,
  blackInARow,
  decideEdition,
  type Edition,
  type EditionCommand,
  editionText,
  evolveEdition,
  periodOf,
  proposeRewards,
  rank,
  repeatMeasure,
  score,
  unitLists,
  upheldIn,
} from '#domain';
import { caseRecordOf, caseRecords, closedCase, pointVisit, pointVisits } from '../../test/case-records';
import { RULES, scoreFact, scoreFacts, shuffled } from '../../test/ledger-cases';
import { wall } from '../../test/scene';

const quarter = periodOf('quarter', '2026-09-15');
const unit = (id: string, given: Partial<AssessedUnit> = {}): AssessedUnit => ({
  id,
  name: id,
  class: '区直职能单位',
  supervising: false,
  ...given,
});
const snapshot = (given: Partial<AssessmentSnapshot> = {}): AssessmentSnapshot => ({
  period: quarter,
  policy: RULES,
  calendarVersion: '1',
  units: [unit('CG'), unit('ZJ'), unit('SL', { class: '街道' }), unit('WM', { class: '区直包保单位' })],
  cases: [],
  visits: [],
  facts: [],
  upheld: [],
  yearMarks: [],
  ...given,
});

describe('ranking', () => {
  const floor = { points: 10, findings: 5 };
  const able = (unitId: string, value: number | null, given = {}) => ({
    unitId,
    score: value,
    pointsInspected: 10,
    findings: 0,
    ...given,
  });

  test('equal scores share a place and say so; the next follows after all of them', () => {
    const { placed } = rank([able('c', 90), able('a', 90), able('b', 95), able('d', 80)], floor);
    expect(placed).toEqual([
      { unitId: 'b', score: 95, rank: 1, tied: false },
      { unitId: 'a', score: 90, rank: 2, tied: true },
      { unitId: 'c', score: 90, rank: 2, tied: true },
      { unitId: 'd', score: 80, rank: 4, tied: false },
    ]);
  });

  test('a small sample is not ranked, a clean unit with many points is', () => {
    const { placed, unranked } = rank(
      [able('few', 100, { pointsInspected: 9, findings: 4 }), able('clean', 100), able('none', null)],
      floor,
    );
    expect(placed.map(({ unitId }) => unitId)).toEqual(['clean']);
    expect(unranked).toEqual([
      { unitId: 'few', why: 'small_sample' },
      { unitId: 'none', why: 'no_score' },
    ]);
  });
});

describe('rewards', () => {
  const placed = (scores: number[]) =>
    rank(
      scores.map((value, n) => ({ unitId: `u${n}`, score: value, pointsInspected: 10, findings: 0 })),
      { points: 0, findings: 0 },
    ).placed;
  const shares = (scores: number[]) =>
    proposeRewards(placed(scores), RULES.assessments.rewards)?.shares.map(({ tenThousandths }) => tenThousandths) ?? [];

  test('of ten units fall by the bands', () =>
    expect(shares([99, 98, 97, 96, 95, 94, 93, 92, 91, 90])).toEqual([
      2500, 2500, 1166, 1166, 1166, 500, 500, 500, 0, 0,
    ]));

  test('of a class of any size rest on the same bands, highest first and never more than the pool', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 40 }), (scores) => {
        const all = shares(scores);
        expect(all).toEqual(all.toSorted((a, b) => b - a));
        expect(all.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(10_000);
      }),
    );
  });

  test('are equal for equal scores, and 平均主义 is named', () => {
    expect(shares([90, 90, 80])).toEqual([4666, 4666, 666]);
    expect(proposeRewards(placed([90, 90, 90, 90]), RULES.assessments.rewards)?.levelled).toBe(true);
    expect(proposeRewards(placed([99, 90, 80, 70, 60]), RULES.assessments.rewards)?.levelled).toBe(false);
  });

  test('are not proposed where too few are ranked to be compared; versions without the bound stay as they were', () => {
    const { least: _least, ...ofOld } = RULES.assessments.rewards;
    expect(proposeRewards(placed([99]), RULES.assessments.rewards)).toBeNull();
    expect(proposeRewards(placed([]), RULES.assessments.rewards)).toBeNull();
    expect(shares([99, 98])).toEqual([8500, 1500]);
    expect(proposeRewards(placed([99]), ofOld)?.shares).toEqual([{ unitId: 'u0', tenThousandths: 10_000 }]);
  });
});

describe('red and black units', () => {
  const placed = rank(
    [96, 95, 94, 94, 89, 79, 78, 70].map((value, n) => ({
      unitId: `u${n}`,
      score: value,
      pointsInspected: 10,
      findings: 0,
    })),
    RULES.scoring.minSample,
  ).placed;

  test('are the first three of ninety and the last three under eighty, ties beside one another', () =>
    expect(unitLists(placed, new Set(), RULES.assessments.units)).toEqual({
      red: ['u0', 'u1', 'u2', 'u3'],
      black: ['u5', 'u6', 'u7'],
    }));

  test('a grave finding keeps from the red list', () =>
    expect(unitLists(placed, new Set(['u0']), RULES.assessments.units).red).not.toContain('u0'));

  test('again and again on the black list, the deputy is reminded and then a talk is proposed', () => {
    const editions = [{ black: ['u1'] }, { black: [] }, { black: ['u1'] }, { black: ['u1', 'u2'] }];
    expect(blackInARow(editions, 'u1')).toBe(2);
    expect(blackInARow(editions, 'u9')).toBe(0);
    expect([1, 2, 3, 4].map(repeatMeasure)).toEqual([null, 'remind_deputy', 'talk', 'talk']);
  });
});

describe('季度考核', () => {
  const facts = (n: number, unitId: string) =>
    Array.from({ length: n }, (_, i) => scoreFact({ cites: `${unitId}${i}#1`, charged: [{ unitId, role: 'lead' }] }));
  const visits = (n: number, unitId: string) =>
    Array.from({ length: n }, (_, i) => pointVisit({ pointId: `${unitId}${i}`, unitIds: [unitId] }));

  test('weighs deductions by points inspected, within its bounds', () => {
    const result = assess(
      snapshot({ facts: [...facts(10, 'CG'), ...facts(10, 'ZJ')], visits: [...visits(30, 'CG'), ...visits(10, 'ZJ')] }),
    );
    const { sheets } = result.classes.find((one) => one.class === '区直职能单位')!;
    expect(
      sheets.map(({ unitId, deductions, normaliser, score: value }) => [unitId, deductions, normaliser, value]),
    ).toEqual([
      ['CG', 2, 20 / 30, 98.67],
      ['ZJ', 2, 2, 96],
    ]);
  });

  test('compares a class within itself only', () => {
    const result = assess(snapshot({ facts: facts(50, 'CG'), visits: [...visits(10, 'CG'), ...visits(10, 'SL')] }));
    expect(result.classes.map((one) => [one.class, one.ranking.placed.map((p) => [p.unitId, p.rank])])).toEqual([
      ['街道', [['SL', 1]]],
      ['区直职能单位', [['CG', 1]]],
      ['区直包保单位', []],
    ]);
  });

  test('takes a breach into the period in which it happened', () => {
    const late = scoreFact({ code: 'not_rectified_in_time', occurredAt: wall('2026-10-01 00:00') });
    expect(assess(snapshot({ facts: [late] })).ledger).toEqual([]);
    const next = snapshot({ period: periodOf('quarter', '2026-10-01'), facts: [late] });
    expect(assess(next).ledger).toHaveLength(1);
  });

  test('never falls below its floor', () => {
    const grave = facts(400, 'ZJ').map((fact) => ({ ...fact, source: 'central' as const }));
    const sheet = assess(snapshot({ facts: grave })).classes.flatMap(({ sheets }) => sheets);
    expect(sheet.find(({ unitId }) => unitId === 'ZJ')?.score).toBe(0);
  });

  test('月度调度 ranks by composite and rewards nobody', () => {
    const cases = Array.from({ length: 6 }, (_, n) => closedCase({ id: `F${n}` }));
    const month = assess(snapshot({ period: periodOf('month', '2026-09-01'), cases: [...cases, caseRecordOf()] }));
    const own = month.classes.find((one) => one.class === '区直职能单位')!;
    expect(own.ranking.placed).toEqual([{ unitId: 'ZJ', score: 88.57, rank: 1, tied: false }]);
    expect(own).toMatchObject({ rewards: null, lists: { red: [], black: [] } });
  });

  test('年度 takes four quarters, the visit and the satisfaction; what was not done leaves its weight', () => {
    const marks = [
      { unitId: 'CG', quarters: [90, 92, 94, 96], onSite: 80, satisfaction: 60 },
      { unitId: 'ZJ', quarters: [90, 92], onSite: null, satisfaction: null },
    ];
    const input = { ...snapshot(), period: periodOf('year', '2026-01-01'), ledger: [] };
    const sheets = assessYear(input, marks, RULES).flatMap((one) => one.sheets);
    expect(sheets.map(({ unitId, score: value }) => [unitId, value])).toEqual([
      ['SL', null],
      ['CG', 89.4],
      ['ZJ', 91],
      ['WM', null],
    ]);
  });
});

const order = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });

test('a published text is recomputed byte for byte, in whatever order the snapshot tells its parts', () => {
  fc.assert(
    fc.property(
      scoreFacts,
      caseRecords,
      pointVisits,
      order,
      fc.constantFrom('month' as const, 'quarter' as const, 'year' as const),
      (facts, cases, visits, by, kind) => {
        const told = snapshot({ period: periodOf(kind, '2026-09-15'), facts, cases, visits });
        const published = editionText(assess(told));
        const again = {
          ...told,
          facts: shuffled(facts, by),
          cases: shuffled(cases, by),
          visits: shuffled(visits, by),
          units: told.units.toReversed(),
        };
        expect(editionText(assess(JSON.parse(JSON.stringify(again)) as AssessmentSnapshot))).toBe(published);
        expect(editionText(assess({ ...told, calendarVersion: '2' }))).not.toBe(published);
      },
    ),
    { numRuns: 30 },
  );
});

describe('an edition', () => {
  const ledger = score([scoreFact()], RULES.scoring);
  const entryId = ledger[0]!.id;
  const at = (day: number) => wall(`2026-10-${String(day).padStart(2, '0')} 09:00`);
  const appeal: EditionCommand = { type: 'appeal', appealId: 'A1', unitId: 'ZJ', entryId, text: '已按期整改' };
  const ruling = (upheld: boolean): EditionCommand => ({ type: 'rule-appeal', appealId: 'A1', upheld, reason: '核实' });

  /** The edition after these steps of person and command, or the first refusal. */
  function after(...steps: [day: number, by: string, command: EditionCommand][]): Edition | string {
    let edition: Edition | null = null;
    for (const [day, by, command] of steps) {
      const decision = decideEdition(edition, command, by, at(day), ledger);
      if (!decision.ok) return decision.refusal;
      edition = evolveEdition(edition, decision.event);
    }
    return edition!;
  }
  const drafted: [number, string, EditionCommand] = [1, 'system', { type: 'compute', id: 'E1' }];
  const opened: [number, string, EditionCommand] = [2, 'office', { type: 'open-appeals', until: at(9) }];

  test('goes from draft through the appeal window to publication', () => {
    expect(after(drafted, [3, 'office', { type: 'publish' }])).toBe('not_at_this_step');
    expect(after(drafted, opened, [3, 'office', { type: 'publish' }])).toBe('window_open');
    expect(after(drafted, opened, [9, 'office', { type: 'publish' }])).toMatchObject({
      status: 'published',
      publishedBy: 'office',
    });
  });

  test('waits for every ruling, and what was upheld is a counter-entry of the next snapshot', () => {
    expect(after(drafted, opened, [3, 'zj', appeal], [9, 'office', { type: 'publish' }])).toBe('appeals_open');
    const edition = after(drafted, opened, [3, 'zj', appeal], [4, 'panel', ruling(true)]) as Edition;
    expect(upheldIn(edition)).toEqual([{ appealId: 'A1', entryId }]);
    const before = assess(snapshot({ facts: [scoreFact()] }));
    const reckoned = assess(snapshot({ facts: [scoreFact()], upheld: upheldIn(edition) }));
    expect(reckoned.ledger.map(({ points, reverses }) => [points, reverses])).toEqual([
      [-0.2, null],
      [0.2, entryId],
    ]);
    const zj = (result: typeof before) =>
      result.classes.flatMap(({ sheets }) => sheets).find(({ unitId }) => unitId === 'ZJ')?.score;
    expect([zj(before), zj(reckoned)]).toEqual([99.8, 100]);
  });

  test.each<[string, EditionCommand, number, string]>([
    ['another unit', { ...appeal, unitId: 'CG' } as EditionCommand, 3, 'no_such_entry'],
    ['an entry that is not there', { ...appeal, entryId: 'x' } as EditionCommand, 3, 'no_such_entry'],
    ['without a reason', { ...appeal, text: ' ' } as EditionCommand, 3, 'text_missing'],
    ['after the window', appeal, 9, 'window_closed'],
  ])('refuses an appeal: %s', (_what, command, day, refusal) =>
    expect(after(drafted, opened, [day, 'zj', command])).toBe(refusal),
  );

  test('refuses a second appeal against one entry, a ruling by who asked, and one on nothing', () => {
    expect(after(drafted, opened, [3, 'zj', appeal], [4, 'zj', { ...appeal, appealId: 'A2' } as EditionCommand])).toBe(
      'already_appealed',
    );
    expect(after(drafted, opened, [3, 'zj', appeal], [4, 'zj', ruling(true)])).toBe('another_person');
    expect(after(drafted, opened, [4, 'panel', ruling(true)])).toBe('no_such_appeal');
    expect(after(drafted, opened, [3, 'zj', appeal], [4, 'p', { ...ruling(true), reason: '' } as EditionCommand])).toBe(
      'text_missing',
    );
  });

  test('is corrected by another that cites it, and never changed', () => {
    const published = [drafted, opened, [9, 'office', { type: 'publish' }]] as [number, string, EditionCommand][];
    expect(after(...published, [10, 'zj', appeal])).toBe('not_at_this_step');
    expect(after(...published, [10, 'office', { type: 'supersede', editionId: 'E2' }])).toMatchObject({
      status: 'superseded',
      supersededBy: 'E2',
    });
    expect(after([10, 'system', { type: 'compute', id: 'E2', corrects: 'E1' }])).toMatchObject({ corrects: 'E1' });
  });

  test('gives way to the one that holds its upheld appeals, once nobody can appeal or waits for a ruling', () => {
    const next: EditionCommand = { type: 'supersede', editionId: 'E2' };
    const asked: [number, string, EditionCommand] = [3, 'zj', appeal];
    expect(after(drafted, opened, [3, 'office', next])).toBe('window_open');
    expect(after(drafted, opened, asked, [9, 'office', next])).toBe('appeals_open');
    expect(after(drafted, opened, asked, [4, 'panel', ruling(true)], [9, 'office', next])).toMatchObject({
      status: 'superseded',
      publishedAt: null,
    });
  });
});
