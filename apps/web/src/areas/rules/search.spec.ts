import { policySearch, simulatorSearch } from './search';

it('reads a case to simulate out of an address', () => {
  const asked = {
    category: 'HW01',
    start: '2026-09-24T16:00',
    fixed: '2026-10-31',
    rules: 'draft',
    urgency: 'urgent',
    relation: 'external',
  };
  expect(simulatorSearch(asked)).toEqual(asked);
});

it.each([
  { start: 'tomorrow' },
  { start: '2026-10-31T24:61' },
  { fixed: '2026-02-30' },
  { fixed: '31 Oct' },
  { urgency: 'very' },
  { relation: 7 },
  { rules: 'old' },
])('leaves %j out of it', (given) => expect(simulatorSearch(given)).toEqual({}));

it('reads which part of the policy is open', () => {
  expect(policySearch({ section: 'ladders', item: 'STD' })).toEqual({ section: 'ladders', item: 'STD' });
  expect(policySearch({ section: 'secrets', item: 1 })).toEqual({});
});
