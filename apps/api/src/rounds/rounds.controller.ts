import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import {
  type CancelRound,
  cancelRound,
  paperShown,
  type PaperShown,
  type PlanRound,
  planRound,
  round,
  roundDetail,
  type RoundDetail,
  roundDraw,
  type RoundDrawShown,
  roundFollowUp,
  roundQuery,
  rounds,
  type Rounds,
  type RoundShown,
  type VisitPlace,
  visitPlace,
} from '#contract';
import { type Actor, faultsOfRound, ROUND_FAULTS, toFollowUp } from '#domain';
import { type Round, RoundStore } from '#persistence';
import { FindingPresenter } from '../findings/finding.presenter';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import type { Fault } from '../http/faults';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { partsOf } from '../papers/file-name';
import { OfficePapers } from '../papers/office-papers';
import { PAPER_FORMATS, PaperPress } from '../papers/paper-press';
import { sendFile } from '../papers/send-file';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { RoundBulletins } from './round-bulletins';
import { RoundReader } from './round-reader';

/** 督查轮次: planned here; drawn, opened, summed up and ended by its run. */
@ApiTags('rounds')
@Controller('api/v1/rounds')
export class RoundsController {
  constructor(
    private readonly reader: RoundReader,
    private readonly store: RoundStore,
    private readonly clock: RecordClock,
    private readonly presenter: FindingPresenter,
    private readonly bulletins: RoundBulletins,
    private readonly papers: OfficePapers,
    private readonly press: PaperPress,
  ) {}

  @Get()
  @Answers(200, rounds, '督查轮次 / rounds of the side that supervises, and what a plan may be made of')
  list(@Query({ schema: roundQuery }) { limit }: z.output<typeof roundQuery>, @Caller() actor: Actor): Promise<Rounds> {
    return this.reader.list(actor, limit);
  }

