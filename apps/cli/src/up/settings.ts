import { resolve } from 'node:path';

import { SetupError } from '#servers';

/** Where `duban up` keeps its state and which ports it uses. */
export interface Settings {
  stateDir: string;
  /** Where api and worker are reached from this machine. */
  host: string;
  apiPort: number;
  workerPort: number;
  postgresPort: number;
  temporalPort: number;
  temporalUiPort: number;
  /** An empty record is given the demonstration district at work: not where the database is somebody's own, unless asked for. */
  demo: boolean;
  /** In so many words: then a record that is not the demonstration is an error. */
  demoAsked: boolean;
  /** 本区名称 and 机关代字 of a district of one's own. */
  district: string;
  paperCode: string;
}

/** @throws SetupError naming a variable that holds no port, or another's, or neither on nor off. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  return {
    stateDir: resolve(env.DUBAN_DATA_DIR || '.duban'),
    host: reachable(env.DUBAN_HOST),
    ...portsOf(env),
    demo: onOrOff(env, 'DUBAN_DEMO', !env.DATABASE_URL),
    demoAsked: env.DUBAN_DEMO === 'on',
    district: named(env, 'DUBAN_DISTRICT', '本区', 40),
    paperCode: named(env, 'DUBAN_PAPER_CODE', '政督', 10),
  };
}

function portsOf(env: NodeJS.ProcessEnv) {
  const ports = {
    DUBAN_PORT: port(env, 'DUBAN_PORT', 8080),
    DUBAN_WORKER_PORT: port(env, 'DUBAN_WORKER_PORT', 8081),
    DUBAN_PG_PORT: port(env, 'DUBAN_PG_PORT', 54329),
    DUBAN_TEMPORAL_PORT: port(env, 'DUBAN_TEMPORAL_PORT', 7239),
    DUBAN_TEMPORAL_UI_PORT: port(env, 'DUBAN_TEMPORAL_UI_PORT', 8239),
  };
  requireApart(Object.entries(ports));
  return {
    apiPort: ports.DUBAN_PORT,
    workerPort: ports.DUBAN_WORKER_PORT,
    postgresPort: ports.DUBAN_PG_PORT,
    temporalPort: ports.DUBAN_TEMPORAL_PORT,
    temporalUiPort: ports.DUBAN_TEMPORAL_UI_PORT,
  };
}

function requireApart(ports: [variable: string, port: number][]): void {
  for (const [index, [variable, value]] of ports.entries()) {
    const [other] = ports.slice(0, index).find(([, taken]) => taken === value) ?? [];
    if (other)
      throw new SetupError(
        'SETTING_INVALID',
        `${variable} 与 ${other} 都是 ${value}，请改用不同的端口。`,
        `${variable} and ${other} are both ${value}: give each its own port.`,
      );
  }
}

function onOrOff(env: NodeJS.ProcessEnv, variable: string, usual: boolean): boolean {
  const text = env[variable];
  if (!text) return usual;
  if (text === 'on' || text === 'off') return text === 'on';
  throw new SetupError(
    'SETTING_INVALID',
    `${variable}=${text} 应为 on 或 off。`,
    `${variable}=${text} is neither on nor off.`,
  );
}

function named(env: NodeJS.ProcessEnv, variable: string, usual: string, most: number): string {
  const text = env[variable]?.trim() || usual;
  if ([...text].length <= most) return text;
  throw new SetupError(
    'SETTING_INVALID',
    `${variable} 最多 ${most} 个字。`,
    `${variable} has more than ${most} characters.`,
  );
}

/** Who listens everywhere is reached on loopback too. */
function reachable(host: string | undefined): string {
  return !host || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

function port(env: NodeJS.ProcessEnv, variable: string, usual: number): number {
  const text = env[variable] || String(usual);
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new SetupError(
    'SETTING_INVALID',
    `${variable}=${text} 不是端口号，应为 1 至 65535 的整数。`,
    `${variable}=${text} is not a port; give a whole number from 1 to 65535.`,
  );
}
