import { z } from 'zod';
import { answeredInstant, civilDate, instant, isText, maybeInstant, NOT_TEXT, reference, text } from './values';

/** 通道: where messages go out beside the inbox. */
export const channelKind = z
  .enum(['sms', 'email', 'dingtalk', 'wecom', 'feishu', 'webhook'])
  .meta({ id: 'MessageChannel' });
export type ChannelKind = z.output<typeof channelKind>;

/** No variable may choose whom we call. */
const fixedHost = (url: string): boolean => {
  const { protocol, host, username, password } = new URL(url);
  return /^https?:$/.test(protocol) && !/[{}]|%7b/i.test(host) && username === '' && password === '';
};
const target = z
  .url()
  .max(500)
  .refine((url) => URL.canParse(url) && fixedHost(url), { params: { code: 'bad_target' } });
const template = (max: number) => z.string().max(max).refine(isText, NOT_TEXT);
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const pointer = z.string().regex(/^(\/[\w.~-]{1,64}){1,6}$/);

/**
 * 短信网关: one HTTP request per message. `{{phone}}`, `{{text}}`, `{{sign}}`, `{{messageId}}` and `{{secret.name}}` stand for what is
 * filled in; `encode` says how in the body, in the address it is always percent-encoded.
 */
const smsSettings = z.strictObject({
  method: z.enum(['GET', 'POST']).default('POST'),
  url: target,
  headers: z.record(headerName, template(500)).default({}),
  body: template(4000).nullable().default(null),
  encode: z.enum(['json', 'form']).default('json'),
  /** Beside a 2xx: what the JSON answer must say at a pointer. */
  success: z
    .strictObject({ pointer, equals: z.string().max(100) })
    .nullable()
    .default(null),
  /** 短信签名, like 【金安督办】. */
  sign: template(30).default(''),
  /** The gateway takes a `{{messageId}}` twice and sends it once: what a crash left open may be sent again. */
  idempotent: z.boolean().default(false),
  /** Fields of the gateway's JSON that tell of a reply; null: replies are not taken. */
  reply: z.strictObject({ id: pointer, phone: pointer, text: pointer }).nullable().default(null),
});
const emailSettings = z.strictObject({
  host: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/),
  port: z.int().min(1).max(65535),
  security: z.enum(['tls', 'starttls', 'none']),
  username: template(200).nullable().default(null),
  from: z.email(),
});
const robotSettings = (usual: string) => z.strictObject({ url: target.default(usual) });
const webhookSettings = z.strictObject({
  url: target,
  /** Types of events, as `line_opened`; empty: all that somebody is told of. */
  types: z
    .array(z.string().regex(/^[a-z_]{1,40}$/))
    .max(50)
    .default([]),
});

const secret = z.string().min(1).max(500).refine(isText, NOT_TEXT);
const token = z.string().regex(/^[\w-]{8,200}$/);
const webhookSecret = z.string().regex(/^(whsec_)?[A-Za-z0-9+/]{32,88}={0,2}$/);

const outletOf = <K extends ChannelKind, S extends z.ZodType, T extends z.ZodType>(kind: K, settings: S, secrets: T) =>
  z.strictObject({
    kind: z.literal(kind),
    name: text(60),
    /** Whose group chat it is, or whose events it gets; null: the whole district. */
    unitId: reference.nullable().default(null),
    enabled: z.boolean().default(true),
    settings,
    /** Write-only. Left out: what is kept stays. */
    secrets: secrets.optional(),
  });

export const saveOutlet = z
  .discriminatedUnion('kind', [
    outletOf(
      'sms',
      smsSettings,
      z.strictObject({
        values: z.record(z.string().regex(/^\w{1,40}$/), secret).default({}),
        /** Visible ASCII: it comes back in a header. */
        reply: z
          .string()
          .regex(/^[\x21-\x7e]{16,200}$/)
          .optional(),
      }),
    ),
    outletOf('email', emailSettings, z.strictObject({ password: secret.optional() })),
    outletOf(
      'dingtalk',
      robotSettings('https://oapi.dingtalk.com/robot/send'),
      z.strictObject({ token, sign: secret.optional() }),
    ),
    outletOf('wecom', robotSettings('https://qyapi.weixin.qq.com/cgi-bin/webhook/send'), z.strictObject({ token })),
    outletOf(
      'feishu',
      robotSettings('https://open.feishu.cn/open-apis/bot/v2/hook'),
      z.strictObject({ token, sign: secret.optional() }),
    ),
    outletOf('webhook', webhookSettings, z.strictObject({ secret: webhookSecret })),
  ])
  .meta({ id: 'SaveMessageOutlet' });
