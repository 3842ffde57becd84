import type pg from 'pg';
import type { Instant } from '#calendar';
import { timestamptz } from '../clock';
import { filterSql } from '../findings/filter-sql';
import type { FindingFilter, RowScope } from '../findings/finding-list';
import { Parameters, scopeSql } from '../findings/scope-sql';
import { caseSql, conditionOf, type Window } from './case-sql';
import { type Figure, FIGURES } from './figures';

export interface BoardAsked {
  filter: FindingFilter;
  from: Instant;
  to: Instant;
  /** First instants of the day and of the month of `asOf`. */
  today: Instant;
  month: Instant;
  asOf: Instant;
  trendBy: 'day' | 'week' | 'month';
  /** Of the red ones so many are named, out of what the viewer may see. */
  red: { most: number; scope: RowScope };
}

/** What a group of cases comes to. */
export interface GroupTally {
  /** Null where the cases do not say. */
  key: string | null;
  filed: number;
  open: number;
  overdue: number;
  due: number;
  onTime: number;
}

export interface TrendPoint {
  date: string;
  filed: number;
  closed: number;
  due: number;
  onTime: number;
}

export interface BoardTallies {
  figures: Record<Figure | 'filed_today' | 'closed_today' | 'filed_month' | 'closed_month', number>;
  /** Of what is counted, how many are of limited visibility. */
  limited: number;
  units: GroupTally[];
  categories: GroupTally[];
  streets: GroupTally[];
  trend: TrendPoint[];
  hotspots: { communityId: string; categoryCode: string; findings: number }[];
  /** Ids of the red ones, by their due. */
  red: string[];
}

const GROUPS = { units: 'lead_unit_id', categories: 'category_code', streets: 'street_id' } as const;
/** So many of a kind in one community are a 热点. */
const HOT = 3;
const HOTTEST = 10;

/** The figures of a board, each by the condition that its list uses too. */
export class BoardStore {
  constructor(private readonly pool: pg.Pool) {}

  async tallies({ filter, ...asked }: BoardAsked, scope: RowScope): Promise<BoardTallies> {
    const parameters = new Parameters();
    const at = (instant: Instant): string => `${parameters.place(timestamptz(instant))}::timestamptz`;
    const asOf = at(asked.asOf);
    const window = { from: at(asked.from), to: at(asked.to), asOf };
    const today = { ...window, from: at(asked.today), to: at(asked.asOf + 1) };
    const month = { ...today, from: at(asked.month) };
    const conditions = [scopeSql(scope, parameters), ...filterSql(filter, asOf, parameters)].join(' AND ');
    const count = (code: Figure, within = window): string => `count(*) FILTER (WHERE ${conditionOf(code, within)})`;
    const figures = [
      ...FIGURES.map((code) => `'${code}', ${count(code)}`),
      `'filed_today', ${count('filed', today)}, 'closed_today', ${count('closed', today)}`,
      `'filed_month', ${count('filed', month)}, 'closed_month', ${count('closed', month)}`,
    ];
    const groups = Object.entries(GROUPS).map(
      ([name, column]) => `'${name}', coalesce((SELECT json_agg(g) FROM (
        SELECT c.${column} AS key, ${count('filed')} AS filed, ${count('open')} AS open, ${count('overdue')} AS overdue,
          ${count('due')} AS due, ${count('on_time')} AS "onTime"
        FROM cases c GROUP BY c.${column} ORDER BY c.${column}) AS g), '[]')`,
    );
    const { rows } = await this.pool.query<{ board: BoardTallies }>(
      `WITH cases AS MATERIALIZED (${caseSql(asOf, conditions)})
       SELECT json_build_object(
         'figures', (SELECT json_build_object(${figures.join(', ')}) FROM cases c),
         'limited', (SELECT count(*) FROM cases c WHERE c.visibility = 'limited'),
         ${groups.join(', ')},
         'trend', ${trendSql(asked.trendBy, window)},
         'hotspots', ${hotspotsSql(window)},
         'red', coalesce((SELECT json_agg(r.id) FROM (
           SELECT c.id FROM cases c JOIN finding f ON f.id = c.id
           WHERE ${conditionOf('red', window)} AND ${scopeSql(asked.red.scope, parameters)}
           ORDER BY f.due_at, f.id LIMIT ${parameters.place(asked.red.most)}) AS r), '[]')) AS board`,
      parameters.values,
    );
    return rows[0]!.board;
  }

