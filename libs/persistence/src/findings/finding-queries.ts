import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Bucket, Finding, Place, Stage } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import { isUuid } from '../uuid';
import { awaitedSql } from './awaited-sql';
import { readBody } from './chain';
import { BadCursor, type Cursor, readCursor, writeCursor } from './cursor';
import { filterSql } from './filter-sql';
import {
  EVERYTHING,
  type FindingFilter,
  type FindingOrder,
  type FindingRow,
  type NoticeFilter,
  type NumberedNotice,
  type Page,
  type RowScope,
} from './finding-list';
import { orderOf } from './orders';
import { overdueSql } from './overdue-sql';
import type { CurrentPosition, RecordedEvent, RecordedFinding } from './recorded';
import { Parameters, scopeSql } from './scope-sql';

const COLUMNS = `f.id, f.number, f.external_number AS "externalNumber", f.kind, f.status, f.stage,
  f.state ->> 'description' AS description, f.state -> 'place' AS place, f.category_code AS "categoryCode", f.severity,
  f.urgency, f.source, f.channel, f.visibility, f.supervising_unit_id AS "supervisingUnitId",
  f.lead_unit_id AS "leadUnitId", f.list_id AS "listId", f.filed_at AS "filedAt", f.due_at AS "dueAt", f.provisional,
  f.colour, f.cycle, f.suspended, f.terminal, f.revision,
  (SELECT (given ->> 'inTime')::boolean FROM jsonb_array_elements(f.state -> 'submissions') WITH ORDINALITY AS s(given, nth)
    WHERE given ->> 'submittedAt' IS NOT NULL AND (given ->> 'cycle')::int = f.cycle ORDER BY nth DESC LIMIT 1) AS "inTime"`;

/** A list's line of `finding f`, but for `overdue`, which wants the now. */
export const rowSql = (bucket?: Bucket): string => `${COLUMNS}, ${awaitedSql(bucket)} AS awaited`;
export const ROW = rowSql();

interface ReadRow {
  state: Finding;
  number: string;
  external_number: string | null;
  revision: number;
  wake_at: Instant | null;
  terminal: boolean;
  at: Instant;
}

/** What may be asked of the findings; nothing here writes. */
export class FindingQueries {
  constructor(
    protected readonly pool: pg.Pool,
    protected readonly clock: Clock,
  ) {}

  /** By id (uuid) or number; null when absent or outside the scope. */
  async read(idOrNumber: string, scope: RowScope = EVERYTHING): Promise<RecordedFinding | null> {
    const parameters = new Parameters();
    const column = isUuid(idOrNumber) ? 'id' : 'number';
    const now = parameters.place(timestamptz(await this.clock.at()));
    const { rows } = await this.pool.query<ReadRow>(
      `SELECT state, number, external_number, revision, wake_at, terminal, greatest(${instantSql(now)}, head_at) AS at
       FROM finding f WHERE f.${column} = ${parameters.place(idOrNumber)} AND ${scopeSql(scope, parameters)}`,
      parameters.values,
    );
    const [row] = rows;
    if (!row) return null;
    const { state: finding, number, revision, terminal, at } = row;
    return { finding, number, externalNumber: row.external_number, revision, wakeAt: row.wake_at, terminal, at };
  }

  async events(id: string): Promise<RecordedEvent[]> {
    const { rows } = await this.pool.query<{ seq: number; body: string; recorded_at: Instant; hash: Buffer }>(
      'SELECT seq, body, recorded_at, hash FROM finding_event WHERE finding_id = $1 ORDER BY seq',
      [id],
    );
    return rows.map(({ seq, body, recorded_at, hash }) => ({
      seq,
      event: readBody(body).event,
      recordedAt: recorded_at,
      hash: hash.toString('hex'),
    }));
  }

  /** @throws BadCursor */
  async list(
    filter: FindingFilter,
    scope: RowScope,
    cursor: string | null,
    limit: number,
    order: FindingOrder = 'filed',
  ): Promise<Page<FindingRow>> {
    const bucket = filter.waiting?.bucket;
    const { by, after, cursorOf } = orderOf(order, bucket);
    const parameters = new Parameters();
    const now = instantSql(parameters.place(timestamptz(await this.clock.at())));
    const conditions = [scopeSql(scope, parameters), ...filterSql(filter, now, parameters)];
    if (cursor !== null) {
      const { at, id } = readCursor(cursor);
      if (!isUuid(id)) throw new BadCursor();
      conditions.push(after(parameters.place(timestamptz(at)), parameters.place(id)));
    }
    // Sorted by what is small; the text of a page's rows is unpacked last.
    const { rows } = await this.pool.query<FindingRow>(
      `SELECT ${rowSql(bucket)}, ${overdueSql(now)} AS overdue FROM finding f
       JOIN (SELECT f.id AS page_id FROM finding f WHERE ${conditions.join(' AND ')}
         ORDER BY ${by} LIMIT ${parameters.place(limit + 1)}) AS page ON page.page_id = f.id
       ORDER BY ${by}`,
      parameters.values,
    );
    return pageOf(rows, limit, cursorOf);
  }

