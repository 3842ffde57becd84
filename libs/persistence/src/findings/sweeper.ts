import type pg from 'pg';
import { type Clock, instantSql, timestamptz } from '../clock';
import { inTransaction } from '../pool';
import type { ContextStore } from '../reference/context-store';
import type { World } from '../reference/world';
import type { UnitTriggers } from '../unit-triggers';
import type { Change, Held } from './change';
import { catchUp } from './judge';
import { lockLate } from './read';
import type { SweepOptions, Swept } from './recorded';
import { write } from './write';

const GRACE_MS = 5_000;
const BATCH = 500;
const FIRST_BACK_OFF_SECONDS = 10;
const LONGEST_BACK_OFF_SECONDS = 3_600;
const KEY_LIFE_DAYS = 30;
const FORGET_EVERY_MS = 3_600_000;

const NOTHING: Swept = { claimed: 0, fired: 0, failed: 0 };

/** Fires what nobody's timer has: the same rules as the tick, many findings in one transaction. */
export class Sweeper {
  private forgotAt = -Infinity;

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly context: ContextStore,
    private readonly triggers: UnitTriggers,
  ) {}

  async sweep({ graceMs = GRACE_MS, limit = BATCH }: SweepOptions): Promise<Swept> {
    const swept = await this.batch(graceMs, limit, null);
    await this.triggers.raiseMissed();
    await this.forgetKeys();
    return swept;
  }

  /** A batch that throws is halved down to the culprit: one poisoned row must not stop the district. */
  private async batch(graceMs: number, limit: number, only: string[] | null): Promise<Swept> {
    let ids: string[] = [];
    try {
      const changes = await this.context.abreast(async () => {
        // Asked for before a connection is held: waiting for a second one, all holders could wait for ever.
        const world = await this.context.world();
        return inTransaction(this.pool, async (client) => {
          const now = timestamptz(await this.clock.at());
          const late = await lockLate(client, { now, graceMs, limit, only });
          ids = late.map(({ id }) => id);
          return fire(client, late, world);
        });
      });
      await this.triggers.raiseFor(changes.flatMap(({ events }) => events.map(({ event }) => event)));
      return { claimed: ids.length, fired: changes.reduce((sum, change) => sum + rungsIn(change), 0), failed: 0 };
    } catch (error) {
      const [first] = ids;
      if (!first) throw error;
      if (ids.length === 1) return this.setAside(first, error);
      const middle = Math.ceil(ids.length / 2);
      return sum(
        await this.batch(graceMs, limit, ids.slice(0, middle)),
        await this.batch(graceMs, limit, ids.slice(middle)),
      );
    }
  }

  /** Offline phones come back within thirty days; after that a key may be used anew. */
  private async forgetKeys(): Promise<void> {
    if (performance.now() - this.forgotAt < FORGET_EVERY_MS) return;
    this.forgotAt = performance.now();
    await this.pool.query(
      `DELETE FROM idempotency_key WHERE recorded_at < ${instantSql('$1')} - ${KEY_LIFE_DAYS} * interval '1 day'`,
      [timestamptz(await this.clock.at())],
    );
  }

  private async setAside(id: string, error: unknown): Promise<Swept> {
    await this.pool.query(
      `UPDATE finding SET sweep_error = $2, sweep_failures = sweep_failures + 1,
         sweep_retry_at = ${instantSql('$3')}
           + least(${FIRST_BACK_OFF_SECONDS} * power(2, least(sweep_failures, 20)), ${LONGEST_BACK_OFF_SECONDS}) * interval '1 second'
       WHERE id = $1`,
      [id, error instanceof Error ? error.message : String(error), timestamptz(await this.clock.at())],
    );
    return { ...NOTHING, claimed: 1, failed: 1 };
  }
}

async function fire(client: pg.ClientBase, late: readonly Held[], world: World): Promise<Change[]> {
  if (late.length === 0) return [];
  const changes = late.map((held) => catchUp(held, world, 'time')).sort((a, b) => (a.id < b.id ? -1 : 1));
  const stuck = changes.find(({ wakeAt, at }) => wakeAt !== null && wakeAt <= at);
  if (stuck) throw new Error(`finding ${stuck.id} wakes at ${stuck.wakeAt} and nothing is due`);
  const written = await write(client, changes);
  if (written.length !== changes.length) throw new Error('a locked finding moved');
  return changes;
}

const rungsIn = (change: Change): number =>
  change.events.filter(({ event }) => event.type === 'rung_fired' || event.type === 'reminder_repeated').length;

const sum = (one: Swept, other: Swept): Swept => ({
  claimed: one.claimed + other.claimed,
  fired: one.fired + other.fired,
  failed: one.failed + other.failed,
});
