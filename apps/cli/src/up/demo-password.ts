import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The password of the demonstration accounts: DUBAN_DEMO_PASSWORD, else drawn once for each installation. */
export function demoPassword(stateDir: string): string {
  if (process.env.DUBAN_DEMO_PASSWORD) return process.env.DUBAN_DEMO_PASSWORD;
  const file = join(stateDir, 'demo-password');
  if (!existsSync(file)) {
    mkdirSync(stateDir, { recursive: true });
    writeFileSync(file, `duban-${randomBytes(6).toString('base64url')}\n`, { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}
