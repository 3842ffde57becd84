import type { Instant } from '#calendar';
import { byText, points, totalOf } from './points';
import type { BonusRule, ChargeRole, DeductionRule, ScoringRules } from './rules';
import type { Charge, ScoreFact, Unscored } from './score-fact';

/** 得分台账 line: points of one unit by one rule for one fact; less than zero for a deduction. */
export interface ScoreEntry {
  id: string;
  cites: string;
  findingId: string | null;
  unitId: string;
  role: ChargeRole;
  rule: string;
  ruleVersion: number;
  points: number;
  occurredAt: Instant;
  /** 冲销: the entry that this one undoes. */
  reverses: string | null;
}

export interface NotScored {
  cites: string;
  rule: string;
  why: Unscored;
}

const DAY = 86_400_000;

/** 一事一扣: the same fact, however often and in whatever order it is told, makes the same entries. */
export function score(facts: readonly ScoreFact[], rules: ScoringRules): ScoreEntry[] {
  const told = distinct(facts).filter(({ unscored }) => unscored === null);
  const closures = closuresOf(told);
  // What weighs nothing (自查自改) is no entry.
  return told.flatMap((fact) => entriesOf(fact, closures, rules)).filter((one) => one.points !== 0);
}

/** 不计分: what happened and why it costs nobody anything. */
export const notScored = (facts: readonly ScoreFact[]): NotScored[] =>
  distinct(facts).flatMap(({ cites, code, unscored }) => (unscored ? [{ cites, rule: code, why: unscored }] : []));

/** In order of time, then of what they cite; told twice, kept once. */
function distinct(facts: readonly ScoreFact[]): ScoreFact[] {
  const byKey = new Map(facts.map((fact) => [`${fact.cites}:${fact.code}`, fact]));
  return [...byKey.entries()]
    .sort(([a, x], [b, y]) => x.occurredAt - y.occurredAt || byText(a, b))
    .map(([, fact]) => fact);
}

function entriesOf(fact: ScoreFact, closures: Closures, rules: ScoringRules): ScoreEntry[] {
  const deduction = rules.deductions.find(({ code }) => code === fact.code);
  if (deduction) return answering(fact, rules).map((charge) => deducted(fact, charge, deduction, closures, rules));
  const bonus = rules.bonuses.find(({ code }) => code === fact.code);
  if (!bonus) throw new RangeError(`no scoring rule "${fact.code}": add it to the policy or correct the fact`);
  return onceEach(fact.charged, rules).map((charge) => entry(fact, charge, bonus.code, bonus.points, rules));
}

/** Only joint rules reach beyond who did it. */
const answering = ({ code, charged }: ScoreFact, rules: ScoringRules): Charge[] =>
  onceEach(
    charged.filter(({ role }) => role === 'lead' || role === 'co' || rules.joint.includes(code)),
    rules,
  );

/** A unit answers once for one fact, in its heaviest role. */
function onceEach(charged: readonly Charge[], { roleShare }: ScoringRules): Charge[] {
  const heaviest = new Map<string, Charge>();
  for (const charge of charged) {
    const before = heaviest.get(charge.unitId);
    if (!before || roleShare[charge.role] > roleShare[before.role]) heaviest.set(charge.unitId, charge);
  }
  return [...heaviest.values()].sort((a, b) => byText(a.unitId, b.unitId));
}

function deducted(
  fact: ScoreFact,
  charge: Charge,
  rule: DeductionRule,
  closures: Closures,
  rules: ScoringRules,
): ScoreEntry {
  const weight =
    (fact.source ? rules.sourceMultiplier[fact.source] : 1) *
    (fact.severity ? rules.severityFactor[fact.severity] : 1) *
    (fact.onTheSpot ? rules.onTheSpotFactor : 1) *
    (cameBack(fact, closures, rules) ? rules.repeat.factor : 1) *
    rules.roleShare[charge.role];
  return entry(fact, charge, rule.code, -rule.points * weight, rules);
}

/** Instants of write-off by point and category. */
type Closures = ReadonlyMap<string, readonly Instant[]>;

