import { Webhook as Signer } from 'standardwebhooks';
import type { Instant } from '#calendar';
import type { WebhookSettings } from '#contract';
import { outcomeOf } from './answers';
import type { Channel, Letter, SendOutcome } from './channel';
import type { Wire } from './wire';

export interface WebhookSecrets {
  secret: string;
  /** Signs beside the new one until it ends. */
  previous?: { secret: string; until: Instant };
}

/** 对外推送: CloudEvents 1.0 in structured JSON, signed after Standard Webhooks. */
export class Webhook implements Channel {
  /** `webhook-id` is the same at every attempt. */
  readonly repeatable = true;

  constructor(
    private readonly settings: WebhookSettings,
    private readonly secrets: WebhookSecrets,
    private readonly wire: Wire,
  ) {}

  async send(letter: Letter, now: Instant): Promise<SendOutcome> {
    const body = JSON.stringify(letter.event);
    const result = await this.wire.send({
      method: 'POST',
      url: this.settings.url,
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'webhook-id': letter.id,
        'webhook-timestamp': String(Math.floor(now / 1_000)),
        'webhook-signature': this.signatures(letter.id, body, now).join(' '),
      },
      body,
    });
    return outcomeOf(result, () => ({ kind: 'sent' }));
  }

  private signatures(id: string, body: string, now: Instant): string[] {
    const { secret, previous } = this.secrets;
    const secrets = previous && previous.until > now ? [secret, previous.secret] : [secret];
    return secrets.map((each) => new Signer(each).sign(id, new Date(now), body));
  }
}
