import type { CivilDate, ClockUnit, Instant } from '#calendar';
import type { ActorRef } from './actor';
import type {
  ApproverPosition,
  Channel,
  Colour,
  LadderName,
  Severity,
  Source,
  Urgency,
  VerificationMode,
} from './policy';
import type { Status } from './status';

export type Kind = 'finding' | 'measure' | 'matter';
/** 批示件, 会议议定事项, 重点任务, 上级交办件. */
export type MatterForm = 'instruction' | 'meeting' | 'task' | 'superior';

/** 督办事项's source: the paper, meeting or words that it comes from. */
export interface MatterSource {
  form: MatterForm;
  /** 来文或会议名称. */
  title: string;
  /** 文号. */
  number: string | null;
  /** Who instructed it, as the paper names them. */
  leader: string | null;
  /** 批示内容. */
  said: string | null;
  /** Of the paper, the meeting or the words. */
  dated: CivilDate | null;
}

export type Visibility = 'normal' | 'limited' | 'sealed';

export interface Place {
  streetId: string | null;
  communityId: string | null;
  pointName: string | null;
  /** WGS 84 degrees. */
  lng: number | null;
  lat: number | null;
}

/** A photo or scan as the record keeps it; the bytes live under their sha256. */
export interface EvidenceRef {
  sha256: string;
  role: 'before' | 'after' | 'material';
  /** Which defect of the finding it shows, from 1 (ruling 10: each needs its own after-photo). */
  defect: number;
  capturedAt: Instant | null;
  lng: number | null;
  lat: number | null;
  /** 64-bit difference hash, hexadecimal. */
  dhash: string | null;
  flags: EvidenceFlag[];
  /** How it came in, as the page that took it says; absent where nobody said. */
  capture?: Capture;
}
export type EvidenceFlag = 'near_duplicate' | 'older_than_discovery' | 'far' | 'no_exif';
/** 应用内相机, 相册, 扫描件, and by whoever mends it, through the link on the slip. */
export type Capture = 'camera' | 'gallery' | 'scan' | 'link';

/** 五定: leader, department, task, schedule with milestones, responsibility. */
export interface FiveFixings {
  leader: string | null;
  unitId: string;
  coUnitIds: string[];
  task: string;
  milestones: { name: string; date: string }[];
  officer: string | null;
}

export type ClockKind =
  | 'screen'
  | 'grid_village'
  | 'grid_township'
  | 'dispatch'
  | 'receipt'
  | 'case'
  | 'rectify'
  | 'unit_review'
  | 'return_ruling'
  | 'extension_reply'
  | 'suspension_reply'
  | 'suspension'
  | 'verify'
  | 'approve'
  | 'publicity'
  | 'objection_ruling'
  | 'look_back'
  | 'recheck'
  | 'slip_reply'
  | 'sign_document'
  | 'instruction_reply'
  | 'transfer'
  | 'review_decision'
  | 'progress'
  | 'milestone';

/** What happens by itself at an instant: a rung of the clock's ladder, or a lapse that moves the case. */
export type BellEffect =
  | 'rung'
  | 'deem_signed'
  | 'end_suspension'
  | 'end_publicity'
  | 'open_look_back'
  | 'standing_reminder'
  | 'next_progress';

export interface Bell {
  /** Rung code (R0, R1, …) or the effect's own name. */
  code: string;
  /** The instant it is due. */
  at: Instant;
  effect: BellEffect;
}

/**
 * A clock is a ledger, not a date (DESIGN §1). `budget` and `consumed` are in quanta: milliseconds for minute units,
 * days for day units. `dueAt` and `bells` follow from the ledger and the calendar version; they are null and empty
 * while the clock does not run.
 */
