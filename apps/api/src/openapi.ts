import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { DistrictRecord } from '#persistence';
import { createApp } from './create-app';
import { apiDocument, documentText } from './openapi-document';

/** Writes apps/api/openapi.json, which is committed; a test compares it with the routes. */
async function main(): Promise<void> {
  const app = await createApp({
    // Nothing is asked of the record to list the routes.
    record: {} as DistrictRecord,
    dataDir: tmpdir(),
    probes: { database: () => Promise.resolve(), temporal: () => Promise.resolve() },
    log: pino({ level: 'silent' }),
    trustedProxies: 0,
  });
  await app.init();
  writeFileSync(join(process.cwd(), 'apps/api/openapi.json'), documentText(apiDocument(app)));
  await app.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
