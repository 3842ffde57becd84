import type { ClockUnit } from '#calendar';

export type Severity = 'minor' | 'serious' | 'major';
export type Urgency = 'routine' | 'expedited' | 'urgent';
export type Source = 'self' | 'street' | 'district' | 'hotline' | 'city' | 'media' | 'leader' | 'province' | 'central';
export type Channel = 'round' | 'grid' | 'hotline' | 'import' | 'verbal' | 'proxy';
export type Screen = 'none' | 'office' | 'chain';
export type VerificationMode = 'photo' | 'site' | 'sampled';

/** A time limit: `amount` in minutes for minute units, in days for day units; `service` names the service calendar. */
export interface Limit {
  amount: number;
  unit: ClockUnit;
  service: string;
}

/** One ordered step of rectification (先期处置, 整改, …); its clock counts from assignment. */
export interface StepRule {
  code: string;
  zh: string;
  limit: Limit;
  /** Only when the dispatcher says so (有坠落危险). */
  onlyIf?: string;
  /** The duty lead may extend an urgent step up to this (窨井盖: 36 hours). */
  dutyLeadTo?: Limit;
}

export interface Category {
  code: string;
  parent: string;
  name: string;
  aliases: string[];
  /** Role code of the lead unit (CG, ZJ, … SD = the street of the place), resolved by dated rule. */
  lead: string;
  co: string[];
  steps: StepRule[];
  ladder: LadderName;
  verify: VerificationMode;
  urgency?: Urgency;
  severity?: Severity;
  /** 可随机查马上改 */
  spot: boolean;
  /** Suspension reasons that are usual for it. */
  suspend: string[];
  publicity: boolean;
  src: string[];
  /** 停用: nothing new is filed under it; what was, keeps it. */
  retired?: boolean;
}

export type LadderName = 'URGENT' | 'SHORT' | 'STD' | 'LONG' | 'EXTERNAL' | 'OFFICE_SELF' | 'REPLY';
export type Colour = 'blue' | 'yellow' | 'red';

/** When a rung is due: a share of the budget, or the due instant with an offset (`null`: at due, ruling 14). */
export type RungAt =
  | { of: 'budget'; share: number }
  | { of: 'due'; offset: { amount: number; unit: ClockUnit; service?: string } | null };

export interface Rung {
  code: string;
  at: RungAt;
  /** 提醒, 催办单, 督办单, 内部催办, 提示函, …; null for a measure on people. */
  slip: string | null;
  colour: Colour | null;
  /** 约谈 or 提请问责: proposed by the machine, decided by people. */
  measure: 'talk' | 'accountability' | null;
  to: string[];
  /** auto: the slip issues itself with a number; draft: a paper waits for signature; propose: nothing is issued. */
  issue: 'auto' | 'draft' | 'propose';
  sms: boolean;
  /** Listed in the current 通报 or the daily sheet. */
  listIn: string | null;
}

/** Clocks of our own and of replies, by urgency; `routine` is the default of the others. */
export type LimitKind =
  | 'screen'
  | 'grid_village'
  | 'grid_township'
  | 'dispatch'
  | 'receipt'
  | 'return_window'
  | 'return_ruling'
  | 'unit_review'
  | 'extension_reply'
  | 'suspension_reply'
  | 'sign_document'
  | 'objection_ruling';

export interface ByUrgency {
  routine: Limit;
  expedited?: Limit;
  urgent?: Limit;
}

/** Position that signs a write-off level, an extension or a suspension: district_duty_lead, office_head, … */
export type ApproverPosition = string;

export interface WriteOffRule {
  sources: Source[];
  severities: Severity[];
  levels: ApproverPosition[];
  publicity: boolean;
  bulk: boolean;
}

export interface ExtensionRule {
  nth: number;
  /** Share of the original budget at most; null: as the approver decides. */
  maxShare: number | null;
  /** In working days at most; null: as the approver decides. */
  maxWorkDays: number | null;
  by: ApproverPosition;
  needsPaper: boolean;
}

export interface SuspensionRule {
  reason: string;
  zh: string;
  max: Limit;
  by: ApproverPosition;
  /** 成批挂账 only, never one case by itself. */
  group: boolean;
  needs: string | null;
}

export interface ReturnReason {
  code: string;
  zh: string;
  upheld: 'reassign' | 'dismiss' | 'merge' | 'transfer' | 'suspend';
}

export interface LookBackRule {
  share: number;
  /** One look-back after each, counted from write-off. */
  after: Limit[];
}

/** 政策: versioned data; every value keeps its source in the file it is read from. */
export interface Policy {
  version: number;
  categories: Category[];
  fallback: { limit: Limit; ladder: LadderName; verify: VerificationMode };
  limits: Record<LimitKind, ByUrgency>;
  verify: { urgent: Limit; photo: Limit; site: Limit; measure: Limit };
  approve: { perLevel: Limit; districtLeader: Limit };
  publicity: { routine: Limit; central: Limit };
  slipReply: { blue: Limit; yellow: Limit; red: Limit; urgent: Limit };
  conclusionReview: { fileWithin: Limit; decideWithin: Limit };
  ladders: Record<LadderName, Rung[]>;
  screens: Record<Channel, Screen>;
  writeOff: WriteOffRule[];
  extensions: ExtensionRule[];
  suspensions: SuspensionRule[];
  returnReasons: ReturnReason[];
  returnMax: number;
  lookBack: Record<Severity | 'city_up', LookBackRule>;
  /** Severity and source from which a unit's feedback leaves by its leader's endorsement (审签). */
  endorsement: { severities: Severity[]; sources: Source[] };
  unitTriggers: UnitTrigger[];
  /** Raised by one case's own history. */
  caseTriggers?: CaseTrigger[];
  /** 应用内相机: whose photos are taken with it, not chosen from an album. */
  camera?: { severities: Severity[]; urgencies: Urgency[] };
  /** 高起点: which cases may start at a higher colour than blue, and who decides it. */
  higherStart?: { severities: Severity[]; urgencies: Urgency[]; sources: Source[]; by: ApproverPosition };
  /** 每月一句话进展: for limits longer than this, by that day of each month. */
  progress?: { longerThan: Limit; dayOfMonth: number };
  /** Working days between standing reminders after the last rung (DESIGN I, CHECK on wake_at). */
  standingReminder: Limit;
}

/** 虚假整改, 第2次核查不通过, 第3次延期申请: a slip of this colour, issued at once or drafted for signature. */
export interface CaseTrigger {
  code: 'sham' | 'verify_failed_2' | 'extension_over_2';
  zh: string;
  colour: Colour;
  issue: 'auto' | 'draft';
  enabled: boolean;
}

export interface UnitTrigger {
  code: string;
  zh: string;
  /** How many within the window raise it. */
  count: number;
  windowDays: number;
  proposes: 'talk' | 'listed';
  enabled: boolean;
}
