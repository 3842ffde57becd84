import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { birthOf } from './process-identity';

/** One process of ours: which it is, when it was born, and the signal that stops it cleanly. */
export interface ProcessRecord {
  pid: number;
  birth: string;
  stopSignal: NodeJS.Signals;
}

export function formatPidFile({ pid, birth, stopSignal }: ProcessRecord): string {
  return `${pid}\n${birth}\n${stopSignal}\n`;
}

/** Undefined for anything but three lines of a pid, a birth and a signal: a torn file names nobody. */
export function parsePidFile(text: string): ProcessRecord | undefined {
  const match = /^([1-9]\d*)\n(.+)\n(SIG[A-Z]+)\n$/.exec(text);
  if (!match) return undefined;
  return { pid: Number(match[1]), birth: match[2]!, stopSignal: match[3] as NodeJS.Signals };
}

export function pidFile(stateDir: string, name: string): string {
  return join(stateDir, `${name}.pid`);
}

export function writePidFile(file: string, record: ProcessRecord): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.part`, formatPidFile(record));
  renameSync(`${file}.part`, file);
}

/** The recorded process if it still runs. */
export function readLiving(file: string): ProcessRecord | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const record = parsePidFile(text);
  return record && birthOf(record.pid) === record.birth ? record : undefined;
}

export function removePidFile(file: string): void {
  rmSync(file, { force: true });
}

export function listPidFiles(stateDir: string): string[] {
  try {
    return readdirSync(stateDir)
      .filter((name) => name.endsWith('.pid'))
      .map((name) => join(stateDir, name));
  } catch {
    return [];
  }
}