export type SaveOutlet = z.output<typeof saveOutlet>;

export type SmsSettings = z.output<typeof smsSettings>;
export type EmailSettings = z.output<typeof emailSettings>;
export interface RobotSettings {
  url: string;
}
export type WebhookSettings = z.output<typeof webhookSettings>;

/** A new signing secret; until the old one ends, messages bear the signatures of both. */
export const rotateSecret = z
  .strictObject({ secret: webhookSecret, overlapHours: z.int().min(0).max(168).default(24) })
  .meta({ id: 'RotateSecret' });
export type RotateSecret = z.output<typeof rotateSecret>;

export const outlet = z
  .object({
    id: z.string(),
    kind: channelKind,
    name: z.string(),
    unitId: z.string().nullable(),
    enabled: z.boolean(),
    settings: z.looseObject({}),
    /** Names of the secrets that are kept; never their values. */
    secretsKept: z.array(z.string()),
    changedAt: answeredInstant,
  })
  .meta({ id: 'MessageOutlet' });
export type Outlet = z.output<typeof outlet>;
export const outlets = z.object({ items: z.array(outlet) }).meta({ id: 'MessageOutlets' });

const messageState = z
  .enum(['queued', 'waiting', 'sending', 'sent', 'unknown', 'undelivered', 'served'])
  .meta({ id: 'MessageState' });

/** What became of a message on one channel. `unknown`: it was on the wire when the process or the line ended. */
const sending = z.object({
  id: z.uuid(),
  channel: z.enum([...channelKind.options, 'none']),
  state: messageState,
  why: z.string().nullable(),
  attempts: z.int(),
  at: answeredInstant,
  sentAt: maybeInstant,
});
export const sendings = z.object({ items: z.array(sending) }).meta({ id: 'Sendings' });
export const testQueued = z.object({ messageId: z.uuid() }).meta({ id: 'TestQueued' });

/** 电话送达: who was called when and what was said. */
const phoneCall = z.object({
  by: z.string(),
  calledName: z.string(),
  calledAt: answeredInstant,
  content: z.string(),
});

export const undelivered = z
  .object({
    items: z.array(
      sending.extend({
        recipient: z.object({ name: z.string(), unitName: z.string().nullable(), phone: z.string().nullable() }),
        items: z.array(z.object({ findingId: z.uuid(), number: z.string(), subject: z.string() })),
        phoneCall: phoneCall.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
    /** Which channels to people are set up: without one, people are told by the inbox alone. */
    reach: z.object({ sms: z.boolean(), email: z.boolean() }),
  })
  .meta({ id: 'Undelivered' });

export const undeliveredQuery = z.strictObject({
  /** With those that a phone call has closed. */
  served: z
    .enum(['true', 'false'])
    .default('false')
    .transform((given) => given === 'true'),
  cursor: z.string().min(1).max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const recordPhoneCall = z
  .strictObject({ calledName: text(60), calledAt: instant, content: text(500) })
  .meta({ id: 'RecordPhoneCall' });
export type RecordPhoneCall = z.output<typeof recordPhoneCall>;

/** Who was told of a finding, and how it went. */
export const findingDeliveries = z
  .object({
    items: z.array(
      z.object({
        seq: z.int(),
        subject: z.string(),
        /** What was said, in the caller's language. */
        text: z.string(),
        role: z.string(),
        unitId: z.string().nullable(),
        state: z.enum(['queued', 'delivered', 'undeliverable']),
        note: z.string().nullable(),
        atOnce: z.boolean(),
        notBefore: answeredInstant,
        deliveredAt: maybeInstant,
        people: z.array(z.string()),
        sendings: z.array(sending.extend({ recipient: z.string() })),
      }),
    ),
  })
  .meta({ id: 'FindingDeliveries' });

const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const phoneNumber = z.string().regex(/^\+?\d{5,15}$/);

/** 接收设置: the caller's own. */
export const preference = z
  .strictObject({
    language: z.enum(['zh', 'en']),
    phone: phoneNumber.nullable(),
    email: z.email().max(254).nullable(),
    /** Urgent items come through. */
    quietHours: z
      .strictObject({ from: wall, to: wall })
      .refine(({ from, to }) => from !== to, { params: { code: 'same_time' } })
      .nullable(),
    /** What comes within so many minutes goes out as one message. */
    digestMinutes: z.int().min(0).max(240),
    /** Beside the inbox, the first of these that reaches the person. */
    order: z
      .array(z.enum(['sms', 'email']))
      .max(2)
      .refine((order) => new Set(order).size === order.length, { params: { code: 'listed_twice' } }),
  })
  .meta({ id: 'MessagePreference' });
export type Preference = z.output<typeof preference>;

export const inboxQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(400).optional(),
  unread: z
    .enum(['true', 'false'])
    .default('false')
    .transform((given) => given === 'true'),
});

/** 消息: `text` in the reader's language; `link` leads to the finding. */
export const inbox = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        findingId: z.uuid(),
        number: z.string(),
        subjects: z.array(z.string()),
        texts: z.array(z.string()),
        link: z.string(),
        at: answeredInstant,
        atOnce: z.boolean(),
        unread: z.boolean(),
      }),
    ),
    nextCursor: z.string().nullable(),
    /** At most 100 are counted. */
    unread: z.int(),
  })
  .meta({ id: 'Inbox' });

