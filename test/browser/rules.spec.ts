import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

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

it('shows what a date from above, and a unit that takes no orders, change', async () => {
  const page = await site.open('dispatcher', { at: '/simulator?category=HW01&start=2026-09-24T16:00' });
  await page.getByRole('combobox', { name: '承办单位' }).click();
  await page.getByTitle('不隶属', { exact: true }).click();
  await page.waitForURL(/relation=external/);
  const rungs = page.locator('.rungs');
  await rungs.getByText('提示函').first().waitFor();
  expect(await rungs.getByText('黄色督办').count()).toBe(0);
  await page.getByRole('textbox', { name: '上级明确的日期' }).fill('2026-10-31');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /10月31日\(周六\)24:00 到期/ }).waitFor();
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
  for (const mode of ['剩余时间按新规则', '从头按新规则重算']) {
    await page.getByRole('radio', { name: mode }).click();
    await page.getByText(/个期限会变动/).waitFor();
  }
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

it('sets office hours by season, with what would move shown first', async () => {
  const page = await site.open('admin', { at: '/rules/calendar' });
  await page.getByText(/机关工作时间.*5月1日起 08:00–12:00、15:00–18:00/).waitFor();
  await page.getByRole('button', { name: '调整办公时间' }).click();
  const office = page.getByRole('group', { name: /机关工作时间/ });
  const summer = office.getByRole('region', { name: '第 1 季' });
  await summer.getByRole('textbox', { name: '第 1 季：第 2 段结束' }).fill('14:00');
  expect(await page.getByRole('button', { name: '预览影响' }).isDisabled()).toBe(true);
  await summer.getByRole('textbox', { name: '第 1 季：第 2 段结束' }).fill('18:30');
  await summer.getByRole('combobox', { name: '第 1 季：起始月' }).click();
  await page.getByTitle('6 月', { exact: true }).click();
  await accessible(page);
  await shot(page, 'calendar-hours');
  await page.getByRole('button', { name: '预览影响' }).click();
  const preview = page.getByRole('dialog', { name: '导入前预览' });
  await preview.getByText(/6月1日起 08:00–12:00、15:00–18:30/).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已导入新日历').waitFor();
  await page
    .getByRole('button', { name: /^(Close|关闭)$/ })
    .first()
    .click();
  await page
    .locator('.calendar-foot')
    .getByText(/6月1日起 08:00–12:00、15:00–18:30/)
    .waitFor();
});

it('sets one day of the district’s own, with its hours, and takes it back', async () => {
  const page = await site.open('admin', { at: '/rules/calendar' });
  await page.getByRole('button', { name: '本区另定一天' }).click();
  const date = page.getByRole('textbox', { name: '日期' });
  await date.fill('2026-12-19');
  await date.press('Enter');
  await page.getByRole('combobox', { name: '休息或上班' }).click();
  await page.getByTitle('本区另定：上班', { exact: true }).click();
  await page.getByRole('button', { name: '再加一段' }).click();
  await page.getByRole('textbox', { name: /第 1 段开始/ }).fill('09:00');
  await page.getByRole('textbox', { name: /第 1 段结束/ }).fill('11:30');
  await page.getByRole('textbox', { name: '依据的通知文号' }).fill('金政办〔2026〕32号');
  await page.getByRole('button', { name: '预览影响' }).click();
  await page.getByRole('heading', { name: /1 天与现行日历不同/ }).waitFor();
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已导入新日历').waitFor();
  await page
    .getByRole('button', { name: /^(Close|关闭)$/ })
    .first()
    .click();
  await page.getByText(/12月19日\(周六\) 本区另定：上班 09:00–11:30 · 金政办〔2026〕32号/).waitFor();
  await page.getByRole('button', { name: '取消 2026-12-19 的另定' }).click();
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已导入新日历').waitFor();
  await page.getByText('本年没有另定的日子。').waitFor();
});

