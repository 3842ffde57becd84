import { type Client, type WorkflowIdConflictPolicy, WorkflowNotFoundError } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';

import {
  findingIdOf,
  findingWorkflowId,
  lookSignal,
  type Position,
  positionSignal,
  SUPERVISE_FINDING,
  TASK_QUEUE,
} from '#contract/temporal';

import { bounded } from './client';
import type { RecordedPosition } from './record-port';

/** From this attempt of one workflow task on, a run is taken to be stuck on its own code. */
const STUCK_ATTEMPT = 5;
const RUNNING = `WorkflowType = '${SUPERVISE_FINDING}' AND ExecutionStatus = 'Running'`;
const PAGE = 200;

interface Message {
  name: string;
  args: unknown[];
}
const LOOK: Message = { name: lookSignal.name, args: [] };

/** `stuck`: Temporal calls it running, but its workflow task fails again and again. */
export type RunState = 'running' | 'stuck' | 'none';

/** The runs of `superviseFinding` as Temporal keeps them. Every call is bounded, and safe to make twice. */
export class FindingRuns {
  /** @param offsetMs Temporal's now less the record's: 0 but in simulated time. */
  constructor(
    private readonly client: Client,
    private readonly offsetMs = 0,
  ) {}

  /** Tells the run where its finding stands. Starts one for an open finding; a terminal one needs none. */
  async tell(position: RecordedPosition): Promise<void> {
    const message = { name: positionSignal.name, args: [this.told(position)] };
    if (position.terminal) await this.signal(position.id, message);
    else await this.signalWithStart(position.id, message, 'USE_EXISTING');
  }

  /** Makes the run, if there is one, read the record. */
  look(findingId: string): Promise<void> {
    return this.signal(findingId, LOOK);
  }

  /** Makes the run read the record, starting one where there is none. */
  wake(findingId: string): Promise<void> {
    return this.signalWithStart(findingId, LOOK, 'USE_EXISTING');
  }

  /** Puts a new run in the place of whatever there is: nothing is lost, a run holds nothing that the record does not. */
  rebirth(findingId: string): Promise<void> {
    return this.signalWithStart(findingId, LOOK, 'TERMINATE_EXISTING');
  }

  async stateOf(findingId: string): Promise<RunState> {
    try {
      const run = await bounded(this.client, () => this.handle(findingId).describe());
      if (run.status.name !== 'RUNNING') return 'none';
      return (run.raw.pendingWorkflowTask?.attempt ?? 0) >= STUCK_ATTEMPT ? 'stuck' : 'running';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'none';
      throw error;
    }
  }

  /** Ids of the findings that have a run, a page at a time. Temporal's list lags behind by a moment. */
  async *running(): AsyncGenerator<string[]> {
    const { workflowService } = this.client;
    const { namespace } = this.client.options;
    for (let nextPageToken: Uint8Array | undefined; ;) {
      const ask = { namespace, query: RUNNING, pageSize: PAGE, nextPageToken };
      const page = await bounded(this.client, () => workflowService.listWorkflowExecutions(ask));
      yield page.executions.flatMap(({ execution }) => findingIdOf(execution?.workflowId ?? '') ?? []);
      if (!page.nextPageToken?.length) return;
      nextPageToken = page.nextPageToken;
    }
  }

  private told({ seq, stage, terminal, wakeAt }: RecordedPosition): Position {
    return { seq, stage, terminal, wakeAt: wakeAt === null ? 0 : wakeAt + this.offsetMs };
  }

  private handle(findingId: string) {
    return this.client.workflow.getHandle(findingWorkflowId(findingId));
  }

  private async signal(findingId: string, { name, args }: Message): Promise<void> {
    try {
      await bounded(this.client, () => this.handle(findingId).signal(name, ...args));
    } catch (error) {
      // Nobody is left to be told.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  private async signalWithStart(
    findingId: string,
    message: Message,
    conflict: WorkflowIdConflictPolicy,
  ): Promise<void> {
    const start = () =>
      this.client.workflow.signalWithStart<Workflow, unknown[]>(SUPERVISE_FINDING, {
        taskQueue: TASK_QUEUE,
        workflowId: findingWorkflowId(findingId),
        args: [findingId],
        signal: message.name,
        signalArgs: message.args,
        workflowIdConflictPolicy: conflict,
        // A finding may come back under the same id after its run has ended.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        // A worker that dies amid a task is missed after this long (10 s by default).
        workflowTaskTimeout: '5s',
      });
    await bounded(this.client, start);
  }
}
