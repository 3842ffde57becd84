import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Finding, ListMeasure, SelfCheckTask, Sibling } from '#domain';
import { type Clock, timestamptz } from '../clock';
import { type RowScope } from '../findings/finding-list';
import { Parameters, scopeSql } from '../findings/scope-sql';
import { undoneSql } from '../findings/undone-sql';
import { readNow } from '../now';

export interface ListHead {
  id: string;
  title: string;
  supervisingUnitId: string;
  openedAt: Instant;
}

/** One measure 整改措施 of a list, as it stands. */
export interface ListedFinding {
  findingId: string;
  number: string;
  ordinal: number;
  category: string;
  item: string;
  problem: string;
  claim: '照单全收' | '主动认领' | '举一反三';
  description: string;
  status: Finding['status'];
  unitId: string | null;
  dueAt: Instant | null;
  overdue: boolean;
  leader: string | null;
  officer: string | null;
  milestones: { name: string; date: string }[];
  revision: number;
  state: Finding;
}

/** 自查任务 as it stands. */
export interface SelfCheck {
  id: string;
  findingId: string;
  unitId: string;
  categoryCode: string;
  task: string;
  due: string;
  supervisingUnitId: string;
  askedAt: Instant;
  answeredAt: Instant | null;
  answer: string | null;
  found: number | null;
}

const SELF_CHECK = `s.id, s.finding_id AS "findingId", s.unit_id AS "unitId", s.category_code AS "categoryCode", s.task,
  s.due, s.supervising_unit_id AS "supervisingUnitId", s.asked_at AS "askedAt", s.answered_at AS "answeredAt",
  s.answer, s.found`;

