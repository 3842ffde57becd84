import type pg from 'pg';
import type { Instant } from '#calendar';
import { AWAITED_BY } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import { awaitedLateSql } from '../findings/awaited-sql';
import { filterSql } from '../findings/filter-sql';
import type { FindingFilter, FindingRow, RowScope } from '../findings/finding-list';
import { ROW, rowSql } from '../findings/finding-queries';
import { orderOf } from '../findings/orders';
import { overdueSql } from '../findings/overdue-sql';
import { Parameters, scopeSql } from '../findings/scope-sql';

export interface Tally {
  findings: number;
  overdue: number;
}

/** How many a filter finds, and the first of them. */
export interface Head extends Tally {
  rows: FindingRow[];
}

/** One point, or the middle of a square with several. */
export interface MapSpot {
  lng: number;
  lat: number;
  findings: number;
  overdue: number;
  red: number;
  /** Null for a square. */
  row: FindingRow | null;
}

export interface CalendarDay extends Tally {
  date: string;
  /** First of the day, by their due. */
  rows: FindingRow[];
}

/** What is to be handed over, with the unit that was proposed at filing. */
export interface ProposedRow extends FindingRow {
  proposal: { unitId: string | null; coUnitIds: string[] };
}

/** Squares along each side of what the map shows. */
const GRID = 24;

