import type { FindingActivities } from '#contract/temporal';

import type { FindingRecord } from './record-port';

/** The record as runs see it. */
export function findingActivities(record: Pick<FindingRecord, 'tick'>): FindingActivities {
  return {
    async tick(findingId) {
      const position = await record.tick(findingId);
      if (!position) return null;
      const { seq, stage, terminal, waitMs } = position;
      return { seq, stage, terminal, waitMs: waitMs ?? 0 };
    },
  };
}
