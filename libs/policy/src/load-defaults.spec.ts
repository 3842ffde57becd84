import { loadDefaults } from './load-defaults';

it('has thirty-eight categories', () => {
  expect(loadDefaults().policy.categories).toHaveLength(38);
});
