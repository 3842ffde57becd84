import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { civilDate, type Instant } from '#calendar';
import {
  creditEntry,
  type CreditEntryShown,
  creditFile,
  type CreditFile,
  creditStep,
  type CreditStep,
  giveNotice,
  type GiveNotice,
  recordExit,
  type RecordExit,
} from '#contract';
import { type Actor, REGISTRY_REFUSALS, type RegistryCommand } from '#domain';
import { type AssessmentRecord, type EditionRow, RegistryRefused } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { derivedId, keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { ASSESSMENT } from './assessment-record';
import { mayDecide, mayNotice, mayRecord, overseesDistrict } from './assessment-sight';
import { CREDIT_DECISIONS, creditShown, PropertyReader } from './property-reader';

/** 诚信档案: 告知 → 陈述申辩 → 决定 → 公示 → 异议 → 修复 → 移出. */
@ApiTags('property')
@Controller('api/v1/property/credit')
export class CreditController {
  constructor(
    @Inject(ASSESSMENT) private readonly record: AssessmentRecord,
    private readonly reader: PropertyReader,
    private readonly clock: RecordClock,
  ) {}

  @Get()
  @Answers(200, creditFile, '诚信档案 / the credit file; entries under way are the office’s')
  list(@Caller() actor: Actor): Promise<CreditFile> {
    return this.reader.creditFile(actor);
  }

  @Post()
  @HttpCode(201)
  @NeedsRole('dispatcher', 'inspector', 'approver')
  @Answers(201, creditEntry, '告知 / tell a company what is to be entered, and until when it is heard')
  async notice(
    @Body({ schema: giveNotice }) given: GiveNotice,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<CreditEntryShown> {
    if (!mayNotice(actor)) throw Refusal.of('not_your_role');
    const project = await this.reader.project(given.projectId, actor);
    const id = given.editionId === undefined ? keyedId(actor, request) : await this.idOfListing(given, given.editionId);
    const known = await this.record.registry.find(id);
    if (known && !(known.fact === given.fact && known.basis === given.basis && known.noticedBy === actor.personId))
      throw Refusal.of('already_noticed');
    if (!known) await this.acted(id, { type: 'notice', id, companyId: project.companyId, ...given }, actor);
    return this.shown(id, actor);
  }

  @Post('exits/:proposalId')
  @HttpCode(201)
  @NeedsRole('dispatcher', 'approver', 'leader')
  @Answers(201, creditFile, '登记决定 / what the owners or the client decided on a proposed exit')
  async exit(
    @Param('proposalId') proposalId: string,
    @Body({ schema: recordExit }) given: RecordExit,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<CreditFile> {
    if (!mayRecord(actor)) throw Refusal.of('not_your_role');
    const [exits, at] = await Promise.all([this.record.proposals.exits(), this.clock.now()]);
    const proposal = exits.find(({ id }) => id === proposalId);
    if (!proposal) throw Refusal.of('not_found');
    if (proposal.decision !== 'approved') throw Refusal.of('not_put_forward');
    const edition = await this.record.editions.find(proposal.assessmentId);
    if (given.decidedOn > civilDate(at) || given.decidedOn < civilDate(await this.firstPublished(edition!)))
      throw Refusal.of('decision_day');
    await this.record.proposals.recordExit(keyedId(actor, request), proposalId, given, { by: actor.personId, at });
    return this.reader.creditFile(actor);
  }

  /** Owners may have decided on what was published before it was corrected. */
  private async firstPublished({ corrects, publishedAt }: EditionRow): Promise<Instant> {
    const before = corrects === null ? null : await this.record.editions.find(corrects);
    return before?.publishedAt ? this.firstPublished(before) : publishedAt!;
  }

  /** One listing, one entry: of the same period and project it is the same, whichever edition says so. */
  private async idOfListing({ projectId, points }: GiveNotice, editionId: string): Promise<string> {
    const row = await this.record.editions.find(editionId);
    if (row?.subject !== 'property' || row.status !== 'published') throw Refusal.of('not_listed_so');
    const { lists } = await this.record.editions.propertyResult(row.id);
    const listed = lists.find((one) => one.projectId === projectId);
    if (!listed || listed.list === null || listed.credit !== points) throw Refusal.of('not_listed_so');
    return derivedId(`listing\n${row.kind}\n${row.start}\n${projectId}`);
  }

  @Post(':id/steps')
  @HttpCode(200)
  @NeedsRole('dispatcher', 'inspector', 'approver', 'leader')
  @Answers(200, creditEntry, '办理 / statement, decision, publication, objection, repair')
  async step(
    @Param('id') id: string,
    @Body({ schema: creditStep }) command: CreditStep,
    @Caller() actor: Actor,
  ): Promise<CreditEntryShown> {
    if (!overseesDistrict(actor) || (CREDIT_DECISIONS.has(command.type) && !mayDecide(actor)))
      throw Refusal.of('not_your_role');
    await this.acted(id, command, actor);
    return this.shown(id, actor);
  }

  private async acted(id: string, command: RegistryCommand, actor: Actor): Promise<void> {
    try {
      if (!(await this.record.registry.act(id, command, actor.personId))) throw Refusal.of('not_found');
    } catch (error) {
      if (!(error instanceof RegistryRefused)) throw error;
      throw Refusal.ofRules(error.refusal, REGISTRY_REFUSALS[error.refusal]);
    }
  }

  private async shown(id: string, actor: Actor): Promise<CreditEntryShown> {
    const [entry, projects, now] = await Promise.all([
      this.record.registry.find(id),
      this.reader.projects(actor),
      this.clock.now(),
    ]);
    return creditShown(entry!, projects, now, actor);
  }
}
