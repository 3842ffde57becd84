import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { Client, Connection } from '@temporalio/client';
import type { Client as Database } from 'pg';

import { findingWorkflowId, SUPERVISE_FINDING } from '#contract/temporal';
import { type DistrictRecord, migrate, openRecord, seedDistrict } from '#persistence';
import { freePort, type OwnProcess, startOwn, untilServing } from '#servers';

import { Runs } from '../runs';
import { connect, type Servers } from '../servers';
import type { Recorded, Side } from '../side';
import { castOf } from './cast';
import { findingsThatEnd } from './findings-that-end';
import { OutboxWatch } from './outbox-watch';

const WORKER = join(__dirname, '..', '..', '..', 'apps', 'worker', 'src', 'main.js');
const READY_LIMIT_MS = 30_000;

/** This engine: commands as the api gives them to the record, and the worker as it runs in production. */
export interface Duban extends Side {
  record: DistrictRecord;
  database: Database;
  /** Of the worker. */
  metrics(): Promise<string>;
}

export async function openDuban(servers: Servers): Promise<Duban> {
  const url = await servers.createDatabase('duban_engine');
  await migrate(url);
  await seedDistrict(url, { password: randomUUID() });
  const record = await openRecord({ url });
  const [worker, port] = await startWorker(servers, url);
  const database = await connect(url);
  const connection = await Connection.connect({ address: servers.temporal });
  const runs = new Runs(new Client({ connection }), SUPERVISE_FINDING, findingWorkflowId);
  const outbox = new OutboxWatch(database, () => record.now());
  const cast = castOf(await record.directory.units());
  const fresh = await findingsThatEnd(record.context, cast);

  return {
    name: 'Duban',
    record,
    database,
    runs,
    fresh,
    async take(findingId, step) {
      const { command, actor } = cast.play(findingId, step);
      // The api makes a key where the caller sends none.
      const options = { idempotencyKey: randomUUID(), bodyHash: findingId };
      const outcome = await record.findings.execute(findingId, command, actor, options);
      if (outcome.kind !== 'done') throw new Error(`${step} of ${findingId}: ${JSON.stringify(outcome)}`);
    },
    told: (findingId) => outbox.told(findingId),
    async atRest() {
      await outbox.empty();
      await runs.noneOpen();
    },
    async recorded(findingIds) {
      const { rows } = await database.query<Recorded & { id: string }>(RECORDED, [findingIds]);
      return new Map(rows.map(({ id, ...recorded }) => [id, recorded]));
    },
    metrics: async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text(),
    async close() {
      await worker.stop();
      await connection.close();
      await database.end();
      await record.close();
    },
  };
}

/** A revision is raised by each command and by nothing else. */
const RECORDED = 'SELECT id, revision AS steps, terminal FROM finding WHERE id = ANY ($1)';

async function startWorker({ stateDir, temporal }: Servers, databaseUrl: string): Promise<[OwnProcess, number]> {
  const port = await freePort();
  const logFile = join(stateDir, 'log', 'worker.log');
  const worker = await startOwn({
    name: 'worker',
    stateDir,
    command: process.execPath,
    args: ['--enable-source-maps', WORKER],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal,
      DUBAN_WORKER_PORT: String(port),
      LOG_LEVEL: 'warn',
    },
    stopSignal: 'SIGTERM',
    logFile,
  });
  const probe = async () => {
    const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
    if (!ok) throw new Error('not ready');
  };
  await untilServing({ name: 'worker', server: worker, probe, logFile, limitMs: READY_LIMIT_MS });
  return [worker, port];
}
