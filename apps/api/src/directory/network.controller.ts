import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  aliases,
  changesQuery,
  directoryChanges,
  dryRunQuery,
  foretoldBatch,
  leadRules,
  network,
  setAlias,
  setLeadRule,
  setSurety,
  sureties,
  unitBatch,
} from '#contract';
import type { Actor, Role } from '#domain';
import {
  ContextStore,
  DirectoryChanges,
  DirectoryLog,
  DirectoryNetwork,
  DirectoryStore,
  FindingStore,
} from '#persistence';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { refusing } from './refusing';

const OF_OFFICES: readonly Role[] = ['dispatcher', 'inspector', 'verifier', 'approver', 'leader', 'auditor', 'admin'];

/** 责任网络: units, who leads what where, who stands surety, and every change of it. */
@ApiTags('directory')
@Controller('api/v1/directory')
export class NetworkController {
  constructor(
    private readonly changes: DirectoryChanges,
    private readonly directory: DirectoryStore,
    private readonly drawn: DirectoryNetwork,
    private readonly log: DirectoryLog,
    private readonly findings: FindingStore,
    private readonly context: ContextStore,
  ) {}

  @Get('network')
  @Answers(200, network, '责任网络 / units of today with people, duties and open work')
  async network(@Caller() actor: Actor) {
    const everybody = OF_OFFICES.some((role) => actor.roles.includes(role));
    return { items: await this.drawn.today({ unitId: actor.unitId, everybody }) };
  }

  /** Open work goes to the successors at once where the day is today; else when it comes. */
  @Post('batches')
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(
    200,
    foretoldBatch,
    '机构调整 / open, rename, merge and split units from a day on; dryRun tells what would follow',
  )
  async batch(
    @Body({ schema: unitBatch }) batch: z.output<typeof unitBatch>,
    @Query({ schema: dryRunQuery }) { dryRun }: z.output<typeof dryRunQuery>,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ) {
    const foretold = await refusing(this.changes.batch(keyedId(actor, request), batch, actor, dryRun));
    if (dryRun) return { dryRun, ...foretold, followed: 0 };
    await this.context.latest();
    return { dryRun, ...foretold, followed: await this.findings.followSuccessors() };
  }

  @Get('lead-rules')
  @Answers(200, leadRules, '牵头单位 / who leads which category where, with what was before')
  async leadRules() {
    return { items: await this.changes.leadRules() };
  }

  @Post('lead-rules')
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(200, leadRules, '设定牵头单位 / from a day on another unit leads, or none')
  async setLead(
    @Body({ schema: setLeadRule }) given: z.output<typeof setLeadRule>,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ) {
    const { policy } = await this.context.current();
    if (!policy.categories.some(({ code }) => code === given.categoryCode))
      throw Refusal.of('invalid_request', {
        faults: [
          { pointer: '/categoryCode', code: 'unknown_category', zh: '没有这个问题类别', en: 'no such category' },
        ],
      });
    await refusing(this.changes.setLead(keyedId(actor, request), given, actor));
    return this.leadRules();
  }

  @Get('sureties')
  @Answers(200, sureties, '包保 / departments that stand surety for an area')
  async sureties() {
    return { items: await this.changes.sureties() };
  }

  @Post('sureties')
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(200, sureties, '设定包保 / a department begins or ends to stand surety')
  async setSurety(@Body({ schema: setSurety }) given: z.output<typeof setSurety>, @Caller() actor: Actor) {
    await refusing(this.changes.setSurety(given, actor));
    return this.sureties();
  }

  @Get('aliases')
  @Answers(200, aliases, '别名 / other names that lists use')
  async aliases() {
    const items = await this.directory.aliases();
    return { items: items.map(({ alias, unitId, note }) => ({ alias, unitId, note })) };
  }

  @Post('aliases')
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(200, aliases, '设定别名 / a name means a unit, or nothing any more')
  async setAlias(
    @Body({ schema: setAlias }) { alias, unitId, note }: z.output<typeof setAlias>,
    @Caller() actor: Actor,
  ) {
    await refusing(this.changes.setAlias(alias, unitId, note, actor));
    return this.aliases();
  }

  @Get('changes')
  @NeedsRole('admin', 'auditor')
  @Answers(200, directoryChanges, '变更记录 / who changed what, with before and after')
  async changed(@Query({ schema: changesQuery }) { before, subject }: z.output<typeof changesQuery>) {
    const items = await this.log.changes(before ?? null, subject ?? null);
    return {
      items: items.map(({ ordinal, at, byName, byFor, what, subject: of, subjectName, before: was, after }) => ({
        ordinal,
        at: written(at),
        byName,
        byFor,
        what,
        subject: of,
        subjectName,
        before: was,
        after,
      })),
    };
  }
}
