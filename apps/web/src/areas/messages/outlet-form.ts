import type { Schemas } from '../../api/queries';
import type { Channel, Outlet } from './queries';

export type SaveOutlet = Schemas['SaveMessageOutlet'];

export const CHANNELS: readonly Channel[] = ['sms', 'email', 'dingtalk', 'wecom', 'feishu', 'webhook'];

interface Field {
  name: string;
  /** Beside plain text. */
  type?: 'area' | 'number' | 'secret' | 'tick' | readonly string[];
  required?: boolean;
  usual?: string;
  /** How such a value is written. */
  like?: string;
  /** One that nobody guesses may be drawn. */
  drawn?: boolean;
}

const robot = (usual: string, signed: boolean): Field[] => [
  { name: 'url', required: true, usual },
  { name: 'token', type: 'secret' },
  ...(signed ? [{ name: 'sign', type: 'secret' } as const] : []),
];

/** What each channel is asked. */
export const FIELDS: Record<Channel, readonly Field[]> = {
  sms: [
    { name: 'url', required: true },
    { name: 'method', type: ['POST', 'GET'], usual: 'POST' },
    { name: 'headers', type: 'area', like: 'Authorization: {{secret.key}}' },
    { name: 'body', type: 'area', usual: '{"phone":"{{phone}}","text":"{{text}}"}' },
    { name: 'encode', type: ['json', 'form'], usual: 'json' },
    { name: 'values', type: 'area', like: 'key: …' },
    { name: 'smsSign', like: '【…】' },
    { name: 'successPointer', like: '/code' },
    { name: 'successEquals', like: '0' },
    { name: 'idempotent', type: 'tick' },
    { name: 'replyId', like: '/id' },
    { name: 'replyPhone', like: '/mobile' },
    { name: 'replyText', like: '/content' },
    { name: 'reply', type: 'secret', drawn: true },
  ],
  email: [
    { name: 'host', required: true },
    { name: 'port', type: 'number', required: true, usual: '465' },
    { name: 'security', type: ['tls', 'starttls', 'none'], usual: 'tls' },
    { name: 'username' },
    { name: 'from', required: true },
    { name: 'password', type: 'secret' },
  ],
  dingtalk: robot('https://oapi.dingtalk.com/robot/send', true),
  wecom: robot('https://qyapi.weixin.qq.com/cgi-bin/webhook/send', false),
  feishu: robot('https://open.feishu.cn/open-apis/bot/v2/hook', true),
  webhook: [
    { name: 'url', required: true },
    { name: 'types', type: 'area', like: 'line_opened' },
    { name: 'secret', type: 'secret', drawn: true },
  ],
};

/** As Standard Webhooks writes them: 24 random bytes. */
export function drawnSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

type Given = Readonly<Record<string, string>>;

/** `name: value` on each line. */
export function linesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .map((line) => /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line))
      .flatMap((found) => (found?.[1] && found[2] !== undefined ? [[found[1], found[2]]] : [])),
  );
}

const linesFrom = (values: unknown): string =>
  Object.entries((values ?? {}) as Record<string, string>)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** What the form shows of a channel that is kept; secrets never come back. */
export function shownOf({ settings }: Outlet): Given {
  const { headers, types, sign, idempotent, body, username, success, reply, ...rest } = settings;
  return {
    ...Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [
        name,
        typeof value === 'string' || typeof value === 'number' ? String(value) : '',
      ]),
    ),
    headers: linesFrom(headers),
    types: Array.isArray(types) ? types.join('\n') : '',
    smsSign: typeof sign === 'string' ? sign : '',
    idempotent: idempotent === true ? 'on' : '',
    body: typeof body === 'string' ? body : '',
    username: typeof username === 'string' ? username : '',
    successPointer: wordOf(success, 'pointer'),
    successEquals: wordOf(success, 'equals'),
    replyId: wordOf(reply, 'id'),
    replyPhone: wordOf(reply, 'phone'),
    replyText: wordOf(reply, 'text'),
  };
}

const wordOf = (value: unknown, key: string): string =>
  (value as Record<string, string> | null | undefined)?.[key] ?? '';

const text = (given: Given, name: string): string => (given[name] ?? '').trim();
const present = (given: Given, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (text(given, name) ? [[name, text(given, name)]] : [])));

/** As the api takes it. A secret that is left empty stays as it is kept. */
export function outletOf(kind: Channel, given: Given): SaveOutlet {
  const settings = settingsOf(kind, given);
  const secrets = secretsOf(kind, given);
  return {
    kind,
    name: text(given, 'name'),
    unitId: text(given, 'unitId') || null,
    enabled: given.enabled === 'on',
    settings,
    ...(Object.keys(secrets).length > 0 && { secrets }),
  } as SaveOutlet;
}

function settingsOf(kind: Channel, given: Given): Record<string, unknown> {
  const url = text(given, 'url');
  if (kind === 'sms')
    return {
      url,
      method: text(given, 'method'),
      headers: linesOf(given.headers ?? ''),
      body: text(given, 'method') === 'GET' ? null : text(given, 'body') || null,
      encode: text(given, 'encode'),
      sign: text(given, 'smsSign'),
      idempotent: given.idempotent === 'on',
      success: text(given, 'successPointer')
        ? { pointer: text(given, 'successPointer'), equals: text(given, 'successEquals') }
        : null,
      reply: text(given, 'replyId')
        ? { id: text(given, 'replyId'), phone: text(given, 'replyPhone'), text: text(given, 'replyText') }
        : null,
    };
  if (kind === 'email')
    return {
      host: text(given, 'host'),
      port: Number(given.port),
      security: text(given, 'security'),
      username: text(given, 'username') || null,
      from: text(given, 'from'),
    };
  if (kind === 'webhook') return { url, types: text(given, 'types').split(/\s+/).filter(Boolean) };
  return { url };
}

function secretsOf(kind: Channel, given: Given): Record<string, unknown> {
  if (kind === 'sms') {
    const values = linesOf(given.values ?? '');
    return { ...(Object.keys(values).length > 0 && { values }), ...present(given, 'reply') };
  }
  if (kind === 'email') return present(given, 'password');
  if (kind === 'webhook') return present(given, 'secret');
  return present(given, 'token', ...(kind === 'wecom' ? [] : ['sign']));
}
