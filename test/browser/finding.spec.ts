import type { Locator, Page } from 'playwright-core';
import { quicken } from '../chaos/quick-policy';
import { accessible } from './support/accessible';
import { picture, scene } from './support/pictures';
import { shot } from './support/shot';
import { Site } from './support/site';

const LOOP = 'SR01';
const QUICK = 'HW01';
const UNIT = 'cg';
const LIMIT_S = 8;
/** Whoever looks a second later must still see the first slip's colour. */
const BLUE_STAYS = { R1: 1 };

let site: Site;

beforeAll(async () => {
  site = await Site.open({ prepare: (url) => quicken(url, LIMIT_S, BLUE_STAYS) });
});
afterAll(() => site.close());

async function file(description: string, categoryCode = LOOP): Promise<string> {
  const inspector = await site.caller('inspector');
  const street = categoryCode === QUICK ? 'bins' : 'stalls';
  const sha256 = await inspector.upload(await scene(street, 'before', description.length));
  const { id } = await inspector.do('/findings', {
    channel: 'round',
    source: 'district',
    categoryCode,
    description,
    place: { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: '云路社区1号点位', lng: 116.5, lat: 31.75 },
    evidence: [{ sha256, role: 'before', defect: 1 }],
  });
  return id;
}

async function assigned(description: string, categoryCode = LOOP): Promise<string> {
  const id = await file(description, categoryCode);
  await (await site.caller('dispatcher')).do(`/findings/${id}/assign`, { unitId: UNIT });
  return id;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });
const drawer = (page: Page, name: string): Locator => page.getByRole('dialog', { name });
/** Written off, and filed away at once where no look-back was drawn. */
const ENDED = /^已(销号|归档)$/;
const status = (page: Page, name: string | RegExp) =>
  page.locator('.finding-tags').getByText(name, { exact: true }).waitFor();
const step = (page: Page, name: string) =>
  page.getByRole('list', { name: '五个阶段' }).locator('[aria-current=step]').filter({ hasText: name }).waitFor();