/** 问题清单 with their history, and what others look for at home because of a finding (举一反三). */
export class ListStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  async isKnown(id: string): Promise<boolean> {
    return (await this.pool.query('SELECT FROM issue_list WHERE id = $1', [id])).rowCount === 1;
  }

  /** Lists of which the viewer may see something. */
  async heads(scope: RowScope): Promise<ListHead[]> {
    const parameters = new Parameters();
    const { rows } = await this.pool.query<ListHead>(
      `SELECT l.id, l.title, l.supervising_unit_id AS "supervisingUnitId", l.opened_at AS "openedAt" FROM issue_list l
       WHERE EXISTS (SELECT FROM finding f WHERE f.list_id = l.id AND ${scopeSql(scope, parameters)})
       ORDER BY l.opened_at DESC, l.id LIMIT 100`,
      parameters.values,
    );
    return rows;
  }

  async measures(listId: string, scope: RowScope): Promise<ListedFinding[]> {
    const parameters = new Parameters();
    const now = timestamptz(await this.now());
    const { rows } = await this.pool.query<ListedFinding>(
      `SELECT f.id AS "findingId", f.number, m.ordinal, m.category, m.item, m.problem, m.claim,
         f.state ->> 'description' AS description, f.status, f.lead_unit_id AS "unitId", f.due_at AS "dueAt",
         coalesce(f.overdue_after < ${parameters.place(now)}::timestamptz, false) AS overdue,
         f.state #>> '{fixings,leader}' AS leader, f.state #>> '{fixings,officer}' AS officer,
         coalesce(f.state #> '{fixings,milestones}', '[]'::jsonb) AS milestones, f.revision, f.state
       FROM (SELECT finding_id, category, item, problem, claim, (row_number() OVER (ORDER BY ordinal))::int AS ordinal
         FROM measure WHERE list_id = ${parameters.place(listId)}) m
       JOIN finding f ON f.id = m.finding_id
       WHERE ${scopeSql(scope, parameters)} ORDER BY m.ordinal LIMIT 1000`,
      parameters.values,
    );
    return rows;
  }

  /** When each measure came, was written off, came back and left: what 动态清零 is reckoned from. */
  async histories(listId: string, scope: RowScope): Promise<ListMeasure[]> {
    const parameters = new Parameters();
    const { rows } = await this.pool.query<{
      id: string;
      problem: string;
      unitId: string | null;
      openedAt: Instant;
      turns: { type: string; at: number }[];
    }>(
      `SELECT f.id, m.problem, f.lead_unit_id AS "unitId", f.filed_at AS "openedAt",
         coalesce((SELECT json_agg(json_build_object('type', e.type,
             'at', floor(extract(epoch FROM e.effective_at) * 1000)) ORDER BY e.seq)
           FROM finding_event e WHERE e.finding_id = f.id AND e.type = ANY(${parameters.place(TURNS)})
             AND NOT ${undoneSql()}), '[]') AS turns
       FROM measure m JOIN finding f ON f.id = m.finding_id
       WHERE m.list_id = ${parameters.place(listId)} AND ${scopeSql(scope, parameters)} LIMIT 1000`,
      parameters.values,
    );
    return rows.map(({ turns, ...measure }) => ({
      ...measure,
      turns: turns.filter(({ type }) => !LEAVES.has(type)).map(({ type, at }) => ({ at, closed: CLOSES.has(type) })),
      leftAt: turns.find(({ type }) => LEAVES.has(type))?.at ?? null,
    }));
  }

  /** Units of the district by what they are, for a lesson that one of them teaches the others. */
  async siblings(): Promise<Sibling[]> {
    const { rows } = await this.pool.query<Sibling>(
      `SELECT id AS "unitId", kind AS class, relation = 'commanded' AS commanded FROM org_unit
       WHERE valid_to IS NULL AND kind <> 'district' ORDER BY id`,
    );
    return rows;
  }

  async openSelfChecks(): Promise<SelfCheckTask[]> {
    const { rows } = await this.pool.query<SelfCheckTask>(
      `SELECT id AS key, unit_id AS "unitId", category_code AS "categoryCode", task, due FROM self_check
       WHERE answered_at IS NULL`,
    );
    return rows;
  }

  /** Asked twice it is the same task. */
  async ask(tasks: readonly SelfCheckTask[], findingId: string, supervisingUnitId: string, by: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO self_check (id, finding_id, unit_id, category_code, task, due, supervising_unit_id, asked_by, asked_at)
       SELECT key, $2, "unitId", "categoryCode", task, due, $3, $4, $5
       FROM jsonb_to_recordset($1::jsonb) AS t (key text, "unitId" text, "categoryCode" text, task text, due date)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(tasks), findingId, supervisingUnitId, by, timestamptz(await this.now())],
    );
  }

  /** Of the subtree that somebody supervises, or of the viewer's own unit; the unanswered first. */
  async selfChecks(scope: RowScope, findingId: string | null): Promise<SelfCheck[]> {
    const { rows } = await this.pool.query<SelfCheck>(
      `SELECT ${SELF_CHECK} FROM self_check s JOIN org_unit u ON u.id = s.unit_id
         JOIN org_unit o ON o.id = s.supervising_unit_id
       WHERE (o.path <@ $1::ltree OR u.path <@ $2::ltree) AND ($3::uuid IS NULL OR s.finding_id = $3)
       ORDER BY s.answered_at IS NOT NULL, s.due, s.id LIMIT 300`,
      [scope.supervisedPath, scope.unitPath, findingId],
    );
    return rows;
  }

  async selfCheck(id: string): Promise<SelfCheck | null> {
    const { rows } = await this.pool.query<SelfCheck>(`SELECT ${SELF_CHECK} FROM self_check s WHERE s.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** False when it was answered before. */
  async answer(id: string, found: number, text: string, by: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE self_check SET found = $2, answer = $3, answered_by = $4, answered_at = $5
       WHERE id = $1 AND answered_at IS NULL`,
      [id, found, text, by, timestamptz(await this.now())],
    );
    return (rowCount ?? 0) > 0;
  }

  now(): Promise<Instant> {
    return readNow(this.pool, this.clock);
  }
}

const CLOSES: ReadonlySet<string> = new Set(['written_off', 'archived']);
const LEAVES: ReadonlySet<string> = new Set(['voided', 'merged', 'dismissed', 'transferred']);
const TURNS = [...CLOSES, ...LEAVES, 'look_back_failed'];
