import type { BrowserContext, Page } from 'playwright-core';
import type { FindingDetail, FindingPage } from '#contract';
import { Caller } from '../chaos/caller';
import { eventually } from '../chaos/eventually';
import { accessible } from './support/accessible';
import { large, picture, scene } from './support/pictures';
import { shot } from './support/shot';
import { Site } from './support/site';

const SPOT = { latitude: 31.7354, longitude: 116.54158, accuracy: 12 };
const WAIT_MS = 20_000;
const FILING = '**/api/v1/findings';
const LITTER = '暴露垃圾或垃圾桶满溢';

let site: Site;
let inspector: Caller;
let seed = 1;

beforeAll(async () => {
  site = await Site.open();
  inspector = await site.caller('inspector');
});
afterAll(() => site.close());

/** A phone of the inspector's, where the phone may be located. */
async function phone(who = 'inspector', language: 'zh-CN' | 'en' = 'zh-CN'): Promise<Page> {
  const page = await site.open(who, { phone: true, language, at: '/m' });
  await page.context().setGeolocation(SPOT);
  await page.context().grantPermissions(['geolocation']);
  return page;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

async function addPhoto(page: Page, label = '拍照', bytes?: Buffer): Promise<void> {
  const shown = page.getByAltText(/第 \d+ 张照片/);
  const before = await shown.count();
  const buffer = bytes ?? (await picture(seed++));
  await page.getByLabel(label, { exact: true }).setInputFiles({ name: 'p.jpg', mimeType: 'image/jpeg', buffer });
  await shown.nth(before).waitFor();
}

async function fill(page: Page, words: string, category = LITTER, photo?: Buffer): Promise<void> {
  await heading(page, '上报问题').waitFor();
  await addPhoto(page, '拍照', photo);
  await page.getByRole('button', { name: category }).first().click();
  await page.getByText('已定位').waitFor();
  await page.getByLabel('情况说明').fill(words);
}

const file = (page: Page) => page.getByRole('button', { name: '上报', exact: true }).click();
const queued = (page: Page) => page.getByText('已存入本机待发').waitFor();
const card = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words });

async function reopened(context: BrowserContext, at = '/m/outbox'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(at);
  return page;
}

/** What the record holds of it. */
async function recorded(words: string): Promise<FindingDetail[]> {
  const { items } = await inspector.get<FindingPage>(`/findings?text=${encodeURIComponent(words)}`);
  return Promise.all(items.map(({ id }) => inspector.get(`/findings/${id}`)));
}

const arrived = (words: string) =>
  eventually(`${words} in the record`, WAIT_MS, async () => {
    const found = await recorded(words);
    return found.length > 0 ? found : null;
  });

it('files in three taps, with photo, category and place, and shows the number', async () => {
  const page = await phone();
  await heading(page, '上报问题').waitFor();
  const photo = await large(await scene('bins', 'before'), '2026:09:24 23:41:05');
  expect(photo.length).toBeGreaterThan(1_500_000);
  await addPhoto(page, '拍照', photo);
  await page.getByRole('button', { name: LITTER }).first().click();
  await page.getByText('东市街道 · 云路社区').waitFor();
  await page.getByText('精度约 12 米').waitFor();
  await accessible(page);
  await page.evaluate('window.scrollTo(0, 0)');
  await shot(page, 'street-file');
  await file(page);
  await queued(page);
  await page.getByRole('link', { name: '查看待发' }).click();
  await card(page, LITTER).getByText('已送达').waitFor();
  const number = await card(page, LITTER).getByRole('link').textContent();
  const [finding, ...more] = await recorded(number ?? '');
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    channel: 'round',
    source: 'district',
    categoryCode: 'HW01',
    place: { streetId: 'dongshi', communityId: 'dongshi-yunlu', lng: SPOT.longitude },
    capturedAt: '2026-09-24T23:41:05.000+08:00',
  });
  const kept = await inspector.download(finding!.evidence[0]!.sha256);
  expect(kept.length).toBeLessThan(1_500_000);
  expect(finding!.evidence).toMatchObject([{ role: 'before', capturedAt: '2026-09-24T23:41:05.000+08:00' }]);
  expect(Date.parse(finding!.filedAt)).toBeGreaterThan(Date.parse(finding!.capturedAt!));
});

