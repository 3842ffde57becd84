import type { ChannelKind, EmailSettings, RobotSettings, SmsSettings, WebhookSettings } from '#contract';
import type { Channel } from './channel';
import { Email, type EmailSecrets } from './email';
import { DingTalk, Feishu, type RobotSecrets, WeCom } from './robots';
import { Sms, type SmsSecrets } from './sms';
import { Webhook, type WebhookSecrets } from './webhook';
import type { Wire } from './wire';

/** Settings and secrets as they were judged when they were saved. */
export interface OpenOutlet {
  kind: ChannelKind;
  settings: object;
  secrets: object;
}

export function channelOf({ kind, settings, secrets }: OpenOutlet, wire: Wire): Channel {
  switch (kind) {
    case 'sms':
      return new Sms(settings as SmsSettings, { values: {}, ...secrets } as SmsSecrets, wire);
    case 'email':
      return new Email(settings as EmailSettings, secrets as EmailSecrets, wire);
    case 'dingtalk':
      return new DingTalk(settings as RobotSettings, secrets as RobotSecrets, wire);
    case 'wecom':
      return new WeCom(settings as RobotSettings, secrets as RobotSecrets, wire);
    case 'feishu':
      return new Feishu(settings as RobotSettings, secrets as RobotSecrets, wire);
    case 'webhook':
      return new Webhook(settings as WebhookSettings, secrets as WebhookSecrets, wire);
  }
}

/**
 * How often a robot may speak: in how many milliseconds how many times. A little longer than the platforms say (20 in a minute;
 * 100 in a minute and 5 in a second), for they count what arrives, and who speaks too often is silenced for minutes.
 */
export const PACES: Partial<Record<ChannelKind, readonly (readonly [ms: number, times: number])[]>> = {
  dingtalk: [[61_000, 20]],
  wecom: [[61_000, 20]],
  feishu: [
    [61_000, 100],
    [1_100, 5],
  ],
};
