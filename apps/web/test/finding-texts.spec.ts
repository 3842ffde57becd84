import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const found = (path: string, sought: RegExp): string[] => [
  ...new Set([...read(path).matchAll(sought)].flatMap((groups) => groups.slice(1).filter(Boolean))),
];

type Texts = Record<string, Record<string, unknown>>;
const textsOf = (area: string): Texts => JSON.parse(read(`apps/web/src/i18n/zh-CN/${area}.json`)) as Texts;
const texts = { ...textsOf('words'), ...textsOf('finding') };
const keysOf = (group: string): string[] => Object.keys(texts[group] ?? {});

const events = found('libs/domain/src/events.ts', /\btype: '(\w+)'/g);
const clocks = [
  ...(/ClockKind =([^;]*);/.exec(read('libs/domain/src/finding.ts'))?.[1] ?? '').matchAll(/'(\w+)'/g),
].map(([, kind]) => kind ?? '');
const commands = found('libs/contract/src/command-titles.ts', /^ {2}'?([a-z-]+)'?: '/gm);
const labels = found('apps/web/src/areas/finding/forms.ts', /label: '(\w+)'|(?:reason|withReason|text)\('(\w+)'/g);

it('finds what the domain names', () => {
  expect(events.length).toBeGreaterThan(60);
  expect(clocks).toContain('instruction_reply');
  expect(commands.length).toBeGreaterThan(40);
  expect(labels.length).toBeGreaterThan(30);
});

it.each(events)('has words for the event %s', (type) => {
  expect(keysOf('event').some((key) => key === type || key.startsWith(`${type}-`))).toBe(true);
});

it('has words for every clock', () => expect(clocks.filter((kind) => !keysOf('clock').includes(kind))).toEqual([]));

it('names every command', () => expect(commands.filter((one) => !keysOf('command').includes(one))).toEqual([]));

it('has a label for every field that a form asks for', () => {
  expect(labels.filter((one) => !keysOf('label').includes(one))).toEqual([]);
});
