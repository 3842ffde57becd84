import fc from 'fast-check';
import {
  clearingAt,
  clearingHistory,
  daysAtZero,
  faultsOfRound,
  type Grid,
  gridWorkerSheet,
  type LeadDepartment,
  type ListMeasure,
  overlaid,
  type OverlayInForce,
  overlaysAt,
  periodOf,
  problemsAt,
  type RoleBearer,
  type RoundPlan,
  selfChecks,
  suggestFixings,
  summarise,
  toFollowUp,
  tooFrequent,
  zeroSpells,
} from '#domain';
import { caseRecordOf } from '../../test/case-records';
import { POLICY } from '../../test/district';
import { RULES } from '../../test/ledger-cases';
import { wall } from '../../test/scene';

describe('grid workers', () => {
  const month = periodOf('month', '2026-09-01');
  const grid: Grid = { id: 'G1', workerId: 'w', communityId: 'SL1', holds: ({ communityId }) => communityId === 'SL1' };
  const at = (day: number) => wall(`2026-09-${String(day).padStart(2, '0')} 09:00`);
  const own = (id: string, given: Parameters<typeof caseRecordOf>[0] = {}) =>
    caseRecordOf({ id, channel: 'grid', ...given });
  const sheet = (cases: ReturnType<typeof caseRecordOf>[]) =>
    gridWorkerSheet(
      grid,
      cases,
      cases.filter(({ channel }) => channel === 'grid').map(({ id }) => ({ caseId: id, workerId: 'w' })),
      month,
      RULES.assessments.gridWorker,
    );

  test('are judged by what they missed, what was valid and what they mended soundly', () => {
    const { items, score } = sheet([
      own('seen', { spot: 'a', filedAt: at(2) }),
      own('untrue', { spot: 'b', filedAt: at(3), status: 'dismissed' }),
      own('mended', {
        spot: 'c',
        filedAt: at(4),
        assignedAt: null,
        feedbacks: [{ at: at(5), passed: true }],
      }),
      caseRecordOf({ id: 'found', spot: 'a', filedAt: at(10) }),
      caseRecordOf({ id: 'missed', spot: 'z', filedAt: at(10) }),
      caseRecordOf({ id: 'elsewhere', spot: 'y', filedAt: at(10), communityId: 'QS1' }),
    ]);
    expect(items.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      [1, 2],
      [2, 3],
      [1, 1],
    ]);
    expect(score).toBe(65);
  });

  test('are not judged by how much they file', () => {
    const one = sheet([own('a', { spot: 'a' })]).score;
    const many = sheet(Array.from({ length: 30 }, (_, n) => own(`a${n}`, { spot: `a${n}` }))).score;
    expect(many).toBe(one);
  });

  test('have no score where nothing happened', () => {
    const empty = sheet([]);
    expect(empty.score).toBeNull();
  });
});

describe('a round', () => {
  const plan = (given: Partial<RoundPlan> = {}): RoundPlan => ({
    id: 'R1',
    title: '老旧小区夜查',
    planNumber: '2026-07',
    supervisingUnitId: 'DC',
    leaderId: 'a',
    memberIds: ['a', 'b'],
    targets: ['old_estate'],
    covert: true,
    opensAt: wall('2026-09-07 09:00'),
    closesAt: wall('2026-09-08 09:00'),
    unitIds: ['SL'],
    ...given,
  });

  test.each<[Partial<RoundPlan>, string[]]>([
    [{}, []],
    [{ planNumber: ' ' }, ['plan_number_missing']],
    [{ memberIds: ['a'] }, ['members_too_few']],
    [{ memberIds: ['a', 'a'] }, ['members_too_few', 'member_twice']],
    [{ leaderId: 'c' }, ['leader_not_member']],
    [{ targets: [] }, ['no_target']],
    [{ closesAt: wall('2026-09-07 09:00') }, ['closes_before_it_opens']],
    [{ opensAt: wall('2026-09-04 07:00') }, []],
    [{ opensAt: wall('2026-09-03 23:59') }, ['opens_in_the_past']],
    [{ opensAt: wall('2026-09-04 07:00'), closesAt: wall('2026-09-04 08:00') }, ['closes_in_the_past']],
    [{ drawsAt: wall('2026-09-07 09:01') }, ['draws_after_it_opens']],
  ])('%j has the faults %j', (given, faults) =>
    expect(faultsOfRound(plan(given), wall('2026-09-04 08:00'))).toEqual(faults),
  );

  test('the third on a unit in one month warns', () => {
    const others = [
      plan({ id: 'R2', opensAt: wall('2026-09-01 09:00') }),
      plan({ id: 'R3', opensAt: wall('2026-08-31 09:00') }),
    ];
    expect(tooFrequent(plan(), others, RULES.roundsPerMonth)).toEqual([]);
    expect(tooFrequent(plan(), [...others, plan({ id: 'R4' })], RULES.roundsPerMonth)).toEqual([
      { unitId: 'SL', month: '2026-09', rounds: 3 },
    ]);
  });

  test('looks first at what it found there before and is still open', () => {
    const earlier = [
      { id: 'closed', pointId: 'P1', closed: true, filedAt: 1 },
      { id: 'open', pointId: 'P1', closed: false, filedAt: 2 },
      { id: 'elsewhere', pointId: 'P9', closed: false, filedAt: 0 },
    ];
    expect(toFollowUp(['P1'], earlier).map(({ id }) => id)).toEqual(['open', 'closed']);
  });

  test('ends in a summary', () =>
    expect(
      summarise(
        [
          { pointId: 'P1', findings: 0 },
          { pointId: 'P2', findings: 2 },
        ],
        [
          { unitId: 'ZJ', onTheSpot: true },
          { unitId: 'CG', onTheSpot: false },
        ],
      ),
    ).toEqual({
      points: 2,
      clean: 1,
      findings: 2,
      mendedOnTheSpot: 1,
      byUnit: [
        { unitId: 'CG', findings: 1 },
        { unitId: 'ZJ', findings: 1 },
      ],
    }));
});

