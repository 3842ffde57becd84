import { type Client, type WorkflowIdConflictPolicy, WorkflowNotFoundError } from '@temporalio/client';

import { lookSignal, RUN_INSPECTION, type RoundActivities, roundWorkflowId, TASK_QUEUE } from '#contract/temporal';

import { bounded } from './client';
import type { RunState } from './finding-runs';
import type { RoundRecord } from './record-port';

/** The record of rounds as runs see it. */
export function roundActivities(record: Pick<RoundRecord, 'tick'>): RoundActivities {
  return {
    async tickRound(roundId) {
      const position = await record.tick(roundId);
      return position && { phase: position.phase, over: position.over, waitMs: position.waitMs ?? 0 };
    },
  };
}

/** The runs of `runInspection` as Temporal keeps them. Every call is bounded, and safe to make twice. */
export class RoundRuns {
  constructor(private readonly client: Client) {}

  /** Makes the run read the record, starting one where there is none. */
  wake(roundId: string): Promise<void> {
    return this.start(roundId, 'USE_EXISTING');
  }

  /** Puts a new run in the place of whatever there is. */
  rebirth(roundId: string): Promise<void> {
    return this.start(roundId, 'TERMINATE_EXISTING');
  }

  async stateOf(roundId: string): Promise<Exclude<RunState, 'stuck'>> {
    try {
      const handle = this.client.workflow.getHandle(roundWorkflowId(roundId));
      const { status } = await bounded(this.client, () => handle.describe());
      return status.name === 'RUNNING' ? 'running' : 'none';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'none';
      throw error;
    }
  }

  private async start(roundId: string, conflict: WorkflowIdConflictPolicy): Promise<void> {
    await bounded(this.client, () =>
      this.client.workflow.signalWithStart(RUN_INSPECTION, {
        taskQueue: TASK_QUEUE,
        workflowId: roundWorkflowId(roundId),
        args: [roundId],
        signal: lookSignal,
        signalArgs: [],
        workflowIdConflictPolicy: conflict,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowTaskTimeout: '5s',
      }),
    );
  }
}
