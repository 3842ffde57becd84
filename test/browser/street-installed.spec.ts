import type { Page } from 'playwright-core';
import type { FindingPage } from '#contract';
import { eventually } from '../chaos/eventually';
import { picture } from './support/pictures';
import { Site } from './support/site';

const WAIT_MS = 20_000;
const SPOT = { latitude: 31.7354, longitude: 116.54158, accuracy: 12 };

let site: Site;
let seed = 500;

beforeAll(async () => {
  process.env.DUBAN_PWA = 'on';
  site = await Site.open();
});
afterAll(async () => {
  delete process.env.DUBAN_PWA;
  await site.close();
});

/** Opened once with a network; from then on the phone has the pages. */
async function phone(): Promise<Page> {
  const page = await site.open('inspector', { phone: true, at: '/m' });
  await page.context().setGeolocation(SPOT);
  await page.context().grantPermissions(['geolocation']);
  await page.getByRole('heading', { name: '上报问题', level: 1 }).waitFor();
  await eventually('its service worker', WAIT_MS, () => page.evaluate('navigator.serviceWorker.controller !== null'));
  await page.getByRole('button', { name: '垃圾桶满溢' }).first().waitFor();
  return page;
}

async function fileOn(page: Page, words: string): Promise<void> {
  const buffer = await picture(seed++);
  await page.getByLabel('拍照', { exact: true }).setInputFiles({ name: 'p.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByAltText('第 1 张照片').waitFor();
  await page.getByRole('button', { name: '垃圾桶满溢' }).first().click();
  await page.getByText('已定位').waitFor();
  await page.getByLabel('情况说明').fill(words);
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await page.getByText('已存入本机待发').waitFor();
}

const card = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words });

async function recorded(words: string): Promise<FindingPage['items']> {
  const inspector = await site.caller('inspector');
  return (await inspector.get<FindingPage>(`/findings?text=${encodeURIComponent(words)}`)).items;
}

it('is opened, filled in and killed without a network, and files once when there is one', async () => {
  const page = await phone();
  const context = page.context();
  await context.setOffline(true);
  await page.reload();
  await fileOn(page, '无网打开上报');
  await page.close();
  const again = await context.newPage();
  await again.goto('/m/outbox');
  await card(again, '无网打开上报').getByText('待发').waitFor();
  await context.setOffline(false);
  await card(again, '无网打开上报').getByText('已送达').waitFor();
  expect(await recorded('无网打开上报')).toHaveLength(1);
});

it('files once where the answer was lost and the page was killed', async () => {
  const page = await phone();
  const context = page.context();
  let taken = () => {};
  const hasTaken = new Promise<void>((resolve) => (taken = resolve));
  await context.route('**/api/v1/findings', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    taken();
    await route.abort();
  });
  await fileOn(page, '装后回执丢失');
  await hasTaken;
  await page.close();
  await context.unroute('**/api/v1/findings');
  const again = await context.newPage();
  await again.goto('/m/outbox');
  await card(again, '装后回执丢失').getByText('已送达').waitFor();
  expect(await recorded('装后回执丢失')).toHaveLength(1);
});

it('keeps no answer of the api', async () => {
  const page = await phone();
  const kept = await page.evaluate(`caches.keys().then((names) => Promise.all(names.map(async (name) =>
    (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).then((all) => all.flat())`);
  expect(kept).toContain('/map/district.geojson');
  expect((kept as string[]).filter((path) => path.startsWith('/api'))).toEqual([]);
});

it('leaves the phone when the district no longer wants it', async () => {
  const page = await phone();
  process.env.DUBAN_PWA = 'off';
  await site.stack.restart('api');
  await page.reload();
  await page.getByRole('heading', { name: '上报问题', level: 1 }).waitFor();
  const left = 'navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)';
  await eventually('no service worker', WAIT_MS, () => page.evaluate(left));
  await eventually('no cache', WAIT_MS, async () => {
    await page.reload();
    return page.evaluate('caches.keys().then((names) => names.length === 0)');
  });
  expect((await page.request.get('/sw.js')).status()).toBe(404);
});
