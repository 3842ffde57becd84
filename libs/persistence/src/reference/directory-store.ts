import type { OrgUnit } from '#domain';

export type UnitKind = 'district' | 'street' | 'township' | 'community' | 'village' | 'department' | 'company_class';

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

export class DirectoryStore {
  async units(): Promise<DirectoryUnit[]> {
    throw new Error('the record is not written yet');
  }

  async aliases(): Promise<UnitAlias[]> {
    throw new Error('the record is not written yet');
  }

  async roleRules(): Promise<RoleRule[]> {
    throw new Error('the record is not written yet');
  }
}
