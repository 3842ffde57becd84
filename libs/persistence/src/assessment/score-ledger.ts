import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Period, reversalOf, type ScoreEntry, toBook } from '#domain';
import { timestamptz } from '../clock';

/** "dubsco" in ASCII: one writer of the ledger at a time. */
const LEDGER_LOCK = 0x64756273636fn;

export interface BookedEntry extends ScoreEntry {
  bookedAt: Instant;
}

const ENTRY = `id, cites, finding_id AS "findingId", unit_id AS "unitId", role, rule, rule_version AS "ruleVersion",
  points::float8 AS points, occurred_at AS "occurredAt", reverses, booked_at AS "bookedAt"`;

/** 得分台账: appended only; what no longer stands is undone by a counter-entry. */
export class ScoreLedger {
  constructor(private readonly pool: pg.Pool) {}

  /** Of a period, in the order in which they were booked. */
  async entries({ from, to }: Period, unitId: string | null = null): Promise<BookedEntry[]> {
    const { rows } = await this.pool.query<BookedEntry>(
      `SELECT ${ENTRY} FROM score_event
       WHERE occurred_at >= $1 AND occurred_at < $2 AND ($3::text IS NULL OR unit_id = $3) ORDER BY ordinal`,
      [timestamptz(from), timestamptz(to), unitId],
    );
    return rows;
  }

  /** Appends what makes the period's sums those of `reckoned`; answers how many lines. */
  async book(
    client: pg.ClientBase,
    { from, to }: Period,
    reckoned: readonly ScoreEntry[],
    because: string,
    at: Instant,
  ): Promise<number> {
    await lockLedger(client);
    const { rows } = await client.query<ScoreEntry>(
      `SELECT ${ENTRY} FROM score_event WHERE occurred_at >= $1 AND occurred_at < $2 ORDER BY ordinal`,
      [timestamptz(from), timestamptz(to)],
    );
    return append(client, toBook(rows, reckoned, because), at);
  }

  /** 冲销: undoes the entry that the appeal was against, where it still stands. */
  async reverse(
    client: pg.ClientBase,
    { cites, rule, unitId }: ScoreEntry,
    because: string,
    at: Instant,
  ): Promise<void> {
    await lockLedger(client);
    const { rows } = await client.query<ScoreEntry>(
      `SELECT ${ENTRY} FROM score_event e WHERE cites = $1 AND rule = $2 AND unit_id = $3 AND reverses IS NULL
         AND NOT EXISTS (SELECT FROM score_event r WHERE r.reverses = e.id) ORDER BY ordinal`,
      [cites, rule, unitId],
    );
    await append(
      client,
      rows.map((one) => reversalOf(one, because)),
      at,
    );
  }
}

const lockLedger = (client: pg.ClientBase): Promise<unknown> =>
  client.query('SELECT pg_advisory_xact_lock($1)', [String(LEDGER_LOCK)]);

async function append(client: pg.ClientBase, entries: readonly ScoreEntry[], at: Instant): Promise<number> {
  if (entries.length === 0) return 0;
  const rows = entries.map((one) => ({
    id: one.id,
    cites: one.cites,
    finding_id: one.findingId,
    unit_id: one.unitId,
    role: one.role,
    rule: one.rule,
    rule_version: one.ruleVersion,
    points: one.points,
    occurred_at: timestamptz(one.occurredAt),
    reverses: one.reverses,
  }));
  await client.query(
    `INSERT INTO score_event (id, cites, finding_id, unit_id, role, rule, rule_version, points, occurred_at, reverses,
       booked_at)
     SELECT id, cites, finding_id, unit_id, role, rule, rule_version, points, occurred_at, reverses, $2
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, cites text, finding_id uuid, unit_id text, role text, rule text,
       rule_version int, points numeric, occurred_at timestamptz, reverses text)`,
    [JSON.stringify(rows), timestamptz(at)],
  );
  return rows.length;
}