it('says what still lacks, and remembers what was begun when the page is closed', async () => {
  const page = await phone();
  await heading(page, '上报问题').waitFor();
  await file(page);
  await page.getByRole('alert').getByText('至少一张照片').waitFor();
  await addPhoto(page);
  await page.getByLabel('情况说明').fill('写到一半');
  const context = page.context();
  await page.close();
  const again = await reopened(context, '/m/file');
  await again.getByAltText('第 1 张照片').waitFor();
  expect(await again.getByLabel('情况说明').inputValue()).toBe('写到一半');
  await again.getByRole('link', { name: '待发' }).click();
  await card(again, '写到一半').getByText('草稿').waitFor();
});

it('keeps what is filed without a network and sends it once, with its photos, when there is one', async () => {
  const page = await phone();
  await fill(page, '断网时上报');
  await addPhoto(page);
  await page.context().setOffline(true);
  await file(page);
  await queued(page);
  await page.getByRole('link', { name: /^待发/ }).click();
  await card(page, '断网时上报').getByText('待发').waitFor();
  await page.getByText('网络恢复后自动发出').waitFor();
  await accessible(page);
  await shot(page, 'street-outbox');
  expect(await recorded('断网时上报')).toEqual([]);
  await page.context().setOffline(false);
  await card(page, '断网时上报').getByText('已送达').waitFor();
  expect(await recorded('断网时上报')).toMatchObject([{ evidence: [{ role: 'before' }, { role: 'before' }] }]);
});

it('files once where the answer was lost and the page was killed', async () => {
  const page = await phone();
  const context = page.context();
  let taken = () => {};
  const hasTaken = new Promise<void>((resolve) => (taken = resolve));
  await context.route(FILING, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    taken();
    await route.abort();
  });
  await fill(page, '回执丢失');
  await file(page);
  await hasTaken;
  await page.close();
  await context.unroute(FILING);
  const again = await reopened(context);
  await card(again, '回执丢失').getByText('已送达').waitFor();
  expect(await recorded('回执丢失')).toHaveLength(1);
});

it('goes on where it was when the page was killed between photo and filing', async () => {
  const page = await phone();
  const context = page.context();
  let reached = () => {};
  const hasReached = new Promise<void>((resolve) => (reached = resolve));
  await context.route(FILING, (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    reached();
    return new Promise<void>(() => {});
  });
  await fill(page, '上传中被关');
  await file(page);
  await hasReached;
  await page.close();
  await context.unroute(FILING);
  // What the kill let go of may arrive after all: then it is known again by its key.
  expect((await recorded('上传中被关')).length).toBeLessThanOrEqual(1);
  const again = await reopened(context);
  await card(again, '上传中被关').getByText('已送达').waitFor();
  expect(await recorded('上传中被关')).toMatchObject([{ evidence: [{ role: 'before' }] }]);
});

it.each([
  ['by the browser’s locks', ''],
  [
    'by a lease where there are none',
    "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }); delete Navigator.prototype.locks",
  ],
])('sends from one of two tabs only, %s', async (way, script) => {
  const page = await phone();
  const context = page.context();
  const words = `两个标签页 ${way.length}`;
  if (script) await context.addInitScript(script);
  if (script) await page.reload();
  const other = await reopened(context);
  await heading(other, '待发').waitFor();
  const sent: string[] = [];
  context.on('request', (request) => {
    if (request.method() === 'POST' && /\/api\/v1\/(findings|evidence)$/.test(request.url())) sent.push(request.url());
  });
  await fill(page, words);
  await context.setOffline(true);
  await file(page);
  await queued(page);
  sent.length = 0;
  await context.setOffline(false);
  await card(other, words).getByText('已送达').waitFor();
  expect(sent.map((url) => url.slice(url.lastIndexOf('/')))).toEqual(['/evidence', '/findings']);
  expect(await recorded(words)).toHaveLength(1);
  await eventually('the lease is given up', 10_000, async () => (await other.evaluate(LEASES)) === 0);
});

