import { backOffMs } from './retry';

it('waits twice as long each time, within half as much again, and never over three quarters of an hour', () => {
  expect([1, 2, 3].map((attempts) => backOffMs(attempts, false, 0))).toEqual([30_000, 60_000, 120_000]);
  expect(backOffMs(1, true, 0)).toBe(5_000);
  expect(backOffMs(1, false, 1)).toBe(45_000);
  expect(backOffMs(40, false, 1)).toBe(45 * 60_000);
});
