import { canonical } from '../canonical';
import type { CaseRecord } from './case-record';
import type { PointVisit } from './indicators';
import { reversalOf, score, type ScoreEntry, type NotScored, notScored } from './ledger';
import { isIn, type Period } from './period';
import type { AssessmentPolicy } from './rules';
import type { ScoreFact } from './score-fact';
import {
  type AssessedUnit,
  assessMonth,
  assessQuarter,
  assessYear,
  type ClassResult,
  type YearMarks,
} from './unit-assessment';

/**
 * 快照: everything that a period's edition is reckoned from. Facts reach back as far as recurrence looks; the rest is the
 * period's own.
 */
export interface AssessmentSnapshot {
  period: Period;
  policy: AssessmentPolicy;
  calendarVersion: string;
  units: AssessedUnit[];
  cases: CaseRecord[];
  visits: PointVisit[];
  facts: ScoreFact[];
  /** Upheld appeals: the entries that they undo. */
  upheld: { appealId: string; entryId: string }[];
  /** Only for a year. */
  yearMarks: YearMarks[];
}

export interface AssessmentResult {
  period: Period;
  policyVersion: number;
  calendarVersion: string;
  classes: ClassResult[];
  /** The period's ledger, counter-entries included, that the scores are the sums of. */
  ledger: ScoreEntry[];
  notScored: NotScored[];
}

/** The same snapshot, in whatever order its parts are told, gives the same result. */
export function assess(snapshot: AssessmentSnapshot): AssessmentResult {
  const { period, policy } = snapshot;
  const ledger = ledgerOf(snapshot);
  const input = { ...snapshot, units: snapshot.units.toSorted((a, b) => (a.id < b.id ? -1 : 1)), ledger };
  return {
    period,
    policyVersion: policy.version,
    calendarVersion: snapshot.calendarVersion,
    classes: classesOf(input, snapshot.yearMarks, policy),
    ledger,
    notScored: notScored(snapshot.facts.filter(({ occurredAt }) => isIn(period, occurredAt))),
  };
}

function ledgerOf({ facts, policy, period, upheld }: AssessmentSnapshot): ScoreEntry[] {
  const entries = score(facts, policy.scoring).filter(({ occurredAt }) => isIn(period, occurredAt));
  const appeals = new Map(upheld.map(({ appealId, entryId }) => [entryId, appealId]));
  return entries.flatMap((entry) => {
    const appeal = appeals.get(entry.id);
    return appeal === undefined ? [entry] : [entry, reversalOf(entry, `appeal:${appeal}`)];
  });
}

function classesOf(
  input: Parameters<typeof assessMonth>[0],
  marks: readonly YearMarks[],
  policy: AssessmentPolicy,
): ClassResult[] {
  switch (input.period.kind) {
    case 'month':
      return assessMonth(input, policy);
    case 'quarter':
      return assessQuarter(input, policy);
    case 'year':
      return assessYear(input, marks, policy);
  }
}

/** The text that is published and kept: byte for byte the same from the same snapshot. */
export const editionText = (result: AssessmentResult): string => canonical(result);
