import fc from 'fast-check';
import { bonusesOf, deductionsOf, notScored, reversalOf, score, type ScoreEntry, toBook, visitFacts } from '#domain';
import { pointVisit } from '../../test/case-records';
import { wall } from '../../test/scene';
import { RULES, scoreFact, scoreFacts, shuffled } from '../../test/ledger-cases';

const { scoring } = RULES;
const pointsOf = (entries: readonly ScoreEntry[]) =>
  Object.fromEntries(entries.map(({ unitId, points }) => [unitId, points]));
const costs = (given: Parameters<typeof scoreFact>[0]) => pointsOf(score([scoreFact(given)], scoring));

describe('what a fact costs', () => {
  test.each([
    ['self', {}],
    ['street', { ZJ: -0.1 }],
    ['district', { ZJ: -0.2 }],
    ['city', { ZJ: -0.3 }],
    ['province', { ZJ: -0.6 }],
    ['central', { ZJ: -1 }],
  ] as const)('found by %s', (source, points) => expect(costs({ source })).toEqual(points));

  test.each([
    ['minor', -0.2],
    ['serious', -0.3],
    ['major', -0.4],
  ] as const)('of grade %s', (severity, points) => expect(costs({ severity })).toEqual({ ZJ: points }));

  test('is halved when it was mended on the spot', () => expect(costs({ onTheSpot: true })).toEqual({ ZJ: -0.1 }));

  test('is shared by lead, place and surety, and a unit answers once in its heaviest role', () => {
    const charged = [
      { unitId: 'ZJ', role: 'lead' },
      { unitId: 'SL', role: 'territory' },
      { unitId: 'WM', role: 'baobao' },
      { unitId: 'ZJ', role: 'territory' },
    ] as const;
    expect(costs({ charged: [...charged] })).toEqual({ SL: -0.1, WM: -0.06, ZJ: -0.2 });
    expect(costs({ code: 'receipt_deemed', charged: [...charged] })).toEqual({ ZJ: -0.1 });
  });

  test('is doubled where the same comes back within ninety days of its write-off', () => {
    const first = scoreFact({ spot: 'SS03@A', closedAt: wall('2026-09-14 10:00') });
    const again = (at: string) => scoreFact({ cites: 'F2#1', spot: 'SS03@A', occurredAt: wall(at) });
    const second = (at: string) => score([again(at), first], scoring).find(({ cites }) => cites === 'F2#1')?.points;
    expect(second('2026-12-13 10:00')).toBe(-0.4);
    expect(second('2026-12-13 10:01')).toBe(-0.2);
    expect(second('2026-09-14 09:59')).toBe(-0.2);
  });

  test('cites its event, its rule and version, and the time of the breach', () => {
    expect(score([scoreFact()], scoring)).toEqual([
      {
        id: 'F1#1:finding_at_point:ZJ',
        cites: 'F1#1',
        findingId: 'F1',
        unitId: 'ZJ',
        role: 'lead',
        rule: 'finding_at_point',
        ruleVersion: 1,
        points: -0.2,
        occurredAt: wall('2026-09-07 09:00'),
        reverses: null,
      },
    ]);
  });

  test('is nothing where it is not scored, and the reason is kept', () => {
    const fact = scoreFact({ unscored: 'external' });
    expect(score([fact], scoring)).toEqual([]);
    expect(notScored([fact])).toEqual([{ cites: 'F1#1', rule: 'finding_at_point', why: 'external' }]);
  });

  test('must be known to the policy', () =>
    expect(() => score([scoreFact({ code: 'login_rate' })], scoring)).toThrow('login_rate'));
});

