import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Clock, instantSql, timestamptz } from '../clock';
import { readCursor, writeCursor } from '../findings/cursor';
import type { Page } from '../findings/finding-list';
import { inTransaction } from '../pool';
import type { ContextStore } from '../reference/context-store';
import { factsOf, type RecordedFact } from './facts';
import { openDoors } from './outlet-store';
import { Plan } from './plan';
import { openMessages } from './planned';
import { readersOf } from './preference-store';
import type { Told } from './told';

/** One message to one recipient; several facts of one moment share it. */
export interface InboxMessage {
  id: string;
  findingId: string;
  number: string;
  /** What it tells of, in order; a subject is an event type or a rung's code. */
  facts: { seq: number; subject: string; note: string | null }[];
  at: Instant;
  atOnce: boolean;
  unread: boolean;
}

export interface InboxOptions {
  limit: number;
  cursor?: string | null;
  unread?: boolean;
}

/** What became of a delivery, for whoever caused it. */
export interface DeliveryReport {
  id: string;
  seq: number;
  subject: string;
  role: string;
  unitId: string | null;
  state: 'queued' | 'delivered' | 'undeliverable';
  note: string | null;
  atOnce: boolean;
  notBefore: Instant;
  deliveredAt: Instant | null;
  personIds: string[];
}

/**
 * Roles are resolved when the message goes out, so that it reaches who holds the position then. A position that the unit
 * does not have is looked for above it; one of the supervising side also with whoever supervises that unit from elsewhere,
 * and where there is none, its `officer` is told. At once and out of hours the duty roster is asked; without one the unit's head is
 * told, and the message says that there was none.
 */
