import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  isAbandoned,
  provideTestServer,
  SetupError,
  startPostgres,
  startTemporal,
  stopOwn,
  type Progress,
} from '../../libs/servers/src';
import { PREFIX, stateFolder } from './state-folder';

/** What one Jest run shares among its projects; Jest calls the set-up once for each of them. */
interface TestServers {
  started?: Promise<() => Promise<void>>;
}

export const testServers = globalThis as typeof globalThis & { dubanTestServers?: TestServers };

const progress: Progress = (line) => process.stderr.write(`${line}\n`);

export default async function startServers(): Promise<void> {
  const servers = (testServers.dubanTestServers ??= {});
  await (servers.started ??= start());
}

async function start(): Promise<() => Promise<void>> {
  await sweepAbandoned();
  const { stateDir, release } = await stateFolder();
  const stop = async () => {
    await stopOwn(stateDir);
    release();
    rmSync(stateDir, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().then(() => process.exit(1)));
  // All are awaited even if one fails: what is just starting could not be stopped.
  const [postgres, temporal, testServer] = await Promise.allSettled([
    startPostgres({ stateDir, progress }),
    startTemporal({ stateDir, progress }),
    provideTestServer({ progress }),
  ]);
  try {
    process.env.DUBAN_TEST_DATABASE_URL = valueOf(postgres).url;
    process.env.DUBAN_TEST_TEMPORAL_ADDRESS = valueOf(temporal).address;
    process.env.DUBAN_TEST_SERVER_PATH = valueOf(testServer);
    return stop;
  } catch (error) {
    await stop();
    // Jest prints the stack, and the one line that helps would drown in it.
    if (error instanceof SetupError) error.stack = error.message;
    throw error;
  }
}

function valueOf<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

/** A run that was killed could not tidy up behind itself. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    if (!isAbandoned(folder)) continue;
    await stopOwn(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}
