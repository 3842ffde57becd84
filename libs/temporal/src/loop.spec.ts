import { setTimeout as delay } from 'node:timers/promises';

import { Loop } from './loop';

const warned: object[] = [];
const log = {
  info: () => {},
  warn: (fields: object) => void warned.push(fields),
  error: () => {},
};
beforeEach(() => void (warned.length = 0));

test('takes turns until it is stopped, resting as each turn says', async () => {
  let turns = 0;
  const loop = new Loop('turns', () => Promise.resolve(++turns < 5 ? 0 : 60_000), log);
  loop.start();
  loop.start();
  await delay(100);
  expect(turns).toBe(5);
  await loop.stop();
  expect(loop.stopped).toBe(true);
});

test('stopping waits for the turn under way and takes no other', async () => {
  const done: string[] = [];
  const loop = new Loop(
    'slow',
    async () => {
      done.push('begun');
      await delay(50);
      done.push('ended');
      return 0;
    },
    log,
  );
  loop.start();
  await delay(10);
  await loop.stop();
  expect(done).toEqual(['begun', 'ended']);
});

test('a turn that throws is logged with its pause and taken again', async () => {
  let turns = 0;
  const loop = new Loop(
    'failing',
    () => (++turns === 1 ? Promise.reject(new Error('away')) : Promise.resolve(60_000)),
    log,
  );
  loop.start();
  await delay(100);
  expect(turns).toBe(1);
  expect(warned).toEqual([{ err: expect.objectContaining({ message: 'away' }), pauseMs: 1_000 }]);
  await delay(1_000);
  expect(turns).toBe(2);
  await loop.stop();
});

test('a loop that was never started is stopped at once', async () => {
  await expect(new Loop('idle', () => Promise.resolve(0), log).stop()).resolves.toBeUndefined();
});
