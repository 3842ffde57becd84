import { spawn } from 'node:child_process';

import { root } from './root.mjs';

const TELL_AGAIN_MS = 10_000;

/** A step failed; the message says in a few lines what to do, and no stack is shown. */
export class StepFailed extends Error {}

export const DISK_FULL = `磁盘空间不足：${root}。请清理后重试，未留下半成品。\nThe disk holding ${root} is full. Free some space and try again; nothing half-made was left.`;

/** Shows that something is under way, and for how long, until `work` settles. */
export async function waiting(label, work) {
  const since = performance.now();
  const seconds = () => Math.round((performance.now() - since) / 1000);
  const { isTTY } = process.stderr;
  process.stderr.write(isTTY ? `\r\x1b[K… ${label}` : `… ${label}\n`);
  const again = isTTY
    ? () => process.stderr.write(`\r\x1b[K… ${label} ${seconds()} s`)
    : () => console.error(`… ${label} ${seconds()} s`);
  const ticking = setInterval(again, isTTY ? 1_000 : TELL_AGAIN_MS);
  try {
    return await work;
  } finally {
    clearInterval(ticking);
    if (isTTY) process.stderr.write('\r\x1b[K');
  }
}

/** Runs a program quietly from the project's root; answers its exit code and all that it wrote. */
export function quietly(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
