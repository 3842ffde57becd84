import type { Limit, Severity, Source } from '../policy';

/** How a unit stands to a finding (责任单位): 牵头, 属地, 包保, or 协办 by its own clock. */
export type ChargeRole = 'lead' | 'territory' | 'baobao' | 'co';

export interface DeductionRule {
  code: string;
  zh: string;
  /** Of the base, before source, severity and role weigh it. */
  points: number;
  /** Charged to the unit that supervises: a wrong dispatch is our own fault. */
  toSupervisor: boolean;
  /** How long after the breach it falls due (逾期超5工作日). */
  after: Limit | null;
}

export interface BonusRule {
  code: string;
  zh: string;
  points: number;
  /** At most so much of this kind for a unit in a period. */
  cap: number;
}

/** 计分规则: data, versioned with the policy. */
export interface ScoringRules {
  version: number;
  base: number;
  floor: number;
  deductions: DeductionRule[];
  /** 同一点位同类问题再现: the deduction of the finding times `factor`, when it comes back within `withinDays`. */
  repeat: { factor: number; withinDays: number };
  bonuses: BonusRule[];
  bonusCap: number;
  sourceMultiplier: Record<Source, number>;
  severityFactor: Record<Severity, number>;
  onTheSpotFactor: number;
  roleShare: Record<ChargeRole, number>;
  /** Codes for which 属地 and 包保 answer too; any other falls on the unit that did it. */
  joint: string[];
  /** 检查点次: a unit's deductions times the class mean of points over its own, held within these bounds. */
  normalise: { least: number; most: number };
  minSample: SampleFloor;
}

/** Too little was looked at to compare: a unit needs so many points inspected, or so many findings. */
export interface SampleFloor {
  points: number;
  findings: number;
}

export interface CompositeRules {
  /** 月度调度: weight of each rate; `inverse` counts one minus the rate. */
  monthly: { of: string; inverse: boolean; weight: number }[];
  /** Published schemes by name: full marks, less so many per percentage point below the threshold. */
  threshold: Record<string, ThresholdItem[]>;
  /** Which of the published schemes reckons the month; none: the weights. */
  inForce?: string | null;
}

export interface ThresholdItem {
  of: string;
  full: number;
  threshold: number;
  perPoint: number;
}

export interface AssessmentRules {
  classes: string[];
  year: { quarters: number; onSite: number; satisfaction: number };
  rewards: {
    /** Share of the pool for each successive share of the ranking, best first. */
    bands: { ofUnits: number; ofPool: number }[];
    /** 打破平均主义: highest over lowest reward of a class, zeros aside. */
    spread: number;
    /** Fewer ranked than this are compared with nobody, and nothing is proposed; versions of old have no such bound. */
    least?: number;
  };
  gridWorker: { code: GridWorkerItem; zh: string; weight: number }[];
  units: UnitListRules;
}
export type GridWorkerItem = 'missed_rate' | 'valid_report_rate' | 'sound_disposal_rate';

export interface UnitListRules {
  red: { top: number; min: number; noMajor: boolean };
  black: { last: number; below: number };
}

/** 商住, 老旧, 安置. */
export type Housing = 'commercial' | 'old' | 'resettlement';

export interface SheetItem {
  item: number;
  group: string;
  zh: string;
  points: number;
  /** For each place, lamp, lift or time found wanting. */
  perTime: number;
  severe: boolean;
  /** Types of housing that have no such thing (N/A). */
  notFor: Housing[];
  /** Counted from findings, not by the inspector. */
  fromFindings: boolean;
}

/** How projects come on the lists: red by threshold; black by threshold or by rank. */
export interface ListScheme {
  redFrom: number;
  blackBelow: number | null;
  blackLast: number | null;
  credit: { red: number; black: number };
  /** The credit points of a black entry are spared where everything was rectified in time. */
  waivedIfRectified: boolean;
  /** By random sample per street: only what was drawn is judged. */
  sampled: boolean;
}

export interface ListGuards {
  /** Last by rank is black only in a class of so many, or below so many points. */
  lastNeeds: { classOf: number; orBelow: number };
  minInspections: number;
}

export interface PropertyRules {
  sheet: SheetItem[];
  quarter: { street: number; district: number };
  year: { quarters: number; satisfaction: number };
  schemes: Record<string, ListScheme>;
  guards: ListGuards;
  /** Who may decide on an exit, by type of housing; the machine only proposes. */
  deciders: Record<Housing, string>;
  credit: { validMonths: number; statementDays: number; levels: { level: string; from: number }[] };
}

/** 时段性政策叠加 (迎检保障期): while it holds, limits shrink by `limitFactor`, never below `floor`. */
export interface OverlayRule {
  code: string;
  zh: string;
  limitFactor: number | null;
  floor: Limit | null;
  /** Service calendar in which shortened limits count. */
  service: string | null;
  groupSuspends: string[];
  categories: string[];
  enabled: boolean;
}

/** Everything of the policy that assessment reads, under one version. */
export interface AssessmentPolicy {
  version: number;
  scoring: ScoringRules;
  indicators: IndicatorRule[];
  composites: CompositeRules;
  assessments: AssessmentRules;
  property: PropertyRules;
  overlays: OverlayRule[];
  /** A further round on one unit in the same month warns beyond this. */
  roundsPerMonth: number;
}

export interface IndicatorRule {
  code: string;
  zh: string;
  /** 口径: the formula in words, as it stands in the policy. */
  formula: string;
  ofSupervisor: boolean;
  src: string[];
}
