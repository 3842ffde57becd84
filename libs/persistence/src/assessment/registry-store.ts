import type pg from 'pg';
import {
  decideRegistry,
  evolveRegistry,
  type RegistryCommand,
  type RegistryEntry,
  type RegistryEvent,
  type RegistryRefusal,
} from '#domain';
import { type Clock, timestamptz } from '../clock';
import { readNow } from '../now';
import { inTransaction } from '../pool';
import type { ContextStore } from '../reference/context-store';
import type { RulebookStore } from './rulebook-store';

export class RegistryRefused extends Error {
  constructor(readonly refusal: RegistryRefusal) {
    super(refusal);
  }
}

export interface CreditEntry extends RegistryEntry {
  /** What happened to it, in order. */
  events: RegistryEvent[];
}

/** 诚信档案: each entry is a life of its own, appended event by event. */
export class RegistryStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly context: ContextStore,
    private readonly rulebooks: RulebookStore,
  ) {}

  /** @throws RegistryRefused */
  async act(id: string, command: RegistryCommand, by: string): Promise<RegistryEntry | null> {
    const [at, { calendar }, { policy }] = await Promise.all([
      readNow(this.pool, this.clock),
      this.context.current(),
      this.rulebooks.current(),
    ]);
    return inTransaction(this.pool, async (client) => {
      // One that is not there yet has no row to lock.
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
      const events = await eventsOf(client, [id]);
      const entry = fold(events.get(id) ?? []);
      if (!entry && command.type !== 'notice') return null;
      const decision = decideRegistry(entry, command, by, at, { calendar, rules: policy.property.credit });
      if (!decision.ok) throw new RegistryRefused(decision.refusal);
      const after = evolveRegistry(entry, decision.event);
      await write(client, after, decision.event);
      return after;
    });
  }

  /** Entries whose validity has run out by now are removed; answers how many. */
  async expire(): Promise<number> {
    const at = await readNow(this.pool, this.clock);
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT id FROM credit_record WHERE status IN ('published', 'objected', 'repairing')
         AND expires_on <= ($1::timestamptz AT TIME ZONE 'Asia/Shanghai')::date ORDER BY id`,
      [timestamptz(at)],
    );
    let expired = 0;
    for (const { id } of rows) expired += await this.expireOne(id);
    return expired;
  }

  /** 0 where a repair or an objection took it away meanwhile. */
  private async expireOne(id: string): Promise<number> {
    try {
      return (await this.act(id, { type: 'expire' }, '')) ? 1 : 0;
    } catch (error) {
      if (error instanceof RegistryRefused) return 0;
      throw error;
    }
  }

  async find(id: string): Promise<CreditEntry | null> {
    return (await this.list([id], null))[0] ?? null;
  }

  async ofCompany(companyId: string): Promise<CreditEntry[]> {
    return this.list(null, companyId);
  }

  async all(): Promise<CreditEntry[]> {
    return this.list(null, null);
  }

  private async list(ids: readonly string[] | null, companyId: string | null): Promise<CreditEntry[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT id FROM credit_record WHERE ($1::text[] IS NULL OR id = ANY($1)) AND ($2::text IS NULL OR company_id = $2)
       ORDER BY noticed_at DESC, id LIMIT 500`,
      [ids, companyId],
    );
    const found = rows.map(({ id }) => id);
    const events = await eventsOf(this.pool, found);
    return found.map((id) => ({ ...fold(events.get(id)!)!, events: events.get(id)! }));
  }
}

const fold = (events: readonly RegistryEvent[]): RegistryEntry | null =>
  events.reduce<RegistryEntry | null>(evolveRegistry, null);

async function eventsOf(
  client: pg.ClientBase | pg.Pool,
  ids: readonly string[],
): Promise<Map<string, RegistryEvent[]>> {
  const { rows } = await client.query<{ id: string; body: RegistryEvent }>(
    'SELECT record_id AS id, body FROM credit_event WHERE record_id = ANY($1) ORDER BY record_id, seq',
    [ids],
  );
  const events = new Map<string, RegistryEvent[]>();
  for (const { id, body } of rows) events.set(id, [...(events.get(id) ?? []), body]);
  return events;
}

async function write(client: pg.ClientBase, entry: RegistryEntry, event: RegistryEvent): Promise<void> {
  const { id, companyId, projectId, status, points, effectiveFrom, expiresOn, noticedAt } = entry;
  const { rows } = await client.query<{ seq: number }>(
    `INSERT INTO credit_record AS c (id, company_id, project_id, status, points, effective_from, expires_on, head_seq,
       noticed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, effective_from = excluded.effective_from,
       expires_on = excluded.expires_on, head_seq = c.head_seq + 1
     RETURNING head_seq AS seq`,
    [id, companyId, projectId, status, points, effectiveFrom, expiresOn, timestamptz(noticedAt)],
  );
  await client.query(
    'INSERT INTO credit_event (record_id, seq, type, at, by_person, body) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, rows[0]!.seq, event.type, timestamptz(event.at), event.by, JSON.stringify(event)],
  );
}
