import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Actor, NoticeLife, Visibility } from '#domain';
import { timestamptz } from '../clock';
import { readCursor, writeCursor } from '../findings/cursor';
import type { Page, RowScope } from '../findings/finding-list';
import { Parameters, scopeSql } from '../findings/scope-sql';
import type { RegisterRow } from './paper-records';
import { sightSql } from './paper-store';

interface Asked {
  class?: 'slip' | 'paper' | undefined;
  life?: NoticeLife | undefined;
  /** Of the finding that it is about; what is about the district is normal. */
  visibility?: Visibility;
  cursor?: string | undefined;
  limit: number;
}

/** 公文登记簿: the slips of findings and the papers of the office's making, as one list. */
export class PaperRegister {
  constructor(private readonly pool: pg.Pool) {}

  /** Newest first, in the viewer's sight, with how many of the class stand where. @throws BadCursor */
  async list(
    asked: Asked,
    viewer: Actor,
    scope: RowScope,
  ): Promise<{ page: Page<RegisterRow>; lives: { life: NoticeLife; count: number }[] }> {
    const [page, lives] = await Promise.all([this.page(asked, viewer, scope), this.lives(asked, viewer, scope)]);
    return { page, lives };
  }

  /** Newest first, in the viewer's sight. @throws BadCursor */
  async page(
    { class: made, life, visibility, cursor, limit }: Asked,
    viewer: Actor,
    scope: RowScope,
  ): Promise<Page<RegisterRow>> {
    const parameters = new Parameters();
    const conditions = made ? [`r.class = ${parameters.place(made)}`] : ['true'];
    if (life) conditions.push(`r.life = ${parameters.place(life)}`);
    if (visibility) conditions.push(`r.visibility = ${parameters.place(visibility)}`);
    if (cursor !== undefined) {
      const { at, id } = readCursor(cursor);
      conditions.push(`(r.written_at, r.key) < (${parameters.place(timestamptz(at))}, ${parameters.place(id)})`);
    }
    const { rows } = await this.pool.query<RegisterRow & { key: string }>(
      `SELECT r.key, r.origin, r.ref, r.finding, r.class, r.title, r.colour, r.number, r.life,
         r.written_at AS "writtenAt", r."to", r.reply_due_at AS "replyDueAt"
       FROM (${registerSql(viewer, scope, parameters)}) AS r WHERE ${conditions.join(' AND ')}
       ORDER BY r.written_at DESC, r.key DESC LIMIT ${parameters.place(limit + 1)}`,
      parameters.values,
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      rows: shown.map(({ key: _, ...row }) => row),
      next: rows.length > limit && last ? writeCursor({ at: last.writtenAt as Instant, id: last.key }) : null,
    };
  }

  private async lives({ class: made }: Asked, viewer: Actor, scope: RowScope) {
    const parameters = new Parameters();
    const { rows } = await this.pool.query<{ life: NoticeLife; count: number }>(
      `SELECT r.life, count(*)::int AS count FROM (${registerSql(viewer, scope, parameters)}) AS r
       ${made ? `WHERE r.class = ${parameters.place(made)}` : ''} GROUP BY r.life ORDER BY r.life`,
      parameters.values,
    );
    return rows;
  }
}

/** What is not out of the house is the office's own; what is out is seen by the unit that it is to. */
function registerSql(viewer: Actor, scope: RowScope, parameters: Parameters): string {
  const own =
    scope.supervisedPath === null
      ? 'false'
      : `(f.supervising_path <@ ${parameters.place(scope.supervisedPath)}::ltree AND NOT EXISTS (SELECT FROM assignment a
          WHERE a.finding_id = f.id AND a.unit_path @> ${parameters.place(viewer.unitPath)}::ltree))`;
  const addressed = `(n.number IS NOT NULL AND (n.unit_id IS NULL OR n.unit_id = ${parameters.place(viewer.unitId)}))`;
  return `
    SELECT n.finding_id || '/' || n.id AS key, 'notice' AS origin, n.id AS ref,
      jsonb_build_object('id', f.id, 'number', f.number) AS finding, n.class, n.title, n.colour, n.number, n.life, n.written_at,
      CASE WHEN n.unit_id IS NULL THEN '{}' ELSE ARRAY[n.unit_id] END AS "to",
      (SELECT min(c.due_at) FROM clock c WHERE c.finding_id = n.finding_id AND c.kind = 'slip_reply' AND c.of_id = n.id
         AND NOT c.stopped) AS reply_due_at, f.visibility
    FROM notice n JOIN finding f ON f.id = n.finding_id
    WHERE ${scopeSql(scope, parameters)} AND f.visibility <> 'sealed' AND (${own} OR ${addressed})
    UNION ALL
    SELECT p.id::text, 'paper', p.id::text,
      CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('id', f.id, 'number', f.number) END, p.class, p.title, NULL, p.number,
      p.life, p.written_at, coalesce((SELECT array_agg(r.unit_id ORDER BY r.unit_id) FROM paper_recipient r WHERE r.paper_id = p.id), '{}'),
      NULL, coalesce(f.visibility, 'normal')
    FROM paper p LEFT JOIN finding f ON f.id = p.finding_id
    WHERE ${sightSql(viewer, scope, parameters)} AND (f.id IS NULL OR ${scopeSql(scope, parameters)})`;
}
