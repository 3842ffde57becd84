export { type AssessedIn, AssessedUnitStore } from './assessment/assessed-units';
export { AssessmentOffice, type PeriodStanding, type VerifiedEdition } from './assessment/assessment-office';
export type { Difference } from './assessment/edition-differences';
export { type CitedEvent, EditionReader, type PastScore } from './assessment/edition-reader';
export { type AssessmentSubject, EditionRefused, type EditionRow, isEditionOf } from './assessment/editions';
export { GridSheetStore, type KeptSheet } from './assessment/grid-sheets';
export {
  type PropertyProject,
  PropertyStore,
  type PropertyVisit,
  type RecordedDraw,
} from './assessment/property-store';
export { type Proposal, ProposalStore } from './assessment/proposals';
export { type NamedRecognition, RecognitionRefused } from './assessment/recognition-store';
export { type CreditEntry, RegistryRefused, RegistryStore } from './assessment/registry-store';
export { type Rulebook, RulebookStore, type RulebookVersion } from './assessment/rulebook-store';
export { type BookedEntry, ScoreLedger } from './assessment/score-ledger';
export { Audit, type AuditFault, type AuditReport } from './audit/audit';
export {
  type BoardAsked,
  BoardStore,
  type BoardTallies,
  type GroupTally,
  type OpenInstruction,
  type TrendPoint,
} from './board/board-store';
export { type Beat, Pulse } from './board/pulse';
export type { FigureAsked } from './board/figures';
export { type Clock, databaseClock, SimulatedClock } from './clock';
export { type DeliveryReport, DeliveryStore, type InboxMessage } from './delivery/delivery-store';
export { DutyStore, type Shift, type ShiftEntry, ShiftsRefused } from './delivery/duty-store';
export type { RecordedFact } from './delivery/facts';
export { type Deadline, FeedStore } from './delivery/feed-store';
export {
  type BegunMessage,
  type ClaimedMessage,
  MessageStore,
  type Sending,
  type Settlement,
  type Undelivered,
} from './delivery/message-store';
export { GatewayTaken, type Outlet, OutletStore } from './delivery/outlet-store';
export { PreferenceStore, type Reader } from './delivery/preference-store';
export { SmsReplyStore } from './delivery/sms-reply-store';
export { DeskStore, type MapSpot, type ProposedRow, type Tally } from './desk/desk-store';
export { drawnFrom, type Sample, SampleStore } from './desk/sample-store';
export { UnitDesk } from './desk/unit-desk';
export { ViewStore } from './desk/view-store';
export type { Waiting } from './desk/waiting';
export { mayWaitFor } from './desk/waiting-sql';
export type { ClaimMode, UnitKind } from './entities';
export { type EvidenceRecord, EvidenceStore } from './evidence/evidence-store';
export {
  EVERYTHING,
  type FindingFilter,
  type FindingOrder,
  type FindingRow,
  type NoticeFilter,
  type NumberedNotice,
  type Page,
  type RowScope,
  scopeOf,
} from './findings/finding-list';
export { BadCursor } from './findings/cursor';
export { type ExecutorLink, type ExecutorReport, ExecutorStore } from './executors/executor-store';
export type { Act, Census, Chronicle } from './findings/chronicle';
export { FindingStore } from './findings/finding-store';
export { Outbox, type OutboxRow } from './findings/outbox';
export type { Done, ExecuteOptions, Outcome } from './findings/outcome';
export type {
  CurrentPosition,
  DeadlineChange,
  Position,
  RecordedEvent,
  RecordedFinding,
  SweepOptions,
  Swept,
} from './findings/recorded';
export { type ImportBatch, type ImportedRow, ImportStore, type IssueList, type Measure } from './intake/import-store';
export { migrate } from './migrate';
export { type ApiKey, ApiKeyStore } from './people/api-key-store';
export type {
  PaperAct,
  PaperFile,
  PaperRecord,
  PaperRefusal,
  PaperRefused,
  PublicPaper,
  RegisterRow,
  Subject,
} from './papers/paper-records';
export { PaperRegister } from './papers/paper-register';
export { actsOf, PaperStore } from './papers/paper-store';
export { PeopleStore, type Person } from './people/people-store';
export { type Session, SessionStore } from './people/session-store';
export { type AssessmentRecord, type DistrictRecord, openRecord, type RecordOptions } from './record';
export type { Checklist, ChecklistItem, Round, RoundDraw, RoundGiven, RoundPhase, RoundPlace } from './rounds/round';
export { type Recomputed, recomputed } from './rounds/round-draw';
export { type RoundPosition, RoundStore, type Visit } from './rounds/round-store';
export { type ListedFinding, ListStore, type ListHead, type SelfCheck } from './lists/list-store';
export { type MatterRow, MatterStore } from './lists/matter-store';
export { OverlayStore, type RecordedOverlay } from './lists/overlay-store';
export { type GridReportRow, GridReportStore } from './grid/grid-report-store';
export { type GroupSuspension, GroupSuspensionStore } from './findings/group-suspension-store';
export { type InspectionPlace, type PlaceGiven, PlaceStore } from './rounds/place-store';
export { OutageStore, type RecordedOutage } from './reference/outage-store';
export { ContextStore, ReferenceDataMissing } from './reference/context-store';
export type { BatchPlan, UnitBatch } from './reference/directory-batch';
export { DirectoryChanges, type ForetoldBatch, type LeadRule } from './reference/directory-changes';
export { DirectoryLog, DirectoryRefused } from './reference/directory-log';
export { DirectoryNetwork } from './reference/directory-network';
export { DirectoryPeople, type DirectoryPerson } from './reference/directory-people';
export { DirectoryWorkbook, type RefusedRow, type Workbook } from './reference/directory-workbook';
export { DirectoryStore, type DirectoryUnit, type RoleRule, type UnitAlias } from './reference/directory-store';
export { DEMO_PEOPLE, type DemoPerson } from './seed/demo-people';
export { DEMO_PLACES, type DemoPlace } from './seed/demo-places';
export { seedYearDistrict } from './seed/year-district';
export { FIRST_ADMINISTRATOR, foundDistrict } from './seed/found-district';
export { DistrictOfItsOwn, seedDistrict, type SeedOptions } from './seed/seed-district';
export { isUuid } from './uuid';
