import type pg from 'pg';
import type { Instant } from '#calendar';
import type { MatterSource } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import type { FindingRow, RowScope } from '../findings/finding-list';
import { ROW } from '../findings/finding-queries';
import { overdueSql } from '../findings/overdue-sql';
import { Parameters, scopeSql } from '../findings/scope-sql';

/** One 督办事项, or a case that bears a leader's words, as the board shows it. */
export interface MatterRow extends FindingRow {
  matter: MatterSource | null;
  fixedDate: string | null;
  leader: string | null;
  officer: string | null;
  milestones: { name: string; date: string }[];
  instructions: {
    id: string;
    byPerson: string;
    text: string;
    at: number;
    repliedAt: number | null;
    replyDueAt: number | null;
  }[];
  progress: { text: string; at: number } | null;
  progressDueAt: Instant | null;
}

/** 督办事项: 批示件, 会议议定事项, 重点任务 and what leaders wrote on other cases. */
export class MatterStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** The open ones first, the soonest due first; one more than `most` tells that there are more. */
  async list(scope: RowScope, most: number): Promise<MatterRow[]> {
    const parameters = new Parameters();
    const now = instantSql(parameters.place(timestamptz(await this.clock.at())));
    const { rows } = await this.pool.query<MatterRow>(
      `SELECT ${ROW}, ${overdueSql(now)} AS overdue, f.state -> 'matter' AS matter,
         f.state ->> 'fixedDate' AS "fixedDate",
         f.state #>> '{fixings,leader}' AS leader, f.state #>> '{fixings,officer}' AS officer,
         coalesce(f.state #> '{fixings,milestones}', '[]'::jsonb) AS milestones,
         ${INSTRUCTIONS} AS instructions, ${PROGRESS} AS progress,
         (SELECT min(c.due_at) FROM clock c
          WHERE c.finding_id = f.id AND c.kind = 'progress' AND NOT c.stopped) AS "progressDueAt"
       FROM finding f
       WHERE (f.kind = 'matter' OR EXISTS (SELECT FROM instruction i WHERE i.finding_id = f.id))
         AND ${scopeSql(scope, parameters)}
       ORDER BY f.terminal, f.due_at NULLS LAST, f.filed_at DESC, f.id LIMIT ${parameters.place(most)}`,
      parameters.values,
    );
    return rows;
  }
}

const millis = (column: string): string => `floor(extract(epoch FROM ${column}) * 1000)`;

const INSTRUCTIONS = `coalesce((SELECT json_agg(json_build_object('id', i.id, 'byPerson', i.by_person, 'text', i.text,
    'at', ${millis('i.at')}, 'repliedAt', ${millis('i.replied_at')},
    'replyDueAt', ${millis(`(SELECT c.due_at FROM clock c
      WHERE c.finding_id = f.id AND c.kind = 'instruction_reply' AND c.of_id = i.id AND NOT c.stopped)`)})
    ORDER BY i.at DESC)
  FROM instruction i WHERE i.finding_id = f.id), '[]')`;

const PROGRESS = `(SELECT json_build_object('text', e.body::jsonb #>> '{event,text}', 'at', ${millis('e.effective_at')})
  FROM finding_event e WHERE e.finding_id = f.id AND e.type = 'progress_reported' ORDER BY e.seq DESC LIMIT 1)`;
