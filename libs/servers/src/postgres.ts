import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { Client } from 'pg';

import { endProcess, startOwn } from './own-process';
import { openCluster, SUPERUSER, type Cluster } from './postgres-cluster';
import { assertPortFree, freePort } from './ports';
import { birthOf, commandLineOf } from './process-identity';
import type { Progress } from './progress';
import { untilServing } from './readiness';
import { SetupError } from './setup-error';

const DATABASE = 'duban';
const HALF_MADE = 'duban_part';
const START_LIMIT_MS = 30_000;

export interface Postgres {
  /** Of a database that exists; for our own server its user may do anything. */
  url: string;
  /** Of our own server only. */
  pid?: number;
  /** Settles when our own server has ended, with a line saying how. */
  ended?: Promise<string>;
  /** Ends our own server; a given one is left alone. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  stateDir: string;
  /** Default: any free port. */
  port?: number;
  /** Fills the database of our own server before it is there for anybody: a fill that is cut off leaves none. */
  fill?: (url: string) => Promise<void>;
  progress: Progress;
}

/** DATABASE_URL if it is set, else a server of our own. */
export async function providePostgres(options: PostgresOptions): Promise<Postgres> {
  const given = process.env.DATABASE_URL;
  if (!given) return startPostgres(options);
  options.progress('连接 DATABASE_URL 指定的 PostgreSQL / connecting to the PostgreSQL of DATABASE_URL');
  await probe(given).catch((cause: Error) => {
    throw new SetupError(
      'SERVER_UNREACHABLE',
      `无法连接 DATABASE_URL 指定的数据库：${cause.message}`,
      `The database of DATABASE_URL cannot be reached: ${cause.message}`,
      { cause },
    );
  });
  return { url: given, stop: async () => {} };
}

/** Runs the bundled PostgreSQL on loopback with its data under `stateDir`, durable, as an unprivileged user. */
export async function startPostgres({ stateDir, port, fill, progress }: PostgresOptions): Promise<Postgres> {
  const cluster = await openCluster(resolve(stateDir), progress);
  await endPostmasterOf(cluster.dataDir);
  if (port !== undefined) await assertPortFree(port, 'PostgreSQL', 'DUBAN_PG_PORT');
  const listenOn = port ?? (await freePort());
  progress(`启动 PostgreSQL（端口 ${listenOn}）/ starting PostgreSQL on port ${listenOn}`);
  const logFile = join(resolve(stateDir), 'log', 'postgres.log');
  const server = await serve(cluster, resolve(stateDir), listenOn, logFile);
  const urlOf = (database: string) => `postgresql://${SUPERUSER}:${cluster.password}@127.0.0.1:${listenOn}/${database}`;
  const probeIt = () => probe(urlOf('postgres'));
  await untilServing({ name: 'PostgreSQL', server, probe: probeIt, logFile, limitMs: START_LIMIT_MS });
  await ensureDatabase(urlOf, fill);
  return { ...server, url: urlOf(DATABASE) };
}

function serve({ binaries, dataDir, user }: Cluster, stateDir: string, port: number, logFile: string) {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    synchronous_commit: 'on',
    max_connections: 300,
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
  };
  return startOwn({
    name: 'postgres',
    stateDir,
    command: join(binaries, 'bin', 'postgres'),
    args: ['-D', dataDir, '-p', String(port), ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    // Fast shutdown: SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    logFile,
    cwd: dataDir,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    ...user,
  });
}

/** A postmaster of ours whose pid file was lost would keep the data folder locked. */
async function endPostmasterOf(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  const birth = birthOf(pid);
  if (birth && commandLineOf(pid)?.includes(dataDir)) await endProcess({ pid, birth, stopSignal: 'SIGINT' });
}

async function ensureDatabase(urlOf: (database: string) => string, fill: PostgresOptions['fill']): Promise<void> {
  await withClient(urlOf('postgres'), async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${HALF_MADE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${HALF_MADE}`);
    await fill?.(urlOf(HALF_MADE));
    await client.query(`ALTER DATABASE ${HALF_MADE} RENAME TO ${DATABASE}`);
  });
}

async function probe(url: string): Promise<void> {
  await withClient(url, (client) => client.query('SELECT 1'));
}

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}
