import { setTimeout as delay } from 'node:timers/promises';

import type { Client } from 'pg';
import type { Instant } from '#calendar';

const POLL_MS = 15;

/** Watches the outbox from outside, with one small query for all who wait. */
export class OutboxWatch {
  private readonly waiting = new Map<string, () => void>();
  private watching: Promise<void> | undefined;

  /** @param now the record's time. */
  constructor(
    private readonly database: Client,
    private readonly now: () => Promise<Instant>,
  ) {}

  /** Resolves once the relay has told Temporal about the finding, at once if there was nothing to tell. */
  async told(findingId: string): Promise<void> {
    const told = new Promise<void>((resolve) => this.waiting.set(findingId, resolve));
    this.watching ??= this.watch();
    await Promise.race([told, this.watching.then(() => told)]);
  }

  /** Resolves once nothing is queued at all, for Temporal or for an inbox: what is left would work into the other side's turn. */
  async empty(): Promise<void> {
    while ((await this.queued()).size > 0 || (await this.undelivered())) await delay(POLL_MS);
  }

  private async watch(): Promise<void> {
    while (this.waiting.size > 0) {
      // Whoever begins to wait during the query may have been queued after it.
      const asked = [...this.waiting];
      const queued = await this.queued();
      for (const [id, resolve] of asked) {
        if (queued.has(id)) continue;
        this.waiting.delete(id);
        resolve();
      }
      await delay(POLL_MS);
    }
    this.watching = undefined;
  }

  private async undelivered(): Promise<boolean> {
    const { rows } = await this.database.query<{ waits: boolean }>(UNDELIVERED, [new Date(await this.now())]);
    return rows[0]!.waits;
  }

  private async queued(): Promise<Set<string>> {
    const { rows } = await this.database.query<{ finding_id: string }>('SELECT finding_id FROM outbox');
    return new Set(rows.map((row) => row.finding_id));
  }
}

/** What may be delivered now; the rest waits for office hours. */
const UNDELIVERED = `SELECT EXISTS (SELECT FROM delivery WHERE state = 'queued' AND not_before <= $1) AS waits`;
