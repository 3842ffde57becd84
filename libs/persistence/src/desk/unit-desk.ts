import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Clock, instantSql, timestamptz } from '../clock';
import { Parameters, scopeSql } from '../findings/scope-sql';
import type { RowScope } from '../findings/finding-list';
import { OPEN_PLEAS } from './open-pleas-sql';

/** What a unit asked or handed in and the office has not answered. */
export interface Unanswered {
  findingId: string;
  number: string;
  description: string;
  kind: 'return' | 'extension' | 'suspension' | 'reason' | 'verify' | 'review';
  askedAt: Instant;
  /** By the office's own clock. */
  replyDueAt: Instant | null;
  /** Minutes past it; 0 while there is time. */
  lateMinutes: number;
}

export interface InTimeRecord {
  judged: number;
  inTime: number;
}

const MOST = 200;

/** 单位页: the office's lateness shown to the units that wait for it. */
export class UnitDesk {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** The longest overdue first. */
  async unanswered(unitId: string, scope: RowScope): Promise<Unanswered[]> {
    const parameters = new Parameters();
    const now = instantSql(parameters.place(timestamptz(await this.clock.at())));
    const unit = parameters.place(unitId);
    const requests = (
      [
        ['return_request', 'return', 'return_ruling'],
        ['extension', 'extension', 'extension_reply'],
        ['suspension_request', 'suspension', 'suspension_reply'],
      ] as const
    ).map(
      ([table, kind, clock]) => `
        SELECT q.finding_id, '${kind}' AS kind, q.asked_at, coalesce(c.due_at, q.reply_due_at) AS due_at FROM ${table} q
        JOIN assignment a ON a.finding_id = q.finding_id AND a.id = q.line_id AND a.unit_id = ${unit}
        LEFT JOIN clock c ON c.finding_id = q.finding_id AND c.kind = '${clock}' AND c.of_id = q.id
        WHERE q.status = 'open'`,
    );
    const { rows } = await this.pool.query<Unanswered>(
      `WITH asked AS (
         ${requests.join(' UNION ALL ')}
         UNION ALL
         SELECT s.finding_id, 'verify', s.submitted_at, c.due_at FROM submission s
         JOIN finding h ON h.id = s.finding_id AND h.status = 'submitted'
         LEFT JOIN clock c ON c.finding_id = s.finding_id AND c.kind = 'verify' AND NOT c.stopped
         WHERE s.unit_id = ${unit} AND s.outcome = 'pending' AND s.submitted_at IS NOT NULL
         UNION ALL
         SELECT f.id, 'reason', to_timestamp((p ->> 'at')::bigint / 1000), NULL FROM assignment a
         JOIN finding f ON f.id = a.finding_id AND f.status IN ('assigned', 'rectifying')
         CROSS JOIN ${OPEN_PLEAS} AND p ->> 'lineId' = a.id AND a.unit_id = ${unit} AND a.status = 'open'
         UNION ALL
         SELECT c.finding_id, 'review', c.anchor_at, c.due_at FROM clock c
         JOIN assignment a ON a.finding_id = c.finding_id AND a.unit_id = ${unit}
         WHERE c.kind = 'review_decision' AND NOT c.stopped
       ), first AS (
         SELECT DISTINCT asked.*, greatest(0, coalesce(
           floor(extract(epoch FROM date_trunc('minute', ${now}) - asked.due_at) / 60), 0))::int AS late
         FROM asked JOIN finding f ON f.id = asked.finding_id WHERE ${scopeSql(scope, parameters)}
         ORDER BY late DESC, asked_at, finding_id LIMIT ${MOST})
       SELECT f.id AS "findingId", f.number, f.state ->> 'description' AS description, first.kind, first.asked_at AS "askedAt",
         first.due_at AS "replyDueAt", late AS "lateMinutes"
       FROM first JOIN finding f ON f.id = first.finding_id ORDER BY first.late DESC, first.asked_at, first.finding_id`,
      parameters.values,
    );
    return rows;
  }

  /** What the unit handed in since then, by the verdicts that stand. */
  async record(unitId: string, since: Instant, scope: RowScope): Promise<InTimeRecord> {
    const parameters = new Parameters();
    const { rows } = await this.pool.query<InTimeRecord>(
      `SELECT count(*) AS judged, count(*) FILTER (WHERE s.in_time) AS "inTime" FROM (
         SELECT DISTINCT ON (b.finding_id, b.cycle) b.finding_id, b.in_time FROM submission b
         WHERE b.unit_id = ${parameters.place(unitId)} AND b.submitted_at >= ${parameters.place(timestamptz(since))}
           AND b.in_time IS NOT NULL AND b.outcome <> 'withdrawn'
         ORDER BY b.finding_id, b.cycle, b.submitted_at DESC) AS s
       JOIN finding f ON f.id = s.finding_id WHERE ${scopeSql(scope, parameters)}`,
      parameters.values,
    );
    return rows[0]!;
  }
}
