import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';

const PROC = '/proc';
/** Linux tells in hundredths of a second. */
const TICK_MS = 10;

/** Both servers, the workers of both sides, and the process whose people command. */
const WORKERS = ['postgres', 'temporal', 'workers', 'people'] as const;
export type Worked = Record<(typeof WORKERS)[number], number>;

interface Process {
  parent: number;
  command: string;
  ms: number;
}

/**
 * Processor time, ms, of this process and of what it has started, so that strangers on the machine count for nothing; null where the
 * system does not tell.
 */
function workedByOurs(): Worked | null {
  const processes = new Map(pids().flatMap((pid) => read(pid) ?? []));
  if (!processes.has(process.pid)) return null;
  const worked: Worked = { postgres: 0, temporal: 0, workers: 0, people: 0 };
  for (const [pid, { ms }] of processes) {
    const who = whoIs(pid, processes);
    if (who) worked[who] += ms;
  }
  return worked;
}

function whoIs(pid: number, processes: ReadonlyMap<number, Process>): keyof Worked | null {
  if (pid === process.pid) return 'people';
  const known = processes.get(pid);
  if (!known) return null;
  const above = whoIs(known.parent, processes);
  return above === 'people' ? kindOf(known.command) : above;
}

function kindOf(command: string): keyof Worked {
  const [program = '', ...args] = command.split('\0');
  if (basename(program) === 'postgres') return 'postgres';
  return args.includes('start-dev') ? 'temporal' : 'workers';
}

function pids(): string[] {
  try {
    return readdirSync(PROC).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Children that have ended count with who waited for them. */
function read(pid: string): [[number, Process]] | null {
  try {
    const stat = readFileSync(`${PROC}/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    const command = readFileSync(`${PROC}/${pid}/cmdline`, 'utf8');
    return [[Number(pid), { parent: Number(fields[1]), command, ms: ticks * TICK_MS }]];
  } catch {
    // It has just ended.
    return null;
  }
}

/** All processors of the machine, whoever they work for. */
const workedByAll = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

export interface ProcessorTime {
  totalMs: number;
  by: Worked | null;
}

/** Begins to count; what it answers says what has been worked since. */
export function processorWatch(): () => ProcessorTime {
  const [ours, all] = [workedByOurs(), workedByAll()];
  return () => {
    const now = workedByOurs();
    if (!ours || !now) return { totalMs: workedByAll() - all, by: null };
    const by = Object.fromEntries(WORKERS.map((who) => [who, now[who] - ours[who]])) as Worked;
    return { totalMs: WORKERS.reduce((sum, who) => sum + by[who], 0), by };
  };
}
