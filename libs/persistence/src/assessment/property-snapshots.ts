import type pg from 'pg';
import { civilDate } from '#calendar';
import {
  assessProperty,
  type ListedQuarter,
  type Period,
  type Project,
  type PropertyInspection,
  type PropertySnapshot,
  propertyText,
} from '#domain';
import { timestamptz } from '../clock';
import type { Rulebook } from './rulebook-store';

/** The text that a snapshot of property services gives. */
export const reckonProperty = (snapshot: string): string =>
  propertyText(assessProperty(JSON.parse(snapshot) as PropertySnapshot));

/** Gathers what an edition of property services is reckoned from. */
export class PropertySnapshots {
  constructor(private readonly pool: pg.Pool) {}

  /** Null where the district has no projects. */
  async gather(period: Period, { policy, propertyScheme }: Rulebook): Promise<PropertySnapshot | null> {
    const projects = await this.projects(period);
    if (projects.length === 0) return null;
    const sampled = policy.property.schemes[propertyScheme]?.sampled ?? false;
    const severe = policy.property.sheet.filter((item) => item.severe).map(({ item }) => item);
    const [inspections, found, standing, drawn, published] = await Promise.all([
      this.inspections(period),
      this.found(period),
      this.standing(period, severe),
      sampled && period.kind !== 'month' ? this.drawn(period) : null,
      period.kind === 'month' ? [] : this.publishedQuarters(period),
    ]);
    return {
      period,
      policy,
      scheme: propertyScheme,
      projects,
      inspections,
      found,
      standing,
      drawn,
      history: historyOf(published, period),
      yearMarks: period.kind === 'year' ? await this.yearMarks(period, published) : [],
    };
  }

  /** Those that were served when the period began. */
  private async projects({ from }: Period): Promise<Project[]> {
    const { rows } = await this.pool.query<Project>(
      `SELECT id, parent_id AS "companyId", street_id AS "streetId", housing FROM subject
       WHERE kind = 'project' AND parent_id IS NOT NULL AND housing IS NOT NULL
         AND (closed_on IS NULL OR closed_on > $1::date) ORDER BY id`,
      [civilDate(from)],
    );
    return rows;
  }

  private async inspections({ from, to }: Period): Promise<PropertyInspection[]> {
    const { rows } = await this.pool.query<PropertyInspection>(
      `SELECT id, project_id AS "projectId", level, visited_on AS "on", times, not_applicable AS "notApplicable"
       FROM property_visit v
       WHERE visited_on >= $1::date AND visited_on < $2::date
         AND NOT EXISTS (SELECT FROM property_visit r WHERE r.replaces = v.id)
       ORDER BY visited_on, id`,
      [civilDate(from), civilDate(to)],
    );
    return rows;
  }

