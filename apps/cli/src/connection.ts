import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { SetupError } from '#servers';

import { readSettings } from './up/settings';

/** Where the record and Temporal are reached. */
export interface Connection {
  databaseUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  stateDir: string;
}

/** Written by `duban up` while it runs, so that the other commands find its servers. */
export const CONNECTION_FILE = 'connection.json';

/**
 * The environment's servers, else those of the `duban up` that runs here.
 * @throws SetupError when there are neither.
 */
export function connection(env: NodeJS.ProcessEnv = process.env): Connection {
  const { stateDir } = readSettings(env);
  const running = readRunning(join(stateDir, CONNECTION_FILE));
  const databaseUrl = env.DATABASE_URL || running?.databaseUrl;
  const temporalAddress = env.TEMPORAL_ADDRESS || running?.temporalAddress || '127.0.0.1:7233';
  if (!databaseUrl) {
    throw new SetupError(
      'SETTING_INVALID',
      '没有可用的数据库：请先在另一个窗口运行 npm start，或设置 DATABASE_URL。',
      'There is no database: run npm start in another window first, or set DATABASE_URL.',
    );
  }
  return { databaseUrl, temporalAddress, temporalNamespace: env.TEMPORAL_NAMESPACE || 'default', stateDir };
}

const readRunning = (file: string): { databaseUrl: string; temporalAddress: string } | null =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
