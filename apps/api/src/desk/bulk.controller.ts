import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  BULK_COMMANDS,
  type BulkCommand,
  bulkCommand,
  type BulkDone,
  bulkDone,
  type CommandName,
  drawSample,
  type DrawSample,
  isCommandName,
  type ItemResult,
  payloads,
  sample,
  type Sample,
} from '#contract';
import type { Actor } from '#domain';
import { CommandDesk } from '../findings/command-desk';
import { itemOptions, settled } from '../findings/item-by-item';
import { Answers } from '../http/answer.decorator';
import { judged } from '../http/contract.pipe';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { Samples } from './samples';

/** A write-off is read before it is signed: no more than this at once. */
const WRITE_OFF_BATCH = 50;

/** 批量办理: one command for many findings, each in a transaction of its own. */
@ApiTags('bulk')
@Controller('api/v1')
export class BulkController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly samples: Samples,
  ) {}

  @Post('bulk/:command')
  @HttpCode(200)
  @Answers(200, bulkDone, '批量办理 / one command for many findings; each answers for itself')
  async give(
    @Param('command') command: string,
    @Body({ schema: bulkCommand }) given: BulkCommand,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<BulkDone> {
    const name = bulkNamed(command);
    const { items, payload } = given;
    if (name === 'approve' && items.length > WRITE_OFF_BATCH) throw Refusal.of('batch_too_large');
    const passed = given.sampleId === undefined ? null : await this.samples.passed(given.sampleId, actor);
    const results: ItemResult[] = [];
    for (const { findingId, revision, payload: own } of items) {
      const options = itemOptions(request, given, findingId, revision);
      results.push(
        await settled(findingId, request, async () => {
          const whole = judged(payloads[name], { ...payload, ...own });
          if (name === 'verify') this.samples.require(whole, findingId, passed);
          return this.desk.give(findingId, name, whole, actor, options);
        }),
      );
    }
    const drawn = name === 'approve' ? await this.samples.ofWriteOff(keyedId(actor, request), results, actor) : null;
    return { items: results, sample: drawn };
  }

  @Post('samples')
  @NeedsRole('verifier', 'inspector')
  @Answers(201, sample, '抽取核查样本 / draw a recorded sample of what waits for verification')
  async draw(
    @Body({ schema: drawSample }) given: DrawSample,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<Sample> {
    for (const id of given.findingIds) await this.desk.inScope(id, actor);
    return this.samples.draw(keyedId(actor, request), given, actor);
  }

  @Get('samples/:id')
  @Answers(200, sample, '样本 / a sample, to be drawn again')
  sample(@Param('id') id: string, @Caller() actor: Actor): Promise<Sample> {
    return this.samples.read(id, actor);
  }
}

function bulkNamed(command: string): CommandName {
  if (!(BULK_COMMANDS as readonly string[]).includes(command) || !isCommandName(command))
    throw Refusal.of('unknown_command');
  return command;
}
