import type { Instant } from '#calendar';
import type { Severity, Source } from '../policy';
import type { ChargeRole } from './rules';

/** Why a fact is kept and not scored. */
export type Unscored = 'external' | 'suspended' | 'outage' | 'misdispatch' | 'legacy' | 'ended';

export interface Charge {
  unitId: string;
  role: ChargeRole;
}

/** 计分事实: something that happened in the world, with the place in the record that says so. */
export interface ScoreFact {
  /** `<finding>#<seq>` of an event, `point:<round>/<point>` of a visit, `recognition:<id>` of a 加分登记. */
  cites: string;
  findingId: string | null;
  /** Code of the deduction or bonus. */
  code: string;
  /** When the duty was broken or the good was done: the period it counts in, whenever it is found out. */
  occurredAt: Instant;
  /** The units of record at that time. */
  charged: Charge[];
  /** Null for what no source or grade weighs (bonuses). */
  source: Source | null;
  severity: Severity | null;
  onTheSpot: boolean;
  /** Point and category of a finding; null when the place is not known. */
  spot: string | null;
  /** When that finding was written off. */
  closedAt: Instant | null;
  unscored: Unscored | null;
}

/** A good that no source or grade weighs and no finding bears. */
export const bonusFact = (good: Pick<ScoreFact, 'cites' | 'code' | 'occurredAt' | 'charged'>): ScoreFact => ({
  ...good,
  findingId: null,
  source: null,
  severity: null,
  onTheSpot: false,
  spot: null,
  closedAt: null,
  unscored: null,
});
