import { performance } from 'node:perf_hooks';
import {
  hashPassword,
  hashSessionToken,
  looksLikeSessionToken,
  newSessionToken,
  passwordMatches,
  SignInThrottle,
} from './index';

describe('passwords', () => {
  it('keeps argon2id and knows the right one', async () => {
    const stored = await hashPassword('督办-2026');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await passwordMatches(stored, '督办-2026')).toBe(true);
    expect(await passwordMatches(stored, '督办-2027')).toBe(false);
  });

  it('lets nobody in without an account or with a damaged hash', async () => {
    expect(await passwordMatches(null, 'nobody has this password')).toBe(false);
    expect(await passwordMatches('not a hash', 'anything')).toBe(false);
  });

  it('takes about as long for an unknown name as for a wrong password', async () => {
    const stored = await hashPassword('known');
    await passwordMatches(null, 'warm up');
    // The least of several: what else the machine did meanwhile only adds.
    const time = async (hash: string | null) => {
      const taken: number[] = [];
      for (let i = 0; i < 8; i++) {
        const from = performance.now();
        await passwordMatches(hash, 'wrong');
        taken.push(performance.now() - from);
      }
      return Math.min(...taken);
    };
    const [known, unknown] = [await time(stored), await time(null)];
    expect(unknown).toBeGreaterThan(known / 3);
  });
});

describe('session tokens', () => {
  it('are long, never alike, and kept only as a hash', () => {
    const token = newSessionToken();
    expect(looksLikeSessionToken(token)).toBe(true);
    expect(newSessionToken()).not.toBe(token);
    expect(hashSessionToken(token)).toMatch(/^[0-9a-f]{64}$/);
    expect(looksLikeSessionToken("x' or 1=1")).toBe(false);
  });
});

describe('SignInThrottle', () => {
  let elapsed: number;
  const throttle = () => new SignInThrottle({ failures: 3, forgiveEveryMs: 60_000 }, () => elapsed);
  beforeEach(() => (elapsed = 0));

  it('stops the fourth try, forgives one a minute, and keeps keys apart', () => {
    const tries = throttle();
    for (let i = 0; i < 3; i++) {
      expect(tries.waitFor('zhang')).toBe(0);
      tries.take('zhang');
    }
    expect(tries.waitFor('zhang')).toBe(60_000);
    expect(tries.waitFor('li')).toBe(0);
    elapsed = 45_000;
    expect(tries.waitFor('zhang')).toBe(15_000);
    elapsed = 60_000;
    expect(tries.waitFor('zhang')).toBe(0);
    tries.take('zhang');
    expect(tries.waitFor('zhang')).toBeGreaterThan(0);
  });

  it('does not count a good sign-in', () => {
    const tries = throttle();
    for (let i = 0; i < 10; i++) {
      tries.take('zhang');
      tries.giveBack('zhang');
    }
    expect(tries.waitFor('zhang')).toBe(0);
  });
});
