import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Outlet as ShownOutlet,
  outlet,
  outlets,
  rotateSecret,
  type RotateSecret,
  saveOutlet,
  type SaveOutlet,
  sendings,
  testQueued,
} from '#contract';
import type { Actor } from '#domain';
import { Seal, type WebhookSecrets } from '#notification';
import { ContextStore, GatewayTaken, isUuid, MessageStore, type Outlet, OutletStore } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { sendingShown } from './sending-shown';

const HOUR = 3_600_000;
const LAST = 20;

/** 通道设置: gateways, robots and webhooks. Secrets go in and never come out. */
@ApiTags('messages')
@Controller('api/v1/message-outlets')
@NeedsRole('admin')
export class OutletsController {
  constructor(
    private readonly store: OutletStore,
    private readonly messages: MessageStore,
    private readonly context: ContextStore,
    private readonly seal: Seal,
    private readonly clock: RecordClock,
  ) {}

  @Get()
  @Answers(200, outlets, '通道 / the channels, without their secrets')
  async list() {
    return { items: (await this.store.all()).map(shown) };
  }

  @Post()
  @HttpCode(201)
  @Answers(201, outlet, '新增通道 / set up a channel')
  create(@Body({ schema: saveOutlet }) given: SaveOutlet, @Caller() actor: Actor): Promise<ShownOutlet> {
    return this.save(randomUUID(), given, actor);
  }

  @Put(':id')
  @Answers(200, outlet, '修改通道 / change a channel; secrets that are left out stay')
  async change(@Param('id') id: string, @Body({ schema: saveOutlet }) given: SaveOutlet, @Caller() actor: Actor) {
    const kept = await this.find(id);
    if (kept.kind !== given.kind) throw Refusal.of('other_channel');
    return this.save(id, given, actor);
  }

  @Post(':id/rotations')
  @HttpCode(200)
  @Answers(200, outlet, '轮换签名密钥 / a new signing secret; the old one signs beside it for a while')
  async rotate(
    @Param('id') id: string,
    @Body({ schema: rotateSecret }) { secret, overlapHours }: RotateSecret,
    @Caller() actor: Actor,
  ) {
    const kept = await this.find(id);
    if (kept.kind !== 'webhook') throw Refusal.of('other_channel');
    const sealed = await this.store.secretsOf(id);
    const old = sealed && (this.seal.open(sealed, id) as WebhookSecrets);
    const until = (await this.clock.now()) + overlapHours * HOUR;
    const secrets: WebhookSecrets = { secret, ...(old && { previous: { secret: old.secret, until } }) };
    return shown(await this.store.save(id, { ...kept, secrets: this.sealed(id, secrets) }, actor.personId));
  }

  @Post(':id/tests')
  @HttpCode(202)
  @Answers(202, testQueued, '发送测试 / send a test, to the caller’s own address where it reaches people')
  async test(@Param('id') id: string, @Caller() { personId }: Actor) {
    await this.find(id);
    return { messageId: await this.messages.queueTest(id, personId) };
  }

  @Get(':id/messages')
  @Answers(200, sendings, '最近发送 / the last messages and how they went, tests included')
  async sent(@Param('id') id: string) {
    await this.find(id);
    return { items: (await this.messages.ofOutlet(id, LAST)).map(sendingShown) };
  }

  private async find(id: string): Promise<Outlet> {
    const found = isUuid(id) ? await this.store.find(id) : null;
    if (!found) throw Refusal.of('not_found');
    return found;
  }

  private async save(id: string, { secrets, ...given }: SaveOutlet, { personId }: Actor): Promise<ShownOutlet> {
    const { units } = await this.context.current();
    if (given.unitId !== null && !units.unit(given.unitId)) throw Refusal.of('unknown_unit_named');
    try {
      const edit = { ...given, ...(secrets && { secrets: this.sealed(id, secrets) }) };
      return shown(await this.store.save(id, edit, personId));
    } catch (error) {
      throw error instanceof GatewayTaken ? Refusal.of('gateway_taken') : error;
    }
  }

  private sealed(id: string, secrets: object) {
    return { sealed: this.seal.seal(secrets, id), names: namesOf(secrets) };
  }
}

/** `values.apiKey` for what stands inside. */
const namesOf = (secrets: object): string[] =>
  Object.entries(secrets)
    .flatMap(([name, value]) =>
      typeof value === 'object' && value !== null ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name],
    )
    .sort();

const shown = ({ secretNames, changedAt, settings, ...rest }: Outlet): ShownOutlet => ({
  ...rest,
  settings: { ...settings },
  secretsKept: secretNames,
  changedAt: written(changedAt),
});
