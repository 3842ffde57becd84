import type { Client } from '@temporalio/client';
import { NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';

import { type FindingActivities, type RoundActivities, TASK_QUEUE } from '#contract/temporal';

import { bounded, type TemporalAddress } from './client';
import { type Log, Loop } from './loop';

/** Workflow tasks polled for. */
const WORKFLOW_TASK_QUEUE = 1;
const RESTART_AFTER_MS = 1_000;

interface HostParts extends TemporalAddress {
  bundle: () => Promise<WorkflowBundleOption>;
  activities: FindingActivities & RoundActivities;
  /** Ticks at once; no more than the record has connections. */
  ticks: number;
  log: Log;
}

/** Keeps a Temporal worker at work: made anew, with a growing pause, whenever it cannot be made or ends by itself. */
export class WorkerHost {
  private readonly loop: Loop;
  private readonly identity = `duban-${process.pid}-${Math.trunc(performance.timeOrigin)}`;
  private worker: Worker | undefined;

  constructor(private readonly parts: HostParts) {
    this.loop = new Loop('temporal worker', () => this.turn(), parts.log);
  }

  start(): void {
    this.loop.start();
  }

  /** Lets the tasks under way finish. */
  async stop(): Promise<void> {
    const stopped = this.loop.stop();
    this.endWorker();
    await stopped;
  }

  /** Whether Temporal has seen this very worker poll. @throws ServiceError when Temporal does not answer. */
  async isPolling(client: Client): Promise<boolean> {
    const ask = {
      namespace: this.parts.namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType: WORKFLOW_TASK_QUEUE,
    };
    const { pollers } = await bounded(client, () => client.workflowService.describeTaskQueue(ask));
    return this.worker?.getState() === 'RUNNING' && pollers.some(({ identity }) => identity === this.identity);
  }

  private async turn(): Promise<number> {
    const { address, log } = this.parts;
    const connection = await NativeConnection.connect({ address });
    try {
      const worker = await this.makeWorker(connection);
      this.worker = worker;
      if (this.loop.stopped) this.endWorker();
      await worker.run();
    } catch (error) {
      if (!this.worker) throw error;
      log.error({ err: error }, 'temporal worker: ended, making another');
    } finally {
      this.worker = undefined;
      await connection.close();
    }
    return RESTART_AFTER_MS;
  }

  private async makeWorker(connection: NativeConnection): Promise<Worker> {
    const { namespace, bundle, activities, ticks } = this.parts;
    return Worker.create({
      connection,
      namespace,
      identity: this.identity,
      taskQueue: TASK_QUEUE,
      workflowBundle: await bundle(),
      activities,
      maxConcurrentLocalActivityExecutions: ticks,
      // A task waits for its tick: more of them at once than ticks could answer in time would all time out together.
      maxConcurrentWorkflowTaskExecutions: ticks * 2,
      // The runs that a dead worker had cached go to another after this long (10 s by default).
      stickyQueueScheduleToStartTimeout: '2s',
    });
  }

  private endWorker(): void {
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown();
  }
}
