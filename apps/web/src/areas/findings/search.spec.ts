import { filterOf, findingSearch } from './search';

it('reads a filter out of an address', () => {
  expect(findingSearch({ stage: 'supervise', overdue: 'true', text: ' 井盖 ' })).toEqual({
    stage: 'supervise',
    overdue: true,
    text: '井盖',
  });
});

it('takes a text of digits for a text', () => expect(findingSearch({ text: 2026 })).toEqual({ text: '2026' }));

it.each([{ stage: 'lost' }, { overdue: 'false' }, { text: '   ' }, { elsewhere: 1 }])('leaves %j out', (given) => {
  expect(findingSearch(given)).toEqual({});
});

it('asks the api for no more than the address says', () => {
  expect(filterOf({})).toEqual({});
  expect(filterOf({ overdue: true })).toEqual({ overdue: 'true' });
  expect(findingSearch({ text: '长'.repeat(200) }).text).toHaveLength(100);
});
