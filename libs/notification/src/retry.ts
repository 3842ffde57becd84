/** After so many attempts a message is undelivered. */
export const MOST_ATTEMPTS = 6;

const FIRST_MS = { ordinary: 30_000, atOnce: 5_000 };
const LONGEST_MS = 30 * 60_000;

/** Exponential, with up to half as much again so that what failed together does not return together. */
export function backOffMs(attempts: number, atOnce: boolean, chance: number = Math.random()): number {
  const first = atOnce ? FIRST_MS.atOnce : FIRST_MS.ordinary;
  return Math.round(Math.min(first * 2 ** (attempts - 1), LONGEST_MS) * (1 + chance / 2));
}
