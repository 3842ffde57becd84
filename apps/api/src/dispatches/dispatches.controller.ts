import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  countsQuery,
  dispatched,
  type Dispatched,
  type DispatchProposal,
  dispatchProposal,
  type FindingFilters as Asked,
  type ItemResult,
  type SendDispatch,
  sendDispatch,
} from '#contract';
import type { Actor } from '#domain';
import { FindingStore, scopeOf } from '#persistence';
import { CommandDesk } from '../findings/command-desk';
import { itemOptions, settled } from '../findings/item-by-item';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { DispatchProposer } from './dispatch-proposer';

const LARGEST = 200;

/** 交办单: one paper and one receipt for many findings of a unit; each item stands or falls by itself. */
@ApiTags('dispatches')
@Controller('api/v1/dispatches')
export class DispatchesController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly findings: FindingStore,
    private readonly proposer: DispatchProposer,
  ) {}

  @Get('proposal')
  @NeedsRole('dispatcher')
  @Answers(200, dispatchProposal, '拟交办 / what waits to be handed over, with 五定 proposed by rule')
  propose(@Query({ schema: countsQuery }) query: Asked, @Caller() actor: Actor): Promise<DispatchProposal> {
    return this.proposer.of(query, actor);
  }

  @Post()
  @HttpCode(200)
  @Answers(200, dispatched, '批量交办 / assign many findings to one unit')
  async send(
    @Body({ schema: sendDispatch }) given: SendDispatch,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<Dispatched> {
    const id = keyedId(actor, request);
    const results = new Map<string, ItemResult>();
    for (const { findingId, revision, ...fixings } of await this.handedOverFirst(id, given, actor)) {
      const payload = { ...fixings, unitId: given.unitId };
      const options = itemOptions(request, given, findingId, revision);
      results.set(
        findingId,
        await settled(findingId, request, () =>
          this.desk.give(findingId, 'assign', { ...payload, dispatchId: id }, actor, options),
        ),
      );
    }
    return { id, items: given.items.map(({ findingId }) => results.get(findingId)!) };
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
      items.push(await settled(row.id, request, () => this.desk.give(row.id, 'sign', {}, actor, options)));
    }
    return { id, items };
  }

  /** Those that this 交办单 has handed over come first: where the key was used for another body, they say so. */
  private async handedOverFirst(id: string, given: SendDispatch, actor: Actor): Promise<SendDispatch['items']> {
    const { rows } = await this.findings.list({ dispatchId: id }, scopeOf(actor), null, LARGEST);
    const handedOver = new Set(rows.map((row) => row.id));
    const [first, then] = [true, false].map((there) =>
      given.items.filter(({ findingId }) => handedOver.has(findingId) === there),
    );
    if (first!.length < handedOver.size) throw Refusal.of('idempotency_key_reused');
    return [...first!, ...then!];
  }
}
