import type { Page } from 'playwright-core';
import { FarSide } from '../integration/messages/far-side';
import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

let site: Site;
let far: FarSide;
const allowed = process.env.DUBAN_PRIVATE_TARGETS;
beforeAll(async () => {
  process.env.DUBAN_PRIVATE_TARGETS = '127.0.0.1';
  far = await FarSide.open();
  site = await Site.open({ living: true });
});
afterAll(async () => {
  await site.close();
  await far.close();
  if (allowed === undefined) delete process.env.DUBAN_PRIVATE_TARGETS;
  else process.env.DUBAN_PRIVATE_TARGETS = allowed;
});

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

describe('the inbox', () => {
  it('hears of what comes, counts it on the bell, and marks what is opened', async () => {
    const page = await site.open('handler.cg', { at: '/messages' });
    await heading(page, '消息').waitFor();
    await page.getByRole('button', { name: '全部标为已看' }).click();
    const bell = page.locator('.bell-count');
    await bell.waitFor({ state: 'detached' });
    const inspector = await site.caller('inspector');
    const { id } = await inspector.do('/findings', {
      channel: 'round',
      source: 'district',
      categoryCode: 'HW01',
      description: '云路社区路口垃圾满溢',
      place: { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: '云路社区1号点位' },
      urgency: 'urgent',
    });
    await (await site.caller('dispatcher')).do(`/findings/${id}/assign`, { unitId: 'cg' });
    const line = page.locator('.messages li[data-unread="true"]').first();
    await line.waitFor();
    await bell.waitFor();
    await accessible(page);
    await shot(page, 'messages');
    await line.getByRole('link').click();
    await page.waitForURL(new RegExp(`/findings/${id}`));
    await bell.waitFor({ state: 'detached' });
    const mine = await (await site.caller('handler.cg')).get<{ unread: number }>('/inbox');
    expect(mine.unread).toBe(0);
  });

  it('speaks English', async () => {
    const page = await site.open('handler.cg', { at: '/messages', language: 'en' });
    await heading(page, 'Messages').waitFor();
    await page.getByRole('button', { name: 'Mark all as seen' }).waitFor();
  });
});

it('keeps how one wants to be told, and gives a calendar that can be revoked', async () => {
  const page = await site.open('handler.cg', { at: '/messages/preferences' });
  await page.getByLabel('手机号码').fill('13800138000');
  await page.getByLabel('站内之外').selectOption('email,sms');
  const quiet = page.getByLabel('设置免打扰时段');
  if (!(await quiet.isChecked())) await quiet.check();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存').waitFor();
  await page.getByRole('button', { name: '生成订阅地址' }).click();
  const field = page.getByLabel(/^订阅地址（/);
  await field.waitFor();
  await page.getByAltText('订阅地址二维码').waitFor();
  await accessible(page);
  await shot(page, 'preferences');
  const address = await field.inputValue();
  expect(await (await page.request.get(address)).text()).toContain('BEGIN:VCALENDAR');
  await page.getByRole('button', { name: '取消订阅' }).click();
  await page.getByText('还没有订阅地址').waitFor();
  expect((await page.request.get(address)).status()).toBe(404);
  await page.reload();
  expect(await page.getByLabel('手机号码').inputValue()).toBe('13800138000');
  expect(await page.getByLabel('站内之外').inputValue()).toBe('email,sms');
});

it('sets up a robot with a secret that never comes back, sends a test and shows how it went', async () => {
  const page = await site.open('admin', { at: '/messages/outlets' });
  await page.getByRole('button', { name: '钉钉' }).click();
  await page.getByLabel('通道名称').fill('督查工作群');
  await page.getByLabel('接口地址').fill(`${far.url}/robot/send`);
  await page.getByLabel('机器人令牌').fill('a-token-of-this-test');
  await page.getByLabel('加签密钥').fill('SEC-of-this-test');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '发送测试' }).click();
  const line = page.locator('.sendings li').filter({ hasText: '刚才的测试' });
  await line.getByText('已发出').waitFor();
  expect(far.arrived.at(-1)?.url).toMatch(/access_token=a-token-of-this-test.*sign=/);
  await page.getByRole('heading', { name: '督查工作群' }).waitFor();
  expect(await page.getByLabel('机器人令牌').inputValue()).toBe('');
  expect(await page.content()).not.toContain('a-token-of-this-test');
  await accessible(page);
  await shot(page, 'outlets');
  far.answer = FarSide.json({ error: 'gone' }, 404);
  await page.getByRole('button', { name: '发送测试' }).click();
  await page.locator('.sendings').getByText('对方返回 HTTP 404').waitFor();
});

it('keeps a roster: a shift is added and removed, a list with a wrong row enters nothing', async () => {
  const page = await site.open('dispatcher', { at: '/duty?unit=cg&week=2027-03-03' });
  await heading(page, '值班表').waitFor();
  const day = page.locator('.duty-week li').first();
  await day.getByRole('button', { name: /排班/ }).click();
  await day.getByLabel('班次').selectOption('白班');
  await day.getByLabel('带班领导').selectOption({ label: '区城管局主要负责人' });
  await day.getByLabel('值班人员').selectOption({ label: '区城管局承办人' });
  await day.getByRole('button', { name: '保存' }).click();
  await day.getByText('带班：区城管局主要负责人').waitFor();
  const file = page.getByLabel('选择文件');
  const list = (leader: string) => ({
    name: '值班表.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`单位,日期,班次,带班领导\n区城管局,2027-03-04,全天,${leader}\n`),
  });
  await file.setInputFiles(list('查无此人'));
  await page.getByText(/第 2 行：本单位没有这个人/).waitFor();
  await file.setInputFiles(list('区城管局主要负责人'));
  await page.getByRole('button', { name: '写入 1 个班次' }).click();
  await page.getByText('已写入 1 个班次').waitFor();
  await page.locator('.duty-week li').nth(3).getByText('带班：区城管局主要负责人').waitFor();
  await accessible(page);
  await day.getByRole('button', { name: '删去' }).click();
  await day.getByText('未排班').waitFor();
  await page.getByRole('button', { name: '本周' }).click();
  await page.getByText('现在值班').waitFor();
  await shot(page, 'duty');
});

it('is read by others, who do not keep it', async () => {
  const page = await site.open('handler.zj', { at: '/duty?unit=cg&week=2027-03-03', language: 'en' });
  await heading(page, 'Duty roster').waitFor();
  await page.locator('.duty-week li').nth(3).getByText('Leader: 区城管局主要负责人').waitFor();
  expect(await page.getByRole('button', { name: /Add a shift/ }).count()).toBe(0);
});

it('lists what did not arrive', async () => {
  const page = await site.open('dispatcher', { at: '/messages/undelivered' });
  await heading(page, '未送达').waitFor();
  await page.locator('.undelivered li').first().or(page.getByText('没有未送达的消息')).waitFor();
  await accessible(page);
});
