import { proxyLocalActivities } from '@temporalio/workflow';

import type { FindingActivities, RoundActivities } from '#contract/temporal';

/**
 * One transaction on the record. Local: its outcome is in the row, so a history needs no more of it than a marker. Bounded: while
 * PostgreSQL is down an unbounded one would keep the worker's task slots, one per finding, and stop it. Safe to run twice: what
 * it fires is unique in the record, what it answers is read from the row.
 */
export const { tick, tickRound } = proxyLocalActivities<FindingActivities & RoundActivities>({
  startToCloseTimeout: '3s',
  scheduleToCloseTimeout: '6s',
  retry: { maximumAttempts: 3, initialInterval: '200ms' },
});
