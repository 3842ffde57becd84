export { Audit, type AuditFault, type AuditReport } from './audit/audit';
export { type Clock, databaseClock, SimulatedClock } from './clock';
export { DeliveryStore, type InboxMessage } from './delivery/delivery-store';
export { type EvidenceRecord, EvidenceStore } from './evidence/evidence-store';
export {
  EVERYTHING,
  type FindingFilter,
  type FindingRow,
  type Page,
  type RowScope,
  scopeOf,
} from './findings/finding-list';
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
export { type ImportBatch, type ImportedRow, ImportStore, type IssueList } from './intake/import-store';
export { migrate } from './migrate';
export type { NumberedNotice } from './notices';
export { PeopleStore, type Person } from './people/people-store';
export { type Session, SessionStore } from './people/session-store';
export { type DistrictRecord, openRecord, type RecordOptions } from './record';
export { ContextStore } from './reference/context-store';
export {
  DirectoryStore,
  type DirectoryUnit,
  type RoleRule,
  type UnitAlias,
  type UnitKind,
} from './reference/directory-store';
export { DEMO_PEOPLE, type DemoPerson } from './seed/demo-people';
export { seedDistrict, type SeedOptions } from './seed/seed-district';
