export type { IntakeCategory, IntakeContext, IntakeUnit, UnitKind } from './context';
export { Clerk, type Desk, type DeskAnswer, type EnteredRow, findingIdOf, type KeepPicture } from './desk';
export { detectKind } from './detect-kind';
export { enterFindings } from './enter-findings';
export { enterIssueList } from './enter-issue-list';
export { type DraftPicture, type FindingDraft, TEXT_LIMITS } from './finding-draft';
export { type FindingField, FINDING_FIELDS } from './finding-fields';
export { type FindingPlan, type Reconciliation, pictureBytes, planFindings } from './findings';
export { neutraliseFormula } from './formula';
export { type Imported, importFile, type ImportOptions, type ImportRecord } from './import-file';
export { type IssueListPlan, type MeasureDraft, type NamedUnit, type Taking, planIssueList } from './issue-list';
export type { Suggestion, Warning, WarningCode } from './notes';
export type { DraftPlace } from './place';
export { type FixedDate, readInstant } from './read-dates';
export { readTable } from './read-table';
export {
  type FileFault,
  IntakeRefusal,
  type MappingNeed,
  type RowFault,
  type RowRefusal,
  type SkippedRows,
  type SkipReason,
  type Wording,
} from './refusal';
export { type Cell, LIMITS, type Picture, type Table, type TableRow } from './table';
