import type { CaseRecord } from './case-record';
import { monthlyComposite } from './composite';
import { dueCases, indicator, type IndicatorValue, type PointVisit } from './indicators';
import { bonusesOf, deductionsOf, type ScoreEntry } from './ledger';
import { isIn, type Period } from './period';
import { hundredths, mean, weighted, within } from './points';
import { type Contestant, rank, type Ranking } from './ranking';
import { proposeRewards, type RewardProposal } from './rewards';
import type { AssessmentPolicy } from './rules';
import { type UnitLists, unitLists } from './unit-lists';

/** A unit as it is assessed: in one class, among whose members alone it is compared (分类管理). */
export interface AssessedUnit {
  id: string;
  name: string;
  class: string;
  /** 督查机构: its indicators are those of a supervisor. */
  supervising: boolean;
}

/** What a period is reckoned from. */
export interface AssessmentInput {
  units: readonly AssessedUnit[];
  cases: readonly CaseRecord[];
  visits: readonly PointVisit[];
  /** The ledger, counter-entries included; other periods' entries are passed over. */
  ledger: readonly ScoreEntry[];
  period: Period;
}

export interface UnitSheet {
  unitId: string;
  indicators: IndicatorValue[];
  pointsInspected: number;
  findings: number;
  deductions: number;
  /** 检查点位数归一: what the deductions are multiplied by. */
  normaliser: number;
  bonuses: number;
  /** The score by which the class is ranked; null where there is nothing to reckon. */
  score: number | null;
}

export interface ClassResult {
  class: string;
  sheets: UnitSheet[];
  ranking: Ranking;
  /** 通报表扬 and 通报, as proposals; none in a month's 调度. */
  lists: UnitLists;
  rewards: RewardProposal | null;
}

/** 月度调度: the ranking by composite, no rewards and no lists. */
export const assessMonth = (input: AssessmentInput, policy: AssessmentPolicy): ClassResult[] =>
  byClass(input, policy, (members, judging) => {
    const sheets = members.map((unit) => {
      const sheet = sheetOf(unit, members, judging, policy);
      const values = new Map(sheet.indicators.map((one) => [one.code, one]));
      return { ...sheet, score: monthlyComposite(values, policy.composites) };
    });
    return { sheets, ranking: ranked(sheets, policy), lists: { red: [], black: [] }, rewards: null };
  });

/** 季度考核: base less deductions, normalised by points inspected, plus bonuses; rewards and lists are proposed. */
export const assessQuarter = (input: AssessmentInput, policy: AssessmentPolicy): ClassResult[] =>
  byClass(input, policy, (members, judging) => {
    const sheets = members.map((unit) => scored(sheetOf(unit, members, judging, policy), policy));
    const ranking = ranked(sheets, policy);
    return {
      sheets,
      ranking,
      lists: unitLists(ranking.placed, unitsWithMajor(input), policy.assessments.units),
      rewards: proposeRewards(ranking.placed, policy.assessments.rewards),
    };
  });

/** What a year adds to its quarters, of a hundred each; null where it was not done. */
export interface YearMarks {
  unitId: string;
  /** 四季得分; a quarter that was not ranked is left out. */
  quarters: number[];
  onSite: number | null;
  satisfaction: number | null;
}

/** 年度考核: what is missing leaves its weight to the rest. */
export const assessYear = (
  input: AssessmentInput,
  marks: readonly YearMarks[],
  policy: AssessmentPolicy,
): ClassResult[] =>
  byClass(input, policy, (members, judging) => {
    const sheets = members.map((unit) => {
      const own = marks.find(({ unitId }) => unitId === unit.id);
      return { ...sheetOf(unit, members, judging, policy), score: own ? yearScore(own, policy) : null };
    });
    const ranking = ranked(sheets, policy);
    return {
      sheets,
      ranking,
      lists: unitLists(ranking.placed, unitsWithMajor(input), policy.assessments.units),
      rewards: proposeRewards(ranking.placed, policy.assessments.rewards),
    };
  });

function yearScore({ quarters, onSite, satisfaction }: YearMarks, { assessments: { year } }: AssessmentPolicy) {
  const score = weighted([
    { value: mean(quarters), weight: year.quarters },
    { value: onSite, weight: year.onSite },
    { value: satisfaction, weight: year.satisfaction },
  ]);
  return score === null ? null : hundredths(score);
}

