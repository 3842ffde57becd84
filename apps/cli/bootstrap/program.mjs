import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';

import { root } from './root.mjs';

/**
 * Runs a built program in our place: it has our terminal, our signals, and its exit code is ours.
 * It hears of our end by its IPC channel, even if we are killed.
 */
export function runProgram(file, args) {
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist', file), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const watch = process.env.npm_lifecycle_event && watchParent(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** An npm that is killed takes nobody with it; nobody would then know how to stop us. */
function watchParent(onGone) {
  const parent = process.ppid;
  return setInterval(() => process.ppid === parent || onGone(), 500);
}
