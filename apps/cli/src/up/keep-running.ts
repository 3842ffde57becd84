const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const STEADY_AFTER_MS = 60_000;

/** Something that may end by itself; what was given to us never does, as far as we know. */
export interface Mortal {
  ended?: Promise<string>;
}

export interface KeptRunning {
  name: string;
  first: Mortal;
  again: () => Promise<Mortal>;
  /** Aborted when the end is wanted. */
  stopping: AbortSignal;
  report: (line: string) => void;
  pause: (ms: number) => Promise<unknown>;
}

/** Starts a process anew whenever it dies, after 1 s at first and up to 30 s when it keeps dying. */
export async function keepRunning({ name, first, again, stopping, report, pause }: KeptRunning): Promise<void> {
  let wait = FIRST_PAUSE_MS;
  let current = first;
  while (current.ended) {
    const since = performance.now();
    const how = await current.ended;
    if (stopping.aborted) return;
    if (performance.now() - since > STEADY_AFTER_MS) wait = FIRST_PAUSE_MS;
    report(`${name} 意外退出（${how}），${wait / 1000} 秒后重启 / ${name} ended (${how}), starting it again`);
    await pause(wait);
    if (stopping.aborted) return;
    wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
    current = await again().catch((error: Error) => ({ ended: Promise.resolve(error.message) }));
  }
}
