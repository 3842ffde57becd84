import type pg from 'pg';
import type { CivilDate } from '#calendar';
import { type Clock, instantSql, timestamptz } from '../clock';

export interface AssessedIn {
  unitId: string;
  /** The class among whose members alone it is compared. */
  class: string;
  /** 督查机构: by a supervisor's indicators. */
  supervising: boolean;
  validFrom: CivilDate;
  validTo: CivilDate | null;
}

/** What a year adds to its quarters, of a hundred each; null where it was not done. */
export interface YearMark {
  year: number;
  subject: 'units' | 'property';
  subjectId: string;
  onSite: number | null;
  satisfaction: number | null;
}

/** 分类管理: who is compared with whom, from when to when. */
export class AssessedUnitStore {
  constructor(private readonly pool: pg.Pool) {}

  async all(): Promise<AssessedIn[]> {
    const { rows } = await this.pool.query<AssessedIn>(
      `SELECT unit_id AS "unitId", class, supervising, valid_from AS "validFrom", valid_to AS "validTo" FROM assessed_unit
       ORDER BY class, unit_id, valid_from`,
    );
    return rows;
  }

  /** From that day on in this class; null: in none. What was before stays as it was. */
  async set(
    { unitId, class: name, supervising }: { unitId: string; class: string | null; supervising: boolean },
    from: CivilDate,
  ): Promise<void> {
    await this.pool.query(
      `WITH ended AS (
         UPDATE assessed_unit SET valid_to = $4::date
         WHERE unit_id = $1 AND valid_from < $4::date AND (valid_to IS NULL OR valid_to > $4::date)
       )
       INSERT INTO assessed_unit (unit_id, class, supervising, valid_from) SELECT $1, $2, $3, $4::date WHERE $2::text IS NOT NULL
       ON CONFLICT (unit_id, valid_from) DO UPDATE SET class = excluded.class, supervising = excluded.supervising`,
      [unitId, name, supervising, from],
    );
  }
}

/** 年终实地 and 满意度, entered by hand until the year is drafted; an edition keeps what it was reckoned from. */
export class YearMarkStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  async of(year: number): Promise<YearMark[]> {
    const { rows } = await this.pool.query<YearMark>(
      `SELECT year, subject, subject_id AS "subjectId", on_site::float8 AS "onSite", satisfaction::float8 AS satisfaction
       FROM year_mark WHERE year = $1 ORDER BY subject, subject_id`,
      [year],
    );
    return rows;
  }

  async set({ year, subject, subjectId, onSite, satisfaction }: YearMark, by: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO year_mark (year, subject, subject_id, on_site, satisfaction, by_person, at)
       VALUES ($1, $2, $3, $4, $5, $6, ${instantSql('$7')})
       ON CONFLICT (year, subject, subject_id) DO UPDATE SET on_site = excluded.on_site,
         satisfaction = excluded.satisfaction, by_person = excluded.by_person, at = excluded.at`,
      [year, subject, subjectId, onSite, satisfaction, by, timestamptz(await this.clock.at())],
    );
  }
}
