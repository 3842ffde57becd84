import { SetupError } from '#servers';

/** What has begun and must be ended, the last first: when the work is done, when it fails, and when it is told to stop. */
export class Ending {
  private readonly steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.steps.unshift(step);
  }

  /** @throws SetupError INTERRUPTED when Ctrl-C, a polite kill or a closed terminal comes before the work is done. */
  async after<T>(work: () => Promise<T>): Promise<T> {
    const stopped = new Promise<never>((_, reject) => {
      const stop = () => {
        // What was under way breaks off, also where nobody can catch it; the ending goes on.
        process.on('uncaughtException', () => {});
        reject(interrupted());
      };
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
    });
    try {
      return await Promise.race([work(), stopped]);
    } finally {
      // One that fails keeps none of the others from its own.
      for (const step of this.steps) await step().catch(() => {});
    }
  }
}

const interrupted = (): SetupError =>
  new SetupError(
    'INTERRUPTED',
    '已中断，演示用的服务器和数据都已清除。',
    'Stopped; the servers and data of the demonstration are gone.',
  );
