import { draftSearch, registerSearch, reportSearch } from './search';

it('reads a list and a report out of an address', () => {
  expect(registerSearch({ life: 'draft', class: 'paper' })).toEqual({ life: 'draft', class: 'paper' });
  expect(reportSearch({ kind: 'weekly', date: '2026-09-17', unit: 'cg' })).toEqual({
    kind: 'weekly',
    date: '2026-09-17',
    unit: 'cg',
  });
});

it.each([{ life: 'lost' }, { class: 7 }, {}])('leaves %j out of a list', (given) =>
  expect(registerSearch(given)).toEqual({}),
);

it.each([{ kind: 'love-letter' }, { date: '17 Sept' }, { unit: '../cg' }])('leaves %j out of a report', (given) =>
  expect(reportSearch(given)).toEqual({}),
);

it('reads which paper about which finding out of an address, and nothing else', () => {
  expect(draftSearch({ finding: 'a-1', kind: 'write-off' })).toEqual({ finding: 'a-1', kind: 'write-off' });
  expect(draftSearch({ finding: '../x', kind: 'X', more: 1 })).toEqual({});
});
