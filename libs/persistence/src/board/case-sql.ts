import { timestamptz } from '../clock';
import type { Parameters } from '../findings/scope-sql';
import { undoneSql } from '../findings/undone-sql';
import type { Figure, FigureAsked } from './figures';

/** Instants as SQL writes them. */
export interface Window {
  from: string;
  to: string;
  asOf: string;
}

/** Conditions on a row of {@link caseSql}. One definition serves the board's number and the list behind it. */
const CONDITIONS: Record<Figure, (window: Window) => string> = {
  filed: ({ from, to }) => `c.valid AND c.filed_at >= ${from} AND c.filed_at < ${to}`,
  closed: ({ from, to }) => `c.valid AND c.closed_at >= ${from} AND c.closed_at < ${to}`,
  open: () => 'c.open',
  overdue: () => 'c.open AND c.overdue',
  suspended: () => 'c.open AND c.suspended',
  red: () => 'c.open AND c.red',
  due: dueIn,
  on_time: (window) => `${dueIn(window)} AND c.in_time`,
  at_discover: () => `c.open AND c.status = 'filed'`,
  at_assign: () => `c.open AND c.status IN ('registered', 'assigned')`,
  at_supervise: () => `c.open AND c.status = 'rectifying'`,
  at_feedback: () => `c.open AND c.status = 'submitted'`,
  at_close: () => `c.open AND c.status IN ('verified', 'publicizing')`,
};

/** 应结案 − 缓办, of units that we may order. */
function dueIn({ from, to, asOf }: Window): string {
  return `c.valid AND c.scored AND NOT c.suspended AND c.due_at >= ${from} AND c.due_at < ${to}
    AND (c.in_time OR NOT c.with_unit OR c.due_at < date_trunc('minute', ${asOf}))`;
}

export const conditionOf = (code: Figure, window: Window): string => `(${CONDITIONS[code](window)})`;

/** Condition on `finding f`: the figure counts it. */
export function figureSql({ code, from, to, asOf }: FigureAsked, parameters: Parameters): string {
  const at = `${parameters.place(timestamptz(asOf))}::timestamptz`;
  const window = {
    asOf: at,
    from: `${parameters.place(timestamptz(from))}::timestamptz`,
    to: `${parameters.place(timestamptz(to))}::timestamptz`,
  };
  // Every parameter of a statement must be used.
  const used = `${window.from} <= ${window.to}`;
  // Reckoned once, for all cases together.
  return `f.id = ANY (ARRAY(WITH c AS MATERIALIZED (${caseSql(at, 'true')})
    SELECT c.id FROM c WHERE ${used} AND ${conditionOf(code, window)}))`;
}

/**
 * Every case as it stood at `asOf`, out of what is recorded with its instant: filing, submissions and their verdicts,
 * suspensions, slips, status events. So the same instant gives the same numbers later, save for what is put right
 * backwards (an outage excused, a case merged or voided is no longer counted).
 */
