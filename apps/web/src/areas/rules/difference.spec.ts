import { differences, replaced } from './difference';

const policy = {
  version: 1,
  categories: [
    { code: 'A', name: '甲', steps: [{ zh: '整改', limit: { amount: 5, unit: 'WORK_DAYS', service: 'OFFICE' } }] },
    { code: 'B', name: '乙', co: ['x'], spot: true },
  ],
};

it('tells a limit as one value, by the names that lead to it', () => {
  const edited = replaced(policy, ['categories', 0, 'steps', 0, 'limit', 'amount'], 7);
  expect(differences(policy, edited)).toEqual([
    {
      path: ['categories', '甲', 'steps', '整改', 'limit'],
      before: { amount: 5, unit: 'WORK_DAYS', service: 'OFFICE' },
      after: { amount: 7, unit: 'WORK_DAYS', service: 'OFFICE' },
    },
  ]);
  expect(policy.categories[0]!.steps![0]!.limit.amount).toBe(5);
});

it('tells lists of words, switches, and entries that go', () => {
  const edited = { ...policy, categories: [{ ...policy.categories[1]!, co: ['x', 'y'], spot: false }] };
  expect(differences(policy, edited).map(({ path }) => path)).toEqual([
    ['categories', '甲'],
    ['categories', '乙', 'co'],
    ['categories', '乙', 'spot'],
  ]);
  expect(differences(policy, structuredClone(policy))).toEqual([]);
});