  /** Newest first, of the findings in sight. @throws BadCursor */
  async notices(
    filter: NoticeFilter,
    scope: RowScope,
    cursor: string | null,
    limit: number,
  ): Promise<Page<NumberedNotice>> {
    const parameters = new Parameters();
    const conditions = [scopeSql(scope, parameters)];
    if (filter.findingId) conditions.push(`n.finding_id = ${parameters.place(filter.findingId)}`);
    if (filter.unit) conditions.push(`n.unit_id = ${parameters.place(filter.unit)}`);
    if (filter.colour) conditions.push(`n.colour = ${parameters.place(filter.colour)}`);
    if (filter.life) conditions.push(`n.life = ${parameters.place(filter.life)}`);
    if (cursor !== null) {
      const { at, id } = readCursor(cursor);
      const after = `(${parameters.place(timestamptz(at))}, ${parameters.place(id)})`;
      conditions.push(`(n.written_at, n.finding_id || '/' || n.id) < ${after}`);
    }
    const { rows } = await this.pool.query<NumberedNotice>(
      `SELECT n.finding_id AS "findingId", n.id, n.number, n.class, n.title, n.colour, n.unit_id AS "unitId",
         n.clock_id AS "clockId", n.rung, n.life, n.written_at AS at
       FROM notice n JOIN finding f ON f.id = n.finding_id WHERE ${conditions.join(' AND ')}
       ORDER BY n.written_at DESC, n.finding_id || '/' || n.id DESC LIMIT ${parameters.place(limit + 1)}`,
      parameters.values,
    );
    return pageOf(rows, limit, ({ at, findingId, id }) => ({ at, id: `${findingId}/${id}` }));
  }

  /** Ids of open findings in order, after `afterId`. */
  async openIds(afterId: string | null, limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      'SELECT id FROM finding WHERE NOT terminal AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2',
      [afterId, limit],
    );
    return rows.map(({ id }) => id);
  }

  async positionsOf(ids: readonly string[]): Promise<CurrentPosition[]> {
    const { rows } = await this.pool.query<{
      id: string;
      seq: number;
      stage: Stage;
      terminal: boolean;
      wakeAt: Instant | null;
    }>({
      name: 'positions',
      text: `SELECT id, head_seq AS seq, stage, terminal, CASE WHEN NOT terminal THEN wake_at END AS "wakeAt"
        FROM finding WHERE id = ANY($1::uuid[])`,
      values: [ids],
    });
    return rows;
  }

  /** When each was last changed. */
  async movedAt(ids: readonly string[]): Promise<Map<string, Instant>> {
    const { rows } = await this.pool.query<{ id: string; at: Instant }>(
      'SELECT id, head_at AS at FROM finding WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  /** Open findings of the same category within `metres`: suggestions for a merge (ruling 9). */
  async duplicatesOf(
    { id, categoryCode, place }: { id: string | null; categoryCode: string | null; place: Place },
    metres: number,
    scope: RowScope,
  ): Promise<FindingRow[]> {
    if (place.lng === null || place.lat === null || categoryCode === null) return [];
    const parameters = new Parameters();
    const now = instantSql(parameters.place(timestamptz(await this.clock.at())));
    const distance = metresSql(parameters.place(place.lng), parameters.place(place.lat));
    const { rows } = await this.pool.query<FindingRow>(
      `SELECT ${ROW}, ${overdueSql(now)} AS overdue FROM finding f
       WHERE NOT f.terminal AND f.category_code = ${parameters.place(categoryCode)}
         AND f.id IS DISTINCT FROM ${parameters.place(id)}::uuid AND ${distance} <= ${parameters.place(metres)}
         AND ${scopeSql(scope, parameters)}
       ORDER BY ${distance} LIMIT 20`,
      parameters.values,
    );
    return rows;
  }

  async counts(
    scope: RowScope,
    filter: FindingFilter = {},
  ): Promise<{ status: string; findings: number; overdue: number }[]> {
    const parameters = new Parameters();
    const now = instantSql(parameters.place(timestamptz(await this.clock.at())));
    const { rows } = await this.pool.query<{ status: string; findings: number; overdue: number }>(
      `SELECT f.status, count(*) AS findings, count(*) FILTER (WHERE ${overdueSql(now)}) AS overdue
       FROM finding f WHERE ${[scopeSql(scope, parameters), ...filterSql(filter, now, parameters)].join(' AND ')}
       GROUP BY f.status ORDER BY f.status`,
      parameters.values,
    );
    return rows;
  }
}

/** One row more than the page was read, to learn whether there is a next. */
function pageOf<Row>(rows: Row[], limit: number, place: (row: Row) => Cursor): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? writeCursor(place(last)) : null };
}

/** On a district's scale the earth is flat; a degree of latitude is 111,320 metres. */
const metresSql = (lng: string, lat: string): string =>
  `sqrt(power((f.lat - ${lat}) * 111320, 2) + power((f.lng - ${lng}) * 111320 * cos(radians(${lat})), 2))`;
