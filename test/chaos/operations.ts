import type { CommandDone } from '#contract';

import { eventually } from './eventually';

/** One request of the load, as its sender saw it end. */
export interface Operation {
  /** Idempotency-Key. */
  key: string;
  personId: string;
  /** `file` or a command's name. */
  command: string;
  /** Unknown: no answer came, or one that says that the server could not tell. */
  outcome: 'acknowledged' | 'refused' | 'unknown';
  /** Asked again under its key until it was answered. */
  persistent: boolean;
  /** Requests sent under the key. */
  tries: number;
  answer: CommandDone | null;
}

/** What the senders heard: kept apart from everything that is killed. */
export class Operations {
  readonly all: Operation[] = [];

  get acknowledged(): Operation[] {
    return this.all.filter(({ outcome }) => outcome === 'acknowledged');
  }

  /** Waits until so many more have been acknowledged. */
  async untilMore(count: number): Promise<void> {
    const before = this.acknowledged.length;
    await eventually('acknowledged commands', 30_000, async () => this.acknowledged.length >= before + count);
  }

  /** What was asked again and again, and yet did not happen. */
  get unfinished(): Operation[] {
    return this.all.filter(({ persistent, outcome }) => persistent && outcome !== 'acknowledged');
  }
}
