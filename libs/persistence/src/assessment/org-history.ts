import type pg from 'pg';
import { type CivilDate, civilDate, type Instant } from '#calendar';
import { type Attribution, isWithin, type OrgUnit, type Place } from '#domain';

interface DatedUnit extends Pick<OrgUnit, 'id' | 'path' | 'relation'> {
  validFrom: CivilDate;
  validTo: CivilDate | null;
}

interface Surety {
  unitId: string;
  area: string;
  validFrom: CivilDate;
  validTo: CivilDate | null;
}

/** Who answered for what at an instant: units and sureties are dated, so a breach finds the unit of its own time. */
export class OrgHistory implements Attribution {
  private readonly units: ReadonlyMap<string, DatedUnit>;

  constructor(
    units: readonly DatedUnit[],
    private readonly sureties: readonly Surety[],
  ) {
    this.units = new Map(units.map((unit) => [unit.id, unit]));
  }

  static async read(pool: pg.Pool): Promise<OrgHistory> {
    const [units, sureties] = await Promise.all([
      pool.query<DatedUnit>(
        `SELECT id, path::text, relation, valid_from AS "validFrom", valid_to AS "validTo" FROM org_unit`,
      ),
      pool.query<Surety>(
        `SELECT unit_id AS "unitId", area::text, valid_from AS "validFrom", valid_to AS "validTo" FROM surety
         ORDER BY unit_id, area`,
      ),
    ]);
    return new OrgHistory(units.rows, sureties.rows);
  }

  relation(unitId: string, at: Instant): OrgUnit['relation'] | undefined {
    return this.at(unitId, at)?.relation;
  }

  /** 属地: the street or township of the place and its community or village. */
  territory({ streetId, communityId }: Place, at: Instant): string[] {
    return [streetId, communityId].flatMap((id) => (id !== null && this.at(id, at) ? id : []));
  }

  baobao({ streetId, communityId }: Place, at: Instant): string[] {
    const area = this.at(communityId ?? '', at)?.path ?? this.at(streetId ?? '', at)?.path;
    if (area === undefined) return [];
    const holding = this.sureties.filter((one) => isWithin(area, one.area) && isInForce(one, civilDate(at)));
    return [...new Set(holding.map(({ unitId }) => unitId))];
  }

  private at(unitId: string, at: Instant): DatedUnit | undefined {
    const unit = this.units.get(unitId);
    return unit && isInForce(unit, civilDate(at)) ? unit : undefined;
  }
}

const isInForce = ({ validFrom, validTo }: Pick<Surety, 'validFrom' | 'validTo'>, on: CivilDate): boolean =>
  validFrom <= on && (validTo === null || on < validTo);
