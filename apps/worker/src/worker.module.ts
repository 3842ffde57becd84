import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';

import type { Config } from '#config';

import { Engine } from './engine';

/** The process that makes time pass: no HTTP but its own health. */
@Module({})
export class WorkerModule {
  static with(config: Config, log: Logger): DynamicModule {
    return { module: WorkerModule, providers: [{ provide: Engine, useFactory: () => Engine.open(config, log) }] };
  }
}
