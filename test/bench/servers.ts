import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { claimState, isAbandoned, type Progress, startPostgres, startTemporal, stopOwn } from '#servers';

const PREFIX = 'duban-bench-';

/** One PostgreSQL and one Temporal server, both durable, for both sides. */
export interface Servers {
  stateDir: string;
  databaseUrl(database: string): string;
  createDatabase(database: string): Promise<void>;
  /** host:port */
  temporal: string;
  /** Ends them and whatever else was started out of `stateDir`, and leaves nothing on disk. */
  stop(): Promise<void>;
}

/** Fresh servers of the bench's own: it would measure the past of any other, and fill it with findings. */
export async function startServers(progress: Progress): Promise<Servers> {
  await sweepAbandoned();
  const stateDir = mkdtempSync(join(tmpdir(), PREFIX));
  // PostgreSQL may run as another user than ours.
  chmodSync(stateDir, 0o755);
  const release = await claimState(stateDir);
  const stop = async () => {
    await stopOwn(stateDir);
    release();
    rmSync(stateDir, { recursive: true, force: true });
  };
  // Both are awaited even if one fails: what is just starting could not be stopped.
  const [postgres, temporal] = await Promise.allSettled([
    startPostgres({ stateDir, progress }),
    startTemporal({ stateDir, progress }),
  ]);
  if (postgres.status === 'rejected' || temporal.status === 'rejected') {
    await stop();
    throw postgres.status === 'rejected' ? postgres.reason : (temporal as PromiseRejectedResult).reason;
  }
  const serverUrl = postgres.value.url;
  return {
    stateDir,
    databaseUrl: (database) => Object.assign(new URL(serverUrl), { pathname: `/${database}` }).href,
    createDatabase: (database) => onServer(serverUrl, `CREATE DATABASE ${database}`),
    temporal: temporal.value.address,
    stop,
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const server = new Client({ connectionString: url });
  await server.connect();
  try {
    await server.query(sql);
  } finally {
    await server.end();
  }
}

/** A bench that was killed could not tidy up behind itself. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    if (!isAbandoned(folder)) continue;
    await stopOwn(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}
