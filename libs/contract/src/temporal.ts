import { defineQuery, defineSignal } from '@temporalio/workflow';

import type { PeriodKind, Stage } from '#domain';

/** The queue that every worker of Duban polls. */
export const TASK_QUEUE = 'duban';

/** Workflow type that drives one finding 问题 through the loop. */
export const SUPERVISE_FINDING = 'superviseFinding';

const PREFIX = 'finding/';

/** One workflow id per finding, for life: never two runs at once, and a bounce goes on under the same id (I2). */
export const findingWorkflowId = (findingId: string): string => `${PREFIX}${findingId}`;

/** The inverse of {@link findingWorkflowId}; null for the id of another kind of workflow. */
export const findingIdOf = (workflowId: string): string | null =>
  workflowId.startsWith(PREFIX) ? workflowId.slice(PREFIX.length) : null;

/** Where a finding stands. It carries no personal data: Temporal keeps and shows it in clear. */
export interface Position {
  /** Head event of the finding: of two positions the higher is the newer. */
  seq: number;
  stage: Stage;
  /** Archived, dismissed, voided, merged or transferred: no run is left waiting. */
  terminal: boolean;
  /** When to look again, epoch milliseconds of Temporal's clock; 0 once terminal. */
  wakeAt: number;
}

/** What the record says once everything that time made due has been applied. */
export interface Look extends Omit<Position, 'wakeAt'> {
  /** How long to wait, in milliseconds: a wait and not an instant, since the two hosts' clocks differ. 0 once terminal. */
  waitMs: number;
}

/** What a run may ask of the record. */
export interface FindingActivities {
  /** Applies what time has made due and answers the position after it; null when there is no such finding. */
  tick(findingId: string): Promise<Look | null>;
}

/** A position told by the outbox relay; an older one than the run knows is ignored. */
export const positionSignal = defineSignal<[Position]>('position');

/** Makes the run read the record now, whatever it believes (restore, import, repair). */
export const lookSignal = defineSignal('look');

/** The position that the run believes. */
export const positionQuery = defineQuery<Position>('position');

/** Workflow type that carries one inspection round 督查轮次 through its life. */
export const RUN_INSPECTION = 'runInspection';

const ROUND_PREFIX = 'round/';

/** One workflow id per round, for life. */
export const roundWorkflowId = (roundId: string): string => `${ROUND_PREFIX}${roundId}`;

/** 计划 → 随机抽取 → 检查上报 → 小结与跟踪问效. */
export type RoundPhase = 'planned' | 'drawn' | 'filing' | 'following';

/** What the record says of a round once everything that time made due has been applied. */
export interface RoundLook {
  phase: RoundPhase | 'finished' | 'cancelled';
  over: boolean;
  /** How long to wait, in milliseconds; 0 once it is over. */
  waitMs: number;
}

/** What a round's run may ask of the record. */
export interface RoundActivities {
  /** Draws, opens, sums up, ends: whatever is due; null when there is no such round. */
  tickRound(roundId: string): Promise<RoundLook | null>;
}

/** Where the run believes the round to be. */
export const roundPhaseQuery = defineQuery<RoundLook['phase']>('phase');

/** Workflow type that carries one period's assessment 考核 from its draft to its publication. */
export const RUN_ASSESSMENT = 'runAssessment';

/** Workflow type that a schedule starts: it begins the assessment of whatever has ended. */
export const OPEN_ASSESSMENTS = 'openAssessments';

export const ASSESSED_KINDS = ['month', 'quarter', 'year'] as const satisfies readonly PeriodKind[];

/** 考核期 by its kind and its first day. */
export interface PeriodName {
  kind: PeriodKind;
  start: string;
}

/** One workflow id per period, for life. */
export const assessmentWorkflowId = ({ kind, start }: PeriodName): string => `assessment/${kind}/${start}`;

/** One schedule per kind of period; its runs bear the same name and the instant that Temporal adds. */
export const assessmentScheduleId = (kind: PeriodKind): string => `assessments/${kind}`;

/** Where a period stands, and how long to wait, in milliseconds, before the next look. */
export interface AssessmentLook {
  status: 'waiting' | 'draft' | 'appealable' | 'published';
  waitMs: number;
}

/** What an assessment's run may ask of the record; each may be asked again. */
export interface AssessmentActivities {
  /** Ended periods without a published edition. */
  assessmentsDue(kind: PeriodKind): Promise<PeriodName[]>;
  computeAssessment(period: PeriodName): Promise<AssessmentLook>;
  openAppeals(period: PeriodName): Promise<AssessmentLook>;
  publishAssessment(period: PeriodName): Promise<AssessmentLook>;
}
