import { existsSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { root } from './root.mjs';
import { filesUnder, hashOf } from './sources.mjs';
import { DISK_FULL, quietly, StepFailed, waiting } from './step.mjs';

const SETTINGS = ['package.json', 'package-lock.json', 'apps/cli/bootstrap/build-web.mjs'];
const out = join(root, 'dist-web');
const stampFile = join(out, '.stamp');

/** Brings `dist-web` up to date with the pages' sources. */
export async function buildWeb() {
  const stamp = hashOf([...filesUnder('apps/web').filter((file) => !/[.]spec[.]ts$/.test(file)), ...SETTINGS]);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  await waiting('构建网页 / building the pages', bundle(stamp));
}

/** Into a folder beside, which then takes the place of `dist-web` whole: an api that serves it never sees half of it. */
async function bundle(stamp) {
  const part = join(root, `node_modules/.cache/duban/web-${process.pid}`);
  try {
    const vite = [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'];
    const { code, output } = await quietly(
      process.execPath,
      [...vite, '--config', join(root, 'apps/web/vite.config.mts')],
      { DUBAN_WEB_OUT: part, NODE_ENV: 'production' },
    );
    if (code !== 0) throw new StepFailed(explain(output));
    await writeFile(join(part, '.stamp'), stamp);
    await rm(out, { recursive: true, force: true });
    await rename(part, out);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

const explain = (output) =>
  /ENOSPC|no space left/i.test(output) ? DISK_FULL : `构建网页失败 / building the pages failed\n${output}`;
