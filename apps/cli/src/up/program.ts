import { join } from 'node:path';

import { startOwn, untilServing, type OwnProcess } from '#servers';

const READY_LIMIT_MS = 120_000;
const APPS = join(__dirname, '..', '..', '..');

/** One of our own processes: `apps/<name>/src/main.js`, ready when its /readyz says so. */
export interface Program {
  name: 'api' | 'worker';
  stateDir: string;
  /** Of its /readyz. */
  host: string;
  port: number;
  env: NodeJS.ProcessEnv;
}

/** Starts the program and waits until it is ready to serve. */
export async function startProgram({ name, stateDir, host, port, env }: Program): Promise<OwnProcess> {
  const logFile = join(stateDir, 'log', `${name}.log`);
  const server = await startOwn({
    name,
    stateDir,
    command: process.execPath,
    args: ['--enable-source-maps', join(APPS, name, 'src', 'main.js')],
    env: { ...process.env, ...env },
    stopSignal: 'SIGTERM',
    logFile,
  });
  await untilServing({ name, server, probe: () => readiness(host, port), logFile, limitMs: READY_LIMIT_MS });
  return server;
}

async function readiness(host: string, port: number): Promise<void> {
  const { ok, status } = await fetch(`http://${host}:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
  if (!ok) throw new Error(`not ready: ${status}`);
}
