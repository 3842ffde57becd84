import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const LINUX = process.platform === 'linux';

/**
 * When the process was born, as an opaque text, or undefined when no such process runs.
 * A pid alone does not name a process: the system gives it to another after its end.
 */
export function birthOf(pid: number): string | undefined {
  try {
    return LINUX ? linuxBirth(pid) : ps(pid, 'lstart');
  } catch {
    return undefined;
  }
}

/** The command line of a running process, or undefined. */
export function commandLineOf(pid: number): string | undefined {
  try {
    return LINUX ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') : ps(pid, 'args');
  } catch {
    return undefined;
  }
}

function linuxBirth(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the command in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, ticks] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X') return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ticks}`;
}

function ps(pid: number, column: 'lstart' | 'args'): string | undefined {
  return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
}
