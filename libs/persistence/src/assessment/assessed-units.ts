import type pg from 'pg';
import type { CivilDate } from '#calendar';

export interface AssessedIn {
  unitId: string;
  /** The class among whose members alone it is compared. */
  class: string;
  /** 督查机构: by a supervisor's indicators. */
  supervising: boolean;
  validFrom: CivilDate;
  validTo: CivilDate | null;
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
