import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/** Looks again and again until `found` answers something true, and answers it. @throws naming what did not come about. */
export async function eventually<T>(what: string, limitMs: number, found: () => Promise<T>): Promise<NonNullable<T>> {
  let trouble: unknown;
  for (const since = performance.now(); performance.now() - since < limitMs; await delay(LOOK_EVERY_MS)) {
    const answer = await found().catch((error: unknown) => void (trouble = error));
    if (answer) return answer;
  }
  throw new Error(`within ${limitMs / 1_000} s there was not: ${what}`, { cause: trouble });
}

/** Waits until a check names no fault any more; whatever it still names at the end is what it fails with. */
export async function untilFaultless(limitMs: number, faults: () => Promise<string[]>): Promise<string[]> {
  let last: string[] = [];
  await eventually('a faultless check', limitMs, async () => {
    last = await faults();
    return last.length === 0;
  }).catch((error: unknown) => {
    if (last.length === 0) throw error;
  });
  return last;
}
