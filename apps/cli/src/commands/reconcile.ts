import { pino } from 'pino';
import { Registry } from 'prom-client';

import { openRecord } from '#persistence';
import {
  AssessmentKeeper,
  AssessmentRuns,
  EngineMetrics,
  FindingRuns,
  oneAtATime,
  Reconciler,
  type ReconcileMode,
  RoundRuns,
  temporalClient,
} from '#temporal';

import { connection } from '../connection';

/** `duban reconcile`: every open finding has its run again, whatever became of Temporal's own store (I6). */
export async function reconcileCommand(flags: { look?: boolean; rebirth?: boolean }): Promise<void> {
  const { databaseUrl, temporalAddress: address, temporalNamespace: namespace } = connection();
  const mode: ReconcileMode = flags.rebirth ? 'rebirth' : flags.look ? 'look' : 'repair';
  const record = await openRecord({ url: databaseUrl });
  const client = temporalClient({ address, namespace });
  try {
    const log = pino({ level: 'warn' }, process.stderr);
    const assessments = new AssessmentKeeper({
      record: record.assessment.office,
      runs: new AssessmentRuns(client),
      log,
    });
    const reconciler = new Reconciler({
      record: record.findings,
      runs: new FindingRuns(client),
      rounds: { record: record.rounds, runs: new RoundRuns(client) },
      oneAtATime: oneAtATime(databaseUrl),
      metrics: new EngineMetrics(new Registry(), record.outbox),
      log,
    });
    const done = await reconciler.reconcile(mode, (open) => process.stderr.write(`\r… ${open}`));
    process.stderr.write('\n');
    if (!done)
      process.stdout.write('另一个对账正在进行，请稍后再试 / another reconciliation is under way, try again later\n');
    else process.stdout.write(`${JSON.stringify({ ...done, assessments: await assessments.keep() })}\n`);
  } finally {
    await client.connection.close();
    await record.close();
  }
}
