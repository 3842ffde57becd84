import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  type NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';

import { TASK_QUEUE } from '#contract/temporal';
import { bundleWorkflows, findingActivities, type FindingRecord } from '#temporal';

/** Called once per test file, before anything else of the SDK. */
export function quietRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    shutdownSignals: [],
  });
}

/** A Temporal server of the test's own on which months pass in milliseconds; tear it down. */
export function timeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const path = process.env.DUBAN_TEST_SERVER_PATH;
  if (!path) throw new Error('DUBAN_TEST_SERVER_PATH is not set: this test belongs to a project with test servers');
  return TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
}

export interface RunningWorker {
  stop(): Promise<void>;
}

export async function startWorker(
  connection: NativeConnection,
  record: Pick<FindingRecord, 'tick'>,
  options: Partial<WorkerOptions> = {},
): Promise<RunningWorker> {
  const activities = findingActivities(record);
  const workflowBundle = options.workflowBundle ?? (await bundleWorkflows());
  const worker = await Worker.create({ connection, taskQueue: TASK_QUEUE, activities, ...options, workflowBundle });
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
    },
  };
}