describe('an issue list', () => {
  const measure = (id: string, turns: [string, boolean][], given: Partial<ListMeasure> = {}): ListMeasure => ({
    id,
    problem: 'P1',
    unitId: 'ZJ',
    openedAt: wall('2026-09-01 09:00'),
    turns: turns.map(([at, closed]) => ({ at: wall(at), closed })),
    leftAt: null,
    ...given,
  });
  const list = [
    measure('a', [['2026-09-03 10:00', true]]),
    measure('b', [
      ['2026-09-04 10:00', true],
      ['2026-09-06 10:00', false],
      ['2026-09-08 10:00', true],
    ]),
    measure('c', [], { problem: 'P2', leftAt: wall('2026-09-02 09:00') }),
  ];

  test('is cleared as its measures are written off, and opened again by what relapsed', () => {
    const rates = clearingHistory(list, '2026-09-01', '2026-09-08').map(({ clearing }) => clearing.rate);
    expect(rates).toEqual([0, 0, 0.5, 1, 1, 0.5, 0.5, 1]);
    expect(clearingAt(list, wall('2026-09-05 10:00'))).toEqual({ total: 2, cleared: 2, open: 0, rate: 1, zero: true });
  });

  test('keeps the history of 动态清零', () => {
    expect(zeroSpells(list, wall('2026-10-01 00:00'))).toEqual([
      { from: wall('2026-09-04 10:00'), to: wall('2026-09-06 10:00') },
      { from: wall('2026-09-08 10:00'), to: null },
    ]);
    expect(daysAtZero(list, wall('2026-09-10 09:00'))).toBe(2);
    expect(daysAtZero(list, wall('2026-09-07 09:00'))).toBeNull();
  });

  test('is cleared problem by problem', () =>
    expect(problemsAt(list, wall('2026-09-03 12:00')).map(({ problem, clearing }) => [problem, clearing.rate])).toEqual(
      [
        ['P1', 0.5],
        ['P2', null],
      ],
    ));

  test('is nothing over nothing while it is empty', () =>
    expect(clearingAt([], 0)).toEqual({ total: 0, cleared: 0, open: 0, rate: null, zero: false }));

  test('open and cleared make the whole at every instant', () => {
    const turns = fc.array(fc.record({ at: fc.nat(1000), closed: fc.boolean() }), { maxLength: 6 });
    const measures = fc.array(
      fc.record({ openedAt: fc.nat(1000), turns, leftAt: fc.option(fc.nat(1000)) }).map((given) => ({
        id: 'm',
        problem: 'P',
        unitId: null,
        ...given,
      })),
    );
    fc.assert(
      fc.property(measures, fc.nat(1000), (all, at) => {
        const { total, cleared, open, zero } = clearingAt(all, at);
        expect(cleared + open).toBe(total);
        expect(zero).toBe(zeroSpells(all, at).at(-1)?.to === null);
      }),
    );
  });
});

describe('举一反三', () => {
  const lesson = {
    findingId: 'F1',
    categoryCode: 'XF01',
    categoryName: '消防通道被占用',
    unitId: 'SL',
    due: '2026-09-30',
  };
  const units = [
    { unitId: 'SL', class: '街道', commanded: true },
    { unitId: 'ZS', class: '街道', commanded: true },
    { unitId: 'QS', class: '街道', commanded: true },
    { unitId: 'ZJ', class: '区直职能单位', commanded: true },
    { unitId: 'GW', class: '街道', commanded: false },
  ];

  test('asks the siblings of one class to look at home, and nobody else', () => {
    const tasks = selfChecks(lesson, units, []);
    expect(tasks.map(({ unitId, key }) => [unitId, key])).toEqual([
      ['QS', 'self-check:F1:QS'],
      ['ZS', 'self-check:F1:ZS'],
    ]);
    expect(tasks[0]!.task).not.toMatch(/F1|SL/);
  });

  test('does not ask twice for the same kind while one is open', () => {
    const open = selfChecks(lesson, units, []).slice(0, 1);
    expect(selfChecks({ ...lesson, findingId: 'F2' }, units, open).map(({ unitId }) => unitId)).toEqual(['ZS']);
  });
});

