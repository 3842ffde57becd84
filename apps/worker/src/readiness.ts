import type { DistrictRecord } from '#persistence';

import type { OutboxAlarm, OutboxState } from './outbox-alarm';

export interface WorkerState {
  ready: boolean;
  database: 'up' | 'down';
  /** `idle`: Temporal answers, and has not seen this worker poll. */
  temporal: 'polling' | 'idle' | 'down';
  outbox: OutboxState | null;
}

/** The worker is ready when Temporal has seen it poll; what only needs the record works regardless. */
export class Readiness {
  constructor(
    private readonly record: Pick<DistrictRecord, 'ping'>,
    private readonly alarm: OutboxAlarm,
    private readonly isPolling: () => Promise<boolean>,
  ) {}

  async state(): Promise<WorkerState> {
    const [database, temporal, outbox] = await Promise.all([
      this.database(),
      this.temporal(),
      this.alarm.state().catch(() => null),
    ]);
    return { ready: database === 'up' && temporal === 'polling', database, temporal, outbox };
  }

  private database(): Promise<WorkerState['database']> {
    return this.record.ping().then(
      () => 'up',
      () => 'down',
    );
  }

  private temporal(): Promise<WorkerState['temporal']> {
    return this.isPolling().then(
      (polling) => (polling ? 'polling' : 'idle'),
      () => 'down',
    );
  }
}
