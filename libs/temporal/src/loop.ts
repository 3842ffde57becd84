import { setTimeout as delay } from 'node:timers/promises';

/** What the engine writes its log with; pino's loggers fit. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

/** Takes a turn again and again until stopped. A turn that throws is logged and taken again after a growing pause. */
export class Loop {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  /** @param turn does a piece of work and answers how many milliseconds to rest before the next. */
  constructor(
    private readonly name: string,
    private readonly turn: () => Promise<number>,
    private readonly log: Log,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves once the turn under way is over. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!this.stopped) {
      let rest = pause;
      try {
        rest = await this.turn();
        pause = FIRST_PAUSE_MS;
      } catch (error) {
        this.log.warn({ err: error, pauseMs: rest }, `${this.name}: failed, trying again`);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
      await delay(rest, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }
}
