import { dayAfter, endOf, weekOf } from './week';

it('begins a week on Monday', () => {
  expect(weekOf('2026-09-17')[0]).toBe('2026-09-14');
  expect(weekOf('2026-09-20').at(-1)).toBe('2026-09-20');
  expect(weekOf('2026-12-31').at(-1)).toBe('2027-01-03');
});

it('goes from day to day over a month and a year', () => {
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28');
});

it('ends a night on the next morning', () => {
  expect(endOf('2026-09-30', '18:00', '08:00')).toBe('2026-10-01T08:00:00+08:00');
  expect(endOf('2026-09-30', '08:00', '18:00')).toBe('2026-09-30T18:00:00+08:00');
  expect(endOf('2026-09-30', '08:00', '08:00')).toBe('2026-10-01T08:00:00+08:00');
});
