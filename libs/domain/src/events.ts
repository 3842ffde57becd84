import type { CivilDate, Instant } from '#calendar';
import type { ActorRef } from './actor';
import type {
  Bell,
  Cap,
  Clock,
  EvidenceRef,
  Finding,
  FiveFixings,
  Instruction,
  Late,
  Line,
  Notice,
  NoticeLife,
  Place,
  Plea,
  Request,
  Step,
  Submission,
  Suspension,
} from './finding';
import type { ApproverPosition, Colour, Severity, Urgency, VerificationMode } from './policy';
import type { Status } from './status';

/** What a filing fixes for good. */
export type FiledFacts = Pick<
  Finding,
  | 'id'
  | 'kind'
  | 'channel'
  | 'source'
  | 'severity'
  | 'urgency'
  | 'categoryCode'
  | 'description'
  | 'place'
  | 'defects'
  | 'dangers'
  | 'visibility'
  | 'covert'
  | 'supervisingUnitId'
  | 'supervisingPath'
  | 'filedBy'
  | 'enteredBy'
  | 'capturedAt'
  | 'evidence'
  | 'missing'
  | 'proposal'
  | 'subject'
  | 'listId'
  | 'roundId'
  | 'pointId'
  | 'matter'
  | 'fixedDate'
  | 'chainLevel'
>;

/** Facts that may be completed or corrected later (待补). */
export interface AmendedFacts {
  categoryCode?: string;
  description?: string;
  place?: Place;
  severity?: Severity;
  urgency?: Urgency;
  defects?: number;
  missing: string[];
}

