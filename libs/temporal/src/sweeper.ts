import type { EngineMetrics } from './metrics';
import type { FindingRecord } from './record-port';

/** Above the tick's p99, or the sweeper would take the timers' work. */
const GRACE_MS = 5_000;
const BATCH = 500;
const REST_MS = 1_000;

/** Fires what no timer has fired: with Temporal away rungs still fire (I5), and a herd is fired in batches. */
export class Sweeper {
  constructor(
    private readonly record: Pick<FindingRecord, 'sweep'>,
    private readonly metrics: EngineMetrics,
  ) {}

  /** Sweeps one batch; answers how long to rest. */
  async turn(): Promise<number> {
    const { claimed, fired, failed } = await this.record.sweep({ graceMs: GRACE_MS, limit: BATCH });
    this.metrics.sweptFindings.inc(claimed);
    this.metrics.sweptRungs.inc(fired);
    this.metrics.sweepFailed.inc(failed);
    return claimed === BATCH ? 0 : REST_MS;
  }
}
