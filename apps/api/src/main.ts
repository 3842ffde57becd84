import { join } from 'node:path';
import { pino } from 'pino';
import { ConfigError, readConfig } from '#config';
import { openRecord } from '#persistence';
import { createApp } from './create-app';
import { reaches } from './operations/readiness';
import { siteOf } from './web/site';

/** Seen from where this file lies built. */
const PAGES = join(__dirname, '../../../../dist-web');

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel, base: { process: 'api' } });
  const record = await openRecord({ url: config.databaseUrl });
  const app = await createApp({
    record,
    dataDir: config.dataDir,
    probes: { database: () => record.ping(), temporal: () => reaches(config.temporalAddress) },
    log,
    trustedProxies: config.trustedProxies,
    site: siteOf(config.web, PAGES),
    sso: config.sso,
    secretKey: config.secretKey,
    publicUrl: config.publicUrl,
    fontDir: config.fontDir,
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'api: answering what has begun');
      // The record last: what has begun still needs it.
      app.close().then(() => record.close(), fail);
    });
  }
  await app.listen(config.port, config.host);
  log.info({ host: config.host, port: config.port }, 'api: listening');
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof ConfigError ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  fail(error);
  process.exit();
});
