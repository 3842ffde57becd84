import type pg from 'pg';
import type { LeadDepartment, Responsibilities, RoleBearer, SuretyDepartment } from '#domain';

/** 职能单位牵头, 区直单位包保: all that is and was of record, dated. */
export async function readResponsibilities(pool: pg.Pool): Promise<Responsibilities> {
  const [bearers, leads, sureties] = await Promise.all([
    pool.query<RoleBearer>(
      `SELECT role, unit_id AS "unitId", valid_from AS "validFrom", valid_to AS "validTo" FROM category_rule
       ORDER BY role, valid_from`,
    ),
    pool.query<LeadDepartment>(
      `SELECT l.category_code AS "categoryCode", a.path::text AS area, l.unit_id AS "unitId", l.valid_from AS "validFrom",
         l.valid_to AS "validTo"
       FROM lead_rule l LEFT JOIN org_unit a ON a.id = l.area_id ORDER BY l.category_code, l.valid_from, l.id`,
    ),
    pool.query<SuretyDepartment>(
      `SELECT unit_id AS "unitId", area::text, valid_from AS "validFrom", valid_to AS "validTo" FROM surety
       ORDER BY unit_id, area, valid_from`,
    ),
  ]);
  return { bearers: bearers.rows, leads: leads.rows, sureties: sureties.rows };
}
