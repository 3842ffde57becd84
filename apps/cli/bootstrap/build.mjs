import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { buildWeb } from './build-web.mjs';
import { root } from './root.mjs';
import { filesUnder, hashOf } from './sources.mjs';
import { DISK_FULL, quietly, StepFailed, waiting } from './step.mjs';

const SETTINGS = ['.swcrc', 'package.json', 'package-lock.json', 'apps/cli/bootstrap/build.mjs'];
const BUNDLE = 'workflows.bundle.js';
const dist = join(root, 'dist');

/** Brings `dist` up to date with the sources: a program per source, and the workflows in one bundle. */
export async function build() {
  const sources = filesUnder('apps', 'libs', 'workflows/src', 'test').filter(isSource);
  const bundled = filesUnder('workflows/src', 'libs').filter(isSource);
  const stamps = { sources: hashOf([...sources, ...SETTINGS]), bundle: hashOf([...bundled, ...SETTINGS]) };
  const built = readStamps();
  if (built.sources !== stamps.sources) await waiting('编译 / compiling', compile(sources, built.bundle));
  if (built.bundle !== stamps.bundle) await waiting('打包工作流 / bundling the workflows', bundle());
  if (built.sources !== stamps.sources) await writeStamps(stamps);
  await buildWeb();
}

const isSource = (file) => !/(\.spec\.ts|\.md|\.mjs)$/.test(file) && !/^apps\/web\//.test(file);

function readStamps() {
  const file = join(dist, '.stamps.json');
  return existsSync(file) && existsSync(join(dist, BUNDLE)) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

async function writeStamps(stamps) {
  const file = join(dist, '.stamps.json');
  await writeFile(`${file}.part`, JSON.stringify(stamps));
  await rename(`${file}.part`, file);
}

/** Into a folder beside, which then takes the place of `dist` whole; a bundle that may still be good comes along. */
async function compile(sources, bundleStamp) {
  const { transformFile } = await import('@swc/core');
  const part = join(root, `node_modules/.cache/duban/dist-${process.pid}`);
  try {
    await allSettled(sources.map((file) => compileOne(file, part, transformFile)));
    if (bundleStamp) await copyFile(join(dist, BUNDLE), join(part, BUNDLE));
    await rm(dist, { recursive: true, force: true });
    await rename(part, dist);
  } catch (error) {
    throw new StepFailed(error.code === 'ENOSPC' ? DISK_FULL : `编译失败 / compiling failed\n${error.message}`);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function compileOne(file, part, transformFile) {
  const target = join(part, file.replace(/\.ts$/, '.js'));
  await mkdir(dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) return copyFile(join(root, file), target);
  const { code } = await transformFile(join(root, file), { sourceRoot: root });
  await writeFile(target, code);
}

/** Unlike Promise.all nothing is still writing when it fails. */
async function allSettled(promises) {
  const failure = (await Promise.allSettled(promises)).find(({ status }) => status === 'rejected');
  if (failure) throw failure.reason;
}

async function bundle() {
  const { code, output } = await quietly(process.execPath, [
    join(dist, 'apps/cli/src/bundle-workflows.js'),
    join(dist, BUNDLE),
  ]);
  if (code !== 0) throw new StepFailed(`打包工作流失败 / bundling the workflows failed\n${output}`);
}
