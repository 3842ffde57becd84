import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  confirmRecognition,
  type ConfirmRecognition,
  enterRecognition,
  type EnterRecognition,
  recognition,
  recognitions,
  type RecognitionShown,
  type RecognitionsShown,
  withdrawRecognition,
  type WithdrawRecognition,
} from '#contract';
import { type Actor, recognisedBonuses, type RecognitionStep, refusalOfStep, revisionOf, samePerson } from '#domain';
import { type AssessmentRecord, type NamedRecognition, RecognitionRefused } from '#persistence';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { ASSESSMENT } from './assessment-record';
import { mayDecide, mayRecord, sheetsInSight } from './assessment-sight';

/** 加分登记: bonuses for what those above recognised, entered by one of the office and confirmed by another. */
@ApiTags('assessment')
@Controller('api/v1/recognitions')
export class RecognitionsController {
  constructor(@Inject(ASSESSMENT) private readonly record: AssessmentRecord) {}

  @Get()
  @Answers(200, recognitions, '加分登记 / recognitions; a unit sees those of its own that were confirmed')
  async list(@Caller() actor: Actor): Promise<RecognitionsShown> {
    const [items, classes, { policy }] = await Promise.all([
      this.record.recognitions.list(sheetsInSight(actor)),
      mayRecord(actor) ? this.record.classes.all() : [],
      this.record.rulebooks.current(),
    ]);
    const units = classes.flatMap(({ unitId, name, supervising }) => (supervising ? [] : [[unitId, name] as const]));
    return {
      items: items.map((one) => shown(one, actor)),
      bonuses: recognisedBonuses(policy.scoring).map(({ cap: _cap, ...bonus }) => bonus),
      units: [...new Map(units)].map(([unitId, name]) => ({ unitId, name })),
    };
  }

  @Post()
  @HttpCode(201)
  @NeedsRole('dispatcher', 'approver', 'leader')
  @Answers(201, recognition, '登记加分 / enter one; it counts once another person has confirmed it')
  async enter(
    @Body({ schema: enterRecognition }) given: EnterRecognition,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<RecognitionShown> {
    if (!mayRecord(actor)) throw Refusal.of('not_your_role');
    const entry = { ...given, id: keyedId(actor, request) };
    const entered = await refusing(this.record.recognitions.enter(entry, actor));
    if (!isTheSame(entered, given) || !samePerson(actor, entered.enteredBy)) throw Refusal.of('idempotency_key_reused');
    return shown(entered, actor);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @NeedsRole('dispatcher', 'approver', 'leader')
  @Answers(200, recognition, '确认加分登记 / confirm what another entered: it counts in the period of its day')
  confirm(
    @Param('id') id: string,
    @Body({ schema: confirmRecognition }) { revision }: ConfirmRecognition,
    @Caller() actor: Actor,
  ): Promise<RecognitionShown> {
    return this.taken(id, { type: 'confirm' }, revision, actor);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @NeedsRole('approver', 'leader')
  @Answers(
    200,
    recognition,
    '撤销加分登记 / withdraw one, with the reason; what was published changes by a correction alone',
  )
  withdraw(
    @Param('id') id: string,
    @Body({ schema: withdrawRecognition }) { revision, reason }: WithdrawRecognition,
    @Caller() actor: Actor,
  ): Promise<RecognitionShown> {
    return this.taken(id, { type: 'withdraw', reason }, revision, actor);
  }

  private async taken(id: string, step: RecognitionStep, revision: number, actor: Actor): Promise<RecognitionShown> {
    if (!MAY[step.type](actor)) throw Refusal.of('not_your_role');
    const taken = await refusing(this.record.recognitions.take(id, step, revision, actor));
    if (!taken) throw Refusal.of('not_found');
    return shown(taken, actor);
  }
}

const MAY = { confirm: mayRecord, withdraw: mayDecide } as const;
const STEPS = ['confirm', 'withdraw'] as const;

const isTheSame = (entered: NamedRecognition, given: EnterRecognition): boolean =>
  (Object.keys(given) as (keyof EnterRecognition)[]).every((key) => entered[key] === given[key]);

/** By whom it was entered is not told. */
function shown(one: NamedRecognition, actor: Actor): RecognitionShown {
  const { enteredBy: _entered, confirmedBy, enteredAt: _at, ...rest } = one;
  const revision = revisionOf(one);
  return {
    ...rest,
    revision,
    confirmed: confirmedBy !== null,
    allowedSteps: STEPS.filter((step) => MAY[step](actor) && refusalOfStep(one, step, actor, revision) === null),
  };
}

async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RecognitionRefused)) throw error;
    throw Refusal.of(error.refusal);
  }
}