async function open(who: string, id: string, opening: { phone?: boolean; language?: 'en' } = {}): Promise<Page> {
  const page = await site.open(who, { ...opening, at: `/findings/${id}` });
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** The minute in which an act may be taken back is over a second after it. */
const undoneAtOnce = (page: Page, command: string): Promise<unknown> =>
  page.route(command, async (route) => {
    const response = await route.fetch();
    const done = (await response.json()) as { undoUntil: string };
    const undoUntil = new Date(Date.parse(done.undoUntil) - 59_000).toISOString();
    await route.fulfill({ response, json: { ...done, undoUntil } });
  });

it('goes the whole loop by its forms: dispatcher, unit, verifier, approver, each in a window of their own', async () => {
  const id = await file('水果店店外经营占用人行道');

  const office = await open('dispatcher', id);
  await heading(office, '水果店店外经营占用人行道').waitFor();
  await office.keyboard.press('a');
  const fixings = drawer(office, '交办');
  // What the rule proposes is filled in: whoever bears the category there.
  await fixings.locator(`option[value=${UNIT}]:checked`).first().waitFor({ state: 'attached' });
  expect(await fixings.getByLabel('责任单位（定单位）').inputValue()).toBe(UNIT);
  expect(await fixings.getByLabel('整改任务（定任务）').inputValue()).toBe('水果店店外经营占用人行道');
  await accessible(office);
  await shot(office, 'finding-assign');
  await office.keyboard.press('Control+Enter');
  await status(office, '已交办');
  await office.getByRole('button', { name: /^撤回/ }).waitFor();

  const unit = await open(`handler.${UNIT}`, id);
  // The inspected unit never learns who found it.
  await unit.getByText('督查组', { exact: false }).first().waitFor();
  expect(await unit.locator('main').innerText()).not.toContain('尹督查');
  await unit.getByRole('button', { name: /^签收/ }).click();
  await status(unit, '整改中');
  // Who signed is named to whom it is now too late for.
  await office.getByRole('button', { name: /^撤回/ }).click();
  await office.getByText('有 1 件已不能撤回').waitFor();
  await office.getByText(/已办“签收”/).waitFor();
  await office.getByRole('button', { name: '知道了' }).click();
  await unit.getByRole('button', { name: /^整改反馈/ }).click();
  const feedback = drawer(unit, '整改反馈');
  await feedback.getByRole('button', { name: '整改反馈' }).click();
  // Nothing is sent without what was done and a photo of it.
  await feedback.getByText('请填写这一项。').first().waitFor();
  await feedback.getByLabel('整改情况').fill('已劝离，恢复人行道通行。');
  await feedback
    .locator('input[type=file]')
    .setInputFiles({ name: 'after.jpg', mimeType: 'image/jpeg', buffer: await scene('stalls', 'after', 11) });
  await feedback.getByRole('img', { name: '第 1 张照片' }).waitFor();
  await unit.keyboard.press('Control+Enter');
  await status(unit, '已反馈');

  const verifier = await open('verifier', id);
  await verifier.getByRole('button', { name: /^核查/ }).click();
  await drawer(verifier, '核查').getByLabel('不通过：退回重办').check();
  await verifier.keyboard.press('Control+Enter');
  await drawer(verifier, '核查').getByText('请填写这一项。').waitFor();
  await drawer(verifier, '核查').getByLabel('通过：已整改到位').check();
  await undoneAtOnce(verifier, '**/verify');
  await verifier.keyboard.press('Control+Enter');
  await verifier.getByText('已超过一分钟，不能再撤回。').waitFor();
  await status(verifier, '待销号');

  const approver = await open('approver', id);
  await approver.getByRole('button', { name: /^同意销号/ }).click();
  await status(approver, ENDED);

  // Who was there from the beginning has seen it all without a reload, and reads it in words.
  await status(office, ENDED);
  await step(office, '销号');
  const story = office.getByRole('region', { name: '全程留痕' });
  for (const told of ['上报问题', '交办给区城管局', '区城管局签收', '核查通过（看图核查）', '销号'])
    await story.getByText(told, { exact: true }).waitFor();
  expect(await office.locator('main').innerText()).not.toMatch(/\b[a-z]+_[a-z]+\b|event\.|undefined/);
  await accessible(office);
  await office.getByRole('button', { name: '人员办理' }).click();
  await office.waitForURL(/log=people/);
  await shot(office, 'finding-timeline');
});

it('shows a returned case to both sides, with the ruling that is awaited', async () => {
  const id = await assigned('路灯不亮，夜间通行不便');
  const unit = await open(`handler.${UNIT}`, id);
  await unit.getByText('更多').click();
  await unit.getByRole('button', { name: '申请退回' }).click();
  const form = drawer(unit, '申请退回');
  await form.getByLabel('退回理由').selectOption({ label: '非本单位职责' });
  await form.getByLabel('建议承办单位').selectOption('zj');
  await form.getByLabel('依据（哪条规定、哪项职责）').fill('路灯由住建部门维护。');
  await form.getByRole('button', { name: '申请退回' }).click();
  const asked = unit.getByRole('region', { name: '申请与挂账' });
  await asked.getByText('待批复').waitFor();
  await asked.getByText('批复时限').waitFor();
  const office = await open('dispatcher', id);
  await office.getByRole('button', { name: /^退回裁定/ }).click();
  const ruling = drawer(office, '退回裁定');
  await ruling.getByText('路灯由住建部门维护。').waitFor();
  await ruling.getByLabel('同意退回').check();
  await ruling.getByLabel('裁定意见').fill('确属住建部门，退回另派。');
  await ruling.getByRole('button', { name: '退回裁定' }).click();
  await status(office, '已立项');
  await asked.getByText('同意', { exact: true }).waitFor();
});

it('tells who looks at an old state, keeps what they wrote, and lets them go on', async () => {
  const id = await assigned('人行道地砖破损');
  const page = await site.open('dispatcher', { at: '/findings' });
  await page.route('**/api/v1/stream', (route) => route.abort());
  await page.goto(`/findings/${id}`);
  await page.getByRole('button', { name: /^催办/ }).click();
  const form = drawer(page, '催办');
  await form.getByLabel('催办内容').fill('请今天完成。');
  await (await site.caller('inspector')).do(`/findings/${id}/comment`, { text: '现场已围挡。' });
  await form.getByRole('button', { name: '催办' }).click();
  await form.getByRole('alert').getByText('在您填写时，本件已被他人更新。').waitFor();
  expect(await form.getByLabel('催办内容').inputValue()).toBe('请今天完成。');
  await page.getByText('现场已围挡。').waitFor();
  await form.getByRole('button', { name: '催办' }).click();
  await page.getByRole('status').getByText('催办：已办理').waitFor();
});

it('says what an extension would give and who must grant it', async () => {
  const id = await assigned('围挡广告破损', 'SR05');
  const unit = await open(`handler.${UNIT}`, id);
  await unit.getByText('更多').click();
  await unit.getByRole('button', { name: '申请延期' }).click();
  const form = drawer(unit, '申请延期');
  await form.getByText(/^现在的期限：/).waitFor();
  await form.getByText(/^同意后的期限：/).waitFor();
  await form.getByText(/区值班长批准/).waitFor();
  await accessible(unit);
});

it('is used by keys alone: signed, and submitted with a pasted photo', async () => {
  const id = await assigned('沿街商铺门前堆物');
  const page = await open(`handler.${UNIT}`, id);
  await page.getByRole('button', { name: /^签收/ }).waitFor();
  await page.keyboard.press('a');
  await status(page, '整改中');
  await page.getByRole('button', { name: /^整改反馈/ }).waitFor();
  await page.keyboard.press('a');
  const form = drawer(page, '整改反馈');
  await form.waitFor();
  await page.keyboard.type('已清理完毕。');
  const bytes = [...(await picture(123))];
  await page.evaluate(`{
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(${JSON.stringify(bytes)})], 'pasted.jpg', { type: 'image/jpeg' }));
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }`);
  await form.getByRole('img', { name: '第 1 张照片' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await status(page, '已反馈');
});

it('reads well on a leader’s phone, who instructs from there', async () => {
  const id = await assigned('小区门口机动车占用消防通道');
  const phone = await open('deputy.mayor', id, { phone: true });
  const wide = await phone.evaluate('document.documentElement.scrollWidth');
  expect(wide).toBeLessThanOrEqual(390);
  await accessible(phone);
  await shot(phone, 'finding-phone');
  await phone.getByRole('button', { name: '批示' }).click();
  const form = drawer(phone, '批示');
  await form.getByLabel('批示内容').fill('请城管局三日内办结并报告。');
  await form.getByLabel(/^几个工作日内回复/).fill('3');
  await form.getByRole('button', { name: '批示' }).click();
  await phone.getByRole('region', { name: '领导批示' }).getByText('请城管局三日内办结并报告。').waitFor();
});

it('says everything in English too', async () => {
  const id = await assigned('绿化带内垃圾未清');
  const page = await open('dispatcher', id, { language: 'en' });
  await page.getByRole('button', { name: 'Why this date' }).click();
  await page.getByRole('heading', { name: 'Time limit of the case' }).waitFor();
  await page.getByText('Counted').first().waitFor();
  const words = await page.locator('main').innerText();
  expect(words).not.toMatch(/\b[a-z]+_[a-z]+\b|undefined|[a-z]+\.[a-z]+\.[a-z]+/);
});

it('shows an escalation as it happens, and why it was due', async () => {
  const id = await assigned('垃圾桶满溢未清运', QUICK);
  const page = await open('dispatcher', id);
  await page.getByRole('button', { name: '为什么是这个时间' }).click();
  await page.getByRole('heading', { name: '本件整改时限' }).waitFor();
  await page.locator('.finding-tags').getByText('蓝色催办').waitFor();
  const ladder = page.getByRole('list', { name: '升级阶梯' }).first();
  await ladder
    .getByText(/已发出，告知/)
    .first()
    .waitFor();
  await page.getByRole('region', { name: '单据与公文' }).getByText('催办单（蓝色催办）').first().waitFor();
  await accessible(page);
  await page.getByRole('button', { name: '收起说明' }).click();
});
