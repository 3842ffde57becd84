import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { requireSpace } from './disk-space';
import { newServiceFolder, postgresBinaries } from './postgres-binaries';
import type { Progress } from './progress';
import { mayEnter, serviceUser, type ServiceUser } from './service-user';
import { diskFull, saysDiskFull, SetupError } from './setup-error';

const FRESH_CLUSTER_BYTES = 200_000_000;
export const SUPERUSER = 'duban';

/** A database cluster on disk, ready to be served. */
export interface Cluster {
  binaries: string;
  dataDir: string;
  password: string;
  user: ServiceUser | undefined;
}

/** Finds the cluster of `stateDir` or makes it: whole, or not at all. */
export async function openCluster(stateDir: string, progress: Progress): Promise<Cluster> {
  await mkdir(stateDir, { recursive: true });
  const user = await ownerOf(join(stateDir, 'postgres', 'data'));
  const binaries = await postgresBinaries(user, progress);
  const home = await homeFor(stateDir, user);
  const dataDir = join(home, 'data');
  const passwordFile = join(home, 'password');
  if (!existsSync(dataDir)) {
    progress('初始化 PostgreSQL 数据目录 / making the PostgreSQL data folder');
    await initialise({ binaries, home, dataDir, passwordFile, user });
  }
  return { binaries, dataDir, password: (await readFile(passwordFile, 'utf8')).trim(), user };
}

/** Data keeps its owner, whichever accounts have come or gone since. */
async function ownerOf(dataDir: string): Promise<ServiceUser | undefined> {
  if (process.getuid?.() !== 0 || !existsSync(dataDir)) return serviceUser();
  const { uid, gid } = await stat(dataDir);
  return { uid, gid };
}

/** `stateDir/postgres`: a folder, or a link to one where the service user may go. */
async function homeFor(stateDir: string, user: ServiceUser | undefined): Promise<string> {
  const wanted = join(stateDir, 'postgres');
  if (!existsSync(wanted)) {
    await rm(wanted, { force: true });
    if (mayEnter(user, stateDir)) await mkdir(wanted);
    else await symlink(await newServiceFolder(), wanted);
  }
  const home = realpathSync(wanted);
  if (user) await chown(home, user.uid, user.gid);
  return home;
}

interface Fresh extends Omit<Cluster, 'password'> {
  home: string;
  passwordFile: string;
}

async function initialise({ binaries, home, dataDir, passwordFile, user }: Fresh): Promise<void> {
  await requireSpace(home, FRESH_CLUSTER_BYTES);
  await discardHalfMade(home);
  const part = join(home, `data.part-${process.pid}`);
  try {
    await writeFile(passwordFile, `${randomBytes(18).toString('base64url')}\n`);
    await chmod(passwordFile, 0o600);
    if (user) await chown(passwordFile, user.uid, user.gid);
    await promisify(execFile)(join(binaries, 'bin', 'initdb'), initdbFlags(part, passwordFile), {
      ...user,
      cwd: home,
      env: { PATH: process.env.PATH, LC_ALL: 'C', LC_MESSAGES: 'C' },
    });
    await rename(part, dataDir);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    if (saysDiskFull(error)) throw diskFull(home, error);
    throw initdbFailed(error);
  }
}

function initdbFlags(part: string, passwordFile: string): string[] {
  return [
    `--pgdata=${part}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // Built into the server, so text sorts alike on every machine whatever locales it has.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
  ];
}

async function discardHalfMade(home: string): Promise<void> {
  const halfMade = (await readdir(home)).filter((name) => name.startsWith('data.part-'));
  for (const name of halfMade) await rm(join(home, name), { recursive: true, force: true });
}

function initdbFailed(error: unknown): SetupError {
  const { stderr, message } = error as { stderr?: string; message: string };
  const line = (stderr || message).trim().split('\n').at(-1);
  return new SetupError(
    'SERVER_FAILED',
    `PostgreSQL 初始化失败：${line}`,
    `PostgreSQL could not make its data folder: ${line}`,
    { cause: error },
  );
}
