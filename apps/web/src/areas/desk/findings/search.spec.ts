import { countedOf, dispatchSearch, filterOf, findingSearch, queryOf, searchOf } from './search';

it('reads a filter out of an address', () => {
  expect(findingSearch({ stage: 'supervise', overdue: 'true', text: ' 井盖 ', view: 'board' })).toEqual({
    stage: 'supervise',
    overdue: true,
    text: '井盖',
    view: 'board',
  });
});

it('takes a text of digits for a text', () => expect(findingSearch({ text: 2026 })).toEqual({ text: '2026' }));

it.each([
  { view: 'lost' },
  { overdue: 'perhaps' },
  { text: '   ' },
  { elsewhere: 1 },
  { month: '2026-13' },
  { sort: 'filed' },
  { status: 'lost' },
  { waitingFor: 'everything' },
  { source: 'phone' },
  { dueAfter: 'soon' },
  { dueAfter: '2026-02-31T25:00:00Z' },
  { bbox: '1,2,x,4' },
  { bbox: '116,31' },
  { round: '第一轮' },
  { unit: '<script>' },
])('leaves %j out', (given) => expect(findingSearch(given)).toEqual({}));

it('keeps what it knows beside what it does not', () =>
  expect(
    findingSearch({ status: 'assigned,lost,filed', dueAfter: '2026-11-23T00:00:00 08:00', bbox: '116,31,117,32' }),
  ).toEqual({ status: 'assigned,filed', dueAfter: '2026-11-23T00:00:00+08:00', bbox: '116,31,117,32' }));

it('asks the api for no more than the address says', () => {
  expect(filterOf({})).toEqual({});
  expect(filterOf({ overdue: true, open: false, view: 'map', month: '2026-11' })).toEqual({
    overdue: 'true',
    open: 'false',
  });
  expect(countedOf({ sort: 'due', unit: 'cg' })).toEqual({ unit: 'cg' });
  expect(findingSearch({ text: '长'.repeat(200) }).text).toHaveLength(100);
});

const ID = '00000000-0000-4000-8000-000000000001';
it('hands over the very cases that were chosen, and nothing by what is no id', () => {
  expect(countedOf(dispatchSearch({ ids: `${ID},${ID}`, unit: 'cg' }))).toEqual({ ids: `${ID},${ID}`, unit: 'cg' });
  expect(dispatchSearch({ ids: `${ID};DROP` })).toEqual({});
});

it('is kept under a name and found again', () => {
  const search = { status: 'assigned,rectifying', overdue: true, sort: 'due', text: '垃圾&桶', view: 'board' } as const;
  expect(searchOf(queryOf(search))).toEqual(search);
});
