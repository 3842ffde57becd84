import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  simulateDeadline,
  type SimulateDeadline,
  simulatedDeadline,
  type SimulatedDeadline,
  simulatedEscalation,
  type SimulatedEscalation,
  simulateEscalation,
  type SimulateEscalation,
} from '#contract';
import { ContextStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { deadlineUnder } from './deadline-simulation';
import { escalationUnder } from './escalation-simulation';
import { proposedContext } from './proposed-context';

/** 试算: what a limit, a calendar or a policy would mean, before it is in force. Nothing is written. */
@ApiTags('simulations')
@Controller('api/v1/simulations')
export class SimulationsController {
  constructor(private readonly context: ContextStore) {}

  @Post('deadline')
  @HttpCode(200)
  @Answers(200, simulatedDeadline, '试算期限 / when it would be due, and why')
  async deadline(@Body({ schema: simulateDeadline }) given: SimulateDeadline): Promise<SimulatedDeadline> {
    const inForce = await this.context.latest();
    return deadlineUnder(given, inForce, proposedContext(given, inForce));
  }

  @Post('escalation')
  @HttpCode(200)
  @Answers(200, simulatedEscalation, '试算升级 / which rungs would fire when')
  async escalation(@Body({ schema: simulateEscalation }) given: SimulateEscalation): Promise<SimulatedEscalation> {
    const inForce = await this.context.latest();
    return escalationUnder(given, proposedContext(given, inForce) ?? inForce);
  }
}
