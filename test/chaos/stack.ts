import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { isPortFree, startOwn, startPostgres, startTemporal, stopOwn, untilServing } from '#servers';

import { begin, type Beginning } from '../support/beginnings';
import { stateFolder } from '../support/state-folder';
import { eventually } from './eventually';
import { PASSWORD, SEEDED } from './seeded';

const ROOT = resolve(__dirname, '../..');
const READY_LIMIT_MS = 60_000;
const NO_PROGRESS = () => {};

type Sign = 'readyz' | 'healthz';
type Part = 'postgres' | 'temporal' | 'api' | 'worker';

interface Running {
  pid: number;
  ended: Promise<string>;
}

interface Starting {
  /** Whether there are Temporal and a worker: an api answers without them. */
  engine?: boolean;
  beginning?: Beginning;
}

interface Ports {
  postgres: number;
  temporal: number;
  api: number;
  worker: number;
}

/** A whole Duban of one test's own: each part a process that may be killed and started again on its port. */
export class Stack {
  readonly password = PASSWORD;
  /** Ends of processes that nobody had ordered. */
  readonly crashes: string[] = [];
  private readonly running = new Map<Part, Running>();
  private postgresUrl = '';

  private constructor(
    private readonly stateDir: string,
    private readonly ports: Ports,
    private readonly release: () => void,
  ) {}

  /** @param prepare is given the database before api and worker know it. */
  static async start(
    prepare: (databaseUrl: string) => Promise<unknown> = async () => {},
    { engine = true, beginning = SEEDED }: Starting = {},
  ): Promise<Stack> {
    const { stateDir, release } = await stateFolder();
    const stack = new Stack(stateDir, await lastingPorts(), release);
    try {
      await begin(beginning, stateDir);
      await (engine ? stack.startAll('postgres', 'temporal') : stack.start('postgres'));
      await prepare(stack.databaseUrl);
      await (engine ? stack.startAll('api', 'worker') : stack.start('api'));
      return stack;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  get databaseUrl(): string {
    return this.postgresUrl;
  }

  get temporalAddress(): string {
    return `127.0.0.1:${this.ports.temporal}`;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.ports.api}`;
  }

  get workerUrl(): string {
    return `http://127.0.0.1:${this.ports.worker}`;
  }

  /**
   * Starts a part and waits until it serves: api and worker until they are ready, which for a worker is once Temporal has seen
   * it poll, or with `healthz` until they run.
   */
  async start(part: Part, sign: Sign = 'readyz'): Promise<void> {
    const started = await this.launch(part, sign);
    this.running.set(part, started);
    void started.ended.then((how) => {
      if (this.running.get(part) === started) this.crashes.push(`${part}: ${how}`);
    });
  }

  /** All are awaited even if one fails: what is just starting could not be stopped. */
  private async startAll(...parts: Part[]): Promise<void> {
    const outcomes = await Promise.allSettled(parts.map((part) => this.start(part)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** kill -9, and waits until it is gone. */
  async kill(part: Part): Promise<void> {
    const victim = this.running.get(part);
    if (!victim) throw new Error(`${part} is not running`);
    this.running.delete(part);
    process.kill(victim.pid, 'SIGKILL');
    await victim.ended;
  }

  async restart(part: Part): Promise<void> {
    await this.kill(part);
    await this.start(part);
  }

  /** Temporal's own store, as after the loss of its disk; the server must be down. */
  async loseTemporalStore(): Promise<void> {
    await rm(join(this.stateDir, 'temporal'), { recursive: true });
  }

  /** `duban …` on this stack's servers; answers what it printed. */
  duban(...args: string[]): Promise<string> {
    return run('dist/apps/cli/src/main.js', args, this.environment());
  }

  async stop(): Promise<void> {
    this.running.clear();
    await stopOwn(this.stateDir);
    this.release();
    rmSync(this.stateDir, { recursive: true, force: true });
  }

  private launch(part: Part, sign: Sign): Promise<Running> {
    switch (part) {
      case 'postgres':
        return this.launchPostgres();
      case 'temporal':
        return this.launchTemporal();
      case 'api':
      case 'worker':
        return this.launchProgram(part, sign);
    }
  }

  /** After a kill -9 its last children hold the shared memory for a moment more, and a start is refused. */
  private launchPostgres(): Promise<Running> {
    return eventually('PostgreSQL', READY_LIMIT_MS, async () => {
      const { url, ...server } = await startPostgres({
        stateDir: this.stateDir,
        port: this.ports.postgres,
        progress: NO_PROGRESS,
      });
      this.postgresUrl = url;
      return running(server);
    });
  }

  private async launchTemporal(): Promise<Running> {
    const { stateDir, ports } = this;
    return running(await startTemporal({ stateDir, port: ports.temporal, progress: NO_PROGRESS }));
  }

  private async launchProgram(name: 'api' | 'worker', sign: Sign): Promise<Running> {
    const logFile = join(this.stateDir, 'log', `${name}.log`);
    const server = await startOwn({
      name,
      stateDir: this.stateDir,
      command: process.execPath,
      args: ['--enable-source-maps', join(ROOT, `dist/apps/${name}/src/main.js`)],
      env: { ...process.env, ...this.environment() },
      stopSignal: 'SIGTERM',
      logFile,
    });
    const url = name === 'api' ? this.apiUrl : this.workerUrl;
    await untilServing({ name, server, probe: () => shows(`${url}/${sign}`), logFile, limitMs: READY_LIMIT_MS });
    return server;
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      DATABASE_URL: this.postgresUrl,
      TEMPORAL_ADDRESS: this.temporalAddress,
      DUBAN_DATA_DIR: this.stateDir,
      DUBAN_PORT: String(this.ports.api),
      DUBAN_WORKER_PORT: String(this.ports.worker),
    };
  }
}

/** A server of our own always has a pid; one that was given would have none. */
function running({ pid, ended }: Partial<Running>): Running {
  if (pid === undefined || !ended) throw new Error('the server is not our own');
  return { pid, ended };
}

async function lastingPorts(): Promise<Ports> {
  return {
    postgres: await lastingPort(),
    temporal: await lastingPort(),
    api: await lastingPort(),
    worker: await lastingPort(),
  };
}

/** Below the ports that outgoing connections take: one of those must not sit where a killed part comes back. */
async function lastingPort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 30_000);
    if (await isPortFree(port)) return port;
  }
}

async function shows(sign: string): Promise<void> {
  const { ok, status } = await fetch(sign, { signal: AbortSignal.timeout(2_000) });
  if (!ok) throw new Error(`${sign}: ${status}`);
}

async function run(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, program), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
  return stdout;
}
