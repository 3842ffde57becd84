import { civilDate, type Instant } from '#calendar';

/** 背街小巷, 老旧小区, 农贸市场周边, 近郊乡镇. */
export const TARGET_KINDS = ['back_street', 'old_estate', 'market_surroundings', 'suburban_township'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** 督查轮次 as it is planned. */
export interface RoundPlan {
  id: string;
  title: string;
  /** 年度督查计划编号: no round outside the plan. */
  planNumber: string;
  supervisingUnitId: string;
  leaderId: string;
  memberIds: readonly string[];
  targets: readonly TargetKind[];
  /** 明察 or 暗访. */
  covert: boolean;
  /** Left out: at once. */
  drawsAt?: Instant | undefined;
  opensAt: Instant;
  closesAt: Instant;
  unitIds: readonly string[];
}

export const ROUND_FAULTS = {
  plan_number_missing: ['请填写年度督查计划编号', 'Name the number of the annual plan'],
  members_too_few: ['检查组不少于 2 人', 'A team has at least two members'],
  leader_not_member: ['组长须在检查组内', 'The leader must be one of the team'],
  member_twice: ['检查组人员重复', 'A member stands twice'],
  no_target: ['请选择检查对象类型', 'Choose what is to be inspected'],
  closes_before_it_opens: ['结束时间须晚于开始时间', 'It must end after it begins'],
  opens_in_the_past: ['开始时间不能早于今天', 'It must not begin before today'],
  closes_in_the_past: ['结束时间已过', 'Its end has passed'],
  draws_after_it_opens: ['抽取时间须不晚于开始时间', 'It must be drawn before it begins'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;
export type RoundFault = keyof typeof ROUND_FAULTS;

/** What keeps a plan from being carried out; empty when nothing does. */
export function faultsOfRound(
  { planNumber, leaderId, memberIds, targets, drawsAt, opensAt, closesAt }: RoundPlan,
  now: Instant,
): RoundFault[] {
  const faults: [RoundFault, boolean][] = [
    ['plan_number_missing', planNumber.trim() === ''],
    ['members_too_few', new Set(memberIds).size < 2],
    ['leader_not_member', !memberIds.includes(leaderId)],
    ['member_twice', new Set(memberIds).size < memberIds.length],
    ['no_target', targets.length === 0],
    ['closes_before_it_opens', closesAt <= opensAt],
    ['opens_in_the_past', civilDate(opensAt) < civilDate(now)],
    ['closes_in_the_past', closesAt > opensAt && closesAt <= now],
    ['draws_after_it_opens', drawsAt !== undefined && drawsAt > opensAt],
  ];
  return faults.flatMap(([fault, holds]) => (holds ? fault : []));
}

export interface RoundWarning {
  unitId: string;
  month: string;
  /** Rounds on it in that month, this one included. */
  rounds: number;
}

/** 减负: a unit that this round would visit oftener in a month than the policy lets pass without a word. */
export function tooFrequent(
  plan: RoundPlan,
  others: readonly Pick<RoundPlan, 'id' | 'opensAt' | 'unitIds'>[],
  perMonth: number,
): RoundWarning[] {
  const month = monthOf(plan.opensAt);
  const same = others.filter((other) => other.id !== plan.id && monthOf(other.opensAt) === month);
  return plan.unitIds.flatMap((unitId) => {
    const rounds = 1 + same.filter(({ unitIds }) => unitIds.includes(unitId)).length;
    return rounds > perMonth ? { unitId, month, rounds } : [];
  });
}

const monthOf = (at: Instant): string => civilDate(at).slice(0, 7);

/** An earlier finding as a round follows it up. */
export interface EarlierFinding {
  id: string;
  pointId: string;
  /** Written off, or handed in and waiting. */
  closed: boolean;
  filedAt: Instant;
}

/** 跟踪问效: what was found before at the points to be visited, the open ones first, then the oldest. */
export const toFollowUp = (pointIds: readonly string[], earlier: readonly EarlierFinding[]): EarlierFinding[] =>
  earlier
    .filter(({ pointId }) => pointIds.includes(pointId))
    .sort((a, b) => Number(a.closed) - Number(b.closed) || a.filedAt - b.filedAt);

/** 检查小结: counts of one round, as its 通报 begins with. */
export interface RoundSummary {
  points: number;
  clean: number;
  findings: number;
  mendedOnTheSpot: number;
  byUnit: { unitId: string; findings: number }[];
}

export function summarise(
  visits: readonly { pointId: string; findings: number }[],
  findings: readonly { unitId: string | null; onTheSpot: boolean }[],
): RoundSummary {
  const units = [...new Set(findings.flatMap(({ unitId }) => unitId ?? []))].sort();
  return {
    points: visits.length,
    clean: visits.filter((visit) => visit.findings === 0).length,
    findings: findings.length,
    mendedOnTheSpot: findings.filter(({ onTheSpot }) => onTheSpot).length,
    byUnit: units.map((unitId) => ({ unitId, findings: findings.filter((one) => one.unitId === unitId).length })),
  };
}