describe('lead departments', () => {
  const always = { validFrom: '2020-01-01', validTo: null };
  const bears = (unitId: string, given: Partial<RoleBearer> = {}): RoleBearer => ({
    role: 'CG',
    unitId,
    ...always,
    ...given,
  });
  const leads = (unitId: string, area: string | null, given: Partial<LeadDepartment> = {}): LeadDepartment => ({
    categoryCode: 'SR01',
    area,
    unitId,
    ...always,
    ...given,
  });
  const sureties = [{ unitId: 'WM', area: 'ja.sl', ...always, validFrom: '2026-01-01' }];
  const category = POLICY.categories.find(({ code }) => code === 'SR01')!;
  const suggest = (bearers: RoleBearer[], rules: LeadDepartment[] = [], when = '2026-09-07 09:00') =>
    suggestFixings(
      { category, area: 'ja.sl.one', at: wall(when), streetId: 'SL' },
      { bearers, leads: rules, sureties },
    );

  test('fill the fixings by category, area and date', () =>
    expect(suggest([bears('CG')])).toEqual({
      unitId: 'CG',
      coUnitIds: ['SL'],
      steps: [{ code: 'rectify', zh: '整改', limit: { amount: 240, unit: 'WORK_MINUTES', service: 'CITY_OPS' } }],
      suretyUnitIds: ['WM'],
    }));

  test('a rule of the nearest area comes before one of the district, and both before the bearer of the role', () => {
    const rules = [leads('DC', null), leads('ZJ', 'ja.sl'), leads('NY', 'ja.sl.one'), leads('XX', 'ja.qs')];
    expect(suggest([bears('CG')], rules).unitId).toBe('NY');
    expect(suggest([bears('CG')], rules.slice(0, 2)).unitId).toBe('ZJ');
    expect(suggest([bears('CG')], rules.slice(0, 1)).unitId).toBe('DC');
    expect(suggest([bears('CG')], [leads('XX', 'ja.qs'), leads('YY', null, { categoryCode: 'SR02' })]).unitId).toBe(
      'CG',
    );
  });

  test('of two that hold the newer does, and a surety that leads answers as lead alone', () => {
    const rules = [leads('ZJ', null), leads('WM', null, { validFrom: '2026-03-01' })];
    expect(suggest([], rules)).toMatchObject({ unitId: 'WM', suretyUnitIds: [] });
  });

  test('history keeps its unit: a rule holds up to the day before its end', () => {
    const bearers = [bears('FC', { validTo: '2026-04-01' }), bears('CG', { validFrom: '2026-04-01' })];
    expect(suggest(bearers, [], '2026-03-31 23:59').unitId).toBe('FC');
    expect(suggest(bearers, [], '2026-04-01 00:00').unitId).toBe('CG');
    expect(suggest(bearers, [], '2025-12-31 12:00').suretyUnitIds).toEqual([]);
  });

  test('nobody is proposed where no rule says', () =>
    expect(suggest([])).toMatchObject({ unitId: null, coUnitIds: ['SL'] }));
});

describe('overlays', () => {
  const guarantee = RULES.overlays.find(({ code }) => code === 'event_guarantee')!;
  const inForce: OverlayInForce = {
    rule: guarantee,
    from: '2026-09-01',
    to: '2026-09-10',
    categories: ['SR01'],
    area: 'ja.sl',
    basis: '金创指〔2026〕3号',
  };
  const at = (when: string, categoryCode = 'SR01', area = 'ja.sl.one') =>
    overlaysAt([inForce], { categoryCode, area }, wall(when)).length;

  test('hold from the first to the last day, for their categories and area', () => {
    expect([at('2026-08-31 23:59'), at('2026-09-01 00:00'), at('2026-09-10 23:59'), at('2026-09-11 00:00')]).toEqual([
      0, 1, 1, 0,
    ]);
    expect([at('2026-09-05 09:00', 'SR02'), at('2026-09-05 09:00', 'SR01', 'ja.qs')]).toEqual([0, 0]);
  });

  test.each([
    [240, 'WORK_MINUTES', 'OFFICE', 120, 'CITY_OPS'],
    [5, 'WORK_DAYS', 'OFFICE', 3, 'OFFICE'],
    [1, 'WORK_DAYS', 'OFFICE', 1, 'OFFICE'],
    [90, 'ELAPSED_MINUTES', 'ALWAYS', 60, 'ALWAYS'],
    [30, 'ELAPSED_MINUTES', 'ALWAYS', 30, 'ALWAYS'],
  ] as const)('halve %d %s of %s to %d of %s', (amount, unit, service, halved, counted) =>
    expect(overlaid({ amount, unit, service }, [inForce])).toEqual({ amount: halved, unit, service: counted }),
  );

  test('leave a limit alone where none is in force', () => {
    const limit = { amount: 240, unit: 'WORK_MINUTES', service: 'OFFICE' } as const;
    expect(overlaid(limit, [])).toEqual(limit);
  });
});
