import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { inbox, inboxQuery, noticePage, type NoticeQuery, noticeQuery } from '#contract';
import type { Actor } from '#domain';
import { DeliveryStore, FindingStore, scopeOf } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { written } from '../http/written';
import { Caller } from '../sessions/caller.decorator';

@ApiTags('notices')
@Controller('api/v1')
export class NoticesController {
  constructor(
    private readonly findings: FindingStore,
    private readonly deliveries: DeliveryStore,
  ) {}

  @Get('notices')
  @Answers(200, noticePage, '单据与公文 / slips and papers in the caller’s sight, newest first')
  async notices(@Query({ schema: noticeQuery }) { cursor, limit, ...filter }: NoticeQuery, @Caller() actor: Actor) {
    const page = await this.findings.notices(filter, scopeOf(actor), cursor ?? null, limit);
    return { items: page.rows.map((row) => ({ ...row, at: written(row.at) })), nextCursor: page.next };
  }

  @Get('inbox')
  @Answers(200, inbox, '消息 / what was told to the caller, newest first')
  async inbox(@Query({ schema: inboxQuery }) { limit }: z.output<typeof inboxQuery>, @Caller() actor: Actor) {
    const messages = await this.deliveries.inbox(actor.personId, limit);
    return { items: messages.map((message) => ({ ...message, at: written(message.at) })) };
  }
}