/** An event without its envelope. */
export type Facts =
  // discover 发现
  | { type: 'filed'; facts: FiledFacts }
  /** From an old ledger (历史台账); `levels` are those that its write-off still waits for. */
  | { type: 'opened'; facts: FiledFacts; status: Status; levels: ApproverPosition[] }
  | { type: 'steps_set'; steps: Step[] }
  | { type: 'amended'; facts: AmendedFacts }
  | { type: 'passed_on'; level: 'village' | 'township' | null }
  | { type: 'passed_back'; level: 'group' | 'village'; reason: string }
  | { type: 'settled_in_chain'; level: 'village' | 'township' }
  | { type: 'registered' }
  | { type: 'dismissed'; reason: string }
  // assign 交办
  | {
      type: 'assigned';
      fixings: FiveFixings;
      dispatchId: string | null;
      steps: Step[];
      mode: 'dispatch' | 'claim' | 'reassign';
    }
  | { type: 'line_opened'; line: Line }
  | { type: 'line_signed'; lineId: string; how: 'signed' | 'deemed' }
  | { type: 'line_closed'; lineId: string; why: Line['status']; booked: number | null }
  | { type: 'recalled'; lineId: string }
  | { type: 'return_requested'; request: Request }
  | { type: 'return_upheld'; requestId: string; outcome: string }
  | { type: 'return_refused'; requestId: string; binding: boolean }
  // supervise 督办
  | { type: 'progress_reported'; lineId: string; text: string }
  | { type: 'step_completed'; lineId: string; step: string; evidence: EvidenceRef[] }
  | { type: 'extension_requested'; request: Request }
  /** `lineId`: of a late grant, which answers no request. */
  | { type: 'extension_granted'; requestId: string; late: boolean; lineId?: string }
  | { type: 'extension_refused'; requestId: string }
  | { type: 'suspension_requested'; request: Request }
  | { type: 'suspension_refused'; requestId: string }
  | { type: 'request_lapsed'; requestId: string }
  | { type: 'suspended'; suspension: Suspension; requestId: string | null }
  | { type: 'suspension_ended'; suspensionId: string; how: 'expired' | 'resumed' }
  | { type: 'reason_stated'; plea: Plea }
  | { type: 'reason_accepted'; pleaId: string; until: Instant; reason: string }
  | { type: 'reason_refused'; pleaId: string; reason: string }
  | { type: 'urged'; lineId: string | null; text: string }
  /** Rungs of the line's clocks up to that colour are spared: the slip has said it. */
  | { type: 'started_higher'; colour: Colour; clockIds: string[]; rungs: string[]; reason: string }
  // feed back 反馈
  | { type: 'line_answered'; lineId: string; text: string; evidence: EvidenceRef[] }
  | { type: 'feedback_drafted'; submission: Submission }
  | { type: 'feedback_sent_back'; submissionId: string; reason: string }
  | { type: 'submitted'; submission: Submission }
  | { type: 'verdict_excused'; submissionId: string; dueAt: Instant; inTime: boolean }
  | { type: 'verified'; submissionId: string | null; mode: VerificationMode; levels: ApproverPosition[] }
  | { type: 'verification_failed'; submissionId: string | null; mode: VerificationMode; reason: string; sham: boolean }
  // close 销号
  | { type: 'witnessed'; levels: ApproverPosition[]; evidence: EvidenceRef[]; rectifiedBy: ActorRef }
  | { type: 'level_approved'; level: ApproverPosition }
  | { type: 'write_off_rejected'; to: 'submitted' | 'rectifying'; reason: string }
  | { type: 'publicity_opened' }
  | { type: 'objected'; reason: string }
  | { type: 'objection_upheld'; reason: string }
  | { type: 'objection_refused'; reason: string }
  | { type: 'written_off'; lookBacks: Instant[] }
  | { type: 'look_back_opened' }
  | { type: 'look_back_passed' }
  | { type: 'look_back_failed'; reason: string }
  | { type: 'archived' }
  | { type: 'review_requested'; reviewId: string; reason: string }
  | { type: 'review_decided'; reviewId: string; outcome: 'upheld' | 'changed'; reason: string }
  // exits
  | { type: 'transfer_sent'; toUnit: string; letter: string }
  | { type: 'transferred' }
  | { type: 'transfer_refused'; reason: string }
  | { type: 'void_proposed'; reason: string }
  | { type: 'voided'; reason: string }
  /** `across`: into the loop of another supervising unit, so that one's own is answered (ruling 9). */
  | { type: 'merged'; into: string; reason: string; across?: true }
  | { type: 'unmerged'; reason: string; across?: true }
  /** `dueAt`: a stricter deadline for which no clock runs yet. */
  | {
      type: 'absorbed';
      findingId: string;
      filedAt: Instant;
      evidence: EvidenceRef[];
      watchedBy?: string[];
      dueAt?: Instant;
    }
  | { type: 'released'; findingId: string }
  // any stage
  | { type: 'instructed'; instruction: Instruction }
  | { type: 'instruction_replied'; instructionId: string; text: string }
  | { type: 'commented'; text: string }
  | { type: 'called_back'; satisfied: boolean; atFault: boolean; text: string }
  /** The act that began with event `fromSeq` is undone; `restored` are the fields as they would stand without it. */
  | { type: 'taken_back'; command: string; fromSeq: number; restored: Partial<Finding> }
  // clocks and escalation 升级
  | { type: 'clock_started'; clock: Clock }
  | { type: 'clock_paused'; clockId: string; consumed: number; late?: Late[] }
  | { type: 'clock_resumed'; clockId: string; schedule: Schedule }
  | { type: 'clock_stopped'; clockId: string; consumed: number; late?: Late[] }
  | { type: 'clock_held'; clockId: string; until: Instant }
  | { type: 'clock_released'; clockId: string }
  | {
      type: 'clock_rescheduled';
      clockId: string;
      why: RescheduleReason;
      change: ClockChange;
      schedule: Schedule | null;
    }
  | {
      type: 'rung_fired';
      clockId: string;
      generation: number;
      rung: string;
      dueAt: Instant;
      unitId: string | null;
      colour: Colour | null;
      slip: string | null;
      measure: 'talk' | 'accountability' | null;
      to: string[];
      sms: boolean;
      listIn: string | null;
      /** The class-based rule by which delivery ignores quiet hours (URGENT). */
      atOnce: boolean;
    }
  | { type: 'reminder_repeated'; clockId: string; generation: number; rung: string; next: Bell }
  | { type: 'notice_written'; notice: Notice }
  | { type: 'notice_moved'; noticeId: string; to: NoticeLife; note: string | null };

export type RescheduleReason = 'extension' | 'late_extension' | 'calendar' | 'policy' | 'outage' | 'credit' | 'merge';

/** Derived from the ledger at the moment it starts to run. */
export interface Schedule {
  dueAt: Instant;
  provisional: boolean;
  bells: Bell[];
  calendarVersion: string;
}

export interface ClockChange {
  budget?: number;
  originalBudget?: number;
  consumed?: number;
  generation?: number;
  policyVersion?: number;
  lateness?: number;
  late?: Late[];
  grace?: number;
  cap?: Cap | null;
  fixedDate?: CivilDate | null;
  breachedDueAt?: Instant | null;
}

/**
 * `at` is the effective instant (for time-made events the due instant); `by` is null when time made it. The first event
 * of a command bears its name.
 */
export type Event = Facts & { at: Instant; by: ActorRef | null; of?: string };
export type EventType = Event['type'];
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;
