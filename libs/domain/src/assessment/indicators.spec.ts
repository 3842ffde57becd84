import fc from 'fast-check';
import {
  captionOf,
  type CaseRecord,
  indicator,
  INDICATOR_CODES,
  type IndicatorInput,
  longestOverdue,
  monthlyComposite,
  periodBefore,
  periodOf,
} from '#domain';
import { caseRecordOf, caseRecords, closedCase, pointVisit, pointVisits } from '../../test/case-records';
import { RULES, shuffled } from '../../test/ledger-cases';
import { wall } from '../../test/scene';

const september = periodOf('month', '2026-09-15');
const of = (code: string, cases: CaseRecord[], visits: IndicatorInput['visits'] = []) => {
  const { numerator, denominator, value } = indicator(code, { cases, visits, period: september });
  return [numerator, denominator, value];
};

describe('a period', () => {
  test.each([
    ['month', '2026-09-15', '2026-09-01', '2026-10-01'],
    ['quarter', '2026-09-15', '2026-07-01', '2026-10-01'],
    ['year', '2026-12-31', '2026-01-01', '2027-01-01'],
    ['month', '2026-12-31', '2026-12-01', '2027-01-01'],
  ] as const)('%s of %s runs from %s to before %s', (kind, date, start, end) =>
    expect(periodOf(kind, date)).toEqual({ kind, start, from: wall(`${start} 00:00`), to: wall(`${end} 00:00`) }),
  );

  test('follows the one before it without a gap', () => {
    expect(periodBefore(periodOf('quarter', '2026-01-01'))).toEqual(periodOf('quarter', '2025-12-31'));
    expect(periodBefore(september).to).toBe(september.from);
  });
});

describe('应结案', () => {
  test('is what falls due in the period, and what was due before and still open at its start', () => {
    const cases = [
      closedCase({ id: 'due' }),
      caseRecordOf({ id: 'carried', dueAt: wall('2026-08-20 18:00') }),
      closedCase({ id: 'carried-closed', dueAt: wall('2026-08-20 18:00') }),
      closedCase({ id: 'before', dueAt: wall('2026-08-20 18:00'), closedAt: wall('2026-08-30 10:00') }),
      caseRecordOf({ id: 'later', dueAt: wall('2026-10-01 18:00') }),
    ];
    expect(of('due_n', cases)).toEqual([3, null, 3]);
    expect(of('close_rate', cases)).toEqual([2, 3, 2 / 3]);
  });

  test.each(['dismissed', 'voided', 'merged', 'transferred'] as const)('leaves out the %s', (status) =>
    expect(of('close_rate', [caseRecordOf({ status }), closedCase()])).toEqual([1, 1, 1]),
  );

  test('leaves out 缓办', () =>
    expect(of('close_rate', [caseRecordOf({ suspended: true }), closedCase()])).toEqual([1, 1, 1]));
});

describe('rates', () => {
  test('are nothing over nothing, never a hundred percent', () => {
    const rates = INDICATOR_CODES.filter((code) => code !== 'due_n' && code !== 'overdue_open');
    for (const code of rates) expect(of(code, [])).toEqual([0, 0, null]);
    expect(of('overdue_open', [])).toEqual([0, null, 0]);
  });

  test('count as in time only what also passed its check', () =>
    expect(of('on_time_rate', [closedCase(), closedCase({ passed: false }), closedCase({ inTime: false })])).toEqual([
      1,
      3,
      1 / 3,
    ]));

  test('of the urgent look at the urgent alone', () =>
    expect(of('urgent_close_rate', [closedCase({ urgency: 'urgent' }), caseRecordOf()])).toEqual([1, 1, 1]));

  test('of rework count feedbacks, of first passes cases', () => {
    const twice = closedCase({
      feedbacks: [
        { at: wall('2026-09-08 10:00'), passed: false },
        { at: wall('2026-09-10 10:00'), passed: true },
      ],
    });
    expect(of('rework_rate', [twice, closedCase()])).toEqual([1, 3, 1 / 3]);
    expect(of('first_pass_rate', [twice, closedCase()])).toEqual([1, 2, 0.5]);
  });

  test('of receipts, returns and duties', () => {
    const at = wall('2026-09-08 10:00');
    const one = caseRecordOf({
      receipts: [
        { unitId: 'ZJ', at, signed: true },
        { unitId: 'CG', at, signed: false },
      ],
      dispatches: [{ unitId: 'ZJ', at }],
      returns: [{ unitId: 'ZJ', at, upheld: true }],
      verifications: [{ unitId: 'DC', dueAt: at, doneAt: at + 59_000 }],
      approvals: [{ unitId: 'DC', dueAt: at, doneAt: at + 60_000 }],
    });
    expect(of('receipt_rate', [one])).toEqual([1, 2, 0.5]);
    expect(of('misdispatch_rate', [one])).toEqual([1, 1, 1]);
    expect(of('shuffle_rate', [one])).toEqual([0, 1, 0]);
    expect(of('verify_on_time', [one])).toEqual([1, 1, 1]);
    expect(of('approve_on_time', [one])).toEqual([0, 1, 0]);
  });

  test('of points: 点位合格率 and 问题密度', () => {
    const visits = [pointVisit(), pointVisit({ pointId: 'P2', findings: 3 })];
    expect(of('point_pass_rate', [], visits)).toEqual([1, 2, 0.5]);
    expect(of('density', [], visits)).toEqual([3, 2, 1.5]);
  });

  test('清零率 of a list takes its measures, whatever the month', () =>
    expect(of('clear_rate', [closedCase({ listId: 'L' }), caseRecordOf({ listId: 'L' }), closedCase()])).toEqual([
      1, 2, 0.5,
    ]));

  test('满意率 counts the answers of the period, whenever the case was closed', () => {
    const answer = (satisfied: boolean, day: string) =>
      closedCase({ calledBack: { at: wall(`${day} 10:00`), satisfied } });
    const answers = [answer(true, '2026-09-20'), answer(false, '2026-09-30'), answer(false, '2026-10-01')];
    expect(of('satisfied_rate', [...answers, closedCase()])).toEqual([1, 2, 0.5]);
    expect(of('satisfied_rate', [closedCase()])).toEqual([0, 0, null]);
  });
});

