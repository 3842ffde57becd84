import type { Page } from 'playwright-core';
import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

let site: Site;

beforeAll(async () => {
  site = await Site.open({ engine: false });
  const inspector = await site.caller('inspector');
  const dispatcher = await site.caller('dispatcher');
  const { id } = await inspector.do('/findings', filing('云路社区路口井盖缺失'));
  await dispatcher.do(`/findings/${id}/assign`, { unitId: 'cg' });
  await (await site.caller('handler.cg')).do(`/findings/${id}/sign`);
  await inspector.do('/findings', filing('垃圾桶满溢未清运'));
});
afterAll(() => site.close());

const filing = (description: string) => ({
  channel: 'round',
  source: 'district',
  categoryCode: 'HW01',
  description,
  place: { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: '云路社区1号点位' },
});

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

it('asks to sign in, refuses a wrong password in words, and leads back to where one wanted to go', async () => {
  const page = await site.openAsStranger({ at: '/findings?overdue=true' });
  await page.getByLabel('用户名').fill('dispatcher');
  await accessible(page);
  await shot(page, 'sign-in');
  await page.getByLabel('密码').fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('用户名或密码不对').waitFor();
  await page.getByLabel('密码').fill(site.stack.password);
  await page.keyboard.press('Enter');
  await heading(page, '问题清单').waitFor();
  expect(new URL(page.url()).search).toBe('?overdue=true');
});

it('lists what the caller may see, with unit, status and what is left of the time', async () => {
  const page = await site.open('dispatcher', { at: '/findings' });
  const row = page.getByRole('row').filter({ hasText: '井盖缺失' });
  await row.getByText('整改中').waitFor();
  await row.getByText(/还剩 \d+ /).waitFor();
  await row.getByText('正常').or(row.getByText('临期')).waitFor();
  await accessible(page);
  await shot(page, 'findings');
});

it('filters by stage and text, and keeps the filter in the address', async () => {
  const page = await site.open('dispatcher', { at: '/findings' });
  const signed = page.getByRole('row').filter({ hasText: '井盖缺失' });
  await signed.waitFor();
  await page.getByRole('button', { name: /^交办/ }).click();
  await signed.waitFor({ state: 'detached' });
  await page.getByRole('row').filter({ hasText: '满溢未清运' }).waitFor();
  await page.waitForURL(/stage=assign/);
  await page.getByRole('searchbox').fill('没有这样的问题');
  await page.keyboard.press('Enter');
  await page.getByText('没有符合条件的问题').waitFor();
  await page.reload();
  await page.getByText('没有符合条件的问题').waitFor();
});

it('is used from the keyboard: first the way to the page, then menu and filters', async () => {
  const page = await site.open('dispatcher', { at: '/findings' });
  await heading(page, '问题清单').waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('跳到正文');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^全部/);
});

it('speaks English when asked, and still does after a reload; large type and contrast stay too', async () => {
  const page = await site.open('dispatcher', { at: '/findings' });
  await page.getByRole('button', { name: 'English' }).click();
  await heading(page, 'Findings').waitFor();
  await page.getByRole('row').filter({ hasText: '井盖缺失' }).getByText('Rectifying').waitFor();
  await page.getByRole('button', { name: 'Large type' }).click();
  await page.getByRole('button', { name: 'High contrast' }).click();
  await page.reload();
  await heading(page, 'Findings').waitFor();
  expect(await page.evaluate('[document.documentElement.lang, document.documentElement.dataset.type]')).toEqual([
    'en',
    'large',
  ]);
  await accessible(page);
  await shot(page, 'findings-large-english');
});

it('signs out, and asks again', async () => {
  const page = await site.open('verifier', { at: '/findings' });
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByLabel('用户名').waitFor();
  await page.goto('/findings');
  await page.getByLabel('密码').waitFor();
});

it('says so when there is no such page', async () => {
  const page = await site.openAsStranger({ at: '/no/such/page' });
  await heading(page, '没有这个页面').waitFor();
});
