import { assessmentSearch } from './search';

it('reads period, edition and class out of an address', () =>
  expect(assessmentSearch({ kind: 'quarter', edition: 'units-quarter-2026-07-01-1', class: '街道' })).toEqual({
    kind: 'quarter',
    edition: 'units-quarter-2026-07-01-1',
    class: '街道',
  }));

it.each([{ kind: 'week' }, { edition: 7 }, { class: '' }, { edition: 'x'.repeat(81) }])('leaves %j out', (given) =>
  expect(assessmentSearch(given)).toEqual({}),
);
