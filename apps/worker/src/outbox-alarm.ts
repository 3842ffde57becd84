import type { Logger } from 'pino';

import type { OutboxQueue } from '#temporal';

const ALARM_MS = 60_000;
const REST_MS = 15_000;

export interface OutboxState {
  rows: number;
  oldestMs: number;
  /** Temporal has not learnt for a minute what it must: how far the engine is from rest (I2). */
  alarm: boolean;
}

/** Watches how long the oldest finding waits that Temporal must be told about, and cries when it is too long. */
export class OutboxAlarm {
  constructor(
    private readonly outbox: Pick<OutboxQueue, 'age'>,
    private readonly log: Logger,
  ) {}

  async state(): Promise<OutboxState> {
    const age = await this.outbox.age();
    return { ...age, alarm: age.oldestMs > ALARM_MS };
  }

  /** Looks once; answers how long to rest. */
  async turn(): Promise<number> {
    const state = await this.state();
    if (state.alarm) this.log.error(state, 'outbox: Temporal has not been told for more than a minute');
    return REST_MS;
  }
}
