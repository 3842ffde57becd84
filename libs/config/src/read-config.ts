import type { z } from 'zod';
import { ConfigError } from './config-error';
import { type VariableName, variables } from './variables';

type Variables = z.output<typeof variables>;

/** What a process of Duban needs to run. Ports are TCP; 0 lets the system choose one. */
export interface Config {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly host: string;
  readonly port: number;
  readonly workerPort: number;
  /** Absolute path. */
  readonly dataDir: string;
  readonly trustedProxies: number;
  readonly logLevel: Variables['LOG_LEVEL'];
}

/** The only reader of the environment in api and worker. Throws {@link ConfigError} naming every bad variable. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  const parsed = variables.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    throw new ConfigError([...new Set(parsed.error.issues.map((issue) => issue.path[0] as VariableName))]);
  }
  return Object.freeze(named(parsed.data));
}

const named = (read: Variables): Config => ({
  databaseUrl: read.DATABASE_URL,
  temporalAddress: read.TEMPORAL_ADDRESS,
  temporalNamespace: read.TEMPORAL_NAMESPACE,
  host: read.DUBAN_HOST,
  port: read.DUBAN_PORT,
  workerPort: read.DUBAN_WORKER_PORT,
  dataDir: read.DUBAN_DATA_DIR,
  trustedProxies: read.DUBAN_TRUSTED_PROXIES,
  logLevel: read.LOG_LEVEL,
});
