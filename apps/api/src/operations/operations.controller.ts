import { Controller, Get, Header, HttpCode, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { OpenToAll } from '../sessions/access';
import { CommandMetrics } from './command-metrics';
import { Readiness } from './readiness';

/** For the machines that keep watch; nothing here is about a person or a finding. */
@ApiExcludeController()
@Controller()
@OpenToAll()
export class OperationsController {
  constructor(
    private readonly metrics: CommandMetrics,
    private readonly readiness: Readiness,
  ) {}

  @Get('healthz')
  @HttpCode(200)
  alive() {
    return { status: 'ok' };
  }

  /** Ready when the database is: people's commands do not wait for Temporal (I5). */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: Response) {
    const state = await this.readiness.now();
    response.status(state.database === 'up' ? 200 : 503);
    return state;
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  prometheus(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
