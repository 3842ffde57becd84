import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { listPidFiles, pidFile, readLiving, removePidFile, writePidFile, type ProcessRecord } from './pid-file';
import { birthOf } from './process-identity';
import { SetupError } from './setup-error';

const GRACE_MS = 15_000;
const LOG_LIMIT_BYTES = 10_000_000;

export interface OwnProcess {
  pid: number;
  /** Settles when the process has ended, with a line saying how. */
  ended: Promise<string>;
  /** Asks it to end, insists after 15 s, and forgets it. Safe to call again. */
  stop(): Promise<void>;
}

export interface OwnProcessOptions {
  name: string;
  stateDir: string;
  command: string;
  args: string[];
  logFile: string;
  stopSignal: NodeJS.Signals;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
}

/** Starts a process in a group of its own, so that Ctrl-C reaches it through us and in order, and records its pid. */
export async function startOwn(options: OwnProcessOptions): Promise<OwnProcess> {
  const { name, stateDir, command, args, logFile, stopSignal, env, cwd, uid, gid } = options;
  const log = openLog(logFile);
  const child = spawn(command, args, { stdio: ['ignore', log, log], detached: true, env, cwd, uid, gid });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  if (child.pid === undefined) {
    throw new SetupError('SERVER_FAILED', `无法启动 ${name}：${await ended}`, `Cannot start ${name}: ${await ended}`);
  }
  const file = pidFile(stateDir, name);
  const record: ProcessRecord = { pid: child.pid, birth: birthOf(child.pid) ?? 'ended', stopSignal };
  writePidFile(file, record);
  const stop = async () => {
    await endProcess(record);
    removePidFile(file);
  };
  return { pid: child.pid, ended, stop };
}

/** The servers go last: whatever else we run talks to them until its end. */
const LAST = ['temporal.pid', 'postgres.pid'];

/** Stops, one after another, all that was started out of the folder, by us or by an owner that was killed. */
export async function stopOwn(stateDir: string): Promise<void> {
  // Again until nobody is left: something may just have been starting.
  for (let others = running(stateDir); others.length > 0; others = running(stateDir)) {
    for (const record of others) await endProcess(record);
  }
  for (const file of listPidFiles(stateDir)) {
    if (!readLiving(file)) removePidFile(file);
  }
}

function running(stateDir: string): ProcessRecord[] {
  const rank = (file: string) => LAST.indexOf(basename(file));
  const files = listPidFiles(stateDir).sort((a, b) => rank(a) - rank(b));
  return files.flatMap((file) => readLiving(file) ?? []).filter(({ pid }) => pid !== process.pid);
}

/** Ends one process and waits until it is gone. */
export async function endProcess({ pid, birth, stopSignal }: ProcessRecord): Promise<void> {
  const lives = () => birthOf(pid) === birth;
  for (const signal of [stopSignal, 'SIGKILL'] as const) {
    if (!lives()) return;
    process.kill(pid, signal);
    for (let waited = 0; lives() && waited < GRACE_MS; waited += 20) await delay(20);
  }
}

/** The last line of a log, for the one line that tells a person why a server did not start. */
export function lastLine(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  return lines.findLast((line) => /FATAL|ERROR|error/.test(line)) ?? lines.at(-1) ?? '';
}

function openLog(logFile: string): number {
  mkdirSync(dirname(logFile), { recursive: true });
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
  return openSync(logFile, 'a');
}
