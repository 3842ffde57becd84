import { once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { assertPortFree, claimState, stopOwn, type Progress } from '#servers';

import { CONNECTION_FILE } from '../connection';
import { keepRunning } from './keep-running';
import { startProgram } from './program';
import { startPostgresServer, startServers, startTemporalServer, type Servers } from './servers';
import { readSettings, type Settings } from './settings';
import { terminalProgress } from './terminal-progress';
import { welcome } from './welcome';

const STOPPING = '正在停止，已受理的事项均已保存 / stopping; nothing acknowledged is lost';

/** Runs all of Duban on this machine until it is told to stop, and leaves nothing running behind. */
export async function up(): Promise<void> {
  const settings = readSettings();
  const stopping = endWanted();
  const progress = terminalProgress();
  mkdirSync(settings.stateDir, { recursive: true });
  const release = await claimState(settings.stateDir);
  try {
    await Promise.race([run(settings, progress.say, stopping), aborted(stopping)]).finally(progress.done);
    await aborted(stopping);
    process.stderr.write(`\n${STOPPING}\n`);
  } finally {
    await stopOwn(settings.stateDir);
    release();
  }
}

async function run(settings: Settings, progress: Progress, stopping: AbortSignal): Promise<void> {
  await stopOwn(settings.stateDir);
  await assertPortFree(settings.apiPort, 'api', 'DUBAN_PORT');
  await assertPortFree(settings.workerPort, 'worker', 'DUBAN_WORKER_PORT');
  const servers = await startServers(settings, progress);
  publishConnection(settings, servers);
  progress('启动 api 与 worker / starting api and worker');
  const start = programs(settings, servers);
  const [api, worker] = await Promise.all([start.api(), start.worker()]);
  process.stdout.write(welcome(settings, servers));
  const keep = (name: string, first: { ended?: Promise<string> }, again: () => Promise<{ ended?: Promise<string> }>) =>
    void keepRunning({ name, first, again, stopping, report: progress, pause: delay });
  keep('PostgreSQL', servers.postgres, () => startPostgresServer(settings, progress));
  keep('Temporal', servers.temporal, () => startTemporalServer(settings, progress));
  keep('api', api, start.api);
  keep('worker', worker, start.worker);
}

/** Where the other commands find these servers; stale once they stop, and then it only names a closed port. */
function publishConnection({ stateDir }: Settings, { postgres, temporal }: Servers): void {
  const found = { databaseUrl: postgres.url, temporalAddress: temporal.address };
  const file = join(stateDir, CONNECTION_FILE);
  writeFileSync(`${file}.part`, JSON.stringify(found), { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

function programs({ stateDir, host, apiPort, workerPort }: Settings, { postgres, temporal }: Servers) {
  const env = {
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    DUBAN_DATA_DIR: stateDir,
    DUBAN_PORT: String(apiPort),
    DUBAN_WORKER_PORT: String(workerPort),
  };
  return {
    api: () => startProgram({ name: 'api', stateDir, host, port: apiPort, env }),
    worker: () => startProgram({ name: 'worker', stateDir, host, port: workerPort, env }),
  };
}

/** Ctrl-C, a polite kill, a closed terminal, or the end of whoever started us. */
function endWanted(): AbortSignal {
  const end = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end.abort());
  process.once('disconnect', () => end.abort());
  return end.signal;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