export interface Clock {
  id: string;
  kind: ClockKind;
  /** The line, step, request, notice or suspension it belongs to. */
  of: string | null;
  step: string | null;
  unitId: string | null;
  unit: ClockUnit;
  service: string;
  budget: number;
  /** The budget before any extension: its bound is a share of this. */
  originalBudget: number;
  /** A date set from above: never rolls (ruling 5). */
  fixed: boolean;
  fixedDate: CivilDate | null;
  /** Added to every due that the ledger gives, ms: an outage of ours, or what spared it a breach in the past. */
  grace: number;
  cap: Cap | null;
  anchorAt: Instant;
  consumed: number;
  runningSince: Instant | null;
  generation: number;
  dueAt: Instant | null;
  /** How late it already was when it last stopped, ms; a resumed clock stays that late. */
  lateness: number;
  /** The same in the working time that its rungs are set apart by. */
  late?: Late[];
  /** Past the published calendar. */
  provisional: boolean;
  ladder: LadderName | null;
  bells: Bell[];
  /** Rungs of this generation already fired. */
  fired: string[];
  /** Rungs that a start at a higher colour has made needless. */
  spared?: string[];
  /** Ruling 4: a request made in time holds R1 and later. */
  held: { since: Instant; until: Instant } | null;
  /** Earliest due that a late grant cannot erase (ruling 3). */
  breachedDueAt: Instant | null;
  calendarVersion: string;
  policyVersion: number;
  stopped: boolean;
}

/** Working time used since the due, in quanta: ms or days. */
export interface Late {
  unit: ClockUnit;
  service: string;
  used: number;
}

/** The strictest deadline of what was merged into the case (ruling 9). */
export interface Cap {
  /** Quanta consumed when it is reached: what remains of them once the clock has stood still. */
  budget: number;
  /** The instant itself, for a clock that has run ever since. */
  at: Instant;
  since: Instant;
}

export interface Line {
  id: string;
  unitId: string;
  role: 'lead' | 'co';
  parentId: string | null;
  status: 'open' | 'answered' | 'returned' | 'recalled' | 'reassigned' | 'done';
  assignedAt: Instant;
  signedAt: Instant | null;
  signedHow: 'signed' | 'deemed' | null;
  /** What others had used of the ledger that it took over; quanta. */
  carried: number;
  /** Charged working time, booked when the line ends (ruling 1); quanta of its rectify clock. */
  booked: number | null;
  closedAt: Instant | null;
}

export interface Step {
  code: string;
  zh: string;
  completedAt: Instant | null;
}

export type RequestKind = 'return' | 'extension' | 'suspension';
export interface Request {
  id: string;
  kind: RequestKind;
  lineId: string;
  askedAt: Instant;
  by: ActorRef;
  status: 'open' | 'granted' | 'refused' | 'lapsed';
  /** Return: reason, rule and proposed unit. Extension: quanta or date asked. Suspension: reason and until. */
  reason: string;
  basis: string | null;
  proposedUnitId: string | null;
  amount: number | null;
  until: Instant | null;
  replyDueAt: Instant;
}

export interface Suspension {
  id: string;
  reason: string;
  since: Instant;
  until: Instant;
  groupId: string | null;
  endedAt: Instant | null;
}

export interface Submission {
  id: string;
  cycle: number;
  lineId: string;
  unitId: string;
  text: string;
  evidence: EvidenceRef[];
  by: ActorRef;
  /** When it left the unit; null while it waits for endorsement (审签). */
  submittedAt: Instant | null;
  endorsedBy: ActorRef | null;
  /** Due that it was judged by, and the verdict (ruling 14); frozen at the cycle's end. */
  dueAt: Instant | null;
  inTime: boolean | null;
  outcome: 'pending' | 'sent_back' | 'passed' | 'failed' | 'withdrawn';
}

/** 陈述理由: why a line is late, said before its yellow slip; ruled on, the slip may wait once. */
export interface Plea {
  id: string;
  lineId: string;
  clockId: string;
  generation: number;
  /** The rung that may wait. */
  rung: string;
  by: ActorRef;
  at: Instant;
  reason: string;
  outcome: 'held' | 'refused' | null;
  until: Instant | null;
}

export type NoticeLife =
  | 'draft' // 拟稿
  | 'checked' // 核稿
  | 'issued' // 签发 (slips are born here)
  | 'sent' // 送达
  | 'signed' // 签收
  | 'replied' // 回复
  | 'closed' // 办结
  | 'withdrawn'; // 以撤销单抵销

