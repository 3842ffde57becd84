import { type CivilDate, civilDate, type Instant } from '#calendar';
import type { Category } from '../policy';
import { isWithin } from '../actor';

/** Which unit plays a role where, and from when to when (职能单位牵头): dated, so that history keeps its unit. */
export interface RoleRule {
  /** Role code of the policy: CG, ZJ, … */
  role: string;
  unitId: string;
  /** ltree path of the area it holds for. */
  area: string;
  /** Only for these categories; empty: for all. */
  categories: readonly string[];
  validFrom: CivilDate;
  /** The first day on which it holds no more. */
  validTo: CivilDate | null;
  /** 定领导: who is in charge of it, by position. */
  leader: string | null;
}

/** 包保: a department that stands surety for an area. */
export interface SuretyRule {
  unitId: string;
  area: string;
  validFrom: CivilDate;
  validTo: CivilDate | null;
}

/** 五定 as a rule proposes them; a dispatcher confirms. */
export interface SuggestedFixings {
  leader: string | null;
  unitId: string | null;
  coUnitIds: string[];
  task: string;
  /** 定进度: each step with its limit. */
  milestones: { step: string; zh: string; amount: number; unit: string; service: string }[];
  /** 定责任: those who stand surety and get a copy. */
  suretyUnitIds: string[];
  /** Roles for which no rule holds at that place and date. */
  unresolved: string[];
}

interface Query {
  category: Category;
  /** ltree path of the place. */
  area: string;
  at: Instant;
  /** The street of the place plays SD by itself. */
  streetId: string | null;
  description: string;
}

const STREET = 'SD';

/** Category × area × date → 五定. Of several rules the nearest area wins, then the narrower category, then the newer. */
export function suggestFixings(
  { category, area, at, streetId, description }: Query,
  roles: readonly RoleRule[],
  sureties: readonly SuretyRule[],
): SuggestedFixings {
  const ruleOf = (role: string) => nearest(role, category.code, area, civilDate(at), roles);
  const unitOf = (role: string) => ruleOf(role)?.unitId ?? (role === STREET ? streetId : null);
  const unitId = unitOf(category.lead);
  const co = category.co.flatMap((role) => unitOf(role) ?? []);
  return {
    leader: ruleOf(category.lead)?.leader ?? null,
    unitId,
    coUnitIds: [...new Set(co)].filter((id) => id !== unitId),
    task: description,
    milestones: category.steps.map(({ code, zh, limit }) => ({ step: code, zh, ...limit })),
    suretyUnitIds: [
      ...new Set(
        sureties.filter((one) => holds(one, civilDate(at)) && isWithin(area, one.area)).map((one) => one.unitId),
      ),
    ].filter((id) => id !== unitId),
    unresolved: [...new Set([category.lead, ...category.co])].filter((role) => unitOf(role) === null),
  };
}

const holds = ({ validFrom, validTo }: Pick<RoleRule, 'validFrom' | 'validTo'>, date: CivilDate): boolean =>
  validFrom <= date && (validTo === null || date < validTo);

function nearest(
  role: string,
  category: string,
  area: string,
  date: CivilDate,
  rules: readonly RoleRule[],
): RoleRule | undefined {
  return rules
    .filter((rule) => rule.role === role && holds(rule, date) && isWithin(area, rule.area))
    .filter(({ categories }) => categories.length === 0 || categories.includes(category))
    .toSorted(
      (a, b) =>
        depth(b) - depth(a) ||
        Number(b.categories.length > 0) - Number(a.categories.length > 0) ||
        (a.validFrom < b.validFrom ? 1 : -1),
    )[0];
}

const depth = ({ area }: RoleRule): number => area.split('.').length;
