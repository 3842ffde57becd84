import { type CivilDate, civilDate, type Instant } from '#calendar';
import { isWithin } from '../actor';
import type { Category, Limit } from '../policy';

/** Rows that hold from a day on; `validTo` is the first day on which one holds no more, so that history keeps its unit. */
interface Dated {
  unitId: string;
  validFrom: CivilDate;
  validTo: CivilDate | null;
}

/** Which unit bears a category's role (CG, ZJ, …) in the district. */
export interface RoleBearer extends Dated {
  role: string;
}

/** 职能单位牵头: which unit leads a category in an area, whoever bears its role. */
export interface LeadDepartment extends Dated {
  categoryCode: string;
  /** ltree path of the area it holds for; null: the whole district. */
  area: string | null;
}

/** 包保: a department that stands surety for an area. */
export interface SuretyDepartment extends Dated {
  area: string;
}

export interface Responsibilities {
  bearers: readonly RoleBearer[];
  leads: readonly LeadDepartment[];
  sureties: readonly SuretyDepartment[];
}

/** 五定 as the rules propose them, people aside; a dispatcher confirms. */
export interface SuggestedFixings {
  unitId: string | null;
  coUnitIds: string[];
  /** 定进度: each step with its limit. */
  steps: { code: string; zh: string; limit: Limit }[];
  /** 定责任: those who stand surety and answer beside it. */
  suretyUnitIds: string[];
}

interface Query {
  category: Category;
  /** ltree path of the place; null where it is not known. */
  area: string | null;
  /** The street of the place plays SD by itself. */
  streetId: string | null;
  at: Instant;
}

const STREET = 'SD';

/** Category × area × date → 五定. Of several lead rules that of the nearest area wins, then the newer. */
export function suggestFixings(
  { category, area, streetId, at }: Query,
  { bearers, leads, sureties }: Responsibilities,
): SuggestedFixings {
  const date = civilDate(at);
  const bearerOf = (role: string): string | null =>
    role === STREET
      ? streetId
      : (newest(bearers.filter((one) => one.role === role && holds(one, date)))?.unitId ?? null);
  const unitId = leadOf(category.code, area, date, leads) ?? bearerOf(category.lead);
  const co = category.co.flatMap((role) => bearerOf(role) ?? []);
  return {
    unitId,
    coUnitIds: [...new Set(co)].filter((id) => id !== unitId),
    steps: category.steps.map(({ code, zh, limit }) => ({ code, zh, limit })),
    suretyUnitIds: area === null ? [] : suretiesOf(area, date, sureties).filter((id) => id !== unitId),
  };
}

/** Who stands surety for a place on a day, each once. */
export const suretiesOf = (area: string, date: CivilDate, sureties: readonly SuretyDepartment[]): string[] => [
  ...new Set(sureties.filter((one) => holds(one, date) && isWithin(area, one.area)).map(({ unitId }) => unitId)),
];

function leadOf(
  code: string,
  place: string | null,
  date: CivilDate,
  rules: readonly LeadDepartment[],
): string | undefined {
  const holding = rules.filter(
    (one) =>
      one.categoryCode === code &&
      holds(one, date) &&
      (one.area === null || (place !== null && isWithin(place, one.area))),
  );
  const nearest = Math.max(...holding.map(depth));
  return newest(holding.filter((one) => depth(one) === nearest))?.unitId;
}

const depth = ({ area }: LeadDepartment): number => (area === null ? 0 : area.split('.').length);

const newest = <T extends Dated>(rules: readonly T[]): T | undefined =>
  rules.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];

const holds = ({ validFrom, validTo }: Dated, date: CivilDate): boolean =>
  validFrom <= date && (validTo === null || date < validTo);