/** Slip (业务单) or paper (公文) of a rung or an act; its number is given by the record when it is issued. */
export interface Notice {
  id: string;
  class: 'slip' | 'paper';
  /** 催办单, 督办单, 提醒, … */
  title: string;
  colour: Colour | null;
  unitId: string | null;
  clockId: string | null;
  rung: string | null;
  /** The notice that it withdraws (撤销单). */
  cancels: string | null;
  life: NoticeLife;
  at: Instant;
}

export interface Instruction {
  id: string;
  by: ActorRef;
  text: string;
  toUnitId: string | null;
  at: Instant;
  repliedAt: Instant | null;
}

/** The last that a person did to the case, while nothing but rungs has happened since. */
export interface LastAct {
  command: string;
  by: ActorRef;
  at: Instant;
  /** Of its first event. */
  seq: number;
}

/** How many parts commands that were taken back (撤回) had added, and the generations they had given to clocks. */
export interface TakenBack {
  lines: number;
  requests: number;
  suspensions: number;
  submissions: number;
  generations: Record<string, number>;
}

export interface Finding {
  id: string;
  kind: Kind;
  status: Status;
  seq: number;
  cycle: number;
  channel: Channel;
  source: Source;
  severity: Severity;
  urgency: Urgency;
  categoryCode: string | null;
  description: string;
  place: Place;
  /** How many defects it names; each needs its own after-photo. */
  defects: number;
  dangers: string[];
  visibility: Visibility;
  covert: boolean;
  supervisingUnitId: string;
  supervisingPath: string;
  filedBy: ActorRef;
  enteredBy: ActorRef;
  filedAt: Instant;
  capturedAt: Instant | null;
  /** Entered at an open status from an old ledger: no slips or scores for the past (ruling 18). */
  legacy: boolean;
  evidence: EvidenceRef[];
  missing: string[];
  /** Who should mend it by what the filing says (category × area); the dispatcher confirms. */
  proposal: { unitId: string | null; coUnitIds: string[] };
  /** Whom it is about, where that is not the unit: 物业服务企业, a project, a shop. */
  subject: string | null;
  listId: string | null;
  /** 督查轮次 that it was found in, and at which of its places. */
  roundId?: string;
  pointId?: string;
  /** What a 督办事项 comes from. */
  matter?: MatterSource;
  fixedDate: string | null;
  fixings: FiveFixings | null;
  dispatchId: string | null;
  /** 四级联动: whose word it waits for; `group`: back with who reported it, to be completed. */
  chainLevel: 'group' | 'village' | 'township' | null;
  witnessed: boolean;
  lines: Line[];
  steps: Step[];
  clocks: Record<string, Clock>;
  requests: Request[];
  returnsAsked: number;
  /** The line of each extension that was granted after its due. */
  lateGrants?: string[];
  bindingRuling: boolean;
  pleas?: Plea[];
  suspensions: Suspension[];
  submissions: Submission[];
  verification: { by: ActorRef; mode: VerificationMode; at: Instant } | null;
  writeOff: { levels: ApproverPosition[]; granted: { level: ApproverPosition; by: ActorRef; at: Instant }[] };
  rectifiers: ActorRef[];
  objection: { by: ActorRef; at: Instant } | null;
  lookBacks: { dueAt: Instant; openedAt: Instant | null; outcome: 'passed' | 'failed' | null }[];
  notices: Notice[];
  instructions: Instruction[];
  reviews: { id: string; by: ActorRef; at: Instant; outcome: 'upheld' | 'changed' | null }[];
  transfer: { toUnit: string; letter: string; at: Instant } | null;
  voidProposedBy: ActorRef | null;
  mergedInto: string | null;
  statusBeforeMerge: Status | null;
  /** Into the loop of another supervising unit. */
  mergedAcross?: boolean;
  absorbed: string[];
  /** Deadlines that were absorbed before the case was given to anybody, by the absorbed case. */
  inherited?: Record<string, Instant>;
  /** Other supervising units to be answered, by the absorbed case. */
  watchers?: Record<string, string[]>;
  disputed: boolean;
  writtenOffAt: Instant | null;
  /** Highest colour on the case now. */
  colour: Colour | null;
  lastAct?: LastAct | null;
  takenBack?: TakenBack;
}