const DELIVER = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$1')} AS at),
  due AS MATERIALIZED (
    SELECT d.* FROM delivery d, now
    WHERE d.state = 'queued' AND d.not_before <= now.at
    ORDER BY d.not_before, d.id LIMIT $2 FOR UPDATE OF d SKIP LOCKED
  ),
  on_duty AS (
    SELECT due.id, CASE WHEN due.recipient_role = 'duty' THEN coalesce(r.officer_id, r.leader_id) ELSE r.leader_id END AS person_id
    FROM due JOIN duty_roster r ON r.unit_id = due.unit_id, now
    WHERE due.recipient_role IN ('duty', 'duty_leader') AND now.at >= r.starts_at AND now.at < r.ends_at
  ),
  sought AS (
    SELECT due.id, due.finding_id, due.recipient_role, due.unit_id, due.person_id,
      CASE WHEN recipient_role IN ('duty', 'duty_leader') THEN 'unit_head' ELSE recipient_role END AS code,
      recipient_role IN ('duty', 'duty_leader') AS without_roster,
      f.supervising_unit_id = due.unit_id AS supervises
    FROM due JOIN finding f ON f.id = due.finding_id WHERE due.id NOT IN (SELECT id FROM on_duty)
  ),
  holders AS (
    SELECT s.id, pp.person_id, s.without_roster, position.code <> s.code AS stands_in,
      rank() OVER (PARTITION BY s.id ORDER BY position.code <> s.code, home.path @> u.path DESC, nlevel(home.path) DESC) AS distance
    FROM sought s
    JOIN org_unit u ON u.id = s.unit_id
    JOIN position ON position.code = s.code OR (s.supervises AND position.code = 'officer')
    JOIN org_unit home ON home.id = position.unit_id
    JOIN person_position pp ON pp.position_id = position.id
    JOIN person p ON p.id = pp.person_id
    JOIN now ON daterange(pp.valid_from, pp.valid_to) @> (now.at AT TIME ZONE 'Asia/Shanghai')::date
    WHERE home.path @> u.path OR (s.supervises AND p.scope_path @> u.path)
  ),
  recipients AS (
    SELECT id, person_id, NULL AS note FROM on_duty
    UNION SELECT s.id, p.id, NULL FROM sought s JOIN person p ON p.id = s.person_id
    UNION SELECT s.id, p.id, NULL FROM sought s
      JOIN finding survivor ON survivor.id = s.finding_id
      JOIN finding absorbed ON absorbed.id::text IN (SELECT jsonb_array_elements_text(survivor.state -> 'absorbed'))
      JOIN person p ON p.id = absorbed.filed_by
      WHERE s.recipient_role = 'filers_absorbed'
    UNION SELECT id, person_id, CASE WHEN without_roster THEN '无值班表' WHEN stands_in THEN '无此岗位人员，由督查员代收' END
      FROM holders WHERE distance = 1
  ),
  told AS (
    INSERT INTO delivery_person (delivery_id, person_id, delivered_at)
    SELECT DISTINCT r.id, r.person_id, now.at FROM recipients r, now
    ON CONFLICT DO NOTHING
  ),
  settled AS (
    UPDATE delivery d SET delivered_at = CASE WHEN found.id IS NULL THEN NULL ELSE now.at END,
      state = CASE WHEN found.id IS NULL THEN 'undeliverable' ELSE 'delivered' END,
      note = CASE WHEN found.id IS NULL THEN '无此岗位人员' ELSE found.note END
    FROM now, due LEFT JOIN (SELECT id, max(note) AS note FROM recipients GROUP BY id) AS found ON found.id = due.id
    WHERE d.id = due.id
  )
  SELECT due.id, due.finding_id AS "findingId", due.seq, e.type AS "eventType", due.subject, due.recipient_role AS role,
    due.unit_id AS "unitId", r.person_id AS "personId", r.note, due.digest_key AS "digestKey", due.at_once AS "atOnce", due.sms,
    f.visibility, now.at
  FROM now, due
  LEFT JOIN (SELECT id, person_id, max(note) AS note FROM recipients GROUP BY id, person_id) AS r ON r.id = due.id
  JOIN finding f ON f.id = due.finding_id
  JOIN finding_event e ON e.finding_id = due.finding_id AND e.seq = due.seq
  ORDER BY due.seq, due.id`;

/** What one change tells in whichever roles is one message. */
const MESSAGE = {
  change: `split_part(d.digest_key, '/', 2)`,
  id: `d.finding_id || '/' || split_part(d.digest_key, '/', 2) || CASE WHEN d.at_once THEN '/now' ELSE '' END`,
};
/** Deliveries that a page of messages is made of: an inbox grows for years. */
const NEWEST = 500;
const SEEN = 'EXISTS (SELECT FROM inbox_seen s WHERE s.person_id = $1 AND s.delivery_id = p.delivery_id)';

/** The person's newest deliveries up to an instant; of those not seen only where that is asked. */
const newest = (until: string, unread: string): string => `
  SELECT p.delivery_id FROM delivery_person p
  WHERE p.person_id = $1 AND (${until}::timestamptz IS NULL OR p.delivered_at <= ${until}) AND NOT (${unread} AND ${SEEN})
  ORDER BY p.delivered_at DESC LIMIT ${NEWEST}`;

/** Whole messages, also where a part of one was delivered earlier. */
const INBOX = `
  SELECT ${MESSAGE.id} AS id, d.finding_id,
    array_agg(DISTINCT jsonb_build_object('seq', d.seq, 'subject', d.subject, 'note', d.note)) AS facts,
    max(p.delivered_at) AS at, bool_or(d.at_once) AS at_once, NOT bool_and(${SEEN}) AS unread
  FROM (SELECT DISTINCT d.finding_id, ${MESSAGE.change} AS change, d.at_once
    FROM newest JOIN delivery d ON d.id = newest.delivery_id) AS m
  JOIN delivery d ON d.finding_id = m.finding_id AND ${MESSAGE.change} = m.change AND d.at_once = m.at_once
  JOIN delivery_person p ON p.delivery_id = d.id AND p.person_id = $1
  GROUP BY 1, 2`;

const MOST_COUNTED = 100;

/** Messages to positions and people; here they go into the inbox, other channels draw on the same rows. */
export class DeliveryStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly context: Pick<ContextStore, 'current'>,
  ) {}

  /** Resolves recipients, fills their inboxes and plans what goes out beside; answers how many deliveries were dealt with. */
  async deliverDue(limit: number): Promise<number> {
    const at = timestamptz(await this.clock.at());
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<Told>(DELIVER, [at, limit]);
      if (rows.length > 0) await this.plan(client, rows);
      return new Set(rows.map(({ id }) => id)).size;
    });
  }

  private async plan(client: pg.ClientBase, told: readonly Told[]): Promise<void> {
    const doors = await openDoors(client);
    if (doors.length === 0 && told.every(({ personId }) => personId !== null)) return;
    const people = told.flatMap(({ personId }) => personId ?? []);
    const readers = await readersOf(client, doors.length > 0 ? people : []);
    const { calendar } = await this.context.current();
    const plan = new Plan(doors, { of: (id) => readers.get(id) }, calendar);
    await openMessages(client, plan.of(told), told[0]!.at);
  }

  /** Newest first. @throws BadCursor */
  async inbox(personId: string, { limit, cursor = null, unread = false }: InboxOptions): Promise<Page<InboxMessage>> {
    const after = cursor === null ? null : readCursor(cursor);
    const { rows } = await this.pool.query<InboxMessage & { older: boolean }>(
      `WITH newest AS MATERIALIZED (${newest('$3', '$5')})
       SELECT i.id, i.finding_id AS "findingId", f.number, i.facts, i.at, i.at_once AS "atOnce", i.unread,
         (SELECT count(*) FROM newest) = ${NEWEST} AS older
       FROM (${INBOX}) AS i JOIN finding f ON f.id = i.finding_id
       WHERE ($3::timestamptz IS NULL OR (i.at, i.id) < ($3, $4))
       ORDER BY i.at DESC, i.id DESC LIMIT $2`,
      [personId, limit + 1, timestamptz(after?.at ?? null), after?.id ?? null, unread],
    );
    const page = rows.slice(0, limit).map(({ older: _, ...message }) => message);
    const last = page.at(-1);
    const more = rows.length > limit || rows.some(({ older }) => older);
    return { rows: page, next: more && last ? writeCursor(last) : null };
  }

  /** At most a hundred are counted. */
  async unread(personId: string): Promise<number> {
    const { rows } = await this.pool.query<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT DISTINCT ${MESSAGE.id} FROM (${newest('NULL', 'true')}) AS newest
         JOIN delivery d ON d.id = newest.delivery_id LIMIT ${MOST_COUNTED}) AS counted`,
      [personId],
    );
    return rows[0]!.n;
  }

  /** Marks these, or all, for the person alone. */
  async markSeen(personId: string, ids: readonly string[] | null): Promise<void> {
    await this.pool.query(
      `INSERT INTO inbox_seen (person_id, delivery_id)
       SELECT $1, d.id FROM delivery_person p JOIN delivery d ON d.id = p.delivery_id
       WHERE p.person_id = $1 AND ($2::text[] IS NULL OR ${MESSAGE.id} = ANY($2))
       ON CONFLICT DO NOTHING`,
      [personId, ids],
    );
  }

  facts(keys: readonly { findingId: string; seq: number }[]): Promise<RecordedFact[]> {
    return factsOf(this.pool, keys);
  }

  async ofFinding(findingId: string): Promise<DeliveryReport[]> {
    const { rows } = await this.pool.query<DeliveryReport>(
      `SELECT id, seq, subject, recipient_role AS role, unit_id AS "unitId", state, note, at_once AS "atOnce",
         not_before AS "notBefore", delivered_at AS "deliveredAt",
         ARRAY(SELECT person_id FROM delivery_person WHERE delivery_id = d.id ORDER BY person_id) AS "personIds"
       FROM delivery d WHERE finding_id = $1 ORDER BY seq, id`,
      [findingId],
    );
    return rows;
  }
}
