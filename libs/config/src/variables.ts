import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

/** An address, or a network as 10.20.0.0/16. */
function isNetwork(written: string): boolean {
  const [address = '', prefix, ...rest] = written.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/** Every environment variable that Duban reads, with its default; README's table is checked against this list. */
export const variables = z.object({
  /** PostgreSQL; `duban up` provides one when it is absent. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** host:port of a Temporal frontend; `duban up` provides one when it is absent. */
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s/:]+:\d{1,5}$/),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  DUBAN_HOST: z.string().min(1).default('127.0.0.1'),
  DUBAN_PORT: port.default(8080),
  DUBAN_WORKER_PORT: port.default(8081),
  /** Evidence and provisioned servers live here. */
  DUBAN_DATA_DIR: z
    .string()
    .min(1)
    .default('.duban')
    .transform((path) => resolve(path)),
  /** How many proxies stand in front: their forwarded addresses are believed, and no more. */
  DUBAN_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Origins whose pages may show ours in a frame, as a province's platform does; separated by blanks or commas. */
  DUBAN_EMBED_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.string().regex(/^https?:\/\/(\*\.)?[\w.-]+(:\d{1,5})?$/))),
  /** Address of base-map tiles with {z}, {x} and {y}; without one the map is drawn from our own shapes. */
  DUBAN_MAP_TILES: z
    .string()
    .regex(/^https?:\/\/[^\s/]+\/(?=\S*\{z\})(?=\S*\{x\})(?=\S*\{y\})\S+$/)
    .optional(),
  DUBAN_MAP_ATTRIBUTION: z.string().max(200).default(''),
  /** What stands at the foot of each page: 主办单位, 备案编号, 投诉建议. */
  DUBAN_HOSTED_BY: z.string().max(100).default(''),
  DUBAN_RECORD_NUMBER: z.string().max(100).default(''),
  DUBAN_COMPLAINTS: z.string().max(200).default(''),
  /** Whether phones may install the pages and file findings without a network. */
  DUBAN_PWA: z.enum(['on', 'off']).default('off'),
  /** Where people reach us from outside: the links in messages and on papers, and the way back from single sign-on. */
  DUBAN_FONT_DIR: z
    .string()
    .transform((path) => resolve(path))
    .optional(),
  DUBAN_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** The name on the button of single sign-on; without one there is no button. */
  DUBAN_SSO_NAME: z.string().max(40).default(''),
  /** OpenID Connect: the provider's issuer address, and how it knows us. */
  DUBAN_SSO_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  DUBAN_SSO_CLIENT_ID: z.string().min(1).max(200).optional(),
  DUBAN_SSO_CLIENT_SECRET: z.string().min(1).max(500).optional(),
  /** Claim of the identity token that holds the person's user name here. */
  DUBAN_SSO_USERNAME_CLAIM: z.string().min(1).max(100).default('preferred_username'),
  /** The district's own servers that messages may be sent to: addresses and networks (CIDR); separated by blanks or commas. */
  DUBAN_PRIVATE_TARGETS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.string().refine(isNetwork))),
  /** 32 bytes in base64 that the channels' secrets are sealed with; without one a key is made in the data folder. */
  DUBAN_SECRET_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/)
    .optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type VariableName = keyof typeof variables.shape;

/** What to put into a variable that was refused. */
export const WANTED: Record<VariableName, readonly [zh: string, en: string]> = {
  DATABASE_URL: ['应形如 postgres://用户:密码@主机:5432/库名', 'want postgres://user:password@host:5432/database'],
  TEMPORAL_ADDRESS: ['应形如 主机:7233', 'want host:7233'],
  TEMPORAL_NAMESPACE: ['应为非空的命名空间名', 'want the name of a namespace'],
  DUBAN_HOST: ['应为要监听的地址，如 127.0.0.1 或 0.0.0.0', 'want an address to listen on, like 127.0.0.1 or 0.0.0.0'],
  DUBAN_PORT: ['应为 0 到 65535 的端口号', 'want a port from 0 to 65535'],
  DUBAN_WORKER_PORT: ['应为 0 到 65535 的端口号', 'want a port from 0 to 65535'],
  DUBAN_DATA_DIR: ['应为可写的文件夹', 'want a folder that can be written to'],
  DUBAN_TRUSTED_PROXIES: ['应为 0 到 10 的整数', 'want a whole number from 0 to 10'],
  DUBAN_EMBED_ORIGINS: [
    '应为来源列表，如 https://platform.example.gov.cn',
    'want a list of origins like https://platform.example.gov.cn',
  ],
  DUBAN_MAP_TILES: [
    '应为含 {z} {x} {y} 的瓦片地址，如 https://tiles.example.gov.cn/{z}/{x}/{y}.png',
    'want an address of tiles like https://tiles.example.gov.cn/{z}/{x}/{y}.png',
  ],
  DUBAN_MAP_ATTRIBUTION: ['应为不超过 200 字的底图署名', 'want at most 200 characters of attribution'],
  DUBAN_HOSTED_BY: ['应为不超过 100 字的主办单位名称', 'want at most 100 characters'],
  DUBAN_RECORD_NUMBER: ['应为不超过 100 字的备案编号', 'want at most 100 characters'],
  DUBAN_COMPLAINTS: ['应为不超过 200 字的投诉建议渠道', 'want at most 200 characters'],
  DUBAN_PWA: ['应为 on 或 off', 'want on or off'],
  DUBAN_SSO_NAME: [
    '应为不超过 40 字的按钮名称；启用单点登录时必填',
    'want at most 40 characters; needed for single sign-on',
  ],
  DUBAN_FONT_DIR: ['应为字体文件夹', 'want a folder of fonts'],
  DUBAN_PUBLIC_URL: [
    '应形如 https://duban.example.gov.cn; 启用单点登录时必填',
    'want https://duban.example.gov.cn; needed for single sign-on',
  ],
  DUBAN_SSO_ISSUER: ['应为统一身份认证平台的 issuer 地址', 'want the issuer address of the identity provider'],
  DUBAN_SSO_CLIENT_ID: ['启用单点登录时必填', 'needed for single sign-on'],
  DUBAN_SSO_CLIENT_SECRET: ['启用单点登录时必填', 'needed for single sign-on'],
  DUBAN_SSO_USERNAME_CLAIM: ['应为身份令牌中用户名的字段', 'want the name of a claim'],
  DUBAN_PRIVATE_TARGETS: [
    '应为地址或网段列表，如 10.20.0.5, 10.30.0.0/16',
    'want a list of addresses and networks like 10.20.0.5, 10.30.0.0/16',
  ],
  DUBAN_SECRET_KEY: ['应为 32 字节的 base64', 'want 32 bytes in base64'],
  LOG_LEVEL: [
    '应为 trace, debug, info, warn, error, fatal, silent 之一',
    'want one of trace, debug, info, warn, error, fatal, silent',
  ],
};