/** Marks for the reader alone; left out: all of them. */
export const markInbox = z
  .strictObject({ ids: z.array(z.string().min(1).max(200)).min(1).max(200).optional() })
  .meta({ id: 'MarkInbox' });
export const inboxMarked = z.object({ unread: z.int() }).meta({ id: 'InboxMarked' });

const shift = z
  .strictObject({
    startsAt: instant,
    endsAt: instant,
    shift: text(20),
    officerId: reference.nullable(),
    leaderId: reference,
  })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt && endsAt - startsAt <= 31 * 86_400_000, {
    params: { code: 'ends_before_it_starts' },
  });

/** Replaces the shifts that begin from `from` until before `to`. */
export const saveShifts = z
  .strictObject({ from: instant, to: instant, shifts: z.array(shift).max(400) })
  .refine(({ from, to }) => to > from, { params: { code: 'ends_before_it_starts' } })
  .refine(({ from, to, shifts }) => shifts.every(({ startsAt }) => startsAt >= from && startsAt < to), {
    params: { code: 'shift_outside' },
  })
  .meta({ id: 'SaveShifts' });
export type SaveShifts = z.output<typeof saveShifts>;

const onDuty = z.object({ id: z.string(), name: z.string(), phone: z.string().nullable() });
const answeredShift = z.object({
  unitId: z.string(),
  startsAt: answeredInstant,
  endsAt: answeredInstant,
  shift: z.string(),
  officer: onDuty.nullable(),
  leader: onDuty,
});
export const rosterQuery = z.strictObject({ unit: reference.optional(), from: civilDate, to: civilDate });
export const roster = z.object({ items: z.array(answeredShift) }).meta({ id: 'DutyRoster' });

/** Who is told of what is urgent now; without an entry the unit's positions are, and `fallback` says so. */
export const dutyNow = z
  .object({ shift: answeredShift.nullable(), fallback: z.array(onDuty), note: z.string().nullable() })
  .meta({ id: 'DutyNow' });

/** Who can be put on the unit's roster. */
export const dutyPeople = z
  .object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
  .meta({ id: 'DutyPeople' });

export const rosterImported = z
  .object({
    dryRun: z.boolean(),
    taken: z.int(),
    items: z.array(answeredShift.omit({ officer: true, leader: true }).extend({ row: z.int() })),
    refused: z.array(z.object({ row: z.int(), code: z.string(), zh: z.string(), en: z.string() })),
  })
  .meta({ id: 'DutyRosterImported' });

/** The address is shown once; a new one ends the old. */
export const feed = z.object({ url: z.string() }).meta({ id: 'DeadlineFeed' });
export const feedKept = z.object({ active: z.boolean(), since: maybeInstant }).meta({ id: 'DeadlineFeedKept' });

/** What a gateway posts of a reply; the fields are named by the outlet's settings. */
export const smsReply = z.looseObject({});
export const smsReplyTaken = z
  .object({
    outcome: z.enum(['signed', 'nothing_to_sign', 'not_a_signature', 'unknown_sender', 'refused']),
    signed: z.int(),
  })
  .meta({ id: 'SmsReplyTaken' });
export type SmsReplyTaken = z.output<typeof smsReplyTaken>;
