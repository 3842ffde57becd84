import type { Instant } from '#calendar';
import { writeXlsx } from '#documents';
import type { Locator } from 'playwright-core';
import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const MINUTE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
const inDays = (days: number): string => MINUTE.format(performance.timeOrigin + performance.now() + days * 86_400_000);

let site: Site;

beforeAll(async () => {
  site = await Site.open({ engine: false });
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

/** Only what has come is chosen: the list is asked of the api. */
async function choose(field: Locator, words: string): Promise<void> {
  await field.fill(words);
  await field.page().locator('.ant-select-item-option:visible').filter({ hasText: words }).first().click();
}

it('draws the network; a unit tells its people, duties and open work, by the keyboard too', async () => {
  const page = await site.open('dispatcher', { at: '/network' });
  const node = page.getByRole('button', { name: /^区城管局，在办 1 件/ });
  await node.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '区城管局' }).waitFor();
  await page.getByRole('link', { name: '在办 1 件' }).waitFor();
  await page.getByRole('searchbox', { name: '查找单位或人员' }).fill('云路');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '云路社区' }).waitFor();
  await accessible(page);
  await node.click();
  await page.getByRole('heading', { name: '区城管局' }).waitFor();
  await shot(page, 'network');
});

it('opens an account with a one-time password that is to be replaced', async () => {
  const page = await site.open('admin', { at: '/network/people' });
  await page.getByRole('cell', { name: 'dispatcher', exact: true }).waitFor();
  await accessible(page);
  await shot(page, 'people');
  await page.getByRole('button', { name: '新建人员' }).click();
  await page.getByRole('textbox', { name: '用户名' }).fill('cg.wang');
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill('王新来');
  await choose(page.getByRole('combobox', { name: '单位' }), '区城管局');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('一次性密码，只显示这一次').waitFor();
});

it('merges two units, with what would follow shown first', async () => {
  const page = await site.open('admin', { at: '/network/units' });
  for (const name of ['区城管局', '区住建局']) await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: '合并' }).click();
  await page.getByRole('textbox', { name: '新名称' }).fill('区城市管理和住建局');
  await page.getByRole('textbox', { name: '依据文件' }).fill('机构改革方案');
  await page.getByRole('button', { name: '预览' }).click();
  await page.getByText(/区城管局 撤销，由 区城市管理和住建局 承接/).waitFor();
  await page
    .getByText(/在办 1 件、人员 \d+ 名随转/)
    .first()
    .waitFor();
  await accessible(page);
  await shot(page, 'units-merge');
  await page.getByRole('button', { name: '执行' }).click();
  await page.getByText('已执行，1 件在办已转承接单位').waitFor();
});

it('splits a unit in two, the first of which takes over', async () => {
  const page = await site.open('admin', { at: '/network/units' });
  await page.getByRole('checkbox', { name: '区水利局' }).check();
  await page.getByRole('button', { name: '拆分' }).click();
  await page.getByRole('textbox', { name: /拆分后的单位/ }).fill('区水务局\n区河湖中心');
  await page.getByRole('textbox', { name: '依据文件' }).fill('机构改革方案');
  await page.getByRole('button', { name: '预览' }).click();
  await page.getByText(/区水利局 撤销，由 区水务局 承接/).waitFor();
  await page.getByRole('button', { name: '执行' }).click();
  await page.getByText('已执行，0 件在办已转承接单位').waitFor();
  await page.getByRole('button', { name: /^(Close|关闭)$/ }).click();
  await page.getByRole('tab', { name: '变更记录' }).click();
  await page.getByRole('row', { name: /撤销单位 区水利局/ }).waitFor();
});

it('takes the organisation from a workbook, looked at first', async () => {
  const sheet = {
    name: '人员',
    columns: ['*用户名', '*姓名', '*单位', '*角色', '电话'].map((heading) => ({ heading, width: 16 })),
    rows: [['ny.sun', '孙农业', '区农业农村局', '承办人', null]],
  };
  const page = await site.open('admin', { at: '/network/units' });
  await page.getByRole('button', { name: '导入 Excel' }).click();
  await page
    .getByLabel('选择 .xlsx 文件')
    .setInputFiles({ name: '人员.xlsx', mimeType: XLSX, buffer: await writeXlsx([sheet], 0 as Instant) });
  await page.getByText('新建账号 1 个').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: '写入' }).click();
  await page.getByRole('heading', { name: '一次性密码，只显示这一次' }).waitFor();
  const password = await page
    .getByRole('row', { name: /ny\.sun/ })
    .locator('code')
    .innerText();

  const own = await site.openAsStranger({ at: '/sign-in' });
  await own.getByLabel('用户名').fill('ny.sun');
  await own.getByLabel('密码').fill(password);
  await own.getByRole('button', { name: '登录' }).click();
  await own.getByRole('heading', { name: '设自己的密码' }).waitFor();
  await accessible(own);
  await own.goto('/findings');
  await own.getByLabel('一次性密码').fill(password);
  await own.getByLabel('新密码').fill('Duban-2026-sun');
  await own.getByRole('button', { name: '设定并进入' }).click();
  await own.getByText('孙农业').first().waitFor();
});

