import { SeededTree } from './seeded-tree';

const LAWFUL = {
  'libs/calendar/src/index.ts': 'export const noon = 12;',
  'libs/domain/src/index.ts': "export { noon } from '#calendar'; export { half } from './half';",
  'libs/domain/src/half.ts': 'export const half = (noon: number) => new Date(noon / 2).getTime();',
  'libs/contract/src/temporal.ts': 'export const QUEUE = "findings";',
  'workflows/src/wait.ts':
    "import { sleep } from '@temporalio/workflow'; import { QUEUE } from '#contract/temporal'; export const wait = (at: number) => sleep(at - Date.now()).then(() => QUEUE);",
  'apps/worker/src/measured.ts': 'export const since = performance.now();',
};

const SEEDED: [rule: string, file: string, text: string][] = [
  ['no-restricted-properties', 'libs/persistence/src/now.ts', 'export const now = Date.now();'],
  ['no-restricted-properties', 'apps/api/src/now.ts', 'export const now = Date.now();'],
  ['no-restricted-properties', 'test/support/now.ts', 'export const now = Date.now();'],
  ['no-restricted-properties', 'libs/domain/src/now.ts', 'export const now = Date.now();'],
  ['no-restricted-properties', 'libs/calendar/src/chance.ts', 'export const drawn = Math.random();'],
  ['no-restricted-properties', 'workflows/src/chance.ts', 'export const drawn = Math.random();'],
  ['no-restricted-imports', 'libs/calendar/src/node.ts', "export { readFileSync } from 'node:fs';"],
  ['no-restricted-imports', 'libs/domain/src/store.ts', "export { DataSource } from 'typeorm';"],
  ['no-restricted-imports', 'libs/domain/src/policy.ts', "export { loadDefaults } from '#policy';"],
  ['no-restricted-imports', 'libs/domain/src/contract.ts', "export { QUEUE } from '#contract';"],
  ['no-restricted-imports', 'workflows/src/node.ts', "export { randomUUID } from 'node:crypto';"],
  ['no-restricted-imports', 'workflows/src/nest.ts', "export { Module } from '@nestjs/common';"],
  ['no-restricted-imports', 'workflows/src/client.ts', "export { Client } from '@temporalio/client';"],
  ['no-restricted-imports', 'workflows/src/store.ts', "export { noon } from '#persistence';"],
  ['no-restricted-imports', 'workflows/src/settings.ts', "export { noon } from '#config';"],
  ['no-restricted-globals', 'libs/domain/src/environment.ts', 'export const home = process.env.HOME;'],
  ['no-restricted-globals', 'workflows/src/environment.ts', 'export const home = process.env.HOME;'],
  [
    'no-floating-promises',
    'apps/worker/src/lost.ts',
    'const work = async () => 1; export const start = () => { work(); };',
  ],
  [
    'no-misused-promises',
    'apps/worker/src/misused.ts',
    'const ready = async () => true; export const start = () => { if (ready()) return 1; return 0; };',
  ],
  [
    'switch-exhaustiveness-check',
    'libs/domain/src/switched.ts',
    "export function day(kind: 'rest' | 'work') { switch (kind) { case 'rest': return 0; } return 1; }",
  ],
  [
    'consistent-type-imports',
    'libs/domain/src/typed.ts',
    "import { half } from './half'; export type Half = typeof half;",
  ],
  ['no-unused-vars', 'libs/policy/src/unused.ts', 'const unused = 1; export const used = 2;'],
  ['no-cycle', 'libs/policy/src/one.ts', "export { two } from './two'; export const one = 1;"],
  ['no-console', 'libs/policy/src/loud.ts', "console.log('read');"],
  ['no-disabled-tests', 'libs/policy/src/skipped.spec.ts', "it.skip('holds', () => expect(1).toBe(1));"],
];

interface Report {
  diagnostics: { code: string; filename: string }[];
}

let found: { rule: string; file: string }[];

beforeAll(() => {
  const tree = new SeededTree({
    ...LAWFUL,
    'libs/policy/src/two.ts': "export { one } from './one'; export const two = 2;",
    ...Object.fromEntries(SEEDED.map(([, file, text]) => [file, text])),
  });
  try {
    const report = tree.report(
      'oxlint/bin/oxlint',
      '--type-aware',
      '--disable-nested-config',
      '--format',
      'json',
    ) as Report;
    found = report.diagnostics.map(({ code, filename }) => ({
      rule: /\((.+)\)/.exec(code)?.[1] ?? code,
      file: filename,
    }));
  } finally {
    tree.remove();
  }
});

it.each(SEEDED)('%s catches %s', (rule, file) => expect(found).toContainEqual({ rule, file }));

it('lets the lawful pass', () => {
  expect(found.filter(({ file }) => file in LAWFUL)).toEqual([]);
});
