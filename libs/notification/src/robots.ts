import { createHmac } from 'node:crypto';
import type { Instant } from '#calendar';
import type { RobotSettings } from '#contract';
import { at, jsonOf, outcomeOf } from './answers';
import type { Channel, Letter, SendOutcome } from './channel';
import type { Wire, WireRequest } from './wire';

export interface RobotSecrets {
  token: string;
  sign?: string;
}

/** Codes of "too often" and of their own trouble: what they refuse otherwise they refuse again. */
const PASSING = new Set([
  '130101', // DingTalk: too often
  '-1', // DingTalk, WeCom: system busy
  '45009', // WeCom: too often
  '45033',
  '11232', // Feishu: too often
  '9499',
]);
const TOO_OFTEN_MS = 60_000;

abstract class Robot implements Channel {
  /** A group reads a repetition as one, for it says so. */
  readonly repeatable = true;

  constructor(
    protected readonly settings: RobotSettings,
    protected readonly secrets: RobotSecrets,
    private readonly wire: Wire,
  ) {}

  async send(letter: Letter, now: Instant): Promise<SendOutcome> {
    const text = letter.repeated ? `（重发，可能重复）${letter.text}` : letter.text;
    const result = await this.wire.send(this.request(text, now));
    return outcomeOf(result, (body) => refusedIn(body));
  }

  protected abstract request(text: string, now: Instant): WireRequest;
}

/** A 200 says only that the robot was reached: the code in the answer says whether it spoke. */
function refusedIn(body: string): SendOutcome {
  const answer = jsonOf(body);
  const code = at(answer, '/errcode') ?? at(answer, '/code') ?? at(answer, '/StatusCode');
  if (String(code) === '0') return { kind: 'sent' };
  if (typeof code !== 'number') return { kind: 'failed', why: 'not_understood', final: true };
  const passing = PASSING.has(String(code));
  return {
    kind: 'failed',
    why: `errcode_${code}`,
    final: !passing,
    ...(passing && { retryAfterMs: TOO_OFTEN_MS }),
  };
}

const post = (url: URL, body: object): WireRequest => ({
  method: 'POST',
  url: url.href,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});

/** 钉钉群机器人: base64(HMAC-SHA256(secret, timestamp + "\n" + secret)), timestamp in milliseconds. */
export class DingTalk extends Robot {
  protected request(text: string, now: Instant): WireRequest {
    const url = new URL(this.settings.url);
    url.searchParams.set('access_token', this.secrets.token);
    if (this.secrets.sign) {
      const sign = createHmac('sha256', this.secrets.sign).update(`${now}\n${this.secrets.sign}`).digest('base64');
      url.searchParams.set('timestamp', String(now));
      url.searchParams.set('sign', sign);
    }
    return post(url, { msgtype: 'text', text: { content: text } });
  }
}

/** 企业微信群机器人: the key is the authority. */
export class WeCom extends Robot {
  protected request(text: string): WireRequest {
    const url = new URL(this.settings.url);
    url.searchParams.set('key', this.secrets.token);
    return post(url, { msgtype: 'text', text: { content: text } });
  }
}

/** 飞书群机器人: the empty body signed with the key timestamp + "\n" + secret, timestamp in seconds. */
export class Feishu extends Robot {
  protected request(text: string, now: Instant): WireRequest {
    const url = new URL(`${this.settings.url.replace(/\/$/, '')}/${encodeURIComponent(this.secrets.token)}`);
    return post(url, { ...this.signature(now), msg_type: 'text', content: { text } });
  }

  private signature(now: Instant): object {
    if (!this.secrets.sign) return {};
    const timestamp = String(Math.floor(now / 1_000));
    const sign = createHmac('sha256', `${timestamp}\n${this.secrets.sign}`).update('').digest('base64');
    return { timestamp, sign };
  }
}
