import { setTimeout as delay } from 'node:timers/promises';

import type { FindingRuns } from './finding-runs';
import type { Log } from './loop';
import type { EngineMetrics } from './metrics';
import type { FindingRecord, RoundRecord } from './record-port';
import type { RoundRuns } from './round-runs';

const PAGE = 200;
const REST_MS = 60 * 60_000;
/** Findings seen to per second, so that a repair of everything leaves Temporal room for its work. */
const PER_SECOND = 100;
const AT_ONCE = 10;

/**
 * `repair`: what differs is mended. `look`: besides, every run reads the record again (after PostgreSQL was restored to an earlier
 * moment). `rebirth`: every run is replaced (an incompatible change of the workflow's code).
 */
export type ReconcileMode = 'repair' | 'look' | 'rebirth';

export interface Reconciled {
  /** Open findings seen. */
  open: number;
  /** Open findings that had no run. */
  started: number;
  /** Runs replaced: stuck ones, or all. */
  replaced: number;
  /** Runs told to look at a finding that is over or gone. */
  ended: number;
  /** Open rounds that had no run, or whose run was replaced. */
  rounds: number;
}

/** Runs `work` unless somebody else anywhere is at it; answers whether it did. */
export type OneAtATime = (work: () => Promise<void>) => Promise<boolean>;

interface ReconcilerParts {
  record: Pick<FindingRecord, 'openIds' | 'positionsOf'>;
  runs: Pick<FindingRuns, 'stateOf' | 'wake' | 'rebirth' | 'look' | 'running'>;
  rounds: { record: Pick<RoundRecord, 'openIds'>; runs: Pick<RoundRuns, 'stateOf' | 'wake' | 'rebirth'> };
  oneAtATime: OneAtATime;
  metrics: EngineMetrics;
  log: Log;
}

/** Makes Temporal agree with the record: one run for each open finding, none for any other (I2, I6). */
export class Reconciler {
  private stopping = false;

  constructor(private readonly parts: ReconcilerParts) {}

  /** Repairs once; answers how long to rest. */
  async turn(): Promise<number> {
    await this.reconcile('repair');
    return REST_MS;
  }

  /** Breaks off what is under way; the next reconciliation begins anew. */
  stop(): void {
    this.stopping = true;
  }

  /** Null when another process is reconciling already. Safe to break off and to repeat. */
  async reconcile(mode: ReconcileMode, onProgress?: (open: number) => void): Promise<Reconciled | null> {
    const done: Reconciled = { open: 0, started: 0, replaced: 0, ended: 0, rounds: 0 };
    const ours = await this.parts.oneAtATime(async () => {
      await this.seeToOpenFindings(mode, done, onProgress);
      await this.seeToRuns(done);
      await this.seeToRounds(mode, done);
    });
    if (!ours) return null;
    for (const repair of ['started', 'replaced', 'ended'] as const)
      this.parts.metrics.repaired.inc({ repair }, done[repair]);
    this.parts.log.info({ mode, ...done }, 'reconciled');
    return done;
  }

  private async seeToOpenFindings(mode: ReconcileMode, done: Reconciled, onProgress?: (open: number) => void) {
    for (let after: string | null = null; ;) {
      const ids: string[] = await this.parts.record.openIds(after, PAGE);
      if (ids.length === 0) return;
      await this.paced(ids, (id) => this.seeToOpenFinding(id, mode, done));
      done.open += ids.length;
      onProgress?.(done.open);
      after = ids.at(-1)!;
    }
  }

  private async seeToOpenFinding(id: string, mode: ReconcileMode, done: Reconciled): Promise<void> {
    const { runs } = this.parts;
    const state = await runs.stateOf(id);
    if (state === 'none') {
      await runs.wake(id);
      done.started += 1;
    } else if (state === 'stuck' || mode === 'rebirth') {
      await runs.rebirth(id);
      done.replaced += 1;
    } else if (mode === 'look') await runs.wake(id);
  }

  private async seeToRuns(done: Reconciled): Promise<void> {
    const { record, runs } = this.parts;
    for await (const ids of runs.running()) {
      const open = new Set((await record.positionsOf(ids)).filter(({ terminal }) => !terminal).map(({ id }) => id));
      const over = ids.filter((id) => !open.has(id));
      await this.paced(over, (id) => runs.look(id));
      done.ended += over.length;
    }
  }

  /** A district has a handful of them. */
  private async seeToRounds(mode: ReconcileMode, done: Reconciled): Promise<void> {
    const { record, runs } = this.parts.rounds;
    for (const id of await record.openIds()) {
      if (this.stopping) return;
      const state = await runs.stateOf(id);
      if (state === 'none' || mode === 'rebirth') done.rounds += 1;
      if (mode === 'rebirth') await runs.rebirth(id);
      else if (state === 'none' || mode === 'look') await runs.wake(id);
    }
  }

  private async paced(ids: string[], act: (id: string) => Promise<void>): Promise<void> {
    for (let from = 0; from < ids.length && !this.stopping; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      await Promise.all([...some.map(act), delay((some.length * 1_000) / PER_SECOND)]);
    }
  }
}
