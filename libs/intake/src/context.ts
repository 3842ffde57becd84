import type { CivilDate } from '#calendar';
import type { Severity, Status, Urgency } from '#domain';

export type UnitKind = 'district' | 'street' | 'township' | 'community' | 'village' | 'department' | 'section';

export interface IntakeUnit {
  id: string;
  name: string;
  aliases: string[];
  kind: UnitKind;
  parentId: string | null;
  relation: 'commanded' | 'vertical' | 'external';
}

export interface IntakeCategory {
  code: string;
  /** 大类 */
  parent: string;
  name: string;
  aliases: string[];
  /** Role code of the lead unit: CG, ZJ, …; SD is the street (township) of the place. */
  lead: string;
  co: string[];
}

/** Everything a plan is made from besides the file: read once by the caller, so planning touches no database. */
export interface IntakeContext {
  units: IntakeUnit[];
  categories: IntakeCategory[];
  /** Role code → unit id; SD is resolved by place and has no entry. */
  roleUnits: Record<string, string>;
  /** Canonical heading → other headings (policy `import.header_alias`). */
  headerAlias: Record<string, string[]>;
  /** Name in the list → name of the unit that it means, or that succeeded it. */
  unitAlias: Record<string, string>;
  /** A class written where a unit belongs (物业服务企业): goes to the street, with the unit of role `co` beside it. */
  unitClass: Record<string, { co: string }>;
  /** Status word of a 历史台账 → status it opens at. */
  legacyStatus: Record<string, Status>;
  gradeMap: Record<string, { severity: Severity; urgency: Urgency }>;
  /** Rows taken before: number → fingerprint; under the fingerprint itself where a row had no number. */
  known: Record<string, string>;
  today: CivilDate;
  /** The last day of the published work calendar; a due date after it is provisional. */
  publishedUntil: CivilDate;
}
