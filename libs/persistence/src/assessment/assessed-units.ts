import type pg from 'pg';
import type { CivilDate } from '#calendar';
import type { Actor } from '#domain';
import type { Clock } from '../clock';
import { inTransaction } from '../pool';
import { logChange } from '../reference/directory-log';

export interface AssessedIn {
  unitId: string;
  name: string;
  /** The class among whose members alone it is compared. */
  class: string;
  /** 督查机构: by a supervisor's indicators. */
  supervising: boolean;
  validFrom: CivilDate;
  validTo: CivilDate | null;
}

/** 分类管理: who is compared with whom, from when to when. */
export class AssessedUnitStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** With those of the past. */
  async all(): Promise<AssessedIn[]> {
    const { rows } = await this.pool.query<AssessedIn>(
      `SELECT a.unit_id AS "unitId", u.name, a.class, a.supervising, a.valid_from AS "validFrom", a.valid_to AS "validTo"
       FROM assessed_unit a JOIN org_unit u ON u.id = a.unit_id ORDER BY a.class, u.path, a.valid_from`,
    );
    return rows;
  }

  /** From that day on in this class; null: in none. What was before stays as it was. */
  async set(
    { unitId, class: name, supervising }: { unitId: string; class: string | null; supervising: boolean },
    from: CivilDate,
    actor: Actor,
  ): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const { rows: ended } = await client.query<{ class: string }>(
        `UPDATE assessed_unit SET valid_to = $2::date
         WHERE unit_id = $1 AND valid_from < $2::date AND (valid_to IS NULL OR valid_to > $2::date) RETURNING class`,
        [unitId, from],
      );
      if (name !== null)
        await client.query(
          `INSERT INTO assessed_unit (unit_id, class, supervising, valid_from) VALUES ($1, $2, $3, $4)
           ON CONFLICT (unit_id, valid_from) DO UPDATE SET class = excluded.class, supervising = excluded.supervising`,
          [unitId, name, supervising, from],
        );
      await logChange(client, this.clock, actor, {
        what: 'class',
        subject: unitId,
        ...(ended[0] && { before: ended[0] }),
        after: { class: name, from },
      });
    });
  }
}
