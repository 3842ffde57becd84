import type { Breaker } from './breaker';
import type { FindingRuns } from './finding-runs';
import type { Log } from './loop';
import type { EngineMetrics } from './metrics';
import type { FindingRecord, OutboxQueue, OutboxRow, RecordedPosition } from './record-port';

/** Between two looks at an outbox that was found empty. No LISTEN/NOTIFY: it halves the commands per second. */
const POLL_MS = 200;
const BATCH = 50;
/** What is still being worked on is told once it rests: nothing wakes so soon. The longest wait is far below the alarm. */
const STANDING = { stillMs: 500, longestMs: 10_000 };

interface RelayParts {
  outbox: OutboxQueue;
  record: Pick<FindingRecord, 'positionsOf'>;
  runs: Pick<FindingRuns, 'tell'>;
  breaker: Breaker;
  metrics: EngineMetrics;
  log: Log;
}

/**
 * Tells Temporal about findings that are new, that ended or came back, or that must wake earlier. What it tells is the position
 * current at that moment, outside any transaction; telling it twice changes nothing (I7).
 */
export class OutboxRelay {
  /** Findings told at once: halved when Temporal cannot follow within its deadline, doubled when it can. */
  private batch = BATCH;

  constructor(private readonly parts: RelayParts) {}

  /**
   * Tells one batch; answers how long to rest. While more is queued it rests for as long as the batch took: commands come first, and
   * what a finding goes through meanwhile is told at once.
   */
  async turn(): Promise<number> {
    const since = performance.now();
    const room = this.parts.breaker.admits(this.batch);
    const claimed = room > 0 ? await this.parts.outbox.claim(room, STANDING) : [];
    if (claimed.length > 0) await this.tellAll(claimed);
    return Math.max(POLL_MS, performance.now() - since);
  }

  /** Tells everything that is queued now and what comes meanwhile. @throws what stopped Temporal from being told. */
  async drain(): Promise<void> {
    for (;;) {
      const claimed = await this.parts.outbox.claim(this.batch);
      if (claimed.length === 0) return;
      const failure = await this.tellAll(claimed);
      if (failure) throw failure;
    }
  }

  private async tellAll(claimed: OutboxRow[]): Promise<Error | undefined> {
    const { outbox, record, metrics, log } = this.parts;
    const since = performance.now();
    const positions = await record.positionsOf(claimed.map(({ findingId }) => findingId));
    const failures = await this.failuresOf(positions);
    const told = claimed.filter(({ findingId }) => !failures.has(findingId));
    await outbox.done(told);
    metrics.told.inc(told.length);
    for (const { waitedMs } of told) metrics.toldAfter.observe((waitedMs + performance.now() - since) / 1_000);
    metrics.tellingFailed.inc(failures.size);
    const [failure] = failures.values();
    if (failure) log.warn({ err: failure, findings: failures.size }, 'relay: Temporal could not be told');
    this.judge(told.length, failures.size);
    this.batch = failure ? Math.max(1, this.batch >> 1) : Math.min(BATCH, this.batch * 2);
    // When Temporal is away, all go back for its return. One alone keeps its lease: the trouble may be its own, the next is tried.
    if (told.length === 0 && claimed.length > 1) await outbox.release(claimed);
    return failure;
  }

  private async failuresOf(positions: RecordedPosition[]): Promise<Map<string, Error>> {
    const outcomes = await Promise.allSettled(positions.map((position) => this.parts.runs.tell(position)));
    const failed = outcomes.map((outcome, i) => [positions[i]!.id, outcome] as const);
    return new Map(failed.flatMap(([id, outcome]) => (outcome.status === 'rejected' ? [[id, outcome.reason]] : [])));
  }

  private judge(told: number, failed: number): void {
    const { breaker, metrics } = this.parts;
    if (told > 0) breaker.succeeded();
    else if (failed > 0) breaker.failed();
    metrics.temporalUp.set(breaker.closed ? 1 : 0);
  }
}
