import { createHash, timingSafeEqual } from 'node:crypto';
import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { smsReply, type SmsReplyTaken, smsReplyTaken, type SmsSettings } from '#contract';
import type { Actor } from '#domain';
import { isSignature, readReply, Seal, type SmsSecrets } from '#notification';
import { FindingStore, isUuid, OutletStore, PeopleStore, SmsReplyStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { OpenToAll } from '../sessions/access';

const BEARER = /^Bearer ([\x21-\x7e]{1,200})$/;

/** 短信回执: “收到” or 1 signs for what the latest SMS to that number handed over. */
@ApiTags('messages')
@Controller('api/v1/sms-replies')
export class SmsRepliesController {
  constructor(
    private readonly outlets: OutletStore,
    private readonly replies: SmsReplyStore,
    private readonly people: PeopleStore,
    private readonly findings: FindingStore,
    private readonly seal: Seal,
  ) {}

  /** The gateway proves itself with the outlet's reply secret; the same reply again changes nothing. */
  @Post(':outlet')
  @OpenToAll()
  @HttpCode(200)
  @Answers(
    200,
    smsReplyTaken,
    '短信回复 / the gateway brings a reply (Authorization: Bearer, the outlet’s reply secret)',
  )
  async take(
    @Param('outlet') outletId: string,
    @Body({ schema: smsReply }) posted: object,
    @Req() request: Exchange,
  ): Promise<SmsReplyTaken> {
    const fields = await this.fieldsFor(outletId, request);
    const reply = readReply(posted, fields);
    if (!reply) throw Refusal.of('unreadable_reply');
    const personId = await this.replies.personOf(reply.phone);
    if (!personId) return { outcome: 'unknown_sender', signed: 0 };
    if (!isSignature(reply.text)) return { outcome: 'not_a_signature', signed: 0 };
    const [answered, actor] = await Promise.all([
      this.replies.answered(outletId, reply.id, personId),
      this.people.actorOf(personId),
    ]);
    if (!answered || !actor) return { outcome: 'nothing_to_sign', signed: 0 };
    let signed = 0;
    for (const id of answered.findingIds) if (await this.sign(id, actor, `sms:${outletId}:${reply.id}`)) signed += 1;
    return { outcome: signed > 0 ? 'signed' : 'refused', signed };
  }

  private async sign(id: string, actor: Actor, key: string): Promise<boolean> {
    const idempotencyKey = createHash('sha256').update(`${key}:${id}`).digest('hex');
    const outcome = await this.findings.execute(id, { type: 'sign' }, actor, { idempotencyKey, bodyHash: 'sms' });
    return outcome.kind === 'done';
  }

  private async fieldsFor(outletId: string, { headers }: Exchange) {
    const outlet = isUuid(outletId) ? await this.outlets.find(outletId) : null;
    const fields = outlet?.kind === 'sms' && outlet.enabled ? (outlet.settings as SmsSettings).reply : null;
    const sealed = fields && (await this.outlets.secretsOf(outletId));
    const secret = sealed ? (this.seal.open(sealed, outletId) as SmsSecrets).reply : undefined;
    const given = BEARER.exec(headers.authorization ?? '')?.[1];
    if (!fields || secret === undefined || given === undefined || !same(secret, given))
      throw Refusal.of('unauthenticated');
    return fields;
  }
}

/** Takes as long for a near miss as for a far one. */
const same = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