it('adds a category like another, and a reason to suspend; the simulator knows the category', async () => {
  const page = await site.open('admin', { at: '/rules/policy' });
  await page.getByRole('button', { name: '新增类别' }).click();
  const adding = page.getByRole('dialog', { name: '新增类别' });
  await adding.getByRole('textbox', { name: '名称' }).fill('占道经营');
  await adding.getByText('已有同名的类别或别名').waitFor();
  await adding.getByRole('textbox', { name: '名称' }).fill('共享单车乱停');
  await adding.getByRole('combobox', { name: '大类' }).fill('市容秩序');
  await adding.getByRole('combobox', { name: '照哪个类别设置' }).fill('店外');
  await page.locator('.ant-select-item-option:visible').filter({ hasText: '店外' }).click();
  await accessible(page);
  await adding.getByRole('button', { name: '下一步：逐项设置' }).click();
  const settings = page.getByRole('dialog', { name: '共享单车乱停' });
  await settings.getByRole('spinbutton', { name: '时限：数量' }).first().fill('6');
  await settings.getByRole('button', { name: /^(Close|关闭)$/ }).click();
  await page
    .getByRole('row', { name: /共享单车乱停/ })
    .getByText('已改')
    .waitFor();
  await page.getByRole('tab', { name: '延期、挂账、退回' }).click();
  await page.getByRole('button', { name: '挂账：再加一条' }).click();
  const reason = page.getByRole('region', { name: '新增（请命名）' });
  await reason.getByRole('textbox', { name: '名称' }).fill('大型活动保障');
  await page.getByRole('button', { name: '预览影响并保存' }).click();
  const preview = page.getByRole('dialog', { name: '保存前预览' });
  await preview.getByText(/共享单车乱停/).waitFor();
  await preview.getByText(/大型活动保障/).waitFor();
  await page.getByRole('button', { name: '保存为新版本' }).click();
  await page.getByText(/已保存为第 \d+ 版/).waitFor();
  await page.goto('/simulator?start=2026-09-24T09:00');
  await page.getByRole('combobox', { name: '问题类别' }).fill('共享单车');
  await page.locator('.ant-select-item-option:visible').filter({ hasText: '共享单车' }).click();
  await page.getByRole('heading', { name: /9月24日\(周四\)15:00 到期/ }).waitFor();
});

it('retires a category: the street is not offered it, and it is taken back', async () => {
  const page = await site.open('admin', { at: '/rules/policy?item=SR06' });
  const settings = page.getByRole('dialog', { name: '乱堆物料' });
  const saved = async (act: string) => {
    await settings.getByRole('button', { name: act }).click();
    await settings.getByRole('button', { name: /^(Close|关闭)$/ }).click();
    await page.getByRole('button', { name: '预览影响并保存' }).click();
    const preview = page.getByRole('dialog', { name: '保存前预览' });
    await preview.getByText('乱堆物料 · 停用').waitFor();
    await preview.getByRole('button', { name: '保存为新版本' }).click();
    await preview.getByText(/已保存为第 \d+ 版/).waitFor();
    await preview.getByRole('button', { name: /^(Close|关闭)$/ }).click();
  };
  const offered = async () => {
    const phone = await site.open('inspector', { phone: true, at: '/m/file' });
    await phone.getByRole('button', { name: '户外广告或店招破损' }).waitFor();
    return phone.getByRole('button', { name: '乱堆物料' }).count();
  };
  await settings.getByText(/已有问题保留此类别/).waitFor();
  await accessible(page);
  await saved('停用此类别');
  await page
    .getByRole('row', { name: /乱堆物料/ })
    .getByText('已停用')
    .waitFor();
  expect(await offered()).toBe(0);
  await page.goto('/rules/policy?item=SR06');
  await saved('恢复使用');
  expect(await offered()).toBe(1);
});

it('shows what one had changed where somebody else saved first', async () => {
  const page = await site.open('admin', { at: '/rules/policy?item=HW02' });
  const amount = page.getByRole('spinbutton', { name: '时限：数量' }).first();
  await amount.fill('77');
  await amount.press('Tab');
  const other = await site.caller('admin2');
  const policy = await other.get<{ returnMax: number }>('/policies/current');
  await other.do('/policies', { policy: { ...policy, returnMax: policy.returnMax + 1 } });
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Close|关闭)$/ })
    .click();
  await page.getByRole('button', { name: '预览影响并保存' }).click();
  await page.getByText(/已由他人保存，下面的修改没有存上/).waitFor();
  await page.getByRole('alert').getByText(/77/).waitFor();
});

it('speaks English', async () => {
  const page = await site.open('dispatcher', { at: '/simulator?category=HW01&start=2026-09-24T16:00', language: 'en' });
  await page.getByRole('heading', { name: /Due Fri/ }).waitFor();
  await accessible(page);
});
