import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE: readonly unknown[] = ['serious', 'critical'];

/** Fails on what would shut somebody out (axe: serious and critical). */
export async function accessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  // What passes is only counted: describing each node of it takes longer than looking.
  const violations = (await page.evaluate(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )) as AxeResults['violations'];
  const found = violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  expect(found).toEqual([]);
}