it('appoints to a position from a day on, and ends it', async () => {
  const page = await site.open('admin', { at: '/network/people' });
  await page.getByRole('searchbox', { name: '姓名、用户名或单位' }).fill('教育局');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '区教育局承办人' }).click();
  const person = page.getByRole('dialog', { name: '区教育局承办人' });
  await person.getByRole('combobox', { name: '职务' }).click();
  await page.getByTitle('经办人', { exact: true }).click();
  await person.getByRole('button', { name: '任职' }).click();
  const term = person.getByRole('listitem').filter({ hasText: '经办人' });
  await term.waitFor();
  await accessible(page);
  await term.getByRole('button', { name: '结束' }).click();
  await term.getByRole('button', { name: '结束' }).waitFor({ state: 'detached' });
});

it('says who leads a category in an area, and which name means whom', async () => {
  const page = await site.open('admin', { at: '/network/duties' });
  const leads = page.getByRole('region', { name: '牵头单位' });
  await choose(leads.getByRole('combobox', { name: '类别' }), '暴露垃圾');
  await choose(leads.getByRole('combobox', { name: '区域' }), '东市街道');
  await choose(leads.getByRole('combobox', { name: '单位' }), '东市街道');
  await leads.getByRole('button', { name: '设定' }).click();
  const rule = leads.getByRole('row', { name: /暴露垃圾.*东市街道 东市街道/ });
  await rule.waitFor();
  const aliases = page.getByRole('region', { name: '别名' });
  await aliases.getByRole('textbox', { name: '别名' }).fill('教体局');
  await choose(aliases.getByRole('combobox', { name: '单位' }), '区教育局');
  await aliases.getByRole('button', { name: '设定' }).click();
  await aliases.getByRole('row', { name: /教体局 区教育局/ }).waitFor();
  await accessible(page);
  await shot(page, 'duties');
});

it('lets somebody act for one while one is away, until it is taken back', async () => {
  const page = await site.open('approver', { at: '/network/account' });
  const delegations = page.getByRole('region', { name: '委托他人代办' });
  await choose(delegations.getByRole('combobox', { name: '委托给' }), '申值班');
  await delegations.getByTitle('申值班（区政府督查室）').waitFor();
  const [from, until] = [delegations.getByRole('textbox').first(), delegations.getByRole('textbox').nth(1)];
  await from.fill('2026-01-01 08:00');
  await from.press('Enter');
  await until.fill('2099-01-08 18:00');
  await until.press('Enter');
  const delegate = delegations.getByRole('button', { name: '委托', exact: true });
  await delegate.click();
  await delegations.getByRole('alert').filter({ hasText: '一次委托最长一年' }).waitFor();
  await from.fill(inDays(-1));
  await from.press('Enter');
  await until.fill(inDays(8));
  await until.press('Enter');
  await delegate.click();
  const kept = delegations.getByRole('button', { name: '撤回' });
  await kept.waitFor();
  await accessible(page);
  await kept.click();
  await delegations.getByText('已撤回').waitFor();
});

it('keeps the keys of other systems, shown once', async () => {
  const page = await site.open('admin', { at: '/network/account' });
  const keys = page.getByRole('region', { name: '接口密钥' });
  await keys.getByLabel('用途').fill('数字城管对接');
  await keys.getByLabel('以谁的名义（用户名）').fill('dispatcher');
  await keys.getByRole('button', { name: '发放' }).click();
  await keys.getByText('密钥只显示这一次').waitFor();
  await accessible(page);
  await keys.getByRole('button', { name: '作废' }).click();
  await keys.getByText('已作废').waitFor();
});

it('ends a surety', async () => {
  const page = await site.open('admin', { at: '/network/duties' });
  const end = page.getByRole('button', { name: '结束区财政局对中市街道的包保' });
  await end.click();
  await end.waitFor({ state: 'detached' });
  await accessible(page);
});

it('speaks English', async () => {
  const page = await site.open('admin', { at: '/network', language: 'en' });
  await page.getByRole('heading', { name: 'Responsibility network' }).waitFor();
  await page
    .getByRole('button', { name: /0 overdue/ })
    .first()
    .waitFor();
  await accessible(page);
});
