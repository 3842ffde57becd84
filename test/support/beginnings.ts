import { execFile } from 'node:child_process';
import { existsSync, lstatSync, rmSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

import { stateFolder } from './state-folder';

/** A state folder as many stacks begin with it: made once in a run, copied from then on. */
export interface Beginning {
  name: string;
  /** Fills the folder; what it starts there has ended when it answers. */
  make(folder: string): Promise<void>;
}

/** Once in a run, before its first test. */
export async function keepBeginnings(): Promise<void> {
  process.env.DUBAN_TEST_BEGINNINGS ??= (await stateFolder()).stateDir;
}

export function dropBeginnings(): void {
  rmSync(folderOfRun(), { recursive: true, force: true });
}

/** Lays `beginning` into a new state folder; whoever needs it first makes it, the others wait. */
export async function begin(beginning: Beginning, stateDir: string): Promise<void> {
  const kept = join(folderOfRun(), beginning.name);
  while (!existsSync(kept)) await makeOrWait(beginning, kept);
  // PostgreSQL's data lie elsewhere where its user may not go: two stacks must not share them.
  if (lstatSync(join(kept, 'postgres')).isSymbolicLink()) return beginning.make(stateDir);
  await promisify(execFile)('cp', ['-a', `${kept}/.`, stateDir]);
}

async function makeOrWait(beginning: Beginning, kept: string): Promise<void> {
  const making = `${kept}.making`;
  try {
    await mkdir(making);
  } catch {
    return delay(100);
  }
  const { stateDir, release } = await stateFolder();
  try {
    // Since it was looked for, another may have made it.
    if (!existsSync(kept)) await beginning.make(stateDir);
    release();
    if (!existsSync(kept)) await rename(stateDir, kept);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
    await rm(making, { recursive: true });
  }
}

function folderOfRun(): string {
  const folder = process.env.DUBAN_TEST_BEGINNINGS;
  if (!folder) throw new Error('DUBAN_TEST_BEGINNINGS is not set: this project of tests keeps no beginnings');
  return folder;
}
