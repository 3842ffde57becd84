import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { findingDeliveries, recordPhoneCall, type RecordPhoneCall, undelivered, undeliveredQuery } from '#contract';
import type { Actor, Role } from '#domain';
import { maskedPhone, saidOf, toldFact } from '#notification';
import { ContextStore, DeliveryStore, FindingStore, isUuid, MessageStore, PeopleStore, scopeOf } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { sightOf } from '../findings/sight';
import { Answers } from '../http/answer.decorator';
import { type Exchange, languageOf } from '../http/exchange';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { sendingShown } from './sending-shown';

/** Who answers for what the supervising side sends. */
const SENDERS: readonly Role[] = ['dispatcher', 'approver', 'leader', 'admin'];
const FINDERS: ReadonlySet<string> = new Set(['filer', 'filers_absorbed']);
/** Whom a list may not name: who is told as the finder (ruling 12). */
const NOBODY_BY_NAME = '督查组';

/** 送达: the sender sees what did not arrive and why, and closes it by a phone call. */
@ApiTags('messages')
@Controller('api/v1')
export class UndeliveredController {
  constructor(
    private readonly messages: MessageStore,
    private readonly deliveries: DeliveryStore,
    private readonly findings: FindingStore,
    private readonly people: PeopleStore,
    private readonly context: ContextStore,
    private readonly clock: RecordClock,
  ) {}

  @Get('messages/undelivered')
  @NeedsRole(...SENDERS)
  @Answers(200, undelivered, '未送达 / what did not arrive, or may not have, and why')
  async undelivered(
    @Query({ schema: undeliveredQuery }) { served, cursor, limit }: z.output<typeof undeliveredQuery>,
    @Caller() actor: Actor,
  ) {
    const [page, reach] = await Promise.all([
      this.messages.undelivered(actor, { served, cursor: cursor ?? null, limit }),
      this.messages.reach(),
    ]);
    return {
      items: page.rows.map(({ recipient, phoneCall, ...message }) => ({
        ...sendingShown(message),
        recipient: { ...recipient, phone: recipient.phone && maskedPhone(recipient.phone) },
        phoneCall: phoneCall && { ...phoneCall, calledAt: written(phoneCall.calledAt) },
      })),
      nextCursor: page.next,
      reach,
    };
  }

  @Post('messages/:id/phone-calls')
  @HttpCode(204)
  @NeedsRole(...SENDERS)
  @Answers(204, null, '电话送达 / who was called when and what was said: counts as served')
  async call(
    @Param('id') id: string,
    @Body({ schema: recordPhoneCall }) call: RecordPhoneCall,
    @Caller() actor: Actor,
  ): Promise<void> {
    if (call.calledAt > (await this.clock.now())) throw Refusal.of('call_ahead');
    const outcome = isUuid(id) ? await this.messages.recordCall(id, actor, call) : 'not_found';
    if (outcome === 'not_found') throw Refusal.of('not_found');
    if (outcome === 'settled') throw Refusal.of('message_settled');
  }

  @Get('findings/:id/deliveries')
  @Answers(200, findingDeliveries, '送达情况 / who was told of it, on which channel, and how it went')
  async ofFinding(@Param('id') given: string, @Caller() actor: Actor, @Req() request: Exchange) {
    const recorded = await this.findings.read(given, scopeOf(actor));
    const { units, calendar, policy } = await this.context.current();
    // Who judges it is told too: the inspected side may not read that here.
    if (!recorded || !sightOf(recorded.finding, actor, units).whole) throw Refusal.of('not_found');
    const { id } = recorded.finding;
    const [reports, sendings] = await Promise.all([this.deliveries.ofFinding(id), this.messages.ofFinding(id)]);
    const facts = await this.deliveries.facts(
      [...new Set(reports.map(({ seq }) => seq))].map((seq) => ({ findingId: id, seq })),
    );
    const wording = { language: languageOf(request), calendar };
    const texts = new Map(facts.map((fact) => [fact.seq, saidOf(toldFact(fact, policy), wording)]));
    const names = await this.people.names(reports.flatMap(({ personIds }) => personIds));
    return {
      items: reports.map(({ personIds, notBefore, deliveredAt, id: _, ...report }) => ({
        ...report,
        text: texts.get(report.seq) ?? '',
        notBefore: written(notBefore),
        deliveredAt: writtenOrNull(deliveredAt),
        people: FINDERS.has(report.role)
          ? personIds.map(() => NOBODY_BY_NAME)
          : personIds.map((person) => names.get(person) ?? person),
        sendings: sendings.filter(({ seq }) => seq === report.seq).map(({ seq: _seq, ...each }) => sendingShown(each)),
      })),
    };
  }
}
