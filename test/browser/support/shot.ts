import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = join(__dirname, '../../../docs/screenshots');

/** Pictures are kept in this run. */
export const KEEPING = process.env.DUBAN_SCREENSHOTS === '1';

/** A picture for the documents, taken by `npm run screenshots` only. */
export async function shot(page: Page, name: string): Promise<void> {
  if (!KEEPING) return;
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
}
