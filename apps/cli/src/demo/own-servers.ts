import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { claimState, stopOwn } from '#servers';

/** A folder for servers of a telling's own, which end with it, also at Ctrl-C and its like. */
export async function withOwnServers<T>(name: string, use: (stateDir: string) => Promise<T>): Promise<T> {
  const stateDir = mkdtempSync(join(tmpdir(), `duban-${name}-`));
  // PostgreSQL may run as another user than ours.
  await chmod(stateDir, 0o755);
  const release = await claimState(stateDir);
  const cleanUp = async () => {
    await stopOwn(stateDir);
    release();
    rmSync(stateDir, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void cleanUp().then(() => process.exit(1)));
  try {
    return await use(stateDir);
  } finally {
    await cleanUp();
  }
}
