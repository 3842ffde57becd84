import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** The shell is Chromium without a window: a fifth less work for the same pages. */
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLAYWRIGHT = join(__dirname, '../../../node_modules/playwright-core/cli.js');

/** Before the first test of pages: a Chromium that is there, or one that is fetched. */
export function findChromium(): void {
  process.env.CHROMIUM_PATH = onMachine() ?? fetched();
}

function onMachine(): string | undefined {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  return onPath() ?? ofPlaywright();
}

function onPath(): string | undefined {
  for (const name of NAMES) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

const ofPlaywright = (): string | undefined =>
  [chromium.executablePath()].find((path) => existsSync(path) && starts(path));

/** A browser whose libraries are missing is none. */
const starts = (path: string): boolean => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;

function fetched(): string {
  process.stderr.write('… 下载浏览器 / fetching a browser for the tests of pages\n');
  const debian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const ways = [
    ...(debian ? [SHELL, 'chromium'].map((name) => () => installByApt(name)) : []),
    () => execFileSync(process.execPath, [PLAYWRIGHT, 'install', 'chromium'], { stdio: ['ignore', 2, 2] }),
  ];
  for (const way of ways) {
    try {
      way();
    } catch {
      continue;
    }
    const found = onPath() ?? ofPlaywright();
    if (found) return found;
  }
  throw new Error(
    '没有可用的 Chromium：请安装后重试，或以 CHROMIUM_PATH 指明 / No Chromium could be had: install one, or name it by CHROMIUM_PATH',
  );
}

function installByApt(name: string): void {
  const apt = (...args: string[]) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', name, 'fonts-noto-cjk');
}