type Judged = Omit<ClassResult, 'class'>;

interface Judging {
  accounts: Accounts;
  period: Period;
}

/** In the policy's order of classes; a class of its own making comes after them. */
function byClass(
  input: AssessmentInput,
  { assessments: { classes } }: AssessmentPolicy,
  judge: (members: AssessedUnit[], judging: Judging) => Judged,
): ClassResult[] {
  const { units, period } = input;
  const judging = { accounts: accountsOf(input), period };
  const known = [...new Set([...classes, ...units.map((unit) => unit.class).sort()])];
  return known.flatMap((name) => {
    const members = units.filter((unit) => unit.class === name);
    return members.length === 0 ? [] : { class: name, ...judge(members, judging) };
  });
}

/** What stands in a unit's account in a period. */
interface Account {
  /** Those it leads, or for one of ours those it supervises. */
  cases: CaseRecord[];
  visits: PointVisit[];
  entries: ScoreEntry[];
}

type Accounts = ReadonlyMap<string, Account>;

/** Sorted out once: a district's year has tens of thousands of lines for dozens of units. */
function accountsOf({ units, cases, visits, ledger, period }: AssessmentInput): Accounts {
  const accounts = new Map(units.map(({ id }): [string, Account] => [id, { cases: [], visits: [], entries: [] }]));
  const supervising = new Set(units.flatMap((unit) => (unit.supervising ? unit.id : [])));
  for (const one of cases) {
    if (one.unitId !== null && !supervising.has(one.unitId)) accounts.get(one.unitId)?.cases.push(one);
    if (supervising.has(one.supervisingUnitId)) accounts.get(one.supervisingUnitId)?.cases.push(one);
  }
  for (const visit of visits)
    if (isIn(period, visit.at)) for (const id of visit.unitIds) accounts.get(id)?.visits.push(visit);
  for (const entry of ledger) if (isIn(period, entry.occurredAt)) accounts.get(entry.unitId)?.entries.push(entry);
  return accounts;
}

function sheetOf(
  unit: AssessedUnit,
  members: readonly AssessedUnit[],
  { accounts, period }: Judging,
  policy: AssessmentPolicy,
): UnitSheet {
  const { cases, visits, entries } = accounts.get(unit.id)!;
  const own = { cases, visits, period };
  return {
    unitId: unit.id,
    indicators: policy.indicators
      .filter(({ ofSupervisor }) => ofSupervisor === unit.supervising || !ofSupervisor)
      .map(({ code }) => indicator(code, own)),
    pointsInspected: visits.length,
    findings: new Set([...dueCases(own), ...cases.filter(({ filedAt }) => isIn(period, filedAt))]).size,
    deductions: deductionsOf(entries, policy.scoring),
    normaliser: normaliserOf(unit, members, accounts, policy),
    bonuses: bonusesOf(entries, policy.scoring),
    score: null,
  };
}

/** 同类平均点位数 over the unit's own, within bounds; where the class or the unit has no points, one. */
function normaliserOf(
  unit: AssessedUnit,
  members: readonly AssessedUnit[],
  accounts: Accounts,
  { scoring: { normalise } }: AssessmentPolicy,
): number {
  const seen = (id: string): number => accounts.get(id)?.visits.length ?? 0;
  const average = members.reduce((sum, { id }) => sum + seen(id), 0) / members.length;
  const own = seen(unit.id);
  return own === 0 || average === 0 ? 1 : within(average / own, normalise.least, normalise.most);
}

function scored(sheet: UnitSheet, { scoring: { base, floor } }: AssessmentPolicy): UnitSheet {
  const score = hundredths(base - sheet.deductions * sheet.normaliser + sheet.bonuses);
  return { ...sheet, score: Math.max(floor, score) };
}

function ranked(sheets: readonly UnitSheet[], { scoring: { minSample } }: AssessmentPolicy): Ranking {
  const contestants: Contestant[] = sheets.map(({ unitId, score, pointsInspected, findings }) => ({
    unitId,
    score,
    pointsInspected,
    findings,
  }));
  return rank(contestants, minSample);
}

/** Units with a grave finding in the period. */
const unitsWithMajor = ({ cases, period }: AssessmentInput): Set<string> =>
  new Set(
    cases
      .filter(({ severity, filedAt }) => severity === 'major' && isIn(period, filedAt))
      .flatMap(({ unitId }) => unitId ?? []),
  );
