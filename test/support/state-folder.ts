import { mkdtempSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { claimState } from '../../libs/servers/src';

/** What start-servers.ts clears away behind a run that was killed. */
export const PREFIX = 'duban-test-';

/** A new folder for servers of this process. */
export async function stateFolder(): Promise<{ folder: string; release: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // PostgreSQL may run as another user than ours.
  await chmod(folder, 0o755);
  return { folder, release: await claimState(folder) };
}
