import { SeededTree } from './seeded-tree';

/** Each source is lawful, or breaks the rule it is listed under. */
const LAWFUL = {
  'libs/calendar/src/index.ts': 'export const noon = 12;',
  'libs/calendar/src/noon.spec.ts': "import fc from 'fast-check'; export const law = fc;",
  'libs/domain/src/index.ts': "export { noon } from '#calendar';",
  'libs/contract/src/temporal.ts': "export { defineSignal } from '@temporalio/workflow';",
  'libs/contract/src/index.ts': "export { noon } from '#domain'; export { z } from 'zod';",
  'libs/policy/src/index.ts': "export { readFileSync } from 'node:fs'; export { noon } from '#calendar';",
  'libs/persistence/src/index.ts': "export { DataSource } from 'typeorm'; export { noon } from './noon';",
  'libs/persistence/src/noon.ts': "export { noon } from '#domain';",
  'libs/temporal/src/index.ts':
    "export { Worker } from '@temporalio/worker'; export { Client } from '@temporalio/client';",
  'workflows/src/activities.ts': 'export interface FindingActivities { tick(): Promise<number> }',
  'workflows/src/index.ts': "export { sleep } from '@temporalio/workflow'; export { noon } from '#domain';",
  'apps/worker/src/main.ts':
    "import type { FindingActivities } from '../../../workflows/src/activities'; export type { FindingActivities }; export { Worker } from '#temporal'; export { noon } from '#persistence';",
  'apps/api/src/main.ts': "export { noon } from '#persistence'; export { Module } from '@nestjs/common';",
  'test/support/noon.ts': "export { noon } from '../../libs/persistence/src/noon';",
};

const SEEDED: [rule: string, file: string, text: string][] = [
  ['calendar-imports-only-what-it-may', 'libs/calendar/src/seeded.ts', "export { readFileSync } from 'node:fs';"],
  ['calendar-imports-only-what-it-may', 'libs/calendar/src/zoned.ts', "export { parse } from 'yaml';"],
  ['domain-imports-only-what-it-may', 'libs/domain/src/seeded.ts', "export { DataSource } from '#persistence';"],
  ['contract-imports-only-what-it-may', 'libs/contract/src/seeded.ts', "export { noon } from '#persistence';"],
  ['policy-imports-only-what-it-may', 'libs/policy/src/seeded.ts', "export { noon } from '#persistence';"],
  ['config-imports-only-what-it-may', 'libs/config/src/seeded.ts', "export { noon } from '#domain';"],
  ['evidence-imports-only-what-it-may', 'libs/evidence/src/seeded.ts', "export { noon } from '#persistence';"],
  ['identity-imports-only-what-it-may', 'libs/identity/src/seeded.ts', "export { noon } from '#persistence';"],
  ['intake-imports-only-what-it-may', 'libs/intake/src/seeded.ts', "export { noon } from '#persistence';"],
  ['documents-imports-only-what-it-may', 'libs/documents/src/seeded.ts', "export { noon } from '#persistence';"],
  ['persistence-imports-only-what-it-may', 'libs/persistence/src/seeded.ts', "export { Worker } from '#temporal';"],
  ['temporal-imports-only-what-it-may', 'libs/temporal/src/seeded.ts', "export { noon } from '#persistence';"],
  ['notification-imports-only-what-it-may', 'libs/notification/src/seeded.ts', "export { noon } from '#persistence';"],
  ['servers-imports-only-what-it-may', 'libs/servers/src/seeded.ts', "export { noon } from '#persistence';"],
  [
    'a-lib-is-entered-by-its-door',
    'apps/worker/src/seeded.ts',
    "export { noon } from '../../../libs/persistence/src/noon';",
  ],
  ['a-lib-is-entered-by-its-door', 'libs/temporal/src/deep.ts', "export { noon } from '../../domain/src/seeded-deep';"],
  ['replayed-code-stays-deterministic', 'workflows/src/seeded.ts', "export { DataSource } from './behind';"],
  ['replayed-code-stays-deterministic', 'workflows/src/behind.ts', "export { DataSource } from '#persistence';"],
  ['replayed-code-stays-deterministic', 'workflows/src/builtin.ts', "export { randomUUID } from 'node:crypto';"],
  ['replayed-code-stays-deterministic', 'workflows/src/nest.ts', "export { Module } from '@nestjs/common';"],
  ['the-rules-reach-nothing', 'libs/domain/src/chain.ts', "export { DataSource } from './seeded';"],
  ['the-api-runs-no-workflow', 'apps/api/src/chain.ts', "export { Worker } from '#temporal';"],
  [
    'the-api-runs-no-workflow',
    'apps/api/src/type.ts',
    "export type { FindingActivities } from '../../../workflows/src/activities';",
  ],
  [
    'a-workflow-is-entered-by-its-bundle',
    'apps/worker/src/replayed.ts',
    "export { sleep } from '../../../workflows/src/index';",
  ],
  [
    'the-pages-know-the-api-by-its-document',
    'apps/web/src/seeded.ts',
    "export { noon } from '../../../libs/domain/src';",
  ],
  ['the-phone-carries-no-desk', 'apps/web/src/areas/street/seeded.ts', "export { Button } from 'antd';"],
  ['nobody-imports-an-app', 'apps/worker/src/other.ts', "export { noon } from '../../api/src/main';"],
  ['nobody-imports-an-app', 'libs/temporal/src/app.ts', "export { noon } from '../../../apps/api/src/main';"],
  ['nobody-imports-a-test', 'apps/api/src/tested.ts', "export { noon } from '../../../test/support/noon';"],
  ['no-cycle', 'libs/domain/src/one.ts', "export { two } from './two'; export const one = 1;"],
  ['every-package-is-declared', 'apps/worker/src/undeclared.ts', "export * from 'semver';"],
  ['every-import-resolves', 'libs/policy/src/lost.ts', "export { nothing } from './nowhere';"],
];

interface Report {
  summary: { violations: { from: string; rule: { name: string } }[] };
}

let broken: Map<string, Set<string>>;

beforeAll(() => {
  const tree = new SeededTree({
    ...LAWFUL,
    'libs/domain/src/seeded-deep.ts': 'export const noon = 12;',
    'libs/domain/src/two.ts': "export { one } from './one'; export const two = 2;",
    ...Object.fromEntries(SEEDED.map(([, file, text]) => [file, text])),
  });
  try {
    const program = 'dependency-cruiser/bin/dependency-cruise.mjs';
    const report = tree.report(program, '--output-type', 'json', 'apps', 'libs', 'workflows', 'test') as Report;
    broken = filesByRule(report);
  } finally {
    tree.remove();
  }
});

function filesByRule({ summary }: Report): Map<string, Set<string>> {
  const files = new Map<string, Set<string>>();
  for (const { rule, from } of summary.violations) files.set(rule.name, (files.get(rule.name) ?? new Set()).add(from));
  return files;
}

it.each(SEEDED)('%s catches %s', (rule, file) => expect([...(broken.get(rule) ?? [])]).toContain(file));

it('lets the lawful pass', () => {
  const accused = new Set([...broken.values()].flatMap((files) => [...files]));
  expect(Object.keys(LAWFUL).filter((file) => accused.has(file))).toEqual([]);
});

it('has a seed for every rule', () => {
  const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>('../../../.dependency-cruiser.cjs');
  const seeded = new Set(SEEDED.map(([rule]) => rule));
  expect(forbidden.map(({ name }) => name).filter((name) => !seeded.has(name))).toEqual([]);
});
