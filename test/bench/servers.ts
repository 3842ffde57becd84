import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { claimState, isAbandoned, type Progress, startPostgres, startTemporal, stopOwn } from '#servers';

const PREFIX = 'duban-bench-';

/** One PostgreSQL and one Temporal server, both durable, for both sides. */
export interface Servers {
  stateDir: string;
  /** A database of a side's own; answers its URL. */
  createDatabase: (name: string) => Promise<string>;
  /** host:port */
  temporal: string;
  /** Ends them and whatever else was started out of `stateDir`, and leaves nothing on disk. */
  stop: () => Promise<void>;
}

/** Fresh servers of the bench's own: it would measure the past of any other, and fill it with findings. */
export async function startServers(progress: Progress, interruption: AbortSignal): Promise<Servers> {
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
  interruption.addEventListener('abort', () => void stop().then(() => process.exit(130)));
  // Both are awaited even if one fails: what is just starting could not be stopped.
  const [postgres, temporal] = await Promise.allSettled([
    startPostgres({ stateDir, progress }),
    // The peer's findings in flight are nowhere but in this store.
    startTemporal({ stateDir, durable: true, progress }),
  ]);
  if (postgres.status === 'rejected' || temporal.status === 'rejected') {
    await stop();
    throw postgres.status === 'rejected' ? postgres.reason : (temporal as PromiseRejectedResult).reason;
  }
  const { url } = postgres.value;
  const createDatabase = async (name: string) => {
    const server = await connect(url);
    await server.query(`CREATE DATABASE ${name}`);
    await server.end();
    return Object.assign(new URL(url), { pathname: `/${name}` }).href;
  };
  return { stateDir, createDatabase, temporal: temporal.value.address, stop };
}

/** A connection of which a loss fails its queries and not the process: the servers may be stopped under it. */
export async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client;
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
