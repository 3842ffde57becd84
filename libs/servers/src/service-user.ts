import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { SetupError } from './setup-error';

/** An unprivileged account; PostgreSQL refuses to run as root. */
export interface ServiceUser {
  uid: number;
  gid: number;
}

const ACCOUNTS = ['postgres', 'nobody'];

/** Whom PostgreSQL must run as: an existing unprivileged account when we are root, else ourselves (undefined). */
export function serviceUser(): ServiceUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const account of ACCOUNTS) {
    try {
      return { uid: idOf(account, '-u'), gid: idOf(account, '-g') };
    } catch {
      continue;
    }
  }
  throw new SetupError(
    'SERVER_FAILED',
    `PostgreSQL 不能以 root 运行，且本机没有账户 ${ACCOUNTS.join('、')}。请新建其一，或设置 DATABASE_URL。`,
    `PostgreSQL cannot run as root and there is no account ${ACCOUNTS.join(' or ')}. Create one, or set DATABASE_URL.`,
  );
}

/** Whether the user may enter the folder: a home of mode 0700 anywhere above it shuts everybody else out. */
export function mayEnter(user: ServiceUser | undefined, folder: string): boolean {
  if (!user) return true;
  const path = resolve(folder);
  const { uid, gid, mode } = statSync(path);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0 && (dirname(path) === path || mayEnter(user, dirname(path)));
}

function idOf(account: string, flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, account], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}
