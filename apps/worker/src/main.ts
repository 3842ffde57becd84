import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import { DefaultLogger, type LogLevel, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { pino } from 'pino';

import { ConfigError, readConfig } from '#config';

import { WorkerModule } from './worker.module';

const LEVELS: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel, base: { process: 'worker' } });
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => log[LEVELS[level]](meta ?? {}, message)),
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN' }) } },
    // The order of the shutdown is ours: the Temporal worker first, the record last.
    shutdownSignals: [],
  });
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config, log), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'worker: finishing what is under way');
      app.close().then(
        () => log.info({}, 'worker: stopped'),
        (error: unknown) => fail(error),
      );
    });
  }
  await app.init();
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof ConfigError ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  fail(error);
  process.exit();
});
