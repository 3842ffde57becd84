import type { DistrictRecord } from '#persistence';

/** An outbox older than this means that Temporal does not learn what it must (I2). */
const OUTBOX_ALARM_MS = 60_000;

export interface WorkerState {
  ready: boolean;
  database: 'up' | 'down';
  /** `idle`: Temporal answers, and has not seen this worker poll. */
  temporal: 'polling' | 'idle' | 'down';
  outbox: { rows: number; oldestMs: number; alarm: boolean } | null;
}

/** The worker is ready when Temporal has seen it poll; what only needs the record works regardless. */
export class Readiness {
  constructor(
    private readonly record: Pick<DistrictRecord, 'ping' | 'outbox'>,
    private readonly isPolling: () => Promise<boolean>,
  ) {}

  async state(): Promise<WorkerState> {
    const [database, temporal, outbox] = await Promise.all([this.database(), this.temporal(), this.outbox()]);
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

  private outbox(): Promise<WorkerState['outbox']> {
    return this.record.outbox.age().then(
      (age) => ({ ...age, alarm: age.oldestMs > OUTBOX_ALARM_MS }),
      () => null,
    );
  }
}