function closuresOf(facts: readonly ScoreFact[]): Closures {
  const closures = new Map<string, Instant[]>();
  for (const { spot, closedAt } of facts)
    if (spot !== null && closedAt !== null) closures.set(spot, [...(closures.get(spot) ?? []), closedAt]);
  return closures;
}

/** 再现: found again at a point within so many days of the write-off of the same kind of problem there. */
function cameBack({ spot, occurredAt }: ScoreFact, closures: Closures, { repeat }: ScoringRules): boolean {
  const since = occurredAt - repeat.withinDays * DAY;
  return (spot !== null && closures.get(spot)?.some((at) => at >= since && at <= occurredAt)) ?? false;
}

const entry = (fact: ScoreFact, charge: Charge, rule: string, value: number, rules: ScoringRules): ScoreEntry => ({
  id: `${fact.cites}:${rule}:${charge.unitId}`,
  cites: fact.cites,
  findingId: fact.findingId,
  unitId: charge.unitId,
  role: charge.role,
  rule,
  ruleVersion: rules.version,
  // Adding zero turns minus nothing into nothing.
  points: points(value) + 0,
  occurredAt: fact.occurredAt,
  reverses: null,
});

/** 加分封顶, per kind and altogether, within one period: what exceeds the caps does not count. */
export function bonusesOf(entries: readonly ScoreEntry[], rules: ScoringRules): number {
  const kinds = rules.bonuses.map((bonus) => Math.min(bonus.cap, ofKind(entries, bonus)));
  return Math.min(rules.bonusCap, totalOf(kinds));
}

const ofKind = (entries: readonly ScoreEntry[], { code }: BonusRule): number =>
  Math.max(0, totalOf(entries.filter(({ rule }) => rule === code).map((one) => one.points)));

/** 扣分 as a sum not below zero; a counter-entry takes its own off again. */
export function deductionsOf(entries: readonly ScoreEntry[], rules: ScoringRules): number {
  const bonuses = new Set(rules.bonuses.map(({ code }) => code));
  return totalOf(entries.filter(({ rule }) => !bonuses.has(rule)).map((one) => -one.points)) + 0;
}

/** 冲销分录: same unit, rule and time, so that the period of the breach gets its points back. */
export const reversalOf = (one: ScoreEntry, because: string): ScoreEntry => ({
  ...one,
  id: `${one.id}~${because}`,
  cites: because,
  points: -one.points + 0,
  reverses: one.id,
});

/**
 * What the ledger lacks and what it holds no longer warranted: the lines to append so that its sums are those of
 * `reckoned`. Nothing is ever taken out; an entry once reversed is booked anew under a further number. Counter-entries among what is reckoned (appeals) undo theirs first.
 */
export function toBook(ledger: readonly ScoreEntry[], reckoned: readonly ScoreEntry[], because: string): ScoreEntry[] {
  const standing = standingIn(ledger);
  const warranted = standingIn(reckoned);
  const stands = new Set(standing.map(wordingOf));
  const holds = new Set(warranted.map(wordingOf));
  const taken = new Set(ledger.map(({ id }) => id));
  return [
    ...standing.filter((one) => !holds.has(wordingOf(one))).map((one) => reversalOf(one, because)),
    ...warranted.filter((one) => !stands.has(wordingOf(one))).map((one) => ({ ...one, id: freeId(taken, one.id) })),
  ];
}

/** Neither a counter-entry nor undone by one. */
function standingIn(entries: readonly ScoreEntry[]): ScoreEntry[] {
  const reversed = new Set(entries.map(({ reverses }) => reverses));
  return entries.filter(({ id, reverses }) => reverses === null && !reversed.has(id));
}

/** What an entry says, whatever its number. */
const wordingOf = ({ cites, rule, unitId, points: value, occurredAt }: ScoreEntry): string =>
  [cites, rule, unitId, value, occurredAt].join(' ');

function freeId(taken: ReadonlySet<string>, id: string): string {
  let free = id;
  for (let n = 2; taken.has(free); n += 1) free = `${id}/${n}`;
  return free;
}
