import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { feed, feedKept } from '#contract';
import type { Actor } from '#domain';
import { deadlineFeed } from '#notification';
import { ContextStore, FeedStore, PeopleStore } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { PublicAddress } from '../http/public-address';
import { writtenOrNull } from '../http/written';
import { OpenToAll } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';

/** 日历订阅. */
@ApiTags('messages')
@Controller()
export class DeadlineFeedController {
  constructor(
    private readonly feeds: FeedStore,
    private readonly people: PeopleStore,
    private readonly context: ContextStore,
    private readonly clock: RecordClock,
    private readonly address: PublicAddress,
  ) {}

  @Get('api/v1/people/me/deadline-feed')
  @Answers(200, feedKept, '日历订阅 / whether the caller has a feed, and since when')
  async kept(@Caller() { personId }: Actor) {
    const since = await this.feeds.since(personId);
    return { active: since !== null, since: writtenOrNull(since) };
  }

  @Post('api/v1/people/me/deadline-feed')
  @HttpCode(201)
  @Answers(201, feed, '新的订阅地址 / a new address, shown once; the old one ends')
  async renew(@Caller() { personId }: Actor) {
    return { url: this.address.ofFeed(await this.feeds.renew(personId)) };
  }

  @Delete('api/v1/people/me/deadline-feed')
  @HttpCode(204)
  @Answers(204, null, '取消订阅 / the address opens nothing more')
  async revoke(@Caller() { personId }: Actor): Promise<void> {
    await this.feeds.revoke(personId);
  }

  @Get('feeds/deadlines/:token.ics')
  @OpenToAll()
  @ApiProduces('text/calendar')
  @Answers(200, null, '我的期限 / the deadlines that wait for the feed’s owner, as iCalendar')
  async ics(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const personId = await this.feeds.personOf(token);
    const actor = personId && (await this.people.actorOf(personId));
    if (!actor) throw Refusal.of('not_found');
    const [deadlines, { policy }, now] = await Promise.all([
      this.feeds.deadlines(actor),
      this.context.current(),
      this.clock.now(),
    ]);
    const names = new Map(policy.categories.map(({ code, name }) => [code, name]));
    const items = deadlines.map(({ categoryCode, visibility, ...deadline }) => ({
      ...deadline,
      category: visibility === 'normal' && categoryCode ? (names.get(categoryCode) ?? null) : null,
    }));
    response.type('text/calendar; charset=utf-8').send(deadlineFeed(items, now, this.address.origin));
  }
}