describe('bonuses', () => {
  const bonuses = (code: string, n: number) =>
    Array.from({ length: n }, (_, i) => scoreFact({ code, cites: `F${i}#9`, source: null, severity: null }));
  const worth = (code: string, n: number) => bonusesOf(score(bonuses(code, n), scoring), scoring);

  test('end at the cap of their kind', () => {
    expect(worth('self_found_fixed', 39)).toBe(1.95);
    expect(worth('self_found_fixed', 41)).toBe(2);
  });

  test('end at five altogether', () => {
    const all = ['self_found_fixed', 'clean_point_city', 'clean_point_district'].flatMap((code) =>
      bonuses(code, 60).map((fact) => ({ ...fact, cites: `${code}:${fact.cites}` })),
    );
    expect(bonusesOf(score(all, scoring), scoring)).toBe(5);
  });
});

test('a clean point is a bonus of the units in whose account it stands, one with findings is none', () => {
  const visits = [pointVisit({ level: 'city', unitIds: ['SL', 'ZJ'] }), pointVisit({ pointId: 'P2', findings: 1 })];
  expect(score(visitFacts(visits), scoring).map(({ cites, unitId, points }) => [cites, unitId, points])).toEqual([
    ['point:R1/P1', 'SL', 0.2],
    ['point:R1/P1', 'ZJ', 0.2],
  ]);
});

const order = fc.array(fc.nat(), { minLength: 1, maxLength: 40 });

test('the order of facts, and telling them twice, change nothing', () => {
  fc.assert(
    fc.property(scoreFacts, order, (facts, by) => {
      expect(score([...shuffled(facts, by), ...facts], scoring)).toEqual(score(facts, scoring));
    }),
  );
});

test('nothing that was found and mended at home ever costs', () => {
  fc.assert(
    fc.property(scoreFacts, (facts) => {
      const own = facts.map((fact) => ({ ...fact, source: 'self' as const }));
      expect(score(own, scoring).filter(({ points }) => points < 0)).toEqual([]);
    }),
  );
});

test('each entry cites one fact, and none is booked twice', () => {
  fc.assert(
    fc.property(scoreFacts, (facts) => {
      const entries = score(facts, scoring);
      const cited = new Set(facts.map(({ cites }) => cites));
      expect(entries.every(({ cites }) => cited.has(cites))).toBe(true);
      expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    }),
  );
});

const sumOf = (ledger: readonly ScoreEntry[]) => [
  deductionsOf(ledger, scoring),
  bonusesOf(ledger, scoring),
  ledger.reduce((sum, { points }) => sum + Math.round(points * 1000), 0),
];

test('an appeal is a counter-entry that leaves the sum as if it had never been', () => {
  fc.assert(
    fc.property(scoreFacts, fc.nat(), (facts, pick) => {
      const entries = score(facts, scoring);
      const chosen = entries[pick % Math.max(1, entries.length)];
      if (!chosen) return;
      const counter = reversalOf(chosen, 'appeal:A1');
      expect(counter).toMatchObject({ reverses: chosen.id, occurredAt: chosen.occurredAt, unitId: chosen.unitId });
      expect(sumOf([...entries, counter])).toEqual(sumOf(entries.filter((one) => one !== chosen)));
      expect(toBook([...entries, counter], [...entries, counter], 'run:2')).toEqual([]);
      expect(toBook([], [...entries, counter], 'run:1')).toHaveLength(entries.length - 1);
    }),
  );
});

test('booked again and again, a ledger only grows and its sums are those reckoned last', () => {
  fc.assert(
    fc.property(fc.array(scoreFacts, { minLength: 1, maxLength: 4 }), (tellings) => {
      let ledger: ScoreEntry[] = [];
      for (const [n, facts] of tellings.entries()) {
        const reckoned = score(facts, scoring);
        const added = toBook(ledger, reckoned, `run:${n}`);
        ledger = [...ledger, ...added];
        expect(sumOf(ledger)).toEqual(sumOf(reckoned));
        expect(new Set(ledger.map(({ id }) => id)).size).toBe(ledger.length);
        expect(toBook(ledger, reckoned, 'run:again')).toEqual([]);
      }
    }),
  );
});
