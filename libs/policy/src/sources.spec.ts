import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { loadDefaults } from './load-defaults';
import { nameOf, sourceOf } from './sources';

const file = parse(readFileSync(resolve(__dirname, '../data/defaults.yaml'), 'utf8'));
const defaults = loadDefaults();

it.each([
  ['categories.SS01', ['GZ', 'TJ', 'QZ']],
  ['categories.SS01.steps.control.amount', ['GZ', 'TJ', 'QZ']],
  ['categories.SR01', ['P']],
  ['ladders.STD.R2', ['RX', 'SM', 'SQ', 'YZQ', 'P']],
  ['calendars.holidays.2026.work', ['C26', 'CC']],
  ['clocks.conclusion_review.file_within', ['R733']],
  ['clocks.receipt', ['P']],
  ['approvals.suspension.season.max', ['GZZ', 'P']],
  ['approvals.extension.2', ['GZZ', 'CQ', 'P']],
  ['property.sheet.环境卫生管理.items.6', ['QD']],
  ['source_levels.media.multiplier', ['KF', 'JH', 'P']],
  ['documents.numbers.official.pattern', ['GB97']],
])('%s rests on %j', (path, keys) => expect(defaults.sourceOf(path)).toEqual(keys));

it('says so when there is no such value', () =>
  expect(() => defaults.sourceOf('ladders.STD.R9')).toThrow('ladders.STD.R9'));

it('has a known source behind every value of the file', () => {
  const paths = leaves(file).filter((path) => !/^(meta|sources)\.|(^|[._])src(\.|$)/.test(path));
  expect(paths.length).toBeGreaterThan(1500);
  const unvouched = paths.filter((path) => sourceOf(file, path).length === 0);
  const unknown = paths.flatMap((path) => sourceOf(file, path)).filter((key) => !(key in defaults.sources));
  expect({ unvouched, unknown }).toEqual({ unvouched: [], unknown: [] });
});

it('finds the gap when a mark is taken away', () => {
  const bare = structuredClone(file);
  delete bare.look_back.src;
  expect(sourceOf(bare, 'look_back.minor.share')).toEqual([]);
});

function leaves(node: unknown, path: string[] = []): string[] {
  if (typeof node !== 'object' || node === null) return [path.join('.')];
  return Object.entries(node).flatMap(([key, child]) => {
    const name = Array.isArray(node) ? (nameOf(child) ?? key) : key;
    return leaves(child, [...path, name.includes('.') ? key : name]);
  });
}
