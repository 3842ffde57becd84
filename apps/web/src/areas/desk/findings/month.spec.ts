import { next, weeksOf } from './month';

it('shows a month in whole weeks from Monday', () => {
  const weeks = weeksOf('2026-10');
  expect(weeks[0]?.[0]).toBe('2026-09-28');
  expect(weeks.at(-1)?.at(-1)).toBe('2026-11-01');
  expect(weeks).toHaveLength(5);
});

it('goes from year to year', () => {
  expect(next('2026-12', 1)).toBe('2027-01');
  expect(next('2026-01', -1)).toBe('2025-12');
});
