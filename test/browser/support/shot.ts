import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = join(__dirname, '../../../docs/screenshots');

/** A picture for the documents, taken by `npm run screenshots` only. */
export async function shot(page: Page, name: string): Promise<void> {
  if (process.env.DUBAN_SCREENSHOTS !== '1') return;
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
}