test('what is overdue and open is listed with the longest first', () => {
  const cases = [caseRecordOf({ id: 'b' }), caseRecordOf({ id: 'a', dueAt: wall('2026-09-09 18:00') }), closedCase()];
  expect(longestOverdue({ cases, visits: [], period: september }).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(of('overdue_open', cases)).toEqual([2, null, 2]);
});

test('every indicator of the policy is reckoned, and has its 口径 in both languages', () => {
  expect([...INDICATOR_CODES].sort()).toEqual(RULES.indicators.map(({ code }) => code).sort());
  for (const rule of RULES.indicators) {
    expect(captionOf(rule).zh).toBe(`${rule.zh} = ${rule.formula}`);
    expect(captionOf(rule).en).toMatch(/ /);
  }
  expect(() => indicator('toString', { cases: [], visits: [], period: september })).toThrow('toString');
});

test('no order of cases or visits shows, and a rate stays a rate', () => {
  const whole = new Set(['due_n', 'overdue_open', 'density', 'mean_days']);
  fc.assert(
    fc.property(caseRecords, pointVisits, fc.array(fc.nat(), { minLength: 1 }), (cases, visits, by) => {
      for (const code of INDICATOR_CODES) {
        const one = indicator(code, { cases, visits, period: september });
        expect(
          indicator(code, { cases: shuffled(cases, by), visits: shuffled(visits, by), period: september }),
        ).toEqual(one);
        if (whole.has(code) || one.value === null) continue;
        expect(one.value).toBeGreaterThanOrEqual(0);
        expect(one.value).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 40 },
  );
});

describe('composites', () => {
  const values = (given: Record<string, number | null>) =>
    new Map(
      Object.entries(given).map(([code, value]) => [code, { code, numerator: 0, denominator: 1, value }] as const),
    );
  const all = {
    on_time_rate: 0.9,
    close_rate: 1,
    first_pass_rate: 0.8,
    relapse_rate: 0.1,
    point_pass_rate: 0.5,
    receipt_rate: 1,
  };

  test('月度: 40·0.9 + 20·1 + 15·0.8 + 10·0.9 + 10·0.5 + 5·1', () =>
    expect(monthlyComposite(values(all), RULES.composites)).toBe(87));

  test('what is missing leaves its weight to the rest', () => {
    expect(monthlyComposite(values({ ...all, point_pass_rate: null }), RULES.composites)).toBe(91.11);
    expect(monthlyComposite(values({}), RULES.composites)).toBeNull();
  });

  const jinhua = { ...RULES.composites, inForce: 'jinhua_2012' };
  test.each([
    [{ on_time_rate: 0.7, close_rate: 0.9, urgent_close_rate: 1, urgent_on_time: 0.95 }, 80],
    [{ on_time_rate: 0.6, close_rate: 0.9, urgent_close_rate: 1, urgent_on_time: 0.95 }, 70],
    [{ on_time_rate: 0.7, close_rate: 0.85, urgent_close_rate: 0.98, urgent_on_time: 0.95 }, 74],
    [{ on_time_rate: 0, close_rate: 0, urgent_close_rate: 0, urgent_on_time: 0 }, 0],
  ])('金华 2012 gives %j %d points', (given, points) => expect(monthlyComposite(values(given), jinhua)).toBe(points));
});
