import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  countsQuery,
  findingQuery,
  savedViews,
  type SavedViews,
  tallies,
  type Tallies,
  talliesQuery,
  type ViewGiven,
  viewGiven,
} from '#contract';
import type { Actor } from '#domain';
import { DeskStore, isUuid, scopeOf, ViewStore } from '#persistence';
import { FindingFilters } from '../findings/finding-filters';
import { Answers } from '../http/answer.decorator';
import { judged } from '../http/contract.pipe';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { Caller } from '../sessions/caller.decorator';

/** 常用视图, and the numbers on their tabs. */
@ApiTags('desk')
@Controller('api/v1')
export class ViewsController {
  constructor(
    private readonly store: ViewStore,
    private readonly desk: DeskStore,
    private readonly filters: FindingFilters,
  ) {}

  @Get('views')
  @Answers(200, savedViews, '常用视图 / saved views, own and shared')
  async list(@Caller() actor: Actor): Promise<SavedViews> {
    return { items: await this.store.of(actor.personId) };
  }

  @Post('views')
  @Answers(201, savedViews, '保存视图 / save a view')
  async save(
    @Body({ schema: viewGiven }) given: ViewGiven,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<SavedViews> {
    return this.kept(keyedId(actor, request), given, actor);
  }

  @Put('views/:id')
  @Answers(200, savedViews, '修改视图 / change a view of one’s own')
  async change(
    @Param('id') id: string,
    @Body({ schema: viewGiven }) given: ViewGiven,
    @Caller() actor: Actor,
  ): Promise<SavedViews> {
    if (!isUuid(id) || !(await this.store.isOwn(id, actor.personId))) throw Refusal.of('not_found');
    return this.kept(id, given, actor);
  }

  @Delete('views/:id')
  @HttpCode(204)
  @Answers(204, null, '删除视图 / remove a view of one’s own')
  async remove(@Param('id') id: string, @Caller() actor: Actor): Promise<void> {
    if (!isUuid(id) || !(await this.store.remove(id, actor.personId))) throw Refusal.of('not_found');
  }

  @Get('findings/tallies')
  @Answers(200, tallies, '各标签件数 / how many each of several filters finds')
  async tallies(
    @Query({ schema: talliesQuery }) { filter: asked }: z.output<typeof talliesQuery>,
    @Caller() actor: Actor,
  ): Promise<Tallies> {
    const queries = asked.map((text) => judged(countsQuery, withoutPaging(text), '?'));
    const filters = await Promise.all(queries.map((query) => this.filters.of(query, actor)));
    const counted = await this.desk.countEach(
      filters.filter((filter) => filter !== null),
      scopeOf(actor),
    );
    const none = { findings: 0, overdue: 0 };
    return { items: asked.map((filter, index) => ({ filter, ...(filters[index] ? counted.shift()! : none) })) };
  }

  /** A view that its list would refuse is refused now. */
  private async kept(id: string, given: ViewGiven, actor: Actor): Promise<SavedViews> {
    judged(findingQuery, parsed(given.query), '?');
    if (!(await this.store.keep(id, actor.personId, given))) throw Refusal.of('too_many_views');
    return { items: await this.store.of(actor.personId) };
  }
}

const PAGING = ['sort', 'cursor', 'limit'];

const withoutPaging = (text: string): Record<string, string | string[]> =>
  Object.fromEntries(Object.entries(parsed(text)).filter(([name]) => !PAGING.includes(name)));

/** As the list itself would read it. */
function parsed(text: string): Record<string, string | string[]> {
  const given = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => {
      const values = given.getAll(name);
      return [name, values.length === 1 ? values[0]! : values];
    }),
  );
}