const LEASES = `new Promise((resolve) => {
  const opening = indexedDB.open('duban-street');
  opening.onsuccess = () => {
    const counted = opening.result.transaction('leases').objectStore('leases').count();
    counted.onsuccess = () => resolve(counted.result);
  };
})`;

it('keeps what is to be sent while the session has ended, and asks to sign in again', async () => {
  const page = await phone();
  const context = page.context();
  await fill(page, '登录过期');
  await context.setOffline(true);
  await file(page);
  await queued(page);
  await page.getByRole('link', { name: /^待发/ }).click();
  await context.clearCookies();
  await context.setOffline(false);
  await page.getByLabel('用户名').or(page.getByText('重新登录后发送')).first().waitFor();
  if (await page.getByText('重新登录后发送').isVisible()) await page.getByText('重新登录后发送').click();
  await signIn(page, 'inspector');
  await card(page, '登录过期').getByText('已送达').waitFor();
  expect(await recorded('登录过期')).toHaveLength(1);
});

async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(site.stack.password);
  await page.keyboard.press('Enter');
  await page.getByLabel('用户名').waitFor({ state: 'detached' });
}

it('shows and sends nothing of one person’s while another uses the phone', async () => {
  const page = await phone();
  const context = page.context();
  await fill(page, '甲的问题');
  await context.setOffline(true);
  await file(page);
  await queued(page);
  await context.clearCookies();
  await page.evaluate('localStorage.clear()');
  await page.close();
  await context.setOffline(false);
  const other = await reopened(context, '/sign-in?back=/m/outbox');
  await signIn(other, 'inspector2');
  await other.getByText('没有待发的内容').waitFor();
  expect(await recorded('甲的问题')).toEqual([]);
  await context.clearCookies();
  await other.evaluate('localStorage.clear()');
  await other.goto('/sign-in?back=/m/outbox');
  await signIn(other, 'inspector');
  await card(other, '甲的问题').getByText('已送达').waitFor();
});

it('shows why the server did not take it, and sends it once it is mended with the in-app camera', async () => {
  const page = await phone();
  const context = page.context();
  // A phone that still knows a policy without the rule.
  await context.route('**/api/v1/policies/current', async (route) => {
    const response = await route.fetch();
    const { camera: _camera, ...policy } = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: policy });
  });
  await page.reload();
  await fill(page, '井盖缺失须现拍', '窨井盖');
  await file(page);
  await page.getByRole('link', { name: /^待发/ }).click();
  const refused = card(page, '井盖缺失须现拍');
  await refused.getByText('未被接收').waitFor();
  await refused.getByText(/应用内相机/).waitFor();
  await accessible(page);
  await context.unroute('**/api/v1/policies/current');
  await page.evaluate('localStorage.clear()');
  await page.reload();
  await card(page, '井盖缺失须现拍').getByRole('button', { name: '修改后再发' }).click();
  await page.getByText('须用应用内相机现场拍摄').waitFor();
  await page.getByRole('button', { name: '删除第 1 张照片' }).click();
  await page.getByRole('button', { name: '应用内相机' }).click();
  await page.getByRole('button', { name: '拍摄', exact: true }).click();
  await page.getByRole('button', { name: '完成（1 张）' }).click();
  await file(page);
  await card(page, '井盖缺失须现拍').getByText('已送达').waitFor();
  expect(await recorded('井盖缺失须现拍')).toMatchObject([{ urgency: 'urgent', evidence: [{ capture: 'camera' }] }]);
});

it('sets a pin by keyboard or finger where the phone may not be located', async () => {
  const page = await site.open('inspector', { phone: true, at: '/m/file' });
  await page.context().clearPermissions();
  await heading(page, '上报问题').waitFor();
  await addPhoto(page);
  await page.getByText('没有定位权限').or(page.getByText('现在定不了位')).first().waitFor();
  await page.getByRole('button', { name: '在图上选点' }).click();
  const map = page.getByRole('application');
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('图上选定').waitFor();
  await accessible(page);
  await map.click({ position: { x: 180, y: 130 } });
  await page.getByRole('button', { name: LITTER }).first().click();
  await page.getByLabel('情况说明').fill('图上选点');
  await file(page);
  const [finding] = await arrived('图上选点');
  expect(finding!.place.lng).toBeGreaterThan(116);
});

