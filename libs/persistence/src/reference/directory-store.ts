import { type DataSource, IsNull } from 'typeorm';
import { civilDate, type Instant } from '#calendar';
import type { OrgUnit } from '#domain';
import { CategoryRuleEntity, OrgUnitEntity, UnitAliasEntity, type UnitKind } from '../entities';

/** A unit of record with what the domain does not need. */
export interface DirectoryUnit extends OrgUnit {
  kind: UnitKind;
  parentId: string | null;
  /** Civil dates; `validTo` is the first day on which it is no more. */
  validFrom: string;
  validTo: string | null;
  successorId: string | null;
}

export interface UnitAlias {
  alias: string;
  unitId: string;
  /** Why the alias is not the name itself; shown as a warning. */
  note: string | null;
}

/** Which unit bears a category's role (CG, ZJ, …) from a date on. SD is the street of the place and has no row. */
export interface RoleRule {
  role: string;
  unitId: string;
  validFrom: string;
  validTo: string | null;
}

/** The organisation of record, the names it is written by, and who bears which role. */
export class DirectoryStore {
  constructor(
    private readonly source: DataSource,
    private readonly now: () => Promise<Instant>,
  ) {}

  /** Units that are there today; one comes after the one above it. */
  async units(): Promise<DirectoryUnit[]> {
    const today = civilDate(await this.now());
    return (await this.unitsEver()).filter((unit) => isInForce(unit, today));
  }

  /** With those that history names. */
  unitsEver(): Promise<DirectoryUnit[]> {
    return this.source.getRepository(OrgUnitEntity).find({ order: { path: 'ASC' } });
  }

  aliases(): Promise<UnitAlias[]> {
    return this.source.getRepository(UnitAliasEntity).find({ where: { validTo: IsNull() }, order: { alias: 'ASC' } });
  }

  /** Rules in force today. */
  async roleRules(): Promise<RoleRule[]> {
    const today = civilDate(await this.now());
    const rules = await this.source.getRepository(CategoryRuleEntity).find({ order: { role: 'ASC' } });
    return rules.filter((rule) => isInForce(rule, today));
  }
}

const isInForce = ({ validFrom, validTo }: Pick<RoleRule, 'validFrom' | 'validTo'>, today: string): boolean =>
  validFrom <= today && (validTo === null || today < validTo);
