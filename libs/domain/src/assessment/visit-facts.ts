import type { PointVisit } from './indicators';
import { bonusFact, type ScoreFact } from './score-fact';

const CLEAN = { city: 'clean_point_city', district: 'clean_point_district' } as const;

/** 检查点位无问题: a clean point is a bonus of each unit in whose account it stands. */
export const visitFacts = (visits: readonly PointVisit[]): ScoreFact[] =>
  visits
    .filter(({ findings }) => findings === 0)
    .map(({ roundId, pointId, at, level, unitIds }) =>
      bonusFact({
        cites: `point:${roundId}/${pointId}`,
        code: CLEAN[level],
        occurredAt: at,
        charged: unitIds.map((unitId) => ({ unitId, role: 'lead' })),
      }),
    );
