import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { noticePage, type NoticeQuery, noticeQuery } from '#contract';
import type { Actor } from '#domain';
import { FindingStore, scopeOf } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { written } from '../http/written';
import { Caller } from '../sessions/caller.decorator';

@ApiTags('notices')
@Controller('api/v1')
export class NoticesController {
  constructor(private readonly findings: FindingStore) {}

  @Get('notices')
  @Answers(200, noticePage, '单据与公文 / slips and papers in the caller’s sight, newest first')
  async notices(@Query({ schema: noticeQuery }) { cursor, limit, ...filter }: NoticeQuery, @Caller() actor: Actor) {
    const page = await this.findings.notices(filter, scopeOf(actor), cursor ?? null, limit);
    return { items: page.rows.map((row) => ({ ...row, at: written(row.at) })), nextCursor: page.next };
  }
}