it('finds a category by the first letters of its pinyin', async () => {
  const page = await phone();
  await page.getByLabel('按名称或拼音首字母查找').fill('dwcdjy');
  await page.getByRole('button', { name: '店外(出店)经营' }).waitFor();
});

it('adds to the one that is open nearby instead of filing it twice', async () => {
  const sameSpot = { streetId: 'dongshi', communityId: 'dongshi-yunlu', lng: SPOT.longitude, lat: SPOT.latitude };
  const filing = {
    channel: 'round',
    source: 'district',
    categoryCode: 'SR03',
    description: '墙上小广告',
    place: sameSpot,
  };
  const { id, number } = await inspector.do('/findings', filing);
  const page = await phone();
  await fill(page, '又见小广告', '小广告张贴');
  const near = page.getByRole('region', { name: '附近已有未办结的问题' });
  await near
    .getByRole('listitem')
    .filter({ hasText: '墙上小广告' })
    .getByRole('button', { name: '就是这一件' })
    .click();
  await page.getByText(`已在 ${number} 下补充说明`).waitFor();
  const { items } = await inspector.get<{ items: { type: string }[] }>(`/findings/${id}/events`);
  expect(JSON.stringify(items)).toContain('又见小广告');
  expect(await page.getByAltText(/第 \d+ 张照片/).count()).toBe(0);
});

it.each([
  ['当场督促改好', 'verified'],
  ['自己动手改好', 'submitted'],
])('files 随机查、马上改 with before and after in one go: %s', async (how, status) => {
  const page = await phone();
  await page.getByRole('button', { name: how }).click();
  await fill(page, `马上改 ${status}`, '店外(出店)经营', await scene('stalls', 'before', seed));
  await addPhoto(page, '拍整改后', await scene('stalls', 'after', seed++));
  if (status === 'verified') await page.getByLabel('整改单位').selectOption({ label: '区城管局' });
  await page.evaluate('window.scrollTo(0, 0)');
  if (status === 'verified') await shot(page, 'street-witnessed');
  await accessible(page);
  await file(page);
  const [finding] = await arrived(`马上改 ${status}`);
  expect(finding!.status).toBe(status);
});

it('lets a unit sign for its task, and hand in its feedback from where it stands', async () => {
  const dispatcher = await site.caller('dispatcher');
  const before = await inspector.upload(await scene('bins', 'before', 900));
  const place = { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: '云路社区 3 号楼' };
  const facts = { channel: 'round', source: 'district', categoryCode: 'HW01', description: '垃圾桶满溢未清运', place };
  const { id } = await inspector.do('/findings', { ...facts, evidence: [{ sha256: before, role: 'before' }] });
  await dispatcher.do(`/findings/${id}/assign`, { unitId: 'cg' });
  const page = await phone('handler.cg');
  await heading(page, '本单位任务').waitFor();
  await card(page, '垃圾桶满溢未清运').getByText(/还剩/).waitFor();
  await accessible(page);
  await shot(page, 'street-tasks');
  await page.getByRole('link', { name: '垃圾桶满溢未清运' }).click();
  await page.getByRole('button', { name: '签收' }).click();
  await page.getByRole('heading', { name: '反馈整改结果' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: '提交反馈' }).click();
  await page.getByText('每一处都要有整改后的照片').waitFor();
  await addPhoto(page, '拍整改后');
  await page.getByLabel('整改情况').fill('已清运');
  await page.getByRole('button', { name: '报告进展' }).click();
  await page.getByLabel('进展情况').fill('车已到');
  await page.getByRole('button', { name: '提交：报告进展' }).click();
  await page.getByText('已提交。').waitFor();
  await page.getByRole('button', { name: '提交反馈' }).click();
  await eventually('feedback', WAIT_MS, async () => (await inspector.get(`/findings/${id}`)).status === 'submitted');
  expect(await inspector.get(`/findings/${id}`)).toMatchObject({
    submissions: [{ text: '已清运', evidence: [{ role: 'after' }] }],
  });
});