  /** What the ledger holds of each project by month: overdue and relapsed cases (items 37 and 39). */
  private async found({ from, to }: Period): Promise<PropertySnapshot['found']> {
    const { rows } = await this.pool.query<PropertySnapshot['found'][number]>(
      `SELECT f.state ->> 'subject' AS "projectId",
         to_char(e.occurred_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month,
         count(DISTINCT f.id) FILTER (WHERE e.rule = 'not_rectified_in_time') AS overdue,
         count(DISTINCT f.id) FILTER (WHERE e.rule = 'relapse') AS relapsed
       FROM score_event e JOIN finding f ON f.id = e.finding_id
       WHERE e.rule IN ('not_rectified_in_time', 'relapse') AND e.occurred_at >= $1 AND e.occurred_at < $2
         AND e.reverses IS NULL AND f.state ->> 'subject' IS NOT NULL
         AND NOT EXISTS (SELECT FROM score_event r WHERE r.reverses = e.id)
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [timestamptz(from), timestamptz(to)],
    );
    return rows;
  }

  /** A severe item of the last visit or an open grave case is a severe defect; in time is what was found and left no breach. */
  private async standing({ from, to }: Period, severe: readonly number[]): Promise<PropertySnapshot['standing']> {
    const { rows } = await this.pool.query<PropertySnapshot['standing'][number]>(
      `SELECT p.id AS "projectId",
         coalesce((SELECT EXISTS (SELECT FROM jsonb_each_text(v.times) AS t (item, n)
             WHERE t.item::int = ANY($5::int[]) AND t.n::int > 0)
           FROM property_visit v WHERE v.project_id = p.id AND v.visited_on >= $3::date AND v.visited_on < $4::date
             AND NOT EXISTS (SELECT FROM property_visit r WHERE r.replaces = v.id)
           ORDER BY v.visited_on DESC, v.id DESC LIMIT 1), false)
         OR EXISTS (SELECT FROM finding f WHERE f.state ->> 'subject' = p.id AND f.severity = 'major' AND f.filed_at < $2
           AND f.status NOT IN ('written_off', 'archived', 'dismissed', 'voided', 'merged', 'transferred')) AS "severeOpen",
         EXISTS (SELECT FROM finding f WHERE f.state ->> 'subject' = p.id AND f.filed_at >= $1 AND f.filed_at < $2
           AND f.status NOT IN ('dismissed', 'voided', 'merged', 'transferred'))
         AND NOT EXISTS (SELECT FROM finding f WHERE f.state ->> 'subject' = p.id AND f.filed_at >= $1 AND f.filed_at < $2
           AND (f.status IN ('filed', 'registered', 'assigned', 'rectifying') OR EXISTS (SELECT FROM score_event e
             WHERE e.finding_id = f.id AND e.rule = 'not_rectified_in_time' AND e.reverses IS NULL
               AND NOT EXISTS (SELECT FROM score_event r WHERE r.reverses = e.id)))) AS "rectifiedInTime"
       FROM subject p WHERE p.kind = 'project' ORDER BY p.id`,
      [timestamptz(from), timestamptz(to), civilDate(from), civilDate(to), severe],
    );
    return rows;
  }

  private async drawn({ from, to }: Period): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT DISTINCT drawn ->> 'id' AS id FROM property_draw, jsonb_array_elements(draw -> 'drawn') AS drawn
       WHERE period_start >= $1::date AND period_start < $2::date ORDER BY 1`,
      [civilDate(from), civilDate(to)],
    );
    return rows.map(({ id }) => id);
  }

  /** Scores and lists of the published quarters up to the period's end, oldest first. */
  private async publishedQuarters({ to }: Period): Promise<PublishedQuarter[]> {
    const { rows } = await this.pool.query<PublishedQuarter>(
      `SELECT a.period_start AS start, p ->> 'projectId' AS "projectId", (p ->> 'score')::float8 AS score,
         (SELECT l ->> 'list' FROM jsonb_array_elements(a.result::jsonb -> 'lists') AS l
           WHERE l ->> 'projectId' = p ->> 'projectId') AS list
       FROM assessment a, jsonb_array_elements(a.result::jsonb -> 'projects') AS p
       WHERE a.subject = 'property' AND a.period_kind = 'quarter' AND a.status = 'published' AND a.period_start < $1::date
       ORDER BY p ->> 'projectId', a.period_start`,
      [civilDate(to)],
    );
    return rows;
  }

  private async yearMarks(
    { start }: Period,
    published: readonly PublishedQuarter[],
  ): Promise<PropertySnapshot['yearMarks']> {
    const { rows } = await this.pool.query<{ projectId: string; satisfaction: number | null }>(
      `SELECT subject_id AS "projectId", satisfaction::float8 AS satisfaction FROM year_mark
       WHERE year = $1 AND subject = 'property' ORDER BY subject_id`,
      [Number(start.slice(0, 4))],
    );
    const inYear = published.filter((one) => one.start.slice(0, 4) === start.slice(0, 4));
    const ids = [...new Set([...inYear, ...rows].map(({ projectId }) => projectId))].sort();
    return ids.map((projectId) => ({
      projectId,
      quarters: inYear.flatMap((one) => (one.projectId === projectId ? (one.score ?? []) : [])),
      satisfaction: rows.find((one) => one.projectId === projectId)?.satisfaction ?? null,
    }));
  }
}

interface PublishedQuarter extends Pick<ListedQuarter, 'list'> {
  start: string;
  projectId: string;
  score: number | null;
}

/** Lists of the quarters before, by project. */
function historyOf(published: readonly PublishedQuarter[], { start }: Period): PropertySnapshot['history'] {
  const before = published.filter((one) => one.start < start);
  return [...new Set(before.map(({ projectId }) => projectId))].map((projectId) => ({
    projectId,
    quarters: before
      .filter((one) => one.projectId === projectId)
      .map(({ start: quarter, list }) => ({ year: Number(quarter.slice(0, 4)), list })),
  }));
}
