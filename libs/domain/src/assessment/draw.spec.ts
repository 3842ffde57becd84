import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { draw, DrawError, type DrawRequest, drawTeams, redraw } from '#domain';
import { shuffled } from '../../test/ledger-cases';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const SEED = '00112233445566778899aabbccddeeff';
const request = (given: Partial<DrawRequest> = {}): DrawRequest => ({
  seed: SEED,
  candidates: ['A', 'B', 'C', 'D'].map((id) => ({ id, weight: 1, stratum: 'SL' })),
  exclusions: [],
  quotas: { SL: 2 },
  ...given,
});
const ids = (given: Partial<DrawRequest> = {}) => draw(request(given), sha256).drawn.map(({ id }) => id);

test('anyone can draw again: the lowest sha256 of seed, stratum, id and ticket', () => {
  const byHand = ['A', 'B', 'C', 'D']
    .map((id) => [sha256(`${SEED}:SL:${id}:1`), id] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  expect(draw(request(), sha256).drawn).toEqual(
    byHand.slice(0, 2).map(([ticket, id]) => ({ id, stratum: 'SL', ticket })),
  );
});

const seeds = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const populations = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[a-z]{1,4}$/),
    weight: fc.integer({ min: 1, max: 5 }),
    stratum: fc.constantFrom('SL', 'QS'),
  }),
  { selector: ({ id }) => id, maxLength: 20 },
);

test('a record proves itself, in whatever order its population is told', () => {
  fc.assert(
    fc.property(seeds, populations, fc.array(fc.nat(), { minLength: 1 }), fc.nat(6), (seed, candidates, by, quota) => {
      const record = draw(request({ seed, candidates, quotas: { SL: quota, QS: 1 } }), sha256);
      const again = { ...record, candidates: shuffled(candidates, by) };
      expect(redraw(again, sha256)).toEqual({ same: true, missing: [], added: [] });
      for (const stratum of ['SL', 'QS']) {
        const had = candidates.filter((one) => one.stratum === stratum).length;
        const drawn = record.drawn.filter((one) => one.stratum === stratum).length;
        expect(drawn).toBe(Math.min(had, stratum === 'SL' ? quota : 1));
      }
    }),
  );
});

test('another result than its seed gives is found out', () => {
  const record = draw(request(), sha256);
  const [kept, lost] = record.drawn;
  const other = ['A', 'B', 'C', 'D'].find((id) => id !== kept!.id && id !== lost!.id)!;
  const forged = { ...record, drawn: [kept!, { ...lost!, id: other }] };
  expect(redraw(forged, sha256)).toEqual({ same: false, missing: [lost!.id], added: [other] });
});

test('the excluded are never drawn and move nobody else', () => {
  const [first] = ids({ quotas: { SL: 4 } });
  expect(ids({ quotas: { SL: 4 }, exclusions: [{ id: first!, reason: '上月已查' }] })).toEqual(
    ids({ quotas: { SL: 4 } }).slice(1),
  );
});

test('chances follow the weights', () => {
  const candidates = [
    { id: 'light', weight: 1, stratum: 'SL' },
    { id: 'heavy', weight: 3, stratum: 'SL' },
  ];
  const runs = Array.from({ length: 2000 }, (_, n) => ids({ seed: sha256(`${n}`), candidates, quotas: { SL: 1 } })[0]);
  const share = runs.filter((id) => id === 'heavy').length / runs.length;
  expect(share).toBeGreaterThan(0.7);
  expect(share).toBeLessThan(0.8);
});

test.each<[string, Partial<DrawRequest>]>([
  ['a short seed', { seed: 'abc' }],
  ['a seed of other letters', { seed: SEED.toUpperCase().replace('0', 'Z') }],
  ['a candidate twice', { candidates: [request().candidates[0]!, request().candidates[0]!] }],
  ['no tickets', { candidates: [{ id: 'A', weight: 0, stratum: 'SL' }] }],
  ['too many tickets', { candidates: [{ id: 'A', weight: 101, stratum: 'SL' }] }],
  ['half a ticket', { candidates: [{ id: 'A', weight: 1.5, stratum: 'SL' }] }],
  ['an id that could stand for another', { candidates: [{ id: 'A:1', weight: 1, stratum: 'SL' }] }],
  ['half a place', { quotas: { SL: 0.5 } }],
])('refuses %s', (_what, given) => expect(() => ids(given)).toThrow(DrawError));

test('a record of another algorithm is not judged here', () =>
  expect(() => redraw({ ...draw(request(), sha256), algorithm: 'dice' }, sha256)).toThrow('dice'));

describe('inspectors', () => {
  const places = ['P1', 'P2', 'P3'].map((id) => ({ id, recused: id === 'P2' ? ['a', 'b'] : [] }));
  const teams = (perPlace: number) =>
    drawTeams({ seed: SEED, places, inspectors: ['a', 'b', 'c', 'd'], perPlace }, sha256);

  test('are drawn for each place, share the work and keep away where they are recused', () => {
    const drawn = teams(2);
    expect(drawn[1]).toEqual({ placeId: 'P2', inspectors: expect.arrayContaining(['c', 'd']), short: false });
    const load = drawn.flatMap(({ inspectors }) => inspectors);
    for (const id of ['a', 'b', 'c', 'd']) expect(load.filter((one) => one === id).length).toBeLessThanOrEqual(2);
    expect(teams(2)).toEqual(drawn);
  });

  test('a place that finds too few says so', () =>
    expect(teams(3).map(({ short }) => short)).toEqual([false, true, false]));
});
