import { createHash } from 'node:crypto';
import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { dispatched, type Dispatched, type ItemResult, type SendDispatch, sendDispatch } from '#contract';
import type { Actor } from '#domain';
import { type ExecuteOptions, FindingStore, scopeOf } from '#persistence';
import { CommandDesk } from '../findings/command-desk';
import { Answers } from '../http/answer.decorator';
import { type Exchange, languageOf } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { preconditionsOf } from '../http/preconditions';
import { Refusal } from '../http/problems';
import { problemOf, refusalOf } from '../http/send-problem';
import { Caller } from '../sessions/caller.decorator';

const LARGEST = 200;

/** 交办单: one paper and one receipt for many findings of a unit; each item stands or falls by itself. */
@ApiTags('dispatches')
@Controller('api/v1/dispatches')
export class DispatchesController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly findings: FindingStore,
  ) {}

  @Post()
  @HttpCode(200)
  @Answers(200, dispatched, '批量交办 / assign many findings to one unit')
  async send(
    @Body({ schema: sendDispatch }) given: SendDispatch,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<Dispatched> {
    const id = keyedId(actor, request);
    const items: ItemResult[] = [];
    for (const { findingId, revision, ...fixings } of given.items) {
      const payload = { ...fixings, unitId: given.unitId };
      const options = itemOptions(request, given, findingId, revision);
      items.push(
        await this.settled(findingId, request, () =>
          this.desk.give(findingId, 'assign', { ...payload, dispatchId: id }, actor, options),
        ),
      );
    }
    return { id, items };
  }

  @Post(':id/sign')
  @HttpCode(200)
  @Answers(200, dispatched, '整单签收 / sign for all of it')
  async sign(@Param('id') id: string, @Caller() actor: Actor, @Req() request: Exchange): Promise<Dispatched> {
    const { rows } = await this.findings.list({ dispatchId: id }, scopeOf(actor), null, LARGEST);
    if (rows.length === 0) throw Refusal.of('not_found');
    const items: ItemResult[] = [];
    for (const row of rows) {
      const options = itemOptions(request, {}, row.id);
      items.push(await this.settled(row.id, request, () => this.desk.give(row.id, 'sign', {}, actor, options)));
    }
    return { id, items };
  }

  private async settled(
    findingId: string,
    request: Exchange,
    give: () => ReturnType<CommandDesk['give']>,
  ): Promise<ItemResult> {
    try {
      return { findingId, status: 200, done: await give(), problem: null };
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      const problem = problemOf(refusal, request.requestId, `/api/v1/findings/${findingId}`, languageOf(request));
      return { findingId, status: refusal.status, done: null, problem };
    }
  }
}

function itemOptions(request: Exchange, given: object, findingId: string, ifRevision?: number): ExecuteOptions {
  const { idempotencyKey, bodyHash } = preconditionsOf(request, given);
  return {
    ...(idempotencyKey !== undefined && { idempotencyKey: shortened(`${idempotencyKey}/${findingId}`), bodyHash }),
    ...(ifRevision !== undefined && { ifRevision }),
  };
}

/** A key may be as long as the record's column: beyond that its digest stands for it. */
const shortened = (key: string): string => (key.length <= 200 ? key : createHash('sha256').update(key).digest('hex'));
