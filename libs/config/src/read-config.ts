import type { z } from 'zod';
import { ConfigError } from './config-error';
import { type VariableName, variables } from './variables';

type Variables = z.output<typeof variables>;

/** What the pages are told and who may frame them. */
export interface WebConfig {
  readonly embedOrigins: readonly string[];
  readonly mapTiles: string | null;
  readonly mapAttribution: string;
  readonly hostedBy: string;
  readonly recordNumber: string;
  readonly complaints: string;
  readonly pwa: boolean;
  readonly ssoName: string;
}

/** Single sign-on by OpenID Connect. */
export interface SsoConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly usernameClaim: string;
  readonly publicUrl: string;
}

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
  readonly web: WebConfig;
  /** Where people reach us, without a slash at its end: as set, else where we listen. */
  readonly publicUrl: string;
  /** An office's own fonts for its papers; null: those that come along. */
  readonly fontDir: string | null;
  /** Null when people sign in with passwords only. */
  readonly sso: SsoConfig | null;
  /** Private addresses and networks that messages may be sent to. */
  readonly privateTargets: readonly string[];
  /** Seals the channels' secrets; null: the key in the data folder does. */
  readonly secretKey: string | null;
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
  web: ofWeb(read),
  publicUrl: read.DUBAN_PUBLIC_URL ?? `http://${read.DUBAN_HOST}:${read.DUBAN_PORT}`,
  fontDir: read.DUBAN_FONT_DIR ?? null,
  sso: ssoOf(read),
  privateTargets: read.DUBAN_PRIVATE_TARGETS,
  secretKey: read.DUBAN_SECRET_KEY ?? null,
});

const SSO_NEEDS = ['DUBAN_SSO_NAME', 'DUBAN_SSO_CLIENT_ID', 'DUBAN_SSO_CLIENT_SECRET', 'DUBAN_PUBLIC_URL'] as const;

function ssoOf(read: Variables): SsoConfig | null {
  if (!read.DUBAN_SSO_ISSUER) return null;
  const missing = SSO_NEEDS.filter((name) => !read[name]);
  if (missing.length > 0) throw new ConfigError(missing);
  return {
    issuer: read.DUBAN_SSO_ISSUER,
    clientId: read.DUBAN_SSO_CLIENT_ID!,
    clientSecret: read.DUBAN_SSO_CLIENT_SECRET!,
    usernameClaim: read.DUBAN_SSO_USERNAME_CLAIM,
    publicUrl: read.DUBAN_PUBLIC_URL!,
  };
}

const ofWeb = (read: Variables): WebConfig => ({
  embedOrigins: read.DUBAN_EMBED_ORIGINS,
  mapTiles: read.DUBAN_MAP_TILES ?? null,
  mapAttribution: read.DUBAN_MAP_ATTRIBUTION,
  hostedBy: read.DUBAN_HOSTED_BY,
  recordNumber: read.DUBAN_RECORD_NUMBER,
  complaints: read.DUBAN_COMPLAINTS,
  pwa: read.DUBAN_PWA === 'on',
  ssoName: read.DUBAN_SSO_NAME,
});
