export { type Attribution, caseFacts, type FactSources } from './case-facts';
export { caseRecord, type CaseRecord, type Duty } from './case-record';
export { stepsOf } from './case-walk';
export { monthlyComposite } from './composite';
export {
  type Candidate,
  draw,
  DRAW_ALGORITHM,
  DrawError,
  type Drawn,
  type DrawRecord,
  type DrawRequest,
  drawTeams,
  type Exclusion,
  type PlaceToInspect,
  redraw,
  type Sha256,
  type Team,
  type TeamRequest,
} from './draw';
export {
  type Appeal,
  decideEdition,
  type Edition,
  EDITION_REFUSALS,
  type EditionCommand,
  type EditionDecision,
  type EditionEvent,
  type EditionRefusal,
  evolveEdition,
  upheldIn,
} from './edition';
export { type Grid, type GridReport, type GridWorkerSheet, gridWorkerSheet } from './grid-worker';
export { type Caption, captionOf } from './indicator-captions';
export {
  dueCases,
  indicator,
  INDICATOR_CODES,
  type IndicatorInput,
  type IndicatorValue,
  longestOverdue,
  type PointVisit,
} from './indicators';
export {
  type Clearing,
  clearingAt,
  clearingHistory,
  daysAtZero,
  type ListMeasure,
  problemsAt,
  zeroSpells,
} from './issue-list';
export {
  type LeadDepartment,
  type Responsibilities,
  type RoleBearer,
  type SuggestedFixings,
  suggestFixings,
  suretiesOf,
  type SuretyDepartment,
} from './lead-department';
export {
  bonusesOf,
  deductionsOf,
  type NotScored,
  notScored,
  reversalOf,
  score,
  type ScoreEntry,
  toBook,
} from './ledger';
export { overlaid, type OverlayInForce, overlaysAt } from './overlay';
export { isIn as isWithinPeriod, type Period, type PeriodKind, periodBefore, periodOf } from './period';
export {
  assessProperty,
  type ProjectSheet,
  type PropertyResult,
  type PropertySnapshot,
  propertyText,
} from './property-assessment';
export {
  isRedDespiteRank,
  type JudgedProject,
  type ListedProject,
  type ListedQuarter,
  listProjects,
  type PropertyProposal,
  proposalsFor,
} from './property-lists';
export {
  type FindingCounts,
  type Marked,
  monthlyScore,
  type Project,
  type PropertyInspection,
  quarterlyScore,
  type SheetLine,
  type SheetScore,
  sheetScore,
  yearlyScore,
} from './property-score';
export { type Contestant, type Placed, rank, type Ranking } from './ranking';
export {
  creditLevel,
  creditPoints,
  decideRegistry,
  evolveRegistry,
  isInForce,
  REGISTRY_REFUSALS,
  type RegistryCommand,
  type RegistryContext,
  type RegistryDecision,
  type RegistryEntry,
  type RegistryEvent,
  type RegistryRefusal,
  type RegistryStatus,
  registrySteps,
} from './registry';
export {
  type EntryContext,
  type Recognition,
  type RecognitionEntry,
  recognitionFacts,
  type RecognitionRefusal,
  type RecognitionStep,
  recognisedBonuses,
  refusalOfEntry,
  refusalOfStep,
  revisionOf,
} from './recognition';
export { proposeRewards, type RewardProposal } from './rewards';
export {
  type EarlierFinding,
  faultsOfRound,
  ROUND_FAULTS,
  type RoundFault,
  type RoundPlan,
  type RoundSummary,
  type RoundWarning,
  summarise,
  TARGET_KINDS,
  type TargetKind,
  toFollowUp,
  tooFrequent,
} from './round';
export type * from './rules';
export type { Charge, ScoreFact, Unscored } from './score-fact';
export { type Lesson, selfChecks, type SelfCheckTask, type Sibling } from './self-check';
export { assess, type AssessmentResult, type AssessmentSnapshot, editionText } from './snapshot';
export { blackListTitle, commendationTitle } from './titles';
export {
  type AssessedUnit,
  type AssessmentInput,
  assessMonth,
  assessQuarter,
  assessYear,
  type ClassResult,
  type UnitSheet,
  type YearMarks,
} from './unit-assessment';
export { blackInARow, repeatMeasure, type RepeatMeasure, type UnitLists, unitLists } from './unit-lists';
export { visitFacts } from './visit-facts';
