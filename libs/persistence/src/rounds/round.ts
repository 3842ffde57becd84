import type { Instant } from '#calendar';
import type { DrawRecord, RoundSummary, TargetKind } from '#domain';

export type RoundPhase = 'planned' | 'drawn' | 'filing' | 'following' | 'finished' | 'cancelled';

/** 督查方案 as it is entered. */
export interface RoundGiven {
  id: string;
  title: string;
  supervisingUnitId: string;
  planNumber: string;
  form: 'joint' | 'task_force';
  covert: boolean;
  leaderId: string;
  memberIds: string[];
  targets: TargetKind[];
  quotas: Record<string, number>;
  perPlace: number;
  spareDays: number;
  checklistId: string;
  drawsAt: Instant;
  opensAt: Instant;
  closesAt: Instant;
}

/** 抽取记录: the draw of places, with the draw of inspectors after the same seed. */
export interface RoundDraw extends DrawRecord {
  perPlace: number;
  /** Who may not inspect which place (回避). */
  recused: Record<string, string[]>;
  inspectors: string[];
  teams: { placeId: string; inspectors: string[]; short: boolean }[];
  drawnAt: Instant;
}

/** 督查轮次 as it stands. */
export interface Round extends RoundGiven {
  year: number;
  issue: number;
  checklistVersion: number;
  phase: RoundPhase;
  wakeAt: Instant | null;
  revision: number;
  draw: RoundDraw | null;
  summary: RoundSummary | null;
  cancelledWhy: string | null;
  plannedBy: string;
  plannedAt: Instant;
}

/** 检查点位 of a round, with its visit. */
export interface RoundPlace {
  placeId: string;
  ordinal: number;
  kind: TargetKind;
  name: string;
  streetId: string;
  communityId: string | null;
  lng: number | null;
  lat: number | null;
  inspectorIds: string[];
  visitedAt: Instant | null;
  visitedBy: string | null;
  marks: Record<string, number> | null;
  /** Filed there in this round. */
  findings: number;
}

export interface ChecklistItem {
  code: string;
  zh: string;
  points: number;
  /** What it is filed as when it is found wanting. */
  categoryCode: string | null;
}

export interface Checklist {
  id: string;
  version: number;
  title: string;
  items: ChecklistItem[];
}

export const isOver = ({ phase }: Pick<Round, 'phase'>): boolean => phase === 'finished' || phase === 'cancelled';
