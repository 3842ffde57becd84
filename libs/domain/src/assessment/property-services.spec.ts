import fc from 'fast-check';
import { compileCalendar } from '#calendar';
import {
  assessProperty,
  blackListTitle,
  commendationTitle,
  creditLevel,
  creditPoints,
  decideRegistry,
  evolveRegistry,
  isInForce,
  type JudgedProject,
  type ListedQuarter,
  isRedDespiteRank,
  listProjects,
  monthlyScore,
  periodOf,
  proposalsFor,
  type PropertyInspection,
  type PropertySnapshot,
  propertyText,
  quarterlyScore,
  type RegistryCommand,
  type RegistryEntry,
  sheetScore,
  yearlyScore,
} from '#domain';
import { CALENDAR } from '../../test/district';
import { RULES, shuffled } from '../../test/ledger-cases';
import { wall } from '../../test/scene';

const { property } = RULES;
const CLEAN = { overdue: 0, relapsed: 0 };

describe('the sheet of 39 items', () => {
  const inspection = (times: Record<number, number>, given: Partial<PropertyInspection> = {}): PropertyInspection => ({
    id: 'I1',
    projectId: 'P1',
    level: 'street',
    on: '2026-09-07',
    times,
    notApplicable: [],
    ...given,
  });
  const scoreOf = (times: Record<number, number>, found = CLEAN) =>
    sheetScore(inspection(times), 'commercial', found, property).score;

  test('makes a hundred where nothing is wanting', () => expect(scoreOf({})).toBe(100));

  test('takes off for each time, never more than the item is worth', () => {
    expect(scoreOf({ 6: 2 })).toBe(98);
    expect(scoreOf({ 6: 9 })).toBe(95);
    expect(scoreOf({ 22: 1, 9: 3 })).toBe(96.9);
  });

  test('counts 交办问题按期整改 and 回头看 from the findings', () => {
    expect(scoreOf({ 37: 9, 39: 9 })).toBe(100);
    expect(scoreOf({}, { overdue: 3, relapsed: 1 })).toBe(96);
  });

  test('an old estate without lifts is scored on what it has: N/A leaves the denominator', () => {
    const old = sheetScore(inspection({ 6: 5, 22: 2 }), 'old', CLEAN, property);
    expect(old.notApplicable).toEqual([2, 22, 25, 32]);
    expect(old.score).toBe(94.32);
    expect(old.severe).toEqual([]);
  });

  test('what one project does not have is named with its reason', () => {
    const without = inspection({ 28: 1 }, { notApplicable: [{ item: 28, reason: '无健身设施' }] });
    expect(sheetScore(without, 'resettlement', CLEAN, property)).toMatchObject({ score: 100, notApplicable: [28] });
  });

  test('severe items are named', () =>
    expect(sheetScore(inspection({ 20: 1, 23: 1 }), 'commercial', CLEAN, property).severe).toEqual([20, 23]));

  test.each([
    [{ 40: 1 }, '40'],
    [{ 6: -1 }, '6'],
    [{ 6: 0.5 }, '6'],
  ])('refuses %j', (times, named) => expect(() => scoreOf(times)).toThrow(named));

  test('lies between nothing and a hundred, and never rises with what is found', () => {
    const times = fc.dictionary(fc.integer({ min: 1, max: 39 }).map(String), fc.nat(20));
    const housing = fc.constantFrom('commercial' as const, 'old' as const, 'resettlement' as const);
    fc.assert(
      fc.property(times, housing, fc.integer({ min: 1, max: 39 }), (found, type, item) => {
        const before = sheetScore(inspection(found), type, CLEAN, property).score!;
        const more = { ...found, [item]: (found[item] ?? 0) + 1 };
        const after = sheetScore(inspection(more), type, CLEAN, property).score!;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(100);
        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });
});

describe('months, quarters and years', () => {
  const marked = (level: 'street' | 'district', on: string, value: number) => ({ level, on, score: value });
  const all = [
    marked('street', '2026-07-05', 90),
    marked('street', '2026-07-20', 80),
    marked('street', '2026-08-05', 95),
    marked('district', '2026-09-05', 70),
  ];

  test('a month is the street’s own', () => {
    expect(monthlyScore(all.slice(0, 2))).toBe(85);
    expect(monthlyScore([all[3]!])).toBeNull();
  });

  test('a quarter is six tenths the street’s months and four tenths the district’s samples', () =>
    expect(quarterlyScore(all, property)).toBe(82));

  test('a quarter without a sample is the street’s alone', () =>
    expect(quarterlyScore(all.slice(0, 3), property)).toBe(90));

  test('a year is eight tenths its quarters and two tenths its owners', () => {
    expect(yearlyScore([80, 90, 85, 85], 70, property)).toBe(82);
    expect(yearlyScore([80, 90, 85, 85], null, property)).toBe(85);
    expect(yearlyScore([], null, property)).toBeNull();
  });
});

const judged = (projectId: string, value: number, given: Partial<JudgedProject> = {}): JudgedProject => ({
  projectId,
  housing: 'commercial',
  score: value,
  inspections: 3,
  severeOpen: false,
  rectifiedInTime: false,
  sampled: true,
  ...given,
});
const classOf = (scores: readonly number[], given: Partial<JudgedProject> = {}) =>
  scores.map((value, n) => judged(`P${n}`, value, given));

describe('scheme A: red from 85, black the last three, two credit points', () => {
  const scheme = property.schemes.threshold_and_rank!;
  const lists = (projects: JudgedProject[]) =>
    Object.fromEntries(
      listProjects(projects, scheme, property.guards).map((one) => [one.projectId, [one.list, one.credit]]),
    );

  test('in a class of nine the last three are black whatever their score', () =>
    expect(lists(classOf([95, 90, 85, 84, 84, 84, 83, 82, 81]))).toEqual({
      P0: ['red', 2],
      P1: ['red', 2],
      P2: ['red', 2],
      P3: [null, 0],
      P4: [null, 0],
      P5: [null, 0],
      P6: ['black', -2],
      P7: ['black', -2],
      P8: ['black', -2],
    }));

  test('red wins where both apply', () =>
    expect(Object.values(lists(classOf([95, 94, 93, 92, 91, 90, 89, 88, 87]))).map(([list]) => list)).toEqual(
      Array.from({ length: 9 }, () => 'red'),
    ));

  test('red wins over a place among the last, and says so; in a small class rank alone says nothing', () => {
    const despite = (scores: readonly number[]) => {
      const listed = listProjects(classOf(scores), scheme, property.guards);
      return listed.filter((one) => isRedDespiteRank(one, listed, scheme, property.guards)).map(({ score }) => score);
    };
    expect(despite([95, 94, 93, 92, 91, 90, 89, 88, 87])).toEqual([89, 88, 87]);
    expect(despite([95, 94, 93])).toEqual([]);
    expect(despite([95, 90, 85, 84, 84, 84, 83, 82, 81])).toEqual([]);
  });

  test('in a smaller class only under eighty', () =>
    expect(lists(classOf([90, 84, 82, 79]))).toMatchObject({ P1: [null, 0], P2: [null, 0], P3: ['black', -2] }));

  test('no points are taken where everything was rectified in time', () =>
    expect(lists(classOf([90, 84, 79], { rectifiedInTime: true })).P2).toEqual(['black', 0]));

  test('equal scores at the edge share it', () =>
    expect(
      Object.values(lists(classOf([95, 90, 85, 84, 84, 84, 82, 82, 81, 81]))).filter(([list]) => list === 'black'),
    ).toHaveLength(4));

  test('each type is compared within itself', () => {
    const mixed = [...classOf([84, 83, 82]), judged('O1', 70, { housing: 'old' })];
    expect(lists(mixed)).toMatchObject({ P2: [null, 0], O1: ['black', -2] });
  });

  test('one inspection is too few for the black list, an open severe defect too much for the red', () => {
    expect(lists([judged('P0', 70, { inspections: 1 })])).toEqual({ P0: [null, 0] });
    expect(lists([judged('P0', 95, { severeOpen: true })])).toEqual({ P0: [null, 0] });
  });
});

describe('scheme B: red from 90, black below 80, by random sample per street', () => {
  const scheme = property.schemes.threshold_both!;

  test('judges by the thresholds alone', () =>
    expect(
      listProjects(classOf([90, 89.99, 80, 79.99]), scheme, property.guards).map(({ list, credit }) => [list, credit]),
    ).toEqual([
      ['red', 0],
      [null, 0],
      [null, 0],
      ['black', 0],
    ]));

  test('judges only what was drawn', () =>
    expect(listProjects([judged('P0', 70, { sampled: false })], scheme, property.guards)).toEqual([]));
});

test('no project is red and black, and no order of projects shows', () => {
  const projects = fc
    .array(
      fc.record({
        score: fc.integer({ min: 5000, max: 10_000 }).map((n) => n / 100),
        housing: fc.constantFrom('commercial' as const, 'old' as const),
        severeOpen: fc.boolean(),
        inspections: fc.nat(4),
      }),
      { maxLength: 30 },
    )
    .map((all) => all.map((given, n) => judged(`P${n}`, given.score, given)));
  fc.assert(
    fc.property(
      projects,
      fc.array(fc.nat(), { minLength: 1 }),
      fc.constantFrom(...Object.values(property.schemes)),
      (all, by, scheme) => {
        const listed = listProjects(all, scheme, property.guards);
        expect(listProjects(shuffled(all, by), scheme, property.guards)).toEqual(listed);
        expect(listed.filter(({ list, score }) => list === 'black' && score >= scheme.redFrom)).toEqual([]);
        expect(listed.filter(({ list, score }) => list === 'red' && score < scheme.redFrom)).toEqual([]);
      },
    ),
  );
});

describe('what follows from the lists is proposed, to those who may decide it', () => {
  const quarters = (...lists: ListedQuarter['list'][]): ListedQuarter[] =>
    lists.map((list, n) => ({ year: 2026 + Math.floor(n / 4), list }));
  const measures = (...lists: ListedQuarter['list'][]) =>
    proposalsFor(quarters(...lists), 'resettlement', property.deciders).map(({ measure }) => measure);

  test('a talk after two in a row, an exit after three in a year', () => {
    expect(measures('black')).toEqual([]);
    expect(measures('black', 'black')).toEqual(['talk']);
    expect(measures('black', null, 'black')).toEqual([]);
    expect(measures('black', null, 'black', 'black')).toEqual(['talk', 'exit']);
    expect(measures('black', 'black', 'black')).toEqual(['talk', 'exit']);
    expect(measures('black', 'black', 'black', null)).toEqual([]);
    expect(measures(null, null, 'black', 'black', 'black')).toEqual(['talk']);
  });

  test.each([
    ['commercial', '业主共同决定(业主大会)'],
    ['resettlement', '委托方(街道、平台公司)'],
  ] as const)('of a %s project by %s', (housing, deciders) =>
    expect(proposalsFor(quarters('black', 'black', 'black'), housing, property.deciders)).toContainEqual({
      measure: 'exit',
      deciders,
      agenda: 'joint_meeting',
    }),
  );
});

describe('an edition of property services', () => {
  const inspected = (projectId: string, on: string, times: Record<number, number>): PropertyInspection => ({
    id: `${projectId}/${on}`,
    projectId,
    level: 'street',
    on,
    times,
    notApplicable: [],
  });
  const snapshot = (given: Partial<PropertySnapshot> = {}): PropertySnapshot => ({
    period: periodOf('quarter', '2026-09-01'),
    policy: RULES,
    scheme: 'threshold_and_rank',
    projects: ['P1', 'P2'].map((id) => ({ id, companyId: 'K1', streetId: 'SL', housing: 'commercial' })),
    inspections: [
      inspected('P1', '2026-07-05', {}),
      inspected('P1', '2026-08-05', { 6: 2 }),
      inspected('P2', '2026-07-05', { 6: 9, 7: 9, 22: 9, 17: 9, 19: 9 }),
      inspected('P2', '2026-08-05', { 6: 9, 7: 9, 22: 9, 17: 9, 19: 9 }),
      inspected('P2', '2026-10-05', {}),
    ],
    found: [{ projectId: 'P2', month: '2026-08', overdue: 2, relapsed: 0 }],
    standing: [],
    drawn: null,
    history: [{ projectId: 'P2', quarters: [{ year: 2026, list: 'black' }] }],
    yearMarks: [],
    ...given,
  });

  test('goes from sheets to scores, lists, credit and what is proposed', () => {
    const result = assessProperty(snapshot());
    expect(result.projects.map(({ projectId, score }) => [projectId, score])).toEqual([
      ['P1', 99],
      ['P2', 79],
    ]);
    expect(result.companies).toEqual([{ companyId: 'K1', score: 89 }]);
    expect(result.lists.map(({ projectId, list, credit }) => [projectId, list, credit])).toEqual([
      ['P1', 'red', 2],
      ['P2', 'black', -2],
    ]);
    expect(result.proposals).toEqual([{ projectId: 'P2', proposals: [{ measure: 'talk', with: 'company_head' }] }]);
  });

  test('a month compares and lists nobody', () => {
    const month = assessProperty(snapshot({ period: periodOf('month', '2026-07-01') }));
    expect(month.projects.map(({ score }) => score)).toEqual([100, 80]);
    expect(month).toMatchObject({ lists: [], proposals: [] });
  });

  test('a year takes its quarters and its owners', () => {
    const yearMarks = [{ projectId: 'P1', quarters: [90, 92], satisfaction: 81 }];
    const year = assessProperty(snapshot({ period: periodOf('year', '2026-01-01'), yearMarks }));
    expect(year.projects.map(({ score }) => score)).toEqual([89, null]);
  });

  test('by sample, only what was drawn is judged', () => {
    const sampled = snapshot({ scheme: 'threshold_both', drawn: ['P1'] });
    expect(assessProperty(sampled).lists.map(({ projectId, list }) => [projectId, list])).toEqual([['P1', 'red']]);
  });

  test('is recomputed byte for byte', () => {
    const published = propertyText(assessProperty(snapshot()));
    const { projects, inspections } = snapshot();
    const turned = snapshot({ projects: projects.toReversed(), inspections: inspections.toReversed() });
    const again = (given: PropertySnapshot) =>
      propertyText(assessProperty(JSON.parse(JSON.stringify(given)) as PropertySnapshot));
    expect(again(turned)).toBe(published);
    expect(again(snapshot({ found: [] }))).not.toBe(published);
  });

  test('knows its scheme', () => expect(() => assessProperty(snapshot({ scheme: 'dice' }))).toThrow('dice'));

  test('is called by the words that its ground allows', () => {
    expect([commendationTitle(null), commendationTitle('皖评组〔2026〕1号')]).toEqual(['通报表扬', '先进单位']);
    expect([blackListTitle(' '), blackListTitle('物业管理条例')]).toEqual(['考核黑榜', '失信惩戒名单']);
  });
});

describe('诚信档案', () => {
  const context = { calendar: compileCalendar(CALENDAR), rules: property.credit };
  const notice: RegistryCommand = {
    type: 'notice',
    id: 'C1',
    companyId: 'K1',
    projectId: 'P1',
    points: -2,
    fact: '三季度考核列末三名',
    basis: '物业服务考核办法',
  };
  type Step = [at: string, by: string, command: RegistryCommand];
  const told: Step = ['2026-10-12 09:00', 'officer', notice];
  const stated: Step = ['2026-10-14 09:00', 'company', { type: 'state', text: '已整改' }];
  const decided: Step = ['2026-10-15 09:00', 'head', { type: 'decide', list: true, reason: '事实清楚' }];
  const published: Step = ['2026-10-16 09:00', 'officer', { type: 'publish' }];
  const listed = [told, stated, decided, published];

  function after(...steps: Step[]): RegistryEntry | string {
    let entry: RegistryEntry | null = null;
    for (const [at, by, command] of steps) {
      const decision = decideRegistry(entry, command, by, wall(at), context);
      if (!decision.ok) return decision.refusal;
      entry = evolveRegistry(entry, decision.event);
    }
    return entry!;
  }

  test('begins with a notice and five working days to speak', () =>
    expect(after(told)).toMatchObject({ status: 'noticed', statementUntil: wall('2026-10-19 17:30') }));

  test('nothing is decided before the company was heard or its time has passed', () => {
    expect(after(told, decided)).toBe('statement_window');
    expect(after(told, ['2026-10-19 17:31', 'head', decided[2]])).toMatchObject({ status: 'decided' });
    expect(after(told, ['2026-10-19 17:31', 'company', stated[2]])).toBe('statement_late');
  });

  test('who gave the notice does not decide, who decided does not rule on the objection', () => {
    expect(after(told, stated, ['2026-10-15 09:00', 'officer', decided[2]])).toBe('another_person');
    const objected: Step[] = [...listed, ['2026-10-20 09:00', 'company', { type: 'object', text: '不服' }]];
    const ruling = { type: 'rule-objection', upheld: true, reason: '事实有误' } as const;
    expect(after(...objected, ['2026-10-21 09:00', 'head', ruling])).toBe('another_person');
    expect(after(...objected, ['2026-10-21 09:00', 'panel', ruling])).toMatchObject({ status: 'removed' });
    expect(after(...objected, ['2026-10-21 09:00', 'panel', { ...ruling, upheld: false }])).toMatchObject({
      status: 'published',
      objection: '不服',
    });
  });

  test('is in force a year from its decision, or until it is repaired', () => {
    const entry = after(...listed) as RegistryEntry;
    expect(entry).toMatchObject({ effectiveFrom: '2026-10-15', expiresOn: '2027-10-15' });
    expect(isInForce(entry, wall('2027-10-14 23:59'))).toBe(true);
    expect(isInForce(entry, wall('2027-10-15 00:00'))).toBe(false);
    const repaired = after(
      ...listed,
      ['2026-11-02 09:00', 'company', { type: 'apply-repair', evidence: '整改照片' }],
      ['2026-11-03 09:00', 'panel', { type: 'rule-repair', granted: true, reason: '已整改' }],
    ) as RegistryEntry;
    expect(repaired).toMatchObject({ status: 'removed', removedAt: wall('2026-11-03 09:00') });
    expect(creditPoints([entry], 'K1', wall('2026-11-04 09:00'))).toBe(-2);
    expect(creditPoints([repaired], 'K1', wall('2026-11-04 09:00'))).toBe(0);
    expect(creditPoints([entry], 'K2', wall('2026-11-04 09:00'))).toBe(0);
  });

  test('a refused repair leaves it published', () =>
    expect(
      after(
        ...listed,
        ['2026-11-02 09:00', 'company', { type: 'apply-repair', evidence: '照片' }],
        ['2026-11-03 09:00', 'panel', { type: 'rule-repair', granted: false, reason: '未整改到位' }],
      ),
    ).toMatchObject({ status: 'published' }));

  test('lapses by time alone, and only then', () => {
    expect(after(...listed, ['2027-10-14 09:00', '', { type: 'expire' }])).toBe('not_expired');
    expect(after(...listed, ['2027-10-15 00:00', '', { type: 'expire' }])).toMatchObject({ status: 'removed' });
  });

  test('may be dropped after the company was heard', () => {
    const dropped: Step = ['2026-10-15 09:00', 'head', { type: 'decide', list: false, reason: '情节轻微' }];
    expect(after(told, stated, dropped)).toMatchObject({ status: 'dropped' });
    expect(after(told, stated, dropped, published)).toBe('not_at_this_step');
  });

  test.each<[string, Step[], string]>([
    ['a second notice', [told, told], 'not_at_this_step'],
    ['publication before a decision', [told, published], 'not_at_this_step'],
    ['a notice without its basis', [[told[0], told[1], { ...notice, basis: ' ' }]], 'text_missing'],
    ['an empty objection', [...listed, [published[0], 'company', { type: 'object', text: '' }]], 'text_missing'],
    [
      'a repair without evidence',
      [...listed, [published[0], 'k', { type: 'apply-repair', evidence: ' ' }]],
      'text_missing',
    ],
  ])('refuses %s', (_what, steps, refusal) => expect(after(...steps)).toBe(refusal));

  test('a year from 29 February ends on the last day of the next', () =>
    expect(
      after(
        ['2028-02-21 09:00', 'officer', notice],
        ['2028-02-22 09:00', 'company', { type: 'state', text: '说明' }],
        ['2028-02-29 09:00', 'head', decided[2]],
      ),
    ).toMatchObject({ expiresOn: '2029-02-28' }));

  test.each([
    [85, 'AAA'],
    [84.99, 'AA'],
    [70, 'A'],
    [60, 'B'],
    [59, 'C'],
  ])('%d is %s', (value, level) => expect(creditLevel(value, property.credit)).toBe(level));
});