it('shows a grid worker how their own filings stand, and files from the keyboard', async () => {
  const page = await phone('grid.dongshi');
  await heading(page, '上报问题').waitFor();
  await addPhoto(page);
  await page.getByText('已定位').waitFor();
  await page.getByRole('button', { name: LITTER }).first().focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('情况说明').focus();
  await page.keyboard.type('网格上报');
  await page.getByRole('button', { name: '上报', exact: true }).focus();
  await page.keyboard.press('Enter');
  await queued(page);
  await page.getByRole('link', { name: '查看待发' }).click();
  await card(page, '网格上报').getByText('已送达').waitFor();
  await page.getByRole('link', { name: '我上报的' }).click();
  await card(page, '网格上报').getByText('已上报', { exact: true }).waitFor();
  await accessible(page);
});

it('opens where the browser forbids a frame to remember anything', async () => {
  const page = await phone();
  await page.addInitScript(
    "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('', 'SecurityError'); } })",
  );
  await page.reload();
  await fill(page, '框架里上报');
  await file(page);
  await queued(page);
  await arrived('框架里上报');
});

it('speaks English, in large type', async () => {
  const page = await phone('inspector', 'en');
  await heading(page, 'File a problem').waitFor();
  await page.getByText('尹督查').click();
  await page.getByRole('button', { name: 'Large type' }).click();
  await accessible(page);
  await page.getByRole('link', { name: 'Outbox' }).click();
  await heading(page, 'Outbox').waitFor();
  await accessible(page);
});

it('shows who mends without an account the defect, takes their photo, and says what the unit made of it', async () => {
  const dispatcher = await site.caller('dispatcher');
  const handler = await site.caller('handler.cg');
  const before = await inspector.upload(await scene('bins', 'before', 901));
  const place = { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: '云路社区便利店门前' };
  const facts = { channel: 'round', source: 'district', categoryCode: 'HW01', description: '店门前垃圾桶满溢', place };
  const { id } = await inspector.do('/findings', { ...facts, evidence: [{ sha256: before, role: 'before' }] });
  await dispatcher.do(`/findings/${id}/assign`, { unitId: 'cg' });
  await handler.do(`/findings/${id}/sign`);
  const made = await handler.post<{ url: string }>(`/findings/${id}/executor-links`, {});
  const page = await site.openAsStranger({
    phone: true,
    at: new URL(made.body.url).pathname + new URL(made.body.url).hash,
  });
  await heading(page, '店门前垃圾桶满溢').waitFor();
  await page.getByAltText('整改前照片第 1 张').waitFor();
  await accessible(page);
  await page.getByLabel('您是谁').fill('云路便利店');
  await page.getByLabel('做了什么').fill('已搬走');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请先拍一张').waitFor();
  const choose = page.getByLabel('拍整改后的照片');
  await choose.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await page.getByText('有照片无法读取').waitFor();
  const buffer = await scene('bins', 'after', 901);
  await choose.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByAltText('整改后照片第 1 张').waitFor();
  await shot(page, 'executor');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('等责任单位确认').waitFor();
  const { reports } = await handler.get<{ reports: { id: string }[] }>(`/findings/${id}/executor-links`);
  await handler
    .post(`/findings/${id}/executor-reports/${reports[0]!.id}/decline`, { reason: '还剩两箱' })
    .catch(() => undefined);
  await page.reload();
  await page.getByText('原因：还剩两箱').waitFor();
  await accessible(page);
});

it('tells whoever opens a link that opens nothing what to do', async () => {
  const page = await site.openAsStranger({ phone: true, at: `/executor#${'x'.repeat(43)}` });
  await page.getByRole('alert').getByText('请向责任单位索取新链接').waitFor();
  await accessible(page);
});