export const caseSql = (asOf: string, condition: string): string => `
  SELECT x.*, x.valid AND x.status NOT IN ('written_off', 'archived', 'transferred') AS open,
    x.with_unit AND NOT x.suspended AND x.due_at < date_trunc('minute', ${asOf}) AS overdue
  FROM (
    SELECT f.id, f.lead_unit_id, f.category_code, f.street_id, f.community_id, f.filed_at, f.visibility, s.status,
      s.status NOT IN ('dismissed', 'voided', 'merged') AS valid,
      coalesce(u.relation = 'commanded', false) AS scored,
      s.status IN ('assigned', 'rectifying') AS with_unit,
      w.closed_at,
      p.finding_id IS NOT NULL AND s.status IN ('assigned', 'rectifying') AS suspended,
      CASE WHEN s.status IN ('assigned', 'rectifying') THEN coalesce(later.due_at, f.overdue_after)
        ELSE judged.due_at END AS due_at,
      s.status NOT IN ('assigned', 'rectifying') AND coalesce(judged.in_time, false) AS in_time,
      CASE WHEN f.head_at <= ${asOf} THEN f.colour = 'red'
        ELSE EXISTS (SELECT FROM notice n WHERE n.finding_id = f.id AND n.colour = 'red' AND n.written_at <= ${asOf}
          AND n.life <> 'withdrawn') END IS TRUE AS red
    FROM finding f
    CROSS JOIN LATERAL (SELECT CASE WHEN f.head_at <= ${asOf} THEN f.status ELSE (${statusSql(asOf)}) END AS status
      OFFSET 0) AS s
    LEFT JOIN org_unit u ON u.id = f.lead_unit_id
    LEFT JOIN (SELECT e.finding_id, max(e.effective_at) AS closed_at FROM finding_event e
      WHERE e.type = 'written_off' AND e.effective_at <= ${asOf} AND NOT ${undoneSql(asOf)}
      GROUP BY e.finding_id) AS w ON w.finding_id = f.id
    LEFT JOIN (SELECT DISTINCT finding_id FROM suspension
      WHERE since <= ${asOf} AND (ended_at IS NULL OR ended_at > ${asOf})) AS p ON p.finding_id = f.id
    LEFT JOIN (SELECT DISTINCT ON (b.finding_id) b.finding_id, b.due_at, b.in_time FROM submission b
      WHERE b.submitted_at <= ${asOf} AND b.in_time IS NOT NULL AND b.outcome <> 'withdrawn'
        AND NOT EXISTS (SELECT FROM verification v WHERE v.finding_id = b.finding_id AND v.submission_id = b.id
          AND v.outcome = 'failed' AND v.at <= ${asOf})
      ORDER BY b.finding_id, b.submitted_at DESC) AS judged ON judged.finding_id = f.id
    LEFT JOIN (SELECT DISTINCT ON (b.finding_id) b.finding_id, b.due_at FROM submission b
      WHERE b.submitted_at > ${asOf} AND b.due_at IS NOT NULL
      ORDER BY b.finding_id, b.submitted_at) AS later ON later.finding_id = f.id
    WHERE f.filed_at <= ${asOf} AND f.visibility <> 'sealed' AND ${condition}
  ) AS x WHERE x.status IS NOT NULL`;

/** The status that the last event up to then had led to; only what has moved since is asked for it. */
const statusSql = (asOf: string): string => `
  SELECT CASE e.type
      WHEN 'opened' THEN e.body::jsonb #>> '{event,status}'
      WHEN 'recalled' THEN 'registered' WHEN 'return_upheld' THEN 'registered' WHEN 'transfer_refused' THEN 'registered'
      WHEN 'line_signed' THEN 'rectifying' WHEN 'verification_failed' THEN 'rectifying'
      WHEN 'objection_upheld' THEN 'rectifying' WHEN 'look_back_failed' THEN 'rectifying'
      WHEN 'witnessed' THEN 'verified' WHEN 'publicity_opened' THEN 'publicizing'
      WHEN 'write_off_rejected' THEN e.body::jsonb #>> '{event,to}'
      ELSE e.type END
  FROM finding_event e
  WHERE e.finding_id = f.id AND e.recorded_at <= ${asOf} AND NOT ${undoneSql(asOf)}
    AND (e.type IN ('filed', 'opened', 'registered', 'dismissed', 'assigned', 'recalled', 'submitted', 'witnessed',
        'verified', 'verification_failed', 'write_off_rejected', 'publicity_opened', 'objection_upheld', 'written_off',
        'look_back_failed', 'archived', 'transferred', 'transfer_refused', 'voided', 'merged')
      OR (e.type = 'return_upheld' AND e.body::jsonb #>> '{event,outcome}' = 'reassign')
      OR (e.type = 'line_signed' AND EXISTS (SELECT FROM assignment a
        WHERE a.finding_id = f.id AND a.id = e.body::jsonb #>> '{event,lineId}' AND a.role = 'lead'
          AND a.parent_id IS NULL)))
  ORDER BY e.seq DESC LIMIT 1`;
