import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  commandDone,
  type CommandDone,
  countsQuery,
  deadline,
  type Deadline,
  duplicates,
  eventLog,
  type FileFinding,
  fileFinding,
  findingCounts,
  type FindingCounts,
  type FindingFilters as AskedFilters,
  findingDetail,
  type FindingDetail,
  findingPage,
  type FindingQuery,
  findingQuery,
  isCommandName,
  payloads,
} from '#contract';
import { type Actor, timeliness } from '#domain';
import { ContextStore, FindingStore, scopeOf } from '#persistence';
import { Samples } from '../desk/samples';
import { Answers } from '../http/answer.decorator';
import { judged } from '../http/contract.pipe';
import type { Exchange } from '../http/exchange';
import { etagOf, preconditionsOf } from '../http/preconditions';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { Caller } from '../sessions/caller.decorator';
import { CommandDesk } from './command-desk';
import { countsOf } from './counts';
import { explainClocks } from './deadline-explanation';
import { FindingFilters } from './finding-filters';
import { FindingPresenter } from './finding.presenter';
import { Recurrences } from './recurrences';

/** Open findings of the same category nearer than this, in metres, may be the same hole (ruling 9). */
const SAME_PLACE = 50;

@ApiTags('findings')
@Controller('api/v1/findings')
export class FindingsController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly findings: FindingStore,
    private readonly context: ContextStore,
    private readonly presenter: FindingPresenter,
    private readonly filters: FindingFilters,
    private readonly recurrences: Recurrences,
    private readonly samples: Samples,
  ) {}

  @Post()
  @Answers(201, commandDone, '上报 / file a finding')
  async file(
    @Body({ schema: fileFinding }) given: FileFinding,
    @Caller() actor: Actor,
    @Req() request: Exchange,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandDone> {
    const done = await this.desk.file(given, actor, preconditionsOf(request, given));
    response.setHeader('Location', `/api/v1/findings/${done.id}`);
    response.setHeader('ETag', etagOf(done.revision));
    return done;
  }

  @Get()
  @Answers(200, findingPage, '问题清单 / findings in the caller’s sight, newest first or as sorted')
  async list(@Query({ schema: findingQuery }) query: FindingQuery, @Caller() actor: Actor) {
    const filter = await this.filters.of(query, actor);
    if (!filter) return { items: [], nextCursor: null };
    const page = await this.findings.list(filter, scopeOf(actor), query.cursor ?? null, query.limit, query.sort);
    return { items: page.rows.map((row) => this.presenter.summary(row)), nextCursor: page.next };
  }

  @Get('counts')
  @Answers(200, findingCounts, '各阶段件数 / how many stand where')
  async counts(@Query({ schema: countsQuery }) query: AskedFilters, @Caller() actor: Actor): Promise<FindingCounts> {
    const filter = await this.filters.of(query, actor);
    return countsOf(filter ? await this.findings.counts(scopeOf(actor), filter) : []);
  }

  @Get(':id')
  @Answers(200, findingDetail, '一件 / one finding by id or number, with what the caller may do')
  async read(
    @Param('id') id: string,
    @Caller() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FindingDetail> {
    const recorded = await this.desk.inScope(id, actor);
    response.setHeader('ETag', etagOf(recorded.revision));
    return this.presenter.detail(recorded, actor);
  }

  @Get(':id/events')
  @Answers(200, eventLog, '全程留痕 / its events in order')
  async events(@Param('id') id: string, @Caller() actor: Actor) {
    const recorded = await this.desk.inScope(id, actor);
    return this.presenter.events(recorded, await this.findings.events(recorded.finding.id), actor);
  }

  @Get(':id/deadline')
  @Answers(200, deadline, '时限说明 / why each clock stands where it does')
  async deadline(@Param('id') id: string, @Caller() actor: Actor): Promise<Deadline> {
    const { finding, at } = await this.desk.inScope(id, actor);
    const { calendar, policy } = await this.context.latest();
    const events = (await this.findings.events(finding.id)).map(({ event }) => event);
    const { state, dueAt, provisional } = timeliness(finding, at);
    return {
      id: finding.id,
      asOf: written(at),
      timeliness: { state, dueAt: dueAt === null ? null : written(dueAt), provisional },
      clocks: explainClocks(finding, events, calendar, policy),
    };
  }

  @Get(':id/duplicates')
  @Answers(200, duplicates, '疑似重复、反复发生 / open findings that may be the same, ended ones that it repeats')
  async duplicates(@Param('id') id: string, @Caller() actor: Actor) {
    const { finding } = await this.desk.inScope(id, actor);
    const rows = await this.findings.duplicatesOf(finding, SAME_PLACE, scopeOf(actor));
    const repeated = await this.recurrences.of(finding, SAME_PLACE, scopeOf(actor));
    const [items, recurrences] = [rows, repeated].map((found) => found.map((row) => this.presenter.summary(row)));
    return { items, nextCursor: null, recurrences };
  }

  /** One route for every command; the document lists each under its own address. */
  @Post(':id/:command')
  @HttpCode(200)
  @Answers(200, commandDone, '办理 / give a command')
  async command(
    @Param('id') id: string,
    @Param('command') name: string,
    @Body() body: unknown,
    @Caller() actor: Actor,
    @Req() request: Exchange,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandDone> {
    if (!isCommandName(name)) throw Refusal.of('unknown_command');
    const payload = judged(payloads[name], body ?? {});
    if (name === 'verify') this.samples.require(payload, id, null);
    const done = await this.desk.give(id, name, payload, actor, preconditionsOf(request, payload));
    response.setHeader('ETag', etagOf(done.revision));
    return done;
  }
}
