import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import { createApp } from '../../../apps/api/src/create-app';
import { PLAIN_SITE, type Site } from '../../../apps/api/src/web/site';
import type { DistrictRecord } from '#persistence';

const SCRIPT = 'export const a = 1;';
let folder: string;
const open: NestExpressApplication[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-pages-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>pages</title>');
  await writeFile(join(folder, 'seal.svg'), '<svg/>');
  await writeFile(join(folder, 'sw.js'), 'self.skipWaiting()');
  await writeFile(join(folder, 'manifest.webmanifest'), '{}');
  await writeFile(join(folder, '.stamp'), 'secret');
  await writeFile(join(folder, 'assets/a-1.js'), SCRIPT);
  await writeFile(join(folder, 'assets/a-1.js.br'), brotliCompressSync(SCRIPT));
  await writeFile(join(folder, 'assets/a-1.js.gz'), gzipSync(SCRIPT));
});
afterAll(async () => {
  await Promise.all(open.map((app) => app.close()));
  await rm(folder, { recursive: true });
});

async function served(site: Partial<Site>): Promise<string> {
  const app = await createApp({
    record: {} as DistrictRecord,
    dataDir: folder,
    probes: { database: () => Promise.resolve(), temporal: () => Promise.resolve() },
    log: pino({ level: 'silent' }),
    trustedProxies: 0,
    site: { ...PLAIN_SITE, pagesDir: folder, ...site },
  });
  open.push(app);
  await app.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

const get = (address: string, encoding = 'identity') => fetch(address, { headers: { 'accept-encoding': encoding } });

it.each(['/', '/findings/1', '/m', '/sign-in', '/status', '/apiary'])('answers %s by the page, fresh', async (path) => {
  const answer = await get((await served({})) + path);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await answer.text()).toContain('pages');
});

it.each(['/api', '/api/v1/nothing', '/open311/x', '/feeds/x', '/s/x', '/assets/gone-2.js'])(
  'leaves %s to those who know it',
  async (path) => {
    const answer = await get((await served({})) + path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/problem/);
  },
);

it.each(['br', 'gzip', 'identity'])('sends what never changes once, as %s', async (encoding) => {
  const answer = await get(`${await served({})}/assets/a-1.js`, encoding);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(answer.headers.get('content-type')).toMatch(/javascript/);
  expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
  expect(await answer.text()).toBe(SCRIPT);
});

it.each(['/.stamp', '/..%2f..%2fetc%2fpasswd', '/assets/..%2f.stamp'])('keeps %s to itself', async (path) => {
  const answer = await get((await served({})) + path);
  expect(await answer.text()).not.toMatch(/secret|root:/);
});

it.each(['/sw.js', '/manifest.webmanifest'])('offers %s to phones only where the district wants it', async (path) => {
  expect((await get((await served({})) + path)).status).toBe(404);
  const answer = await get((await served({ settings: { ...PLAIN_SITE.settings, pwa: true } })) + path);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-cache']);
});

it('is framed by nobody, or by those who are named', async () => {
  const policy = async (site: Partial<Site>) => (await get(`${await served(site)}/`)).headers;
  const alone = await policy({});
  expect(alone.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(alone.get('x-frame-options')).toBe('DENY');
  const framed = await policy({ embedOrigins: ['https://platform.example'] });
  expect(framed.get('content-security-policy')).toContain("frame-ancestors 'self' https://platform.example");
  expect(framed.get('x-frame-options')).toBeNull();
});

it('loads tiles from the host that is set, and tells the pages so', async () => {
  const map = { tiles: 'https://t{s}.map.example/{z}/{x}/{y}.png', attribution: '审图号' };
  const origin = await served({ settings: { ...PLAIN_SITE.settings, map } });
  const answer = await get(`${origin}/api/v1/settings/public`);
  expect(answer.headers.get('content-security-policy')).toContain("img-src 'self' data: blob: https://*.map.example");
  expect(await answer.json()).toMatchObject({ map, ssoName: null });
});

it('serves the api alone where no pages are built', async () => {
  const origin = await served({ pagesDir: join(folder, 'nowhere') });
  expect((await get(`${origin}/findings`)).status).toBe(404);
  expect((await get(`${origin}/api/v1/settings/public`)).status).toBe(200);
});
