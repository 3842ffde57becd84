import { existsSync, readFileSync } from 'node:fs';
import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

import { root } from './root.mjs';
import { DISK_FULL, quietly, StepFailed, waiting } from './step.mjs';

const NEEDED_BYTES = 1_500_000_000;
const modules = join(root, 'node_modules');

/**
 * Installs the dependencies unless node_modules already holds what package-lock.json names. Not by `npm ci`, which
 * refuses a lock that was written where some other platform's optional binaries could not be looked up.
 */
export async function install() {
  if (isInstalled()) return;
  const { bavail, bsize } = await statfs(root);
  if (bavail * bsize < NEEDED_BYTES) throw new StepFailed(DISK_FULL);
  await requireRegistry();
  const { code, output } = await waiting(
    '安装依赖 / installing dependencies',
    npm('install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'),
  );
  if (code === 0) return process.stderr.write(ours(output));
  await rm(modules, { recursive: true, force: true });
  throw new StepFailed(explain(output));
}

/** With a dead network the install itself would try again for many minutes, once for every package. */
async function requireRegistry() {
  const { code, output } = await npm('view', 'npm', 'version', '--fetch-retries=1', '--fetch-retry-mintimeout=1000');
  if (code !== 0) throw new StepFailed(explain(output));
}

/** npm writes its own copy of the lock last, so a half-made node_modules has none. */
function isInstalled() {
  const copy = join(modules, '.package-lock.json');
  if (!existsSync(copy)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(copy);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return present[path] ? present[path].version === version : optional;
  });
}

function packagesOf(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages;
}

function npm(...args) {
  // Under `npm start` the very same npm; started by hand, whichever is on PATH.
  const self = process.env.npm_execpath;
  return self ? quietly(process.execPath, [self, ...args]) : quietly('npm', args);
}

function ours(output) {
  return output
    .split('\n')
    .filter((line) => /\b(warn|error)\b/i.test(line) && !/user config|deprecated/.test(line))
    .map((line) => `${line}\n`)
    .join('');
}

function explain(output) {
  if (/ENOSPC|no space left/i.test(output)) return DISK_FULL;
  const line = output.split('\n').find((text) => /^npm (error|ERR!)/.test(text)) ?? output.trim().split('\n').at(-1);
  if (/EINTEGRITY/.test(output)) {
    return `下载的依赖与校验值不符，已丢弃。请检查网络代理或镜像后重试（${line}）。\nA downloaded dependency does not have its expected hash; nothing was kept. Check your proxy or mirror and try again.`;
  }
  return `安装依赖失败，请检查网络后重试（${line}）。\nInstalling the dependencies failed; check the network and try again. Nothing half-made was left.`;
}
