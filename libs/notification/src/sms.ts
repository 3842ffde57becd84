import type { SmsSettings } from '#contract';
import { at, jsonOf, outcomeOf } from './answers';
import type { Channel, Letter, SendOutcome } from './channel';
import { ENCODERS, filled, type Values } from './template';
import type { Wire } from './wire';

export interface SmsSecrets {
  values: Record<string, string>;
  /** What the gateway proves itself with when it brings a reply. */
  reply?: string;
}

const CONTENT_TYPES = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const;

/** 短信: whatever gateway the district has, by a template of its request. */
export class Sms implements Channel {
  readonly repeatable: boolean;

  constructor(
    private readonly settings: SmsSettings,
    private readonly secrets: SmsSecrets,
    private readonly wire: Wire,
  ) {
    this.repeatable = settings.idempotent;
  }

  async send(letter: Letter): Promise<SendOutcome> {
    const { method, url, headers, body, encode } = this.settings;
    const values = this.values(letter);
    const given = Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      filled(value, values, ENCODERS.header),
    ]);
    const result = await this.wire.send({
      method,
      url: filled(decodedBraces(url), values, ENCODERS.form),
      headers: { ...(body !== null && { 'content-type': CONTENT_TYPES[encode] }), ...Object.fromEntries(given) },
      ...(body !== null && { body: filled(body, values, ENCODERS[encode]) }),
    });
    return outcomeOf(result, (answer) => this.judged(answer));
  }

  private judged(answer: string): SendOutcome {
    const { success } = this.settings;
    if (!success) return { kind: 'sent' };
    const said = at(jsonOf(answer), success.pointer);
    if (String(said) === success.equals) return { kind: 'sent' };
    return { kind: 'failed', why: 'gateway_refused', final: false };
  }

  private values({ id, to, text }: Letter): Values {
    const secrets = Object.entries(this.secrets.values).map(([name, value]) => [`secret.${name}`, value]);
    return {
      ...(Object.fromEntries(secrets) as Values),
      phone: to ?? '',
      text,
      sign: this.settings.sign,
      messageId: id,
    };
  }
}

/** An address that was read as a URL bears its braces encoded. */
const decodedBraces = (url: string): string => url.replace(/%7b/gi, '{').replace(/%7d/gi, '}');