  @Post()
  @NeedsRole('dispatcher', 'leader')
  @Answers(201, round, '制定督查方案 / plan a round; its draw follows by itself')
  async plan(
    @Body({ schema: planRound }) given: PlanRound,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<RoundShown> {
    const now = await this.clock.now();
    const id = keyedId(actor, request);
    const plan = {
      ...given,
      id,
      supervisingUnitId: actor.unitId,
      drawsAt: Math.min(given.drawsAt ?? now, given.opensAt),
    };
    const asked = { ...plan, drawsAt: given.drawsAt, unitIds: Object.keys(plan.quotas) };
    const faults: Fault[] = faultsOfRound(asked, now).map((code) => ({
      pointer: POINTERS[code],
      code,
      zh: ROUND_FAULTS[code][0],
      en: ROUND_FAULTS[code][1],
    }));
    const known = new Set((await this.store.inspectorsWithin(actor.scopePath)).map((person) => person.id));
    if (!plan.memberIds.every((member) => known.has(member)))
      faults.push({
        pointer: '/memberIds',
        code: 'unknown_person',
        zh: '检查组成员须为本级督查员',
        en: 'A member must be an inspector of yours',
      });
    if (faults.length > 0) throw Refusal.of('invalid_request', { faults });
    await this.requirePlaces(plan, actor);
    return this.reader.shown(await this.store.plan(plan, actor.personId));
  }

  @Get(':id')
  @Answers(200, roundDetail, '一轮督查 / one round with its places and checklist')
  async read(@Param('id') id: string, @Caller() actor: Actor): Promise<RoundDetail> {
    return this.reader.detail(await this.reader.inSight(id, actor), actor);
  }

  @Get(':id/draw')
  @Answers(200, roundDraw, '抽取记录 / the recorded draw, and what seed and population give today')
  async draw(@Param('id') id: string, @Caller() actor: Actor): Promise<RoundDrawShown> {
    return this.reader.draw(await this.reader.inSight(id, actor));
  }

  @Get(':id/follow-up')
  @Answers(200, roundFollowUp, '跟踪问效 / what was found before at its places, the open ones first')
  async followUp(@Param('id') id: string, @Caller() actor: Actor) {
    const { earlier, rows } = await this.reader.followed(await this.reader.inSight(id, actor), actor);
    const order = toFollowUp([...new Set(earlier.map(({ pointId }) => pointId))], earlier).map((one) => one.id);
    const sorted = rows.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    return { items: sorted.map((row) => this.presenter.summary(row)) };
  }

  @Put(':id/places/:placeId')
  @Answers(200, roundDetail, '检查到位 / a place was visited: what of the checklist was found wanting')
  async visit(
    @Param('id') id: string,
    @Param('placeId') placeId: string,
    @Body({ schema: visitPlace }) { marks, seenAt }: VisitPlace,
    @Caller() actor: Actor,
  ): Promise<RoundDetail> {
    const found = await this.reader.inSight(id, actor);
    if (!found.memberIds.includes(actor.personId)) throw Refusal.of('not_of_the_team');
    const known = await this.store.checklist(found.checklistId, found.checklistVersion);
    if (Object.keys(marks).some((code) => !known?.items.some((item) => item.code === code)))
      throw Refusal.of('unknown_item');
    const places = await this.store.places(id);
    if (!places.some((place) => place.placeId === placeId)) throw Refusal.of('not_found');
    if (!(await this.store.visit({ roundId: id, placeId, marks, seenAt, personId: actor.personId })))
      throw Refusal.of('round_not_open');
    return this.reader.detail(found, actor);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @NeedsRole('dispatcher', 'leader')
  @Answers(200, round, '取消本轮 / cancel a round before it opens')
  async cancel(
    @Param('id') id: string,
    @Body({ schema: cancelRound }) { reason }: CancelRound,
    @Caller() actor: Actor,
  ): Promise<RoundShown> {
    await this.reader.inSight(id, actor);
    if (!(await this.store.cancel(id, reason))) throw Refusal.of('round_under_way');
    return this.reader.shown((await this.store.read(id))!);
  }

  @Post(':id/bulletin')
  @NeedsRole('dispatcher', 'approver', 'leader')
  @Answers(201, paperShown, '拟通报 / draft its 通报, to be checked, signed and numbered')
  async draftBulletin(@Param('id') id: string, @Caller() actor: Actor): Promise<PaperShown> {
    const paper = await this.bulletins.draft(await this.summed(id, actor), actor);
    return this.papers.shown(paper, actor);
  }

  @Get(':id/:file')
  @Answers(200, null, '通报稿 / `bulletin.pdf` or `bulletin.docx` as it stands')
  @ApiProduces('application/pdf')
  async bulletin(
    @Param('id') id: string,
    @Param('file') file: string,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.summed(id, actor);
    const [name, format] = partsOf(file, PAPER_FORMATS);
    if (name !== 'bulletin') throw Refusal.of('unknown_paper');
    const content = await this.bulletins.contentOf(found, actor);
    const standing = { number: null, issuedAt: null, signer: null, mark: '拟稿' as const, verifyUrl: null };
    sendFile(response, '督查通报', format, await this.press.print(content, standing, format));
  }

  private async summed(id: string, actor: Actor): Promise<Round> {
    const found = await this.reader.inSight(id, actor);
    if (!found.summary) throw Refusal.of('round_not_summed_up');
    return found;
  }

  /** A street without a single place of these kinds could never be drawn, nor one that the planner does not supervise. */
  private async requirePlaces({ quotas, targets, checklistId }: PlanRound, { scopePath }: Actor): Promise<void> {
    const [population, checklists] = await Promise.all([this.store.population(scopePath), this.store.checklists()]);
    const has = (streetId: string) =>
      population.some((one) => one.streetId === streetId && targets.some((kind) => kind === one.kind));
    if (!Object.keys(quotas).every(has)) throw Refusal.of('no_places_there');
    if (!checklists.some(({ id }) => id === checklistId)) throw Refusal.of('unknown_checklist');
  }
}

const POINTERS: Record<keyof typeof ROUND_FAULTS, string> = {
  plan_number_missing: '/planNumber',
  members_too_few: '/memberIds',
  leader_not_member: '/leaderId',
  member_twice: '/memberIds',
  no_target: '/targets',
  closes_before_it_opens: '/closesAt',
  opens_in_the_past: '/opensAt',
  closes_in_the_past: '/closesAt',
  draws_after_it_opens: '/drawsAt',
};
