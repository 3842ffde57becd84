import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { claimState, stopOwn } from '#servers';

import { Ending } from './ending';

/** A folder for servers of a telling's own, which end with it, also at Ctrl-C and its like. */
export async function withOwnServers<T>(
  name: string,
  use: (stateDir: string, ending: Ending) => Promise<T>,
): Promise<T> {
  const stateDir = mkdtempSync(join(tmpdir(), `duban-${name}-`));
  // PostgreSQL may run as another user than ours.
  await chmod(stateDir, 0o755);
  const release = await claimState(stateDir);
  const ending = new Ending();
  ending.add(async () => {
    await stopOwn(stateDir);
    release();
    rmSync(stateDir, { recursive: true, force: true });
  });
  return ending.after(() => use(stateDir, ending));
}
