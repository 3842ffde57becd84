import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

let site: Site;

beforeAll(async () => {
  site = await Site.open();
  const { id } = await (
    await site.caller('inspector')
  ).do('/findings', {
    channel: 'round',
    source: 'district',
    categoryCode: 'HW01',
    description: '垃圾桶满溢未清运',
    place: { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: '云路社区1号点位' },
  });
  await (await site.caller('dispatcher')).do(`/findings/${id}/assign`, { unitId: 'cg' });
});
afterAll(() => site.close());

it('shows when the slips of four working hours come that are sent on the eve of Mid-Autumn', async () => {
  const page = await site.open('dispatcher', { at: '/simulator?category=HW01&start=2026-09-24T16:00' });
  await page.getByRole('heading', { name: /9月25日\(周五\)10:00 到期/ }).waitFor();
  const rungs = page.getByRole('list').filter({ hasText: '催办单' });
  await rungs.getByText('9月25日(周五)10:01').first().waitFor();
  await rungs.getByText('黄色督办').waitFor();
  await rungs
    .getByText(/送达（工作时间）/)
    .first()
    .waitFor();
  await page
    .getByTitle(/放假 · 中秋/)
    .first()
    .waitFor();
  await accessible(page);
  await shot(page, 'simulator');
});

it('edits a limit, shows what would move, and keeps what runs', async () => {
  const page = await site.open('admin', { at: '/rules/policy?item=HW01' });
  const amount = page.getByRole('spinbutton', { name: '时限：数量' }).first();
  await amount.waitFor();
  await shot(page, 'policy');
  await amount.fill('8');
  await amount.press('Tab');
  await page.getByText('有 1 处修改').waitFor();
  await page
    .getByRole('button', { name: 'Close' })
    .or(page.getByRole('button', { name: '关闭' }))
    .first()
    .click();
  await page.getByRole('button', { name: '预览影响并保存' }).click();
  await page.getByText('没有期限会变动').waitFor();
  await page.getByRole('radio', { name: '从头按新规则重算' }).click();
  await page.getByText(/个期限会变动/).waitFor();
  await accessible(page);
  await shot(page, 'policy-preview');
  await page.getByRole('radio', { name: /保持不变/ }).click();
  await page.getByText('没有期限会变动').waitFor();
  await page.getByRole('button', { name: '保存为新版本' }).click();
  await page.getByText(/已保存为第 \d+ 版/).waitFor();
});

it('shows the year, and what next year’s notice would move', async () => {
  const page = await site.open('admin', { at: '/rules/calendar' });
  await page.getByRole('heading', { name: '工作日历' }).waitFor();
  await page.getByRole('table').first().waitFor();
  await accessible(page);
  await shot(page, 'calendar-year');
  await page.getByRole('button', { name: '导入放假通知' }).click();
  await page.getByRole('textbox', { name: '通知内容' }).fill('元旦,明天');
  await page.getByRole('button', { name: '预览影响' }).click();
  await page.getByText('这一行看不懂：元旦,明天').waitFor();
  await page.getByRole('textbox', { name: '通知内容' }).fill('元旦,2027-01-01,2027-01-03\n上班,2027-01-09');
  await page.getByRole('button', { name: '预览影响' }).click();
  await page.getByRole('heading', { name: /4 天与现行日历不同/ }).waitFor();
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已导入新日历').waitFor();
});

it('speaks English', async () => {
  const page = await site.open('dispatcher', { at: '/simulator?category=HW01&start=2026-09-24T16:00', language: 'en' });
  await page.getByRole('heading', { name: /Due Fri/ }).waitFor();
  await accessible(page);
});
