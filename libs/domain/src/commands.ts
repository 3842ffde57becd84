import type { Instant, CivilDate } from '#calendar';
import type { ActorRef } from './actor';
import type { Event } from './events';
import type { EvidenceRef, Kind, MatterSource, Place, Visibility } from './finding';
import type { Channel, Limit, Severity, Source, Urgency, VerificationMode } from './policy';
import type { Status } from './status';

export interface FilePayload {
  kind?: Kind;
  channel: Channel;
  source: Source;
  severity?: Severity;
  urgency?: Urgency;
  categoryCode?: string | null;
  description: string;
  place?: Partial<Place>;
  defects?: number;
  dangers?: string[];
  visibility?: Visibility;
  covert?: boolean;
  supervisingUnitId: string;
  /** Who found it, when somebody else enters it. */
  filedBy?: ActorRef;
  capturedAt?: Instant | null;
  evidence?: EvidenceRef[];
  missing?: string[];
  proposal?: { unitId: string | null; coUnitIds: string[] };
  subject?: string | null;
  listId?: string | null;
  roundId?: string;
  pointId?: string;
  /** 督办事项: what it comes from. */
  matter?: MatterSource;
  fixedDate?: CivilDate | null;
  /** 随机查、马上改: another mends while the inspector looks on, or the finder mends. */
  onTheSpot?: 'witnessed' | 'self_done';
  rectifiedBy?: ActorRef;
}

export interface AssignPayload {
  unitId: string;
  coUnitIds?: string[];
  leader?: string | null;
  officer?: string | null;
  task?: string;
  milestones?: { name: string; date: CivilDate }[];
  /** A date set from above instead of the category's limit. */
  fixedDate?: CivilDate | null;
  dispatchId?: string | null;
  dangers?: string[];
}

/** A wish of a person, in the imperative. `id` and the instant come with it from outside. */
export type Command =
  | ({ type: 'file'; id: string } & FilePayload)
  | ({ type: 'open'; id: string; status: Status; unitId: string | null } & FilePayload)
  | {
      type: 'amend';
      categoryCode?: string;
      description?: string;
      place?: Partial<Place>;
      severity?: Severity;
      urgency?: Urgency;
      defects?: number;
    }
  | { type: 'pass-on' }
  | { type: 'pass-back'; reason: string }
  /** 就地解决: mended where it was found, by the level that had it. */
  | { type: 'settle'; text: string; evidence?: EvidenceRef[] }
  | { type: 'register' }
  | { type: 'dismiss'; reason: string }
  | ({ type: 'assign' } & AssignPayload)
  | { type: 'claim'; task?: string }
  | ({ type: 'reassign'; reason: string; wrongDispatch: boolean } & AssignPayload)
  | { type: 'hand-down'; unitId: string; limit: Limit }
  | { type: 'recall'; lineId?: string }
  | { type: 'sign'; lineId?: string }
  | { type: 'request-return'; lineId?: string; reason: string; basis: string; proposedUnitId?: string | null }
  | {
      type: 'rule-return';
      requestId?: string;
      upheld: boolean;
      reason: string;
      mergeInto?: string;
      survivorUnitId?: string;
      transferTo?: string;
    }
  | { type: 'report-progress'; text: string }
  | { type: 'submit'; lineId?: string; step?: string; text: string; evidence?: EvidenceRef[] }
  | { type: 'endorse' }
  | { type: 'send-back'; reason: string }
  | { type: 'verify'; outcome: 'passed' | 'failed'; mode?: VerificationMode; reason?: string; sham?: boolean }
  | { type: 'approve' }
  | { type: 'reject-write-off'; to: 'submitted' | 'rectifying'; reason: string }
  | { type: 'object'; reason: string }
  | { type: 'rule-objection'; upheld: boolean; reason: string }
  /** `amount` in minutes for clocks in minutes, in days for clocks in days. */
  | { type: 'request-extension'; amount?: number; until?: CivilDate; reason: string }
  | { type: 'decide-extension'; requestId?: string; granted: boolean; amount?: number; late?: boolean; reason?: string }
  | { type: 'request-suspension'; reason: string; until: CivilDate; basis: string }
  | { type: 'decide-suspension'; requestId?: string; granted: boolean; reason?: string }
  | { type: 'suspend'; reason: string; until: CivilDate; groupId?: string | null }
  | { type: 'resume'; suspensionId?: string }
  | { type: 'state-reason'; lineId?: string; reason: string }
  | { type: 'rule-reason'; pleaId?: string; accepted: boolean; reason: string }
  | { type: 'urge'; text: string }
  | { type: 'start-higher'; colour: 'yellow' | 'red'; reason: string }
  /** `survivorUnitId`: whose loop the surviving case is, from the record. */
  | { type: 'merge'; into: string; reason: string; survivorUnitId?: string }
  | { type: 'unmerge'; reason: string }
  | { type: 'transfer'; toUnit: string; letter: string }
  | { type: 'confirm-transfer'; signed: boolean; reason?: string }
  | { type: 'void'; reason: string }
  | { type: 'recheck'; outcome: 'passed' | 'failed'; reason?: string }
  | { type: 'instruct'; text: string; toUnitId?: string | null; replyWithinDays?: number }
  | { type: 'reply-instruction'; instructionId: string; text: string }
  | { type: 'request-review'; reason: string }
  | { type: 'decide-review'; outcome: 'upheld' | 'changed'; reason: string }
  | { type: 'comment'; text: string }
  /** 回访; `atFault`: not satisfied because the work was not done well. */
  | { type: 'call-back'; satisfied: boolean; atFault?: boolean; text: string }
  /** `seq` of the act's first event, where the caller wants to be sure of it; `log` is the finding's own, from the record. */
  | { type: 'take-back'; seq?: number; log: readonly Event[] }
  | { type: 'check-notice'; noticeId: string }
  | { type: 'issue-notice'; noticeId: string }
  | { type: 'send-notice'; noticeId: string }
  | { type: 'sign-notice'; noticeId: string }
  | { type: 'reply-notice'; noticeId: string; text: string }
  | { type: 'close-notice'; noticeId: string }
  | { type: 'withdraw-notice'; noticeId: string; reason: string }
  // The system's own acts on an open finding, each an event of that finding (engine A6).
  | {
      type: 'absorb';
      findingId: string;
      filedAt: Instant;
      dueAt: Instant | null;
      evidence: EvidenceRef[];
      /** Whose loop it was, and who watched what it had absorbed itself. */
      watchedBy?: string[];
    }
  | { type: 'release'; findingId: string }
  | { type: 'reproject-calendar' }
  | { type: 'apply-policy'; mode: 'keep' | 'from_now' | 'from_start' }
  | { type: 'excuse-outage'; from: Instant; to: Instant };

export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
