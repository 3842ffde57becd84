import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { Pool } from 'pg';

import { activities } from './activities';
import { TASK_QUEUE } from './names';

/** Connections to PostgreSQL; as many as the engine's worker has. */
const POOL = 12;

/** The peer's worker, a process of its own: says over IPC that it is ready, then what has been recorded. */
async function main(databaseUrl: string, address: string): Promise<void> {
  const logger = new DefaultLogger('WARN');
  Runtime.install({ logger, shutdownSignals: [] });
  const pool = new Pool({ connectionString: databaseUrl, max: POOL });
  pool.on('error', () => {});
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue: TASK_QUEUE,
    workflowBundle: await bundleWorkflowCode({ workflowsPath: require.resolve('./finding.workflow'), logger }),
    activities: activities(pool, (taken) => process.send?.(taken)),
  });
  process.send?.('ready');
  await worker.run();
}

// Whoever started us is gone, or done with us: there is nothing to be kept.
process.once('disconnect', () => process.exit());

main(process.argv[2]!, process.argv[3]!).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
