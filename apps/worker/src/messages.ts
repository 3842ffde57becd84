import type { SmsSettings } from '#contract';
import {
  backOffMs,
  channelOf,
  cloudEvent,
  type Letter,
  letterText,
  MOST_ATTEMPTS,
  PACES,
  type Seal,
  type SendOutcome,
  testEvent,
  testText,
  toldFact,
  type Wire,
} from '#notification';
import type { BegunMessage, ClaimedMessage, DistrictRecord, Settlement } from '#persistence';
import type { Log } from '#temporal';

const BATCH = 16;
const REST_MS = 1_000;

interface MessageParts {
  record: Pick<DistrictRecord, 'messages' | 'outlets' | 'context'>;
  wire: Wire;
  seal: Seal;
  publicUrl: string;
  log: Log;
}

/** 发送: takes messages from the record to their channels. PostgreSQL is the queue; any number of processes may draw on it. */
export class Messages {
  constructor(private readonly parts: MessageParts) {}

  /** Sends one batch; answers how long to rest. */
  async turn(): Promise<number> {
    const { messages } = this.parts.record;
    const left = await messages.recover();
    if (left > 0) this.parts.log.warn({ left }, 'messages: found on the wire of a process that ended');
    const claimed = await messages.claim(BATCH);
    const sent = await Promise.allSettled(claimed.map((message) => this.send(message)));
    // Each is waited for: who stops after this turn may close the record.
    for (const each of sent) if (each.status === 'rejected') throw each.reason;
    return claimed.length < BATCH ? REST_MS : 0;
  }

  private async send(message: ClaimedMessage): Promise<void> {
    const { messages, outlets } = this.parts.record;
    const paces = PACES[message.kind];
    const free = paces ? await outlets.mayCall(message.outletId, paces) : null;
    if (free !== null) return messages.putOff(message, free);
    const begun = await messages.begin(message);
    if (!begun) return;
    const { repeatable, outcome } = await this.attempt(begun);
    await messages.settle(begun, settlementOf(begun, outcome, repeatable));
    this.parts.log.info({ message: begun.id, channel: begun.kind, outcome: outcome.kind }, 'message');
  }

  private async attempt(message: BegunMessage): Promise<{ repeatable: boolean; outcome: SendOutcome }> {
    const failed = (why: string) => ({ repeatable: false, outcome: { kind: 'failed', why, final: true } as const });
    if ((message.kind === 'sms' || message.kind === 'email') && message.to === null) return failed('no_address');
    const { secrets, settings, kind, at } = message;
    let opened: object;
    try {
      opened = secrets === null ? {} : this.parts.seal.open(secrets, message.outletId);
    } catch {
      return failed('secrets_sealed_with_another_key');
    }
    const channel = channelOf({ kind, settings, secrets: opened }, this.parts.wire);
    return { repeatable: channel.repeatable, outcome: await channel.send(await this.letter(message), at) };
  }

  private async letter(message: BegunMessage): Promise<Letter> {
    const { publicUrl, record } = this.parts;
    const { calendar, policy } = await record.context.current();
    const facts = message.facts.map((fact) => toldFact(fact, policy));
    const wording = { language: message.language, calendar, publicUrl, repliesSign: takesReplies(message) };
    const text = message.test ? testText(message.language) : letterText(facts, wording);
    return { id: message.id, to: message.to, ...text, event: this.event(message, policy), repeated: message.repeated };
  }

  private event(message: BegunMessage, policy: Parameters<typeof toldFact>[1]): object | null {
    if (message.kind !== 'webhook') return null;
    const [fact] = message.facts;
    if (!fact) return testEvent(message.id, message.at, this.parts.publicUrl);
    const { seq, status, stage, leadUnitId } = fact;
    return cloudEvent({ ...toldFact(fact, policy), seq, status, stage, unitId: leadUnitId }, this.parts.publicUrl);
  }
}

const takesReplies = ({ kind, settings }: BegunMessage): boolean =>
  kind === 'sms' && (settings as SmsSettings).reply !== null;

/** 'unknown' is sent again only where that does no harm: otherwise somebody is told twice, or believed told who is not. */
function settlementOf({ attempts, atOnce }: BegunMessage, outcome: SendOutcome, repeatable: boolean): Settlement {
  if (outcome.kind === 'sent') return { kind: 'sent' };
  const { why } = outcome;
  if (outcome.kind === 'unknown' && !repeatable) return { kind: 'unknown', why };
  if ((outcome.kind === 'failed' && outcome.final) || attempts >= MOST_ATTEMPTS) return { kind: 'undelivered', why };
  const asked = outcome.kind === 'failed' ? (outcome.retryAfterMs ?? 0) : 0;
  const afterMs = Math.max(backOffMs(attempts, atOnce), asked);
  return { kind: 'again', why, afterMs, repeated: outcome.kind === 'unknown' };
}
