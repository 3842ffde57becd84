import type { EngineMetrics } from './metrics';
import type { FindingRecord } from './record-port';

/** Above the tick's p99, or the sweeper would take the timers' work. */
const GRACE_MS = 5_000;
const BATCH = 500;
const REST_MS = 1_000;
/** Batches at once while there are full ones: one is judged while the other is written. */
const LANES = 2;

/** Fires what no timer has fired: with Temporal away rungs still fire (I5), and a herd is fired in batches. */
export class Sweeper {
  private lanes = 1;

  constructor(
    private readonly record: Pick<FindingRecord, 'sweep'>,
    private readonly metrics: EngineMetrics,
  ) {}

  /** Sweeps a batch, or two of a herd; answers how long to rest. */
  async turn(): Promise<number> {
    const swept = await Promise.allSettled(Array.from({ length: this.lanes }, () => this.sweep()));
    const full = swept.some((lane) => lane.status === 'fulfilled' && lane.value === BATCH);
    this.lanes = full ? LANES : 1;
    for (const lane of swept) if (lane.status === 'rejected') throw lane.reason;
    return full ? 0 : REST_MS;
  }

  private async sweep(): Promise<number> {
    const { claimed, fired, failed } = await this.record.sweep({ graceMs: GRACE_MS, limit: BATCH });
    this.metrics.sweptFindings.inc(claimed);
    this.metrics.sweptRungs.inc(fired);
    this.metrics.sweepFailed.inc(failed);
    return claimed;
  }
}
