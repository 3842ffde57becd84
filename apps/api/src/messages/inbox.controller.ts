import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { inbox, inboxMarked, inboxQuery, markInbox } from '#contract';
import type { Actor } from '#domain';
import { factText, linkOf, toldFact } from '#notification';
import { ContextStore, DeliveryStore, type InboxMessage } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { type Exchange, type Language, languageOf } from '../http/exchange';
import { written } from '../http/written';
import { Caller } from '../sessions/caller.decorator';

/** 消息: what was told to the caller. */
@ApiTags('messages')
@Controller('api/v1/inbox')
export class InboxController {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly context: ContextStore,
  ) {}

  @Get()
  @Answers(200, inbox, '消息 / what was told to the caller, newest first')
  async inbox(
    @Query({ schema: inboxQuery }) query: z.output<typeof inboxQuery>,
    @Caller() { personId }: Actor,
    @Req() request: Exchange,
  ) {
    const [page, unread] = await Promise.all([
      this.deliveries.inbox(personId, query),
      this.deliveries.unread(personId),
    ]);
    return { items: await this.shown(page.rows, languageOf(request)), nextCursor: page.next, unread };
  }

  /** Nobody but the reader learns of it, and no time is kept (ruling 17). */
  @Post('seen')
  @HttpCode(200)
  @Answers(200, inboxMarked, '标为已看 / mark these, or all, for the caller alone')
  async mark(@Body({ schema: markInbox }) { ids }: z.output<typeof markInbox>, @Caller() { personId }: Actor) {
    await this.deliveries.markSeen(personId, ids ?? null);
    return { unread: await this.deliveries.unread(personId) };
  }

  private async shown(messages: readonly InboxMessage[], language: Language) {
    const { policy, calendar } = await this.context.current();
    const keys = messages.flatMap(({ findingId, facts }) => facts.map(({ seq }) => ({ findingId, seq })));
    const recorded = new Map(
      (await this.deliveries.facts(keys)).map((fact) => [`${fact.findingId}/${fact.seq}`, fact] as const),
    );
    return messages.map(({ facts, at, ...message }) => ({
      ...message,
      at: written(at),
      subjects: facts.map(({ subject }) => subject),
      texts: facts.flatMap(({ seq, note }) => {
        const fact = recorded.get(`${message.findingId}/${seq}`);
        return fact ? [factText(toldFact({ ...fact, note }, policy), { language, calendar })] : [];
      }),
      link: linkOf(message.findingId, ''),
    }));
  }
}
