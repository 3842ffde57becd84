import { instantOf } from '#calendar';
import {
  assess,
  bonusesOf,
  periodOf,
  type Recognition,
  type RecognitionEntry,
  recognisedBonuses,
  recognitionFacts,
  refusalOfEntry,
  refusalOfStep,
  revisionOf,
  score,
} from '#domain';
import { RULES } from '../../test/ledger-cases';

const { scoring } = RULES;
const practice: RecognitionEntry = {
  id: 'R1',
  bonus: 'practice_adopted',
  unitId: 'ZJ',
  on: '2026-09-10',
  documentTitle: '关于推广“门前三包”做法的通知',
  documentNumber: '六城管〔2026〕8号',
  place: null,
};
const point: RecognitionEntry = { ...practice, id: 'R2', bonus: 'clean_point_city', place: '云路街背巷' };
const CLERK = { personId: 'p1', onBehalfOf: null };
const OTHER = { personId: 'p2', onBehalfOf: null };
const recognition = (given: Partial<Recognition> = {}): Recognition => ({
  ...practice,
  enteredBy: CLERK,
  confirmedBy: OTHER,
  withdrawn: null,
  ...given,
});

test('two of the policy’s bonuses are entered by people, one of them of a place', () =>
  expect(recognisedBonuses(scoring).map(({ code, ofPlace }) => [code, ofPlace])).toEqual([
    ['clean_point_city', true],
    ['practice_adopted', false],
  ]));

describe('an entry', () => {
  const context = { rules: scoring, today: '2026-09-10', unit: 'assessed', others: [] } as const;
  const refusal = (mend: Partial<RecognitionEntry>, given: object = {}) =>
    refusalOfEntry({ ...practice, ...mend }, { ...context, ...given });

  test('is taken of today and of days before', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ on: '2026-01-05' })).toBeNull();
    expect(refusal(point)).toBeNull();
  });

  test.each([
    ['a bonus that the policy has not', { bonus: 'good_will' }, {}, 'unknown_bonus'],
    ['a bonus that the record shows by itself', { bonus: 'clean_point_district' }, {}, 'unknown_bonus'],
    ['a clean point without its place', { ...point, place: null }, {}, 'place_of_bonus'],
    ['a practice with a place', { place: '云路街' }, {}, 'place_of_bonus'],
    ['a unit that is not there', {}, { unit: 'unknown' }, 'unknown_unit_named'],
    ['a unit that nobody assesses', {}, { unit: 'not_assessed' }, 'unit_not_assessed'],
    ['a day ahead', { on: '2026-09-11' }, {}, 'bonus_ahead'],
    ['the same document again', { on: '2026-09-09' }, { others: [recognition()] }, 'recognised_before'],
    ['the same place again', point, { others: [recognition(point)] }, 'recognised_before'],
  ] as const)('is not taken of %s', (_what, mend, given, code) => expect(refusal(mend, given)).toBe(code));

  test('is taken of another place, another day, another document, and of what was withdrawn', () => {
    const others = [recognition(point), recognition(), recognition({ documentNumber: '9号', withdrawn: '登记有误' })];
    expect(refusal({ ...point, place: '梅山路口' }, { others })).toBeNull();
    expect(refusal({ ...point, on: '2026-09-09' }, { others })).toBeNull();
    expect(refusal({ documentNumber: '9号' }, { others })).toBeNull();
  });
});

describe('a step', () => {
  const open = recognition({ confirmedBy: null });
  const withdrawn = recognition({ withdrawn: '登记有误' });

  test('is a confirmation by another, or a withdrawal by whoever may', () => {
    expect(refusalOfStep(open, 'confirm', OTHER, 1)).toBeNull();
    expect(refusalOfStep(open, 'withdraw', CLERK, 1)).toBeNull();
    expect(refusalOfStep(recognition(), 'withdraw', OTHER, 2)).toBeNull();
  });

  test.each([
    ['who entered it', open, 'confirm', CLERK, 1, 'same_person'],
    ['who acts for them', open, 'confirm', { personId: 'p3', onBehalfOf: 'p1' }, 1, 'same_person'],
    ['whom they act for', open, 'confirm', { personId: 'p1', onBehalfOf: 'p3' }, 1, 'same_person'],
    ['a second who confirms', recognition(), 'confirm', { personId: 'p3', onBehalfOf: null }, 1, 'already_confirmed'],
    ['who confirms what was withdrawn', withdrawn, 'confirm', OTHER, 1, 'recognition_withdrawn'],
    ['who withdraws it again', withdrawn, 'withdraw', OTHER, 3, 'recognition_withdrawn'],
    ['who read it before it was confirmed', recognition(), 'withdraw', OTHER, 1, 'stale_revision'],
  ] as const)('is refused to %s', (_who, one, step, by, revision, code) =>
    expect(refusalOfStep(one, step, by, revision)).toBe(code),
  );

  test('raises the revision', () => expect([open, recognition(), withdrawn].map(revisionOf)).toEqual([1, 2, 3]));
});

describe('its facts', () => {
  test('are those confirmed and not withdrawn, of the day on which it happened, each citing itself', () => {
    const told = [
      recognition(),
      recognition({ id: 'R3', confirmedBy: null }),
      recognition({ id: 'R4', withdrawn: '登记有误' }),
      recognition({ ...point, unitId: 'SL' }),
    ];
    expect(
      score(recognitionFacts(told), scoring).map(({ cites, unitId, rule, points, occurredAt }) => ({
        cites,
        unitId,
        rule,
        points,
        occurredAt,
      })),
    ).toEqual([
      {
        cites: 'recognition:R1',
        unitId: 'ZJ',
        rule: 'practice_adopted',
        points: 1,
        occurredAt: instantOf('2026-09-10'),
      },
      {
        cites: 'recognition:R2',
        unitId: 'SL',
        rule: 'clean_point_city',
        points: 0.2,
        occurredAt: instantOf('2026-09-10'),
      },
    ]);
  });

  test('end at the cap of their kind', () => {
    const many = Array.from({ length: 5 }, (_, n) => recognition({ id: `R${n}`, documentNumber: `${n}号` }));
    expect(bonusesOf(score(recognitionFacts(many), scoring), scoring)).toBe(2);
  });

  test('count in the period of their day, its first and last included, and are undone by an upheld appeal', () => {
    const days = ['2026-06-30', '2026-07-01', '2026-09-30', '2026-10-01'] as const;
    const facts = recognitionFacts(days.map((on) => recognition({ id: on, on, documentNumber: on })));
    const snapshot = {
      period: periodOf('quarter', '2026-07-01'),
      policy: RULES,
      calendarVersion: 'c1',
      units: [{ id: 'ZJ', name: '区住建局', class: '区直职能单位', supervising: false }],
      cases: [],
      visits: [],
      facts,
      upheld: [],
      yearMarks: [],
    };
    const { ledger, classes } = assess(snapshot);
    expect(ledger.map(({ cites }) => cites)).toEqual(['recognition:2026-07-01', 'recognition:2026-09-30']);
    expect(classes[0]!.sheets[0]).toMatchObject({ bonuses: 2, score: 102 });
    const appealed = assess({ ...snapshot, upheld: [{ appealId: 'a1', entryId: ledger[0]!.id }] });
    expect(appealed.classes[0]!.sheets[0]).toMatchObject({ bonuses: 1 });
  });
});
