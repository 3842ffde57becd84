import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { outage, type Outage, outages, proposeOutage, type ProposeOutage } from '#contract';
import { type Actor, type Author, samePerson } from '#domain';
import { type DeadlineChange, FindingStore, OutageStore, type RecordedOutage } from '#persistence';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { changesShown } from './changes-shown';

/** 平台故障窗口: recorded by one, confirmed by another, then every deadline that fell in it moves (ruling 15). */
@ApiTags('reforms')
@Controller('api/v1/outages')
@NeedsRole('admin')
export class OutagesController {
  constructor(
    private readonly outages: OutageStore,
    private readonly findings: FindingStore,
  ) {}

  @Get()
  @Answers(200, outages, '故障窗口 / outages of ours, with those that wait for a second person')
  async list() {
    const people = await this.outages.all();
    return { items: people.map(({ from, to, ...rest }) => ({ ...rest, from: written(from), to: written(to) })) };
  }

  @Post()
  @HttpCode(201)
  @Answers(201, outage, '登记故障窗口 / record an outage of ours')
  async propose(
    @Body({ schema: proposeOutage }) { from, to }: ProposeOutage,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<Outage> {
    const recorded = await this.outages.record(keyedId(actor, request), from, to, actor);
    if (recorded.from !== from || recorded.to !== to) throw Refusal.of('idempotency_key_reused');
    return shown(recorded, []);
  }

  /** Confirmed again, it goes on where it broke off. */
  @Post(':id/confirm')
  @HttpCode(200)
  @Answers(200, outage, '确认故障窗口 / confirm what another recorded')
  async confirm(@Param('id') id: string, @Caller() actor: Actor): Promise<Outage> {
    const recorded = await this.outages.find(id);
    if (!recorded) throw Refusal.of('not_found');
    if (samePerson(actor, recorderOf(recorded))) throw Refusal.of('same_person');
    if (recorded.confirmedBy !== actor.personId && !(await this.outages.confirm(id, actor)))
      throw Refusal.of('already_confirmed');
    const { from, to } = recorded;
    const changes = await this.findings.applyToOpen({ type: 'excuse-outage', from, to }, actor, { dryRun: false });
    return shown((await this.outages.find(id))!, changes);
  }
}

/** Two people must stand for an outage: who acts for another counts as both. */
const recorderOf = ({ recordedBy, recordedFor }: RecordedOutage): Author => ({
  personId: recordedBy,
  onBehalfOf: recordedFor,
});

const shown = ({ from, to, ...people }: RecordedOutage, changes: DeadlineChange[]): Outage => ({
  ...people,
  from: written(from),
  to: written(to),
  changes: changesShown(changes),
});
