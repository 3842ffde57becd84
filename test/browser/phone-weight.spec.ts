import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ROOT = join(__dirname, '../..');
const WEB = join(ROOT, 'dist-web');
const LIMIT_BYTES = 300 * 1024;
const PHONE = [/(^|\/)index[.]html$/, /\/app\/PhoneShell[.]tsx$/, /^src\/areas\/street\/[^/]*Page[.]tsx$/];
const TEXTS = /i18n\/zh-CN\/(app|words|street)[.]json$/;

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

let manifest: Record<string, Chunk>;

beforeAll(() => {
  execFileSync(process.execPath, ['apps/cli/bootstrap.mjs', 'build'], { cwd: ROOT });
  manifest = JSON.parse(readFileSync(join(WEB, '.vite/manifest.json'), 'utf8'));
});

/** Files that the chunk needs before it runs, its styles among them. */
function filesOf(key: string, seen = new Set<string>()): Set<string> {
  const { file, imports = [], css = [] } = manifest[key] as Chunk;
  if (seen.has(file)) return seen;
  for (const one of [file, ...css]) seen.add(one);
  for (const one of imports) filesOf(one, seen);
  return seen;
}

const weight = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(WEB, file))).length, 0);

it('is first loaded on a phone within 300 KB', () => {
  const keys = Object.keys(manifest).filter((key) => [...PHONE, TEXTS].some((pattern) => pattern.test(key)));
  expect(keys).toEqual(expect.arrayContaining(['index.html', 'src/app/PhoneShell.tsx']));
  const files = new Set(keys.flatMap((key) => [...filesOf(key)]));
  const bytes = weight(files);
  expect(bytes).toBeGreaterThan(50 * 1024);
  expect(bytes).toBeLessThanOrEqual(LIMIT_BYTES);
});

it('brings nothing of the desk’s components to a phone', () => {
  const phone = filesOf('src/app/PhoneShell.tsx');
  for (const file of [...phone, ...filesOf('index.html')])
    if (file.endsWith('.js')) expect(readFileSync(join(WEB, file), 'utf8')).not.toMatch(/\bant-(table|btn|form)\b/);
});

it('would see the weight of the desk', () => {
  const desk = Object.keys(manifest).filter((key) => /DeskShell[.]tsx$|FindingsPage[.]tsx$/.test(key));
  expect(weight(new Set(desk.flatMap((key) => [...filesOf(key)])))).toBeGreaterThan(200 * 1024);
});
