import type pg from 'pg';
import type { CivilDate, Instant } from '#calendar';
import type { DrawRecord, Housing, PropertyInspection } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';

export interface PropertyProject {
  id: string;
  name: string;
  companyId: string;
  companyName: string;
  streetId: string;
  streetName: string;
  streetPath: string;
  housing: Housing;
  /** The first day on which it is no longer assessed. */
  closedOn: CivilDate | null;
}

export interface PropertyVisit extends PropertyInspection {
  recordedAt: Instant;
  /** The visit that this one corrects. */
  replaces: string | null;
  /** It was corrected by another. */
  replaced: boolean;
}

export interface RecordedDraw {
  start: CivilDate;
  draw: DrawRecord;
  drawnAt: Instant;
}

const VISIT = `v.id, v.project_id AS "projectId", v.level, v.visited_on AS "on", v.times,
  v.not_applicable AS "notApplicable", v.recorded_at AS "recordedAt", v.replaces,
  EXISTS (SELECT FROM property_visit r WHERE r.replaces = v.id) AS replaced`;

/** 物业企业、项目 and the sheets that they were inspected by. */
export class PropertyStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Within a subtree of streets; null: all. */
  async projects(within: string | null = null): Promise<PropertyProject[]> {
    const { rows } = await this.pool.query<PropertyProject>(
      `SELECT p.id, p.name, c.id AS "companyId", c.name AS "companyName", u.id AS "streetId", u.name AS "streetName",
         u.path::text AS "streetPath", p.housing, p.closed_on AS "closedOn"
       FROM subject p JOIN subject c ON c.id = p.parent_id JOIN org_unit u ON u.id = p.street_id
       WHERE p.kind = 'project' AND p.housing IS NOT NULL AND ($1::ltree IS NULL OR u.path <@ $1::ltree)
       ORDER BY u.path, p.id`,
      [within],
    );
    return rows;
  }

  async visits(projectIds: readonly string[]): Promise<PropertyVisit[]> {
    const { rows } = await this.pool.query<PropertyVisit>(
      `SELECT ${VISIT} FROM property_visit v WHERE v.project_id = ANY($1) ORDER BY v.visited_on DESC, v.id`,
      [projectIds],
    );
    return rows;
  }

  /** The same id again answers what was recorded first. */
  async recordVisit(
    { id, projectId, level, on, times, notApplicable }: PropertyInspection,
    { personId, unitId, replaces = null }: { personId: string; unitId: string; replaces?: string | null },
  ): Promise<PropertyVisit> {
    await this.pool.query(
      `INSERT INTO property_visit (id, project_id, level, visited_on, times, not_applicable, by_person, by_unit,
         recorded_at, replaces)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, ${instantSql('$9')}, $10) ON CONFLICT (id) DO NOTHING`,
      [
        id,
        projectId,
        level,
        on,
        JSON.stringify(times),
        JSON.stringify(notApplicable),
        personId,
        unitId,
        timestamptz(await this.clock.at()),
        replaces,
      ],
    );
    const { rows } = await this.pool.query<PropertyVisit>(`SELECT ${VISIT} FROM property_visit v WHERE v.id = $1`, [
      id,
    ]);
    return rows[0]!;
  }

  /** The first draw of a quarter stands. */
  async recordDraw(start: CivilDate, draw: DrawRecord, byPerson: string): Promise<RecordedDraw> {
    await this.pool.query(
      `INSERT INTO property_draw (period_start, draw, by_person, drawn_at) VALUES ($1, $2, $3, ${instantSql('$4')})
       ON CONFLICT (period_start) DO NOTHING`,
      [start, JSON.stringify(draw), byPerson, timestamptz(await this.clock.at())],
    );
    return (await this.draw(start))!;
  }

  async draw(start: CivilDate): Promise<RecordedDraw | null> {
    const { rows } = await this.pool.query<RecordedDraw>(
      'SELECT period_start AS start, draw, drawn_at AS "drawnAt" FROM property_draw WHERE period_start = $1::date',
      [start],
    );
    return rows[0] ?? null;
  }
}
