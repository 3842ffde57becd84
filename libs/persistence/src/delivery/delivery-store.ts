import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Clock, instantSql, timestamptz } from '../clock';

/** One message to one recipient; several facts of one moment share it. */
export interface InboxMessage {
  findingId: string;
  number: string;
  /** Event types or rung codes that it tells of, in order. */
  subjects: string[];
  at: Instant;
  atOnce: boolean;
}

/** What became of a message, for whoever caused it. */
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
    UNION SELECT id, person_id, CASE WHEN without_roster THEN '无值班表' WHEN stands_in THEN '无此岗位人员, 由督查员代收' END
      FROM holders WHERE distance = 1
  ),
  told AS (
    INSERT INTO delivery_person (delivery_id, person_id, delivered_at)
    SELECT DISTINCT r.id, r.person_id, now.at FROM recipients r, now
    ON CONFLICT DO NOTHING
  )
  UPDATE delivery d SET delivered_at = CASE WHEN found.id IS NULL THEN NULL ELSE now.at END,
    state = CASE WHEN found.id IS NULL THEN 'undeliverable' ELSE 'delivered' END,
    note = CASE WHEN found.id IS NULL THEN '无此岗位人员' ELSE found.note END
  FROM now, due LEFT JOIN (SELECT id, max(note) AS note FROM recipients GROUP BY id) AS found ON found.id = due.id
  WHERE d.id = due.id`;

/** Messages to positions and people; here they go into the inbox, other channels draw on the same rows. */
export class DeliveryStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Resolves recipients and delivers what may be delivered now; answers how many messages were dealt with. */
  async deliverDue(limit: number): Promise<number> {
    const { rowCount } = await this.pool.query(DELIVER, [timestamptz(await this.clock.at()), limit]);
    return rowCount ?? 0;
  }

  /** Newest first. */
  async inbox(personId: string, limit: number): Promise<InboxMessage[]> {
    const { rows } = await this.pool.query<InboxMessage>(
      `SELECT d.finding_id AS "findingId", f.number, array_agg(d.subject ORDER BY d.seq) AS subjects,
         max(p.delivered_at) AS at, bool_or(d.at_once) AS "atOnce"
       FROM delivery_person p JOIN delivery d ON d.id = p.delivery_id JOIN finding f ON f.id = d.finding_id
       WHERE p.person_id = $1
       GROUP BY d.digest_key, d.finding_id, f.number ORDER BY at DESC LIMIT $2`,
      [personId, limit],
    );
    return rows;
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
