export {
  type ClockExplanation,
  commandDone,
  type CommandDone,
  type Deadline,
  deadline,
  duplicates,
  eventLog,
  evidenceKept,
  type EvidenceKept,
  findingCounts,
  type FindingCounts,
  findingDetail,
  type FindingDetail,
  findingPage,
  type FindingSummary,
  inbox,
  noticePage,
  units,
export {
  board,
  type Board,
  type BoardFigure,
  type BoardGroup,
  boardQuery,
  type BoardQuery,
  type Figure,
  leaderPage,
  type LeaderPage,
} from './board';
} from './answers';
export { calendar } from './calendar';
export { COMMAND_TITLES } from './command-titles';
export {
  bucket,
  type Bucket,
  dueCalendar,
  type DueCalendar,
  findingMap,
  type FindingMap,
  nearbyFindings,
  today,
  type Today,
} from './desk';
export { type Dispatched, dispatched, type ItemResult, type SendDispatch, sendDispatch } from './dispatches';
export {
  apiKeyMade,
  apiKeys,
  declineExecutorReport,
  type DeclineExecutorReport,
  executorLinkMade,
  executorLinks,
  executorPhotoKept,
  executorReportGiven,
  type ExecutorReportGiven,
  executorView,
  makeApiKey,
  type MakeApiKey,
  takeExecutorReport,
  type TakeExecutorReport,
} from './executors';
export { columnMapping, importQuery, importReport, type ImportReport } from './imports';
export { COMMAND_NAMES, type FileFinding, fileFinding, isCommandName, payloads } from './payloads';
export { categories, policy } from './policy';
export { type Problem, problem } from './problem';
export {
  calendarQuery,
  type CalendarQuery,
  countsQuery,
  dryRunQuery,
  type FindingFilters,
  type FindingQuery,
  findingQuery,
  inboxQuery,
  nearbyQuery,
  type NearbyQuery,
  type NoticeQuery,
  noticeQuery,
} from './query';
export {
  type Explanation,
  outage,
  type Outage,
  proposeOutage,
  type ProposeOutage,
  reformed,
  type Reformed,
  savePolicy,
  type SavePolicy,
  simulateDeadline,
  type SimulateDeadline,
  simulatedDeadline,
  type SimulatedDeadline,
  simulateEscalation,
  type SimulateEscalation,
  simulatedEscalation,
  type SimulatedEscalation,
} from './reforms';
export { me, type Me, session, type Session, signIn, ssoQuery } from './sessions';
export { type PublicSettings, publicSettings } from './settings';
export { type GroupSuspended, groupSuspended, type SuspendGroup, suspendGroup } from './suspensions';
export { findingId, sha256 } from './values';
export type { CommandName, EvidenceClaim } from './wire';
