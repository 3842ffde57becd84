import type pg from 'pg';
import type { Actor } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import { inTransaction } from '../pool';
import { logChange } from '../reference/directory-log';
import type { AssessmentSubject } from './editions';

/** 年终实地 and 满意度 of a hundred, marked by hand; null: not done. */
export interface YearMark {
  subjectId: string;
  onSite: number | null;
  satisfaction: number | null;
}

export interface MarkedSubject {
  subjectId: string;
  name: string;
  group: string;
}

export class YearMarkStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  async of(year: number, subject: AssessmentSubject): Promise<YearMark[]> {
    const { rows } = await this.pool.query<YearMark>(
      `SELECT subject_id AS "subjectId", on_site::float8 AS "onSite", satisfaction::float8 AS satisfaction
       FROM year_mark WHERE year = $1 AND subject = $2 ORDER BY subject_id`,
      [year, subject],
    );
    return rows;
  }

  /** Who is assessed in the year: units with their class, projects with their type of housing. */
  async subjects(year: number, subject: AssessmentSubject): Promise<MarkedSubject[]> {
    const { rows } = await this.pool.query<MarkedSubject>(
      subject === 'units'
        ? `SELECT u.id AS "subjectId", u.name, a.class AS "group" FROM assessed_unit a JOIN org_unit u ON u.id = a.unit_id
           WHERE daterange(a.valid_from, a.valid_to) @> make_date($1, 12, 31) AND NOT a.supervising ORDER BY a.class, u.path`
        : `SELECT id AS "subjectId", name, housing AS "group" FROM subject
           WHERE kind = 'project' AND housing IS NOT NULL AND (closed_on IS NULL OR closed_on > make_date($1, 1, 1))
           ORDER BY housing, name`,
      [year],
    );
    return rows;
  }

  async mark(year: number, subject: AssessmentSubject, given: YearMark, actor: Actor): Promise<void> {
    const { subjectId, onSite, satisfaction } = given;
    await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<Omit<YearMark, 'subjectId'>>(
        `SELECT on_site::float8 AS "onSite", satisfaction::float8 AS satisfaction FROM year_mark
         WHERE year = $1 AND subject = $2 AND subject_id = $3 FOR UPDATE`,
        [year, subject, subjectId],
      );
      await client.query(
        `INSERT INTO year_mark (year, subject, subject_id, on_site, satisfaction, by_person, at)
         VALUES ($1, $2, $3, $4, $5, $6, ${instantSql('$7')})
         ON CONFLICT (year, subject, subject_id) DO UPDATE SET on_site = excluded.on_site,
           satisfaction = excluded.satisfaction, by_person = excluded.by_person, at = excluded.at`,
        [year, subject, subjectId, onSite, satisfaction, actor.personId, timestamptz(await this.clock.at())],
      );
      await logChange(client, this.clock, actor, {
        what: 'year_mark',
        subject: subjectId,
        ...(rows[0] && { before: { year, ...rows[0] } }),
        after: { year, onSite, satisfaction },
      });
    });
  }
}
