import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

import { Connection } from '@temporalio/client';

import { startOwn } from './own-process';
import { TEMPORAL_CLI } from './pinned-wheel';
import { assertPortFree, freePort, isPortFree } from './ports';
import { cachedProgram } from './program-cache';
import type { Progress } from './progress';
import { untilServing } from './readiness';
import { SetupError } from './setup-error';

const START_LIMIT_MS = 60_000;
const TRIES = 3;

export interface Temporal {
  /** host:port of its gRPC front end. */
  address: string;
  /** Its page for people, where our own server could open one. */
  ui?: string;
  /** Of our own server only. */
  pid?: number;
  /** Settles when our own server has ended, with a line saying how. */
  ended?: Promise<string>;
  /** Ends our own server; a given one is left alone. */
  stop(): Promise<void>;
}

export interface TemporalOptions {
  stateDir: string;
  /** Default: any free port. */
  port?: number;
  /** Default: no page. */
  uiPort?: number;
  /** What it has answered survives a power cut, at twice the price; else it may lose its last moments, which PostgreSQL restores. */
  durable?: boolean;
  progress: Progress;
}

/** TEMPORAL_ADDRESS if it is set, else a dev server of our own. */
export async function provideTemporal(options: TemporalOptions): Promise<Temporal> {
  const given = process.env.TEMPORAL_ADDRESS;
  if (!given) return startTemporal(options);
  options.progress('连接 TEMPORAL_ADDRESS 指定的 Temporal / connecting to the Temporal of TEMPORAL_ADDRESS');
  await probe(given, process.env.TEMPORAL_NAMESPACE || 'default').catch((cause: Error) => {
    throw new SetupError(
      'SERVER_UNREACHABLE',
      `无法连接 TEMPORAL_ADDRESS=${given}：${cause.message}`,
      `TEMPORAL_ADDRESS=${given} cannot be reached: ${cause.message}`,
      { cause },
    );
  });
  return { address: given, stop: async () => {} };
}

/** Runs a Temporal dev server on loopback that keeps its store in `stateDir`. */
export async function startTemporal({ stateDir, port, uiPort, durable, progress }: TemporalOptions): Promise<Temporal> {
  const executable = await temporalProgram(progress);
  if (port !== undefined) await assertPortFree(port, 'Temporal', 'DUBAN_TEMPORAL_PORT');
  const listenOn = port ?? (await freePort());
  const page = uiPort !== undefined && (await isPortFree(uiPort)) ? uiPort : undefined;
  progress(`启动 Temporal（端口 ${listenOn}）/ starting Temporal on port ${listenOn}`);
  const folder = join(resolve(stateDir), 'temporal');
  mkdirSync(folder, { recursive: true });
  const logFile = join(resolve(stateDir), 'log', 'temporal.log');
  const address = `127.0.0.1:${listenOn}`;
  const server = await startAgain(listenOn, async () => {
    const started = await startOwn({
      name: 'temporal',
      stateDir: resolve(stateDir),
      command: executable,
      args: devServerFlags(join(folder, 'temporal.db'), listenOn, page, durable),
      logFile,
      stopSignal: 'SIGTERM',
      cwd: folder,
    });
    const probeIt = () => probe(address, 'default');
    await untilServing({ name: 'Temporal', server: started, probe: probeIt, logFile, limitMs: START_LIMIT_MS });
    return started;
  });
  return { ...server, address, ui: page === undefined ? undefined : `http://127.0.0.1:${page}` };
}

/** The server draws further ports by itself, and one may be taken by the time it listens: another try draws others. */
async function startAgain<T>(port: number, start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start();
    } catch (error) {
      if (tries === TRIES || !drewTakenPort(error, port)) throw error;
    }
  }
}

const drewTakenPort = (error: unknown, port: number): boolean =>
  error instanceof SetupError && error.en.includes('address already in use') && !error.en.includes(`:${port}: bind`);

/** TEMPORAL_CLI_PATH, else `temporal` on PATH, else the pinned download. */
async function temporalProgram(progress: Progress): Promise<string> {
  const given = process.env.TEMPORAL_CLI_PATH;
  if (!given) return onPath('temporal') ?? cachedProgram(TEMPORAL_CLI, progress);
  if (isExecutable(given)) return resolve(given);
  throw new SetupError(
    'EXECUTABLE_MISSING',
    `TEMPORAL_CLI_PATH=${given} 不是可执行文件。`,
    `TEMPORAL_CLI_PATH=${given} is not an executable file.`,
  );
}

function devServerFlags(database: string, port: number, uiPort: number | undefined, durable = false): string[] {
  const page = uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)];
  const sync = durable ? 'synchronous=full' : 'synchronous=normal';
  const pragmas = ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', sync];
  const listen = ['--ip', '127.0.0.1', '--port', String(port)];
  return ['server', 'start-dev', '--db-filename', database, ...pragmas, ...listen, ...page, '--log-level', 'warn'];
}

async function probe(address: string, namespace: string): Promise<void> {
  // Without retries: one that is still due when the connection is closed throws where nobody can catch it.
  const connection = Connection.lazy({ address, connectTimeout: 2_000, interceptors: [] });
  try {
    await connection.ensureConnected();
    await connection.workflowService.describeNamespace({ namespace });
  } finally {
    await connection.close();
  }
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return existsSync(path);
  } catch {
    return false;
  }
}