  /** 批示 without an answer on what is open, the oldest first. */
  async openInstructions(scope: RowScope, limit: number): Promise<OpenInstruction[]> {
    const parameters = new Parameters();
    const { rows } = await this.pool.query<OpenInstruction>(
      `SELECT i.finding_id AS "findingId", f.number, i.id, i.text, i.to_unit_id AS "toUnitId", i.at,
         (SELECT c.due_at FROM clock c WHERE c.finding_id = f.id AND c.kind = 'instruction_reply' AND c.of_id = i.id
           AND NOT c.stopped) AS "dueAt", i.by_person AS "byPerson"
       FROM instruction i JOIN finding f ON f.id = i.finding_id
       WHERE i.replied_at IS NULL AND NOT f.terminal AND ${scopeSql(scope, parameters)}
       ORDER BY i.at, i.finding_id, i.id LIMIT ${parameters.place(limit)}`,
      parameters.values,
    );
    return rows;
  }

  /** The latest mended cases that have a photo of before and one of after the same defect, without a flag. */
  async latestPairs(scope: RowScope, limit: number): Promise<{ findingId: string; before: string; after: string }[]> {
    const parameters = new Parameters();
    const { rows } = await this.pool.query<{ findingId: string; before: string; after: string }>(
      `SELECT f.id AS "findingId", p.before, p.after FROM finding f
       CROSS JOIN LATERAL (
         SELECT b.sha256 AS before, a.sha256 AS after FROM finding_evidence b
         JOIN finding_evidence a ON a.finding_id = b.finding_id AND a.defect = b.defect AND a.role = 'after'
           AND a.sha256 <> b.sha256
         WHERE b.finding_id = f.id AND b.role = 'before' AND NOT a.flags ? 'near_duplicate'
         ORDER BY a.attached_at DESC, a.sha256, b.sha256 LIMIT 1) AS p
       WHERE f.status IN ('verified', 'publicizing', 'written_off', 'archived') AND ${scopeSql(scope, parameters)}
       ORDER BY f.head_at DESC, f.id LIMIT ${parameters.place(limit)}`,
      parameters.values,
    );
    return rows;
  }
}

/** An instruction that nobody has answered. */
export interface OpenInstruction {
  findingId: string;
  number: string;
  id: string;
  text: string;
  toUnitId: string | null;
  at: Instant;
  dueAt: Instant | null;
  byPerson: string;
}

function trendSql(by: BoardAsked['trendBy'], window: Window): string {
  const on = (instant: string): string =>
    `to_char(date_trunc('${by}', ${instant} AT TIME ZONE 'Asia/Shanghai'), 'YYYY-MM-DD')`;
  const series = (code: Figure, name: string, instant: string): string =>
    `SELECT ${on(instant)} AS date, '${name}' AS name FROM cases c WHERE ${conditionOf(code, window)}`;
  const sum = (name: string): string => `count(*) FILTER (WHERE name = '${name}') AS "${name}"`;
  return `coalesce((SELECT json_agg(t ORDER BY t.date) FROM (
    SELECT date, ${['filed', 'closed', 'due', 'onTime'].map(sum).join(', ')} FROM (
      ${[
        series('filed', 'filed', 'c.filed_at'),
        series('closed', 'closed', 'c.closed_at'),
        series('due', 'due', 'c.due_at'),
        series('on_time', 'onTime', 'c.due_at'),
      ].join(' UNION ALL ')}
    ) AS p GROUP BY date) AS t), '[]')`;
}

const hotspotsSql = (window: Window): string => `coalesce((SELECT json_agg(h) FROM (
    SELECT c.community_id AS "communityId", c.category_code AS "categoryCode", count(*) AS findings FROM cases c
    WHERE ${conditionOf('filed', window)} AND c.community_id IS NOT NULL AND c.category_code IS NOT NULL
    GROUP BY 1, 2 HAVING count(*) >= ${HOT} ORDER BY count(*) DESC, 1, 2 LIMIT ${HOTTEST}) AS h), '[]')`;
