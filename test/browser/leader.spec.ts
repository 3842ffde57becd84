import type { Page } from 'playwright-core';
import { eventually } from '../chaos/eventually';
import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

let site: Site;
beforeAll(async () => {
  site = await Site.open({ living: true, engine: false });
});
afterAll(() => site.close());

const figure = (page: Page, name: string) => page.locator('.figure', { hasText: name }).first();

describe('the leader’s board', () => {
  it('shows every figure with its formula, and each leads to exactly its list', async () => {
    const page = await site.open('deputy.mayor', { at: '/leader/board' });
    await page.getByRole('heading', { name: '领导看板' }).waitFor();
    await page.locator('.trend svg').waitFor();
    const overdue = figure(page, '逾期');
    const told = Number(await overdue.locator('b').innerText());
    expect(told).toBeGreaterThan(0);
    await overdue.getByText('口径').click();
    await overdue.getByText('已过到期时刻').waitFor();
    await accessible(page);
    await shot(page, 'leader-board');
    const { items } = await (
      await site.caller('deputy.mayor')
    ).get<{ items: unknown[] }>(
      `/findings?limit=200&${(await overdue.getByRole('link').getAttribute('href'))!.split('?')[1]!}`,
    );
    expect(items).toHaveLength(told);
  });

  it('keeps its period in the address', async () => {
    const page = await site.open('deputy.mayor', { at: '/leader/board' });
    await page.getByRole('button', { name: '上月' }).click();
    await page.waitForURL(/from=\d{4}-\d{2}-01/);
    await page.reload();
    await expectPressed(page, '上月');
  });

  it('speaks English whole', async () => {
    const page = await site.open('deputy.mayor', { at: '/leader/board', language: 'en' });
    await page
      .getByRole('heading', { name: 'Leader’s board' })
      .or(page.getByRole('heading', { name: "Leader's board" }))
      .waitFor();
    await page.getByText('On-time rate').first().waitFor();
  });

  it('fills a wall, hears of a new finding by itself, and says how old its data is when the line is cut', async () => {
    const page = await site.open('deputy.mayor', { at: '/leader/wall' });
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.getByText(/数据时间 \d\d:\d\d/).waitFor();
    await page.locator('.trend svg').waitFor();
    await accessible(page);
    await shot(page, 'leader-wall');
    await page.getByRole('button', { name: '全屏' }).waitFor();
    const filed = figure(page, '本月发现').locator('b');
    const before = Number(await filed.innerText());
    const inspector = await site.caller('inspector');
    await inspector.do('/findings', {
      channel: 'hotline',
      source: 'hotline',
      categoryCode: 'HW01',
      description: '大屏应自己看到这一件',
    });
    await eventually(
      'the new finding on the wall',
      30_000,
      async () => (await filed.innerText()) === String(before + 1),
    );
    await page.context().setOffline(true);
    await page.getByText('网络中断').waitFor();
    expect(await filed.innerText()).toBe(String(before + 1));
  });
});

describe('the leader’s page on the phone', () => {
  it('is one page: five figures, red items, and a 批示 written and taken back there', async () => {
    const page = await site.open('deputy.mayor', { phone: true, at: '/leader/page' });
    await page.getByRole('heading', { name: '红色督办' }).waitFor();
    await page.locator('.five li').nth(4).waitFor();
    await accessible(page);
    await shot(page, 'leader-phone');
    const item = page.locator('.red-item').first();
    await item.getByRole('button', { name: '批示' }).click();
    await item.getByRole('button', { name: '请立即整改' }).click();
    await item.getByRole('button', { name: '发出批示' }).click();
    await page.getByText('批示已发出').waitFor();
    await page.getByRole('heading', { name: '批示件待回复' }).waitFor();
    await page.getByText('我的批示').first().waitFor();
  });

  it('is not for the inspected unit to command from', async () => {
    const page = await site.open('handler.zj', { phone: true, at: '/leader/page' });
    await page.getByRole('heading', { name: '督办 · 领导一页' }).waitFor();
    const handler = await site.caller('handler.zj');
    const { red } = await handler.get<{ red: { id: string }[] }>('/board/leader');
    for (const { id } of red)
      await expect(handler.do(`/findings/${id}/instruct`, { text: '越权' })).rejects.toThrow(/403|not_your_role/);
  });
});

const expectPressed = async (page: Page, name: string) => {
  const button = page.getByRole('button', { name, pressed: true });
  await button.waitFor();
};
