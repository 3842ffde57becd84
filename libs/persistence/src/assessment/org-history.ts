import type pg from 'pg';
import { type CivilDate, civilDate, type Instant } from '#calendar';
import {
  type Attribution,
  type Category,
  type OrgUnit,
  type Place,
  type Responsibilities,
  suggestFixings,
  suretiesOf,
} from '#domain';
import { readResponsibilities } from '../reference/responsibilities';

interface DatedUnit extends Pick<OrgUnit, 'id' | 'path' | 'relation'> {
  validFrom: CivilDate;
  validTo: CivilDate | null;
}

/** Who answered for what at an instant: units and rules are dated, so a breach finds the unit of its own time. */
export class OrgHistory implements Attribution {
  private readonly units: ReadonlyMap<string, DatedUnit>;

  constructor(
    units: readonly DatedUnit[],
    private readonly responsibilities: Responsibilities,
  ) {
    this.units = new Map(units.map((unit) => [unit.id, unit]));
  }

  static async read(pool: pg.Pool): Promise<OrgHistory> {
    const [units, responsibilities] = await Promise.all([
      pool.query<DatedUnit>(
        `SELECT id, path::text, relation, valid_from AS "validFrom", valid_to AS "validTo" FROM org_unit`,
      ),
      readResponsibilities(pool),
    ]);
    return new OrgHistory(units.rows, responsibilities);
  }

  relation(unitId: string, at: Instant): OrgUnit['relation'] | undefined {
    return this.at(unitId, at)?.relation;
  }

  /** 属地: the street or township of the place and its community or village. */
  territory({ streetId, communityId }: Area, at: Instant): string[] {
    return [streetId, communityId].flatMap((id) => (id !== null && this.at(id, at) ? id : []));
  }

  baobao(place: Area, at: Instant): string[] {
    const area = this.pathOf(place, at);
    return area === null ? [] : suretiesOf(area, civilDate(at), this.responsibilities.sureties);
  }

  /** 牵头: who led a category there. */
  lead(category: Category, place: Area, at: Instant): string | null {
    const { streetId } = place;
    return suggestFixings({ category, area: this.pathOf(place, at), streetId, at }, this.responsibilities).unitId;
  }

  private pathOf({ streetId, communityId }: Area, at: Instant): string | null {
    return (this.at(communityId ?? '', at) ?? this.at(streetId ?? '', at))?.path ?? null;
  }

  private at(unitId: string, at: Instant): DatedUnit | undefined {
    const unit = this.units.get(unitId);
    return unit && isInForce(unit, civilDate(at)) ? unit : undefined;
  }
}

type Area = Pick<Place, 'streetId' | 'communityId'>;

const isInForce = ({ validFrom, validTo }: Pick<DatedUnit, 'validFrom' | 'validTo'>, on: CivilDate): boolean =>
  validFrom <= on && (validTo === null || on < validTo);
