import { existsSync, mkdtempSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { pidFile, readLiving, removePidFile, writePidFile } from './pid-file';
import { birthOf } from './process-identity';
import { SetupError } from './setup-error';

const PATIENCE_MS = 10_000;

/**
 * Makes this process the only one that runs servers out of `stateDir`; a former owner that is just ending is waited for.
 * @returns what gives the folder up again
 * @throws SetupError ALREADY_RUNNING
 */
export async function claimState(stateDir: string): Promise<() => void> {
  const file = pidFile(stateDir, 'owner');
  for (let waited = 0; readLiving(file); waited += 100) {
    if (waited >= PATIENCE_MS) throw alreadyRunning(stateDir, readLiving(file)?.pid);
    await delay(100);
  }
  writePidFile(file, { pid: process.pid, birth: birthOf(process.pid) ?? '', stopSignal: 'SIGTERM' });
  return () => removePidFile(file);
}

export interface NewState {
  stateDir: string;
  release: () => void;
}

/** A new folder among the temporary ones, its name begun with `prefix`, for servers of this process. */
export async function newState(prefix: string): Promise<NewState> {
  const stateDir = mkdtempSync(join(tmpdir(), prefix));
  // PostgreSQL may run as another user than ours.
  await chmod(stateDir, 0o755);
  return { stateDir, release: await claimState(stateDir) };
}

/** Whether the folder was claimed by a process that has ended without giving it up. */
export function isAbandoned(stateDir: string): boolean {
  const file = pidFile(stateDir, 'owner');
  return existsSync(file) && readLiving(file) === undefined;
}

function alreadyRunning(stateDir: string, pid: number | undefined): SetupError {
  const folder = resolve(stateDir);
  return new SetupError(
    'ALREADY_RUNNING',
    `督办已在运行（进程 ${pid}，状态目录 ${folder}）。请先停止它，或用 DUBAN_DATA_DIR 指定另一目录。`,
    `Duban is already running (process ${pid}, state in ${folder}). Stop it first, or name another folder in DUBAN_DATA_DIR.`,
  );
}
