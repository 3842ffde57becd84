import { Breaker } from './breaker';

let now: number;
let breaker: Breaker;
beforeEach(() => {
  now = 1_000;
  breaker = new Breaker(() => now);
});

test('a breaker that nothing has tripped admits all', () => {
  expect(breaker.closed).toBe(true);
  expect(breaker.admits(50)).toBe(50);
});

test('tripped it admits nothing, then one to try', () => {
  breaker.failed();
  expect(breaker.closed).toBe(false);
  expect(breaker.admits(50)).toBe(0);
  now += 499;
  expect(breaker.admits(50)).toBe(0);
  now += 1;
  expect(breaker.admits(50)).toBe(1);
});

test('each failed trial doubles the pause, up to ten seconds', () => {
  const pauses = Array.from({ length: 8 }, () => {
    breaker.failed();
    const since = now;
    while (breaker.admits(1) === 0) now += 1;
    return now - since;
  });
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
});

test('a success closes it, and the next trip starts anew', () => {
  breaker.failed();
  breaker.failed();
  breaker.succeeded();
  expect(breaker.admits(50)).toBe(50);
  breaker.failed();
  now += 500;
  expect(breaker.admits(50)).toBe(1);
});