/** What the pages of a desk ask beside lists: numbers, points of a map, days of a calendar, what is near. */
export class DeskStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** How many each filter finds, all of one instant, in the order given. */
  async countEach(filters: readonly FindingFilter[], scope: RowScope): Promise<Tally[]> {
    return (await this.tallied(filters, scope, 0)).map(({ findings, overdue }) => ({ findings, overdue }));
  }

  /** The same with the first that each finds, by their due. */
  async heads(filters: readonly FindingFilter[], scope: RowScope, first: number): Promise<Head[]> {
    const tallied = await this.tallied(filters, scope, first);
    const { parameters, now } = await this.asking();
    const each = tallied.flatMap(({ firstIds }, head) =>
      firstIds.length === 0
        ? []
        : `SELECT ${head} AS head, ${rowSql(filters[head]!.waiting?.bucket)}, ${overdueSql(now)} AS overdue
           FROM finding f WHERE f.id = ANY(${parameters.place(firstIds)}::uuid[])`,
    );
    const { rows } =
      each.length === 0
        ? { rows: [] }
        : await this.pool.query<FindingRow & { head: number }>(each.join(' UNION ALL '), parameters.values);
    return tallied.map(({ firstIds, ...tally }, head) => ({
      ...tally,
      rows: firstIds.flatMap((id) => rows.find((row) => row.head === head && row.id === id) ?? []),
    }));
  }

  private async tallied(
    filters: readonly FindingFilter[],
    scope: RowScope,
    first: number,
  ): Promise<(Tally & { firstIds: string[] })[]> {
    if (filters.length === 0) return [];
    const { parameters, now } = await this.asking();
    const each = filters.map((filter) => {
      const firstIds =
        first === 0
          ? `'{}'::uuid[]`
          : `(array_agg(f.id ORDER BY ${orderOf('due', filter.waiting?.bucket).by}))[:${first}]`;
      return `(SELECT json_build_object('findings', count(*), 'overdue', count(*) FILTER (WHERE ${lateSql(filter, now)}),
          'firstIds', coalesce(${firstIds}, '{}'))
        FROM finding f WHERE ${this.conditions(filter, scope, now, parameters)})`;
    });
    const { rows } = await this.pool.query<{ each: (Tally & { firstIds: string[] })[] }>(
      `SELECT json_build_array(${each.join(', ')}) AS each`,
      parameters.values,
    );
    return rows[0]!.each;
  }

  /** What a filter finds, the first filed first, with what the record proposes for it. */
  async proposed(filter: FindingFilter, scope: RowScope, limit: number): Promise<ProposedRow[]> {
    const { parameters, now } = await this.asking();
    const { rows } = await this.pool.query<ProposedRow>(
      `SELECT ${ROW}, ${overdueSql(now)} AS overdue, f.state -> 'proposal' AS proposal FROM finding f
       WHERE ${this.conditions(filter, scope, now, parameters)}
       ORDER BY f.filed_at, f.number LIMIT ${parameters.place(limit)}`,
      parameters.values,
    );
    return rows;
  }

  /** Who holds a position in each unit today: the first by name where several do. */
  async holders(unitIds: readonly string[], position: string): Promise<Map<string, string>> {
    const { parameters, now } = await this.asking();
    const { rows } = await this.pool.query<{ unitId: string; name: string }>(
      `SELECT DISTINCT ON (position.unit_id) position.unit_id AS "unitId", person.name
       FROM position JOIN person_position pp ON pp.position_id = position.id JOIN person ON person.id = pp.person_id
       WHERE position.unit_id = ANY(${parameters.place(unitIds)}::text[]) AND position.code = ${parameters.place(position)}
         AND person.closed_at IS NULL AND pp.valid_from <= (${now} AT TIME ZONE 'Asia/Shanghai')::date
         AND (pp.valid_to IS NULL OR pp.valid_to > (${now} AT TIME ZONE 'Asia/Shanghai')::date)
       ORDER BY position.unit_id, person.name`,
      parameters.values,
    );
    return new Map(rows.map(({ unitId, name }) => [unitId, name]));
  }

  /** Single findings while they are at most `most`, else the squares of a grid over them. */
  async spots(filter: FindingFilter, scope: RowScope, most: number): Promise<MapSpot[]> {
    const squares = await this.squares(filter, scope);
    if (squares.reduce((sum, { findings }) => sum + findings, 0) > most) return squares;
    const { parameters, now } = await this.asking();
    const { rows } = await this.pool.query<FindingRow>(
      `SELECT ${ROW}, ${overdueSql(now)} AS overdue FROM finding f
       WHERE ${this.conditions(filter, scope, now, parameters)} AND f.lng IS NOT NULL AND f.lat IS NOT NULL
       LIMIT ${parameters.place(most)}`,
      parameters.values,
    );
    return rows.map(spotOf);
  }

  private async squares(filter: FindingFilter, scope: RowScope): Promise<MapSpot[]> {
    const { parameters, now } = await this.asking();
    const { rows } = await this.pool.query<Omit<MapSpot, 'row'>>(
      `WITH placed AS MATERIALIZED (
         SELECT f.lng, f.lat, f.colour = 'red' AND NOT f.terminal AS red, ${overdueSql(now)} AS overdue FROM finding f
         WHERE ${this.conditions(filter, scope, now, parameters)} AND f.lng IS NOT NULL AND f.lat IS NOT NULL
       ), extent AS (SELECT min(lng) AS west, max(lng) AS east, min(lat) AS south, max(lat) AS north FROM placed)
       SELECT avg(lng) AS lng, avg(lat) AS lat, count(*) AS findings, count(*) FILTER (WHERE overdue) AS overdue,
         count(*) FILTER (WHERE red) AS red
       FROM placed, extent
       GROUP BY least(floor(${GRID} * (lng - west) / nullif(east - west, 0)), ${GRID - 1}),
         least(floor(${GRID} * (lat - south) / nullif(north - south, 0)), ${GRID - 1})`,
      parameters.values,
    );
    return rows.map((square) => ({ ...square, row: null }));
  }

  /** Open findings by the day in Shanghai on which they fall due. */
  async calendar(
    filter: FindingFilter,
    scope: RowScope,
    { from, to }: { from: Instant; to: Instant },
    perDay: number,
  ): Promise<CalendarDay[]> {
    const { parameters, now } = await this.asking();
    // 24:00 belongs to the day that it ends.
    const day = `((f.due_at - interval '1 millisecond') AT TIME ZONE 'Asia/Shanghai')::date`;
    const due = { ...filter, open: true, dueFrom: from + 1, dueBy: to };
    const { rows } = await this.pool.query<
      FindingRow & { day: string; ordinal: number; ofDay: number; lateOfDay: number }
    >(
      `WITH dated AS (
         SELECT f.id AS dated_id, ${day} AS day, row_number() OVER (PARTITION BY ${day} ORDER BY f.due_at, f.id) AS ordinal,
           count(*) OVER (PARTITION BY ${day}) AS "ofDay",
           count(*) FILTER (WHERE ${overdueSql(now)}) OVER (PARTITION BY ${day}) AS "lateOfDay"
         FROM finding f WHERE ${this.conditions(due, scope, now, parameters)})
       SELECT ${ROW}, ${overdueSql(now)} AS overdue, day, ordinal, "ofDay", "lateOfDay"
       FROM dated JOIN finding f ON f.id = dated.dated_id
       WHERE ordinal <= ${parameters.place(perDay)} ORDER BY day, ordinal`,
      parameters.values,
    );
    const dates = [...new Set(rows.map(({ day: date }) => date))];
    return dates.map((date) => {
      const ofDate = rows.filter((row) => row.day === date);
      return { date, findings: ofDate[0]!.ofDay, overdue: ofDate[0]!.lateOfDay, rows: ofDate };
    });
  }

  /** Open findings within `metres` of a place, nearest first. */
  async nearby(
    { lng, lat }: { lng: number; lat: number },
    metres: number,
    filter: FindingFilter,
    scope: RowScope,
    limit: number,
  ): Promise<(FindingRow & { metres: number })[]> {
    const { parameters, now } = await this.asking();
    const [x, y] = [parameters.place(lng), parameters.place(lat)];
    // On a district's scale the earth is flat; a degree of latitude is 111,320 metres.
    const distance = `sqrt(power((f.lat - ${y}) * 111320, 2) + power((f.lng - ${x}) * 111320 * cos(radians(${y})), 2))`;
    const degrees = parameters.place(metres / 111_320);
    const { rows } = await this.pool.query<FindingRow & { metres: number }>(
      `SELECT ${ROW}, ${overdueSql(now)} AS overdue, round(metres)::int AS metres FROM (
         SELECT f.id AS near_id, ${distance} AS metres FROM finding f
         WHERE ${this.conditions({ ...filter, open: true }, scope, now, parameters)}
           AND f.lat BETWEEN ${y} - ${degrees}::float8 AND ${y} + ${degrees}::float8
           AND ${distance} <= ${parameters.place(metres)}
         ORDER BY ${distance}, f.id LIMIT ${parameters.place(limit)}) AS near
       JOIN finding f ON f.id = near.near_id ORDER BY near.metres, f.id`,
      parameters.values,
    );
    return rows;
  }

  private conditions(filter: FindingFilter, scope: RowScope, now: string, parameters: Parameters): string {
    return [...filterSql(filter, now, parameters), scopeSql(scope, parameters)].join(' AND ');
  }

  private async asking(): Promise<{ parameters: Parameters; now: string }> {
    const parameters = new Parameters();
    return { parameters, now: instantSql(parameters.place(timestamptz(await this.clock.at()))) };
  }
}

const spotOf = (row: FindingRow): MapSpot => ({
  lng: row.place.lng ?? 0,
  lat: row.place.lat ?? 0,
  findings: 1,
  overdue: row.overdue ? 1 : 0,
  red: row.colour === 'red' && !row.terminal ? 1 : 0,
  row,
});

/** Late by the clock of whoever clears it, where that is not the case's own. */
const lateSql = ({ waiting }: FindingFilter, now: string): string =>
  waiting && AWAITED_BY[waiting.bucket] ? awaitedLateSql(waiting.bucket, now) : overdueSql(now);
