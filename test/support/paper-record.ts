import { setTimeout as delay } from 'node:timers/promises';

import type { Stage } from '#domain';
import type { FindingRecord, RecordedPosition } from '#temporal';

/** The standing reminder behind the last bell. */
const REMINDER_MS = 5_000 * 24 * 3_600_000;

interface Row {
  seq: number;
  stage: Stage;
  terminal: boolean;
  /** Instants at which something falls due, ascending. */
  bells: number[];
}

/** What fell due, and when a tick wrote it down. */
interface Firing {
  dueAt: number;
  recordedAt: number;
}

/**
 * A record in memory whose rows move by script and by time, with no rules of its own: for what a run does with positions, wake-ups and
 * failures. What the rules make of them is proven on PostgreSQL.
 */
export class PaperRecord implements Pick<FindingRecord, 'tick'> {
  readonly fired = new Map<string, Firing[]>();
  readonly ticks: string[] = [];
  /** How many more ticks of each finding fail. */
  readonly failing = new Map<string, number>();
  /** How long the next ticks of each finding take, in milliseconds, to answer what they read at first. */
  readonly slow = new Map<string, number[]>();
  private readonly rows = new Map<string, Row>();

  constructor(private readonly now: () => Promise<number>) {}

  put(id: string, stage: Stage, bells: number[]): RecordedPosition {
    this.rows.set(id, { seq: 1, stage, terminal: false, bells });
    return this.position(id);
  }

  /** A command: the finding moves and its bells with it. */
  move(id: string, stage: Stage, bells: number[]): RecordedPosition {
    this.rows.set(id, { seq: this.row(id).seq + 1, stage, terminal: bells.length === 0, bells });
    return this.position(id);
  }

  position(id: string): RecordedPosition {
    const { seq, stage, terminal, bells } = this.row(id);
    return { id, seq, stage, terminal, wakeAt: bells[0] ?? null };
  }

  async tick(id: string): ReturnType<FindingRecord['tick']> {
    this.ticks.push(id);
    const failures = this.failing.get(id) ?? 0;
    if (failures > 0) {
      this.failing.set(id, failures - 1);
      throw new Error('the record does not answer');
    }
    const row = this.rows.get(id);
    if (!row) return null;
    const now = await this.now();
    while (!row.terminal && row.bells[0]! <= now) this.fire(id, row, now);
    const { seq, stage, terminal, bells } = row;
    await delay(this.slow.get(id)?.shift() ?? 0);
    return { seq, stage, terminal, waitMs: terminal ? null : Math.max(bells[0]! - now, 1_000) };
  }

  ticksOf(id: string): number {
    return this.ticks.filter((ticked) => ticked === id).length;
  }

  private fire(id: string, row: Row, now: number): void {
    const dueAt = row.bells.shift()!;
    this.fired.set(id, [...(this.fired.get(id) ?? []), { dueAt, recordedAt: now }]);
    row.seq += 1;
    // No open finding is without a wake-up.
    if (row.bells.length === 0) row.bells.push(dueAt + REMINDER_MS);
  }

  private row(id: string): Row {
    const row = this.rows.get(id);
    if (!row) throw new Error(`no row ${id}`);
    return row;
  }
}
