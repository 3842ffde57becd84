import { type CivilDate, instantOf } from '#calendar';
import { type Author, samePerson } from '../actor';
import type { BonusRule, ScoringRules } from './rules';
import { bonusFact, type ScoreFact } from './score-fact';

/** Of a place that the city looked at, which is named; the other is of a unit's practice. */
const OF_PLACE = 'clean_point_city';
const RECOGNISED: readonly string[] = [OF_PLACE, 'practice_adopted'];

/** 加分登记, as it is entered: what those above recognised a unit for, and the document that says so. */
export interface RecognitionEntry {
  id: string;
  /** Code of the bonus. */
  bonus: string;
  unitId: string;
  /** When the good was done: the period it counts in. */
  on: CivilDate;
  documentTitle: string;
  documentNumber: string;
  place: string | null;
}

/** Entered by one, confirmed by another; withdrawn, it no longer counts and still stands in the record. */
export interface Recognition extends RecognitionEntry {
  enteredBy: Author;
  confirmedBy: Author | null;
  /** Why; null while it stands. */
  withdrawn: string | null;
}

export type RecognitionStep = { type: 'confirm' } | { type: 'withdraw'; reason: string };

export type RecognitionRefusal =
  | 'unknown_bonus'
  | 'place_of_bonus'
  | 'bonus_ahead'
  | 'unknown_unit_named'
  | 'unit_not_assessed'
  | 'recognised_before'
  | 'recognition_withdrawn'
  | 'already_confirmed'
  | 'same_person'
  | 'stale_revision';

/** The bonuses that people enter; what the record shows by itself is reckoned from it. */
export const recognisedBonuses = ({ bonuses }: ScoringRules): (BonusRule & { ofPlace: boolean })[] =>
  bonuses
    .filter(({ code }) => RECOGNISED.includes(code))
    .map((bonus) => ({ ...bonus, ofPlace: bonus.code === OF_PLACE }));

export interface EntryContext {
  rules: ScoringRules;
  today: CivilDate;
  /** How the unit stood on that day. */
  unit: 'unknown' | 'not_assessed' | 'assessed';
  /** Those of the same unit. */
  others: readonly Recognition[];
}

/** Why it cannot be entered so; null when it can. */
export function refusalOfEntry(
  entry: RecognitionEntry,
  { rules, today, unit, others }: EntryContext,
): RecognitionRefusal | null {
  const bonus = recognisedBonuses(rules).find(({ code }) => code === entry.bonus);
  if (!bonus) return 'unknown_bonus';
  if (bonus.ofPlace !== (entry.place !== null)) return 'place_of_bonus';
  if (unit === 'unknown') return 'unknown_unit_named';
  if (entry.on > today) return 'bonus_ahead';
  if (unit === 'not_assessed') return 'unit_not_assessed';
  return others.some((one) => one.withdrawn === null && isOfTheSame(one, entry)) ? 'recognised_before' : null;
}

/** 一事一记: a place looked at on one day, a practice spread by one document. */
const isOfTheSame = (one: RecognitionEntry, { bonus, place, on, documentNumber }: RecognitionEntry): boolean =>
  one.bonus === bonus &&
  (place === null ? one.documentNumber === documentNumber : one.place === place && one.on === on);

/** Raised by each step. */
export const revisionOf = ({ confirmedBy, withdrawn }: Recognition): number =>
  1 + Number(confirmedBy !== null) + Number(withdrawn !== null);

/** Why `by` may not take the step on what stood at `revision`; null when they may. */
export function refusalOfStep(
  recognition: Recognition,
  step: RecognitionStep['type'],
  by: Author,
  revision: number,
): RecognitionRefusal | null {
  if (recognition.withdrawn !== null) return 'recognition_withdrawn';
  if (step === 'confirm' && recognition.confirmedBy !== null) return 'already_confirmed';
  if (step === 'confirm' && samePerson(by, recognition.enteredBy)) return 'same_person';
  return revision === revisionOf(recognition) ? null : 'stale_revision';
}

const counts = ({ confirmedBy, withdrawn }: Recognition): boolean => confirmedBy !== null && withdrawn === null;

/** What was confirmed and not withdrawn is a bonus of its unit. */
export const recognitionFacts = (recognitions: readonly Recognition[]): ScoreFact[] =>
  recognitions.filter(counts).map(({ id, bonus, unitId, on }) =>
    bonusFact({
      cites: `recognition:${id}`,
      code: bonus,
      occurredAt: instantOf(on),
      charged: [{ unitId, role: 'lead' }],
    }),
  );
