import { assessmentSearch, creditSearch, redBlackSearch, rulebookSearch } from './search';

it('reads period, edition and class out of an address', () =>
  expect(assessmentSearch({ kind: 'quarter', edition: 'units-quarter-2026-07-01-1', class: '街道' })).toEqual({
    kind: 'quarter',
    edition: 'units-quarter-2026-07-01-1',
    class: '街道',
  }));

it.each([{ kind: 'week' }, { edition: 7 }, { class: '' }, { edition: 'x'.repeat(81) }])('leaves %j out', (given) =>
  expect(assessmentSearch(given)).toEqual({}),
);

it('reads which lists are looked at', () =>
  expect(redBlackSearch({ kind: 'year', start: '2026-01-01', of: 'units' })).toEqual({
    kind: 'year',
    start: '2026-01-01',
    of: 'units',
  }));

it.each([{ kind: 'month' }, { start: '2026-01-02' }, { start: '2026-13-01' }, { start: 20260101 }, { of: 'people' }])(
  'leaves %j out of the lists',
  (given) => expect(redBlackSearch(given)).toEqual({}),
);

it('reads part and version of the rules', () =>
  expect(rulebookSearch({ part: 'property', version: '2' })).toEqual({ part: 'property', version: 2 }));

it.each([{ part: 'people' }, { version: 0 }, { version: 1.5 }, { version: 'x' }])(
  'leaves %j out of the rules',
  (given) => expect(rulebookSearch(given)).toEqual({}),
);

it('reads whose credit is looked at', () =>
  expect([creditSearch({ company: 'wy-ankang' }), creditSearch({ company: 1 })]).toEqual([
    { company: 'wy-ankang' },
    {},
  ]));
