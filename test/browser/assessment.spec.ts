import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { accessible } from './support/accessible';
import { assessedQuarter } from './support/assessed-quarter';
import { shot } from './support/shot';
import { Site } from './support/site';

const QUARTER = '/assessment?kind=quarter&edition=units-quarter-2026-07-01-1&class=区直职能单位';

let site: Site;
beforeAll(async () => {
  site = await Site.open({ prepare: assessedThrice });
}, 300_000);
afterAll(() => site?.close());

/** Of a year with three black lists the fixture tells two quarters: what the third would have put to the owners. */
async function assessedThrice(url: string): Promise<void> {
  await assessedQuarter(url);
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(
      `INSERT INTO assessment_proposal (id, assessment_id, measure, subject_id, deciders, basis)
       SELECT id || ':exit:xq-sanli', id, 'exit', 'xq-sanli', '业主共同决定', '一年三次考核黑榜，列入联席会议议题'
       FROM assessment WHERE id = 'property-quarter-2026-07-01-1'`,
    );
  } finally {
    await client.end();
  }
}

const dialog = (page: Page) => page.getByRole('dialog');

it('ranks each class within itself, and recomputes what was published from snapshot and rule version', async () => {
  const page = await site.open('dispatcher', { at: QUARTER });
  await page.getByRole('heading', { name: '考核', level: 1 }).waitFor();
  const first = page.getByRole('row').filter({ hasText: '区城管局' });
  await first.getByText('红榜', { exact: true }).waitFor();
  await page.getByRole('row').filter({ hasText: '区市场监管局' }).getByText('考核黑榜', { exact: true }).waitFor();
  await page.getByRole('tabpanel').getByText('样本不足').first().waitFor();
  await page.getByRole('button', { name: '现在重算' }).click();
  await page.getByText('由快照与规则版本重算：一致').waitFor();
  await page.getByText('npm run duban -- assess verify 2026Q3').waitFor();
  await accessible(page);
  await page.evaluate('scrollTo(0, 0)');
  await shot(page, 'assessment');
  await first.getByRole('button', { name: /展开|expand/i }).click();
  const figures = page.locator('.assess-figures').first();
  await figures.getByText('按期结案率', { exact: true }).waitFor();
  await figures.getByText('—').first().waitFor();
});

it('people decide what rules propose, and the 通报 tells only what was decided', async () => {
  const page = await site.open('approver', { at: QUARTER });
  const row = page.getByRole('row').filter({ hasText: '通报表扬' }).filter({ hasText: '区城管局' });
  await row.getByRole('button', { name: '核定' }).click();
  await dialog(page).getByLabel('核定理由').fill('连续保持，予以表扬');
  await accessible(page);
  await dialog(page).getByRole('button', { name: '同意', exact: true }).click();
  await row.getByText('连续保持，予以表扬').waitFor();
  await page.getByRole('button', { name: '拟稿通报' }).click();
  await dialog(page).getByRole('button', { name: '拟稿', exact: true }).click();
  await page.waitForURL(/\/papers\/[0-9a-f-]{36}/);
  await page.getByText('督查通报').first().waitFor();
});

it('a unit goes from its score to the event, and appeals; another rules on it', async () => {
  const at = '/assessment/units-month-2026-10-01-1/cg';
  const page = await site.open('handler.cg', { at: QUARTER });
  await page.getByRole('link', { name: '区城管局' }).click();
  await page.getByRole('heading', { name: '区城管局 得分台账' }).waitFor();
  await page.getByRole('img', { name: '走势' }).waitFor();
  await accessible(page);
  await page.goto(at);
  const late = page.getByRole('row').filter({ hasText: '逾期未整改' }).first();
  await late.getByRole('button', { name: /展开|expand/i }).click();
  await page.getByText(/依据第 \d+ 号事件/).waitFor();
  await late.getByRole('button', { name: '申诉' }).click();
  await dialog(page).getByLabel('申诉理由').fill('当日已清运，有照片');
  await accessible(page);
  await dialog(page).getByRole('button', { name: '提交申诉' }).click();
  await page.getByText('待裁定').waitFor();
  const office = await site.open('approver', { at: '/assessment?kind=month&edition=units-month-2026-10-01-1' });
  await office.getByText('当日已清运，有照片').waitFor();
  await office.getByLabel('裁定理由').fill('照片属实');
  await office.getByRole('button', { name: '成立，冲销' }).click();
  await office.getByText('成立，已冲销').waitFor();
  await page.reload();
  await page.getByText('成立，已冲销').waitFor();
});

it('what the city recognised is entered by one, confirmed by another, and seen by its unit', async () => {
  const page = await site.open('dispatcher', { at: QUARTER });
  const list = page.getByRole('region', { name: '加分登记' });
  await list.getByRole('button', { name: '登记加分' }).click();
  const save = dialog(page).getByRole('button', { name: '保存' });
  const option = (text: string) => page.locator('.ant-select-item-option').filter({ hasText: text });
  await dialog(page).getByRole('combobox', { name: '加分事项' }).click();
  await option('市级检查点位无问题').click();
  await dialog(page).getByRole('combobox', { name: '受表扬单位' }).fill('区城管局');
  await option('区城管局').click();
  await dialog(page).getByLabel('文件名称').fill('三季度市容环境检查情况通报');
  await dialog(page).getByLabel('文号').fill('六城管〔2026〕12号');
  expect(await save.isDisabled()).toBe(true);
  await dialog(page).getByLabel('点位名称').fill('云路街背巷');
  await dialog(page).getByLabel('发生日期').fill('2026-09-10');
  await accessible(page);
  await save.click();
  await list.getByText('待另一人确认').waitFor();
  const office = await site.open('approver', { at: QUARTER });
  const row = office.getByRole('row').filter({ hasText: '六城管〔2026〕12号' });
  await row.getByRole('button', { name: /^确认/ }).click();
  await row.getByText('已确认').waitFor();
  await accessible(office);
  await row.scrollIntoViewIfNeeded();
  await shot(office, 'recognitions');
  const unit = await site.open('handler.cg', { at: QUARTER });
  await unit.getByRole('region', { name: '加分登记' }).getByText('云路街背巷').waitFor();
  await accessible(unit);
  await row.getByRole('button', { name: /^撤销/ }).click();
  await dialog(office).getByLabel('撤销理由').fill('点位不属本单位');
  await dialog(office).getByRole('button', { name: '撤销', exact: true }).click();
  await row.getByText('已撤销').waitFor();
  await row.getByText('点位不属本单位').waitFor();
});

it('the ledger of a unit is shown whole to the office', async () => {
  const page = await site.open('dispatcher', { at: '/assessment/units-quarter-2026-07-01-1/sc' });
  await page.getByRole('heading', { name: '责任构成' }).waitFor();
  await page.getByRole('img', { name: '走势' }).waitFor();
  await accessible(page);
  await shot(page, 'assessment-ledger');
});

it('red and black lists open on what they rest on, and lead to an entry step by step', async () => {
  const page = await site.open('dispatcher', { at: '/red-black?start=2026-07-01' });
  const black = page.getByRole('article', { name: '三里老街小区' });
  await black.waitFor();
  await page.getByRole('article', { name: '云路花园' }).waitFor();
  await page.getByText('有严重项未整改，不上红榜').first().waitFor();
  await black.getByText(/得分依据/).click();
  await black
    .getByText(/^第 6 项/)
    .first()
    .waitFor();
  await accessible(page);
  await black.getByRole('button', { name: '拟列入考核黑榜，先告知' }).click();
  await dialog(page).getByRole('button', { name: '发出告知' }).click();
  await black.getByRole('button', { name: '登记陈述申辩' }).click();
  await dialog(page).getByLabel('陈述申辩内容').fill('垃圾桶已增设，楼道已清理');
  await dialog(page).getByRole('button', { name: '登记' }).click();
  await black.getByText('等待审批人决定').waitFor();
  const approver = await site.open('approver', { at: '/red-black?start=2026-07-01' });
  const its = approver.getByRole('article', { name: '三里老街小区' });
  await its.getByRole('button', { name: '决定' }).click();
  await dialog(approver).getByLabel('决定理由').fill('连续两季得分低于 80 分');
  await accessible(approver);
  await dialog(approver).getByRole('button', { name: '列入', exact: true }).click();
  await its.getByRole('button', { name: '公示' }).click();
  await dialog(approver).getByRole('button', { name: '公示' }).click();
  await its.getByText('公示中', { exact: true }).waitFor();
  await approver.getByRole('row').filter({ hasText: '约谈' }).filter({ hasText: '三里老街小区' }).waitFor();
  await approver.evaluate('scrollTo(0, 640)');
  await shot(approver, 'red-black');
  const proposed = approver.getByRole('row').filter({ hasText: '建议退出或提请解聘' });
  await proposed.getByRole('button', { name: '核定' }).click();
  await dialog(approver).getByLabel('核定理由').fill('提请业主大会');
  await dialog(approver).getByRole('button', { name: '同意', exact: true }).click();
  await proposed.getByText('提请业主大会').waitFor();
  await approver.getByRole('tab', { name: '单位' }).click();
  await approver.getByRole('article', { name: '区市场监管局' }).waitFor();
  await accessible(approver);
  await approver.goto('/property/credit');
  await approver
    .getByRole('article', { name: /三里老街小区/ })
    .first()
    .waitFor();
  await accessible(approver);
  await shot(approver, 'credit');
  const exit = approver.getByRole('article', { name: '三里老街小区 退出' });
  await exit.getByText('已提请，待其决定').waitFor();
  await exit.getByRole('button', { name: '登记决定' }).click();
  const save = dialog(approver).getByRole('button', { name: '保存' });
  expect(await save.isDisabled()).toBe(true);
  await dialog(approver).getByLabel('谁决定的').fill('三里老街小区业主大会');
  await dialog(approver)
    .getByLabel(/^决定文件/)
    .fill('业主大会决议〔2026〕2号');
  await accessible(approver);
  await save.click();
  await exit.getByText('退出（解聘）', { exact: true }).waitFor();
  await exit.getByText(/三里老街小区业主大会，业主大会决议〔2026〕2号/).waitFor();
  await exit.getByRole('button', { name: '更正登记' }).click();
  await dialog(approver).getByRole('radio', { name: '留任（不解聘）' }).check();
  await save.click();
  await exit.getByText('留任（不解聘）', { exact: true }).waitFor();
});

it('property services have their editions; projects and companies are kept by page', async () => {
  const page = await site.open('dispatcher', { at: '/property?edition=property-quarter-2026-07-01-1&class=old' });
  await page.getByRole('row').filter({ hasText: '三里老街小区' }).getByText('考核黑榜', { exact: true }).waitFor();
  await accessible(page);
  await shot(page, 'property');
  await page.getByRole('link', { name: '项目', exact: true }).click();
  await page.getByRole('button', { name: '按街道抽取' }).click();
  await page.getByText('按种子重抽：一致').waitFor();
  await page.getByRole('button', { name: '登记项目' }).click();
  await dialog(page).getByLabel('项目').fill('新安嘉园');
  for (const [label, choice] of [
    ['物业企业', '金穗物业服务有限公司'],
    ['街道', '东市街道'],
    ['类型', '商住小区'],
  ] as const) {
    await dialog(page).getByRole('combobox', { name: label }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: choice }).click();
  }
  await accessible(page);
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await page.getByRole('link', { name: '新安嘉园' }).waitFor();
  await page.goto('/property?kind=year');
  await page.getByRole('spinbutton', { name: '云路花园 满意度' }).fill('91');
  await page.getByRole('row').filter({ hasText: '云路花园' }).getByRole('button', { name: '保存' }).click();
  await accessible(page);
});

it('a project is visited by 39 items, at the desk and in the street', async () => {
  const page = await site.open('inspector', { at: '/property/projects/xq-yunlu' });
  await page.getByRole('button', { name: '登记区级检查' }).click();
  await page.getByRole('button', { name: '第 6 项加一次' }).click();
  await page.getByRole('button', { name: '第 6 项加一次' }).click();
  await page.getByLabel('第 28 项不适用', { exact: true }).check();
  await page.getByLabel('第 28 项不适用的理由').fill('本小区无健身设施');
  await page.getByText('97.98').waitFor();
  await accessible(page);
  await page.evaluate('scrollTo(0, 0)');
  await shot(page, 'project-sheet');
  await page.getByRole('button', { name: '保存检查' }).click();
  await page.getByRole('cell', { name: '97.98' }).first().waitFor();
  const phone = await site.open('inspector', { phone: true, at: '/m/property' });
  await phone.getByLabel('找小区、企业或街道').fill('河滨');
  await accessible(phone);
  await phone.getByRole('link', { name: /河滨安置小区/ }).click();
  await phone.getByRole('button', { name: '第 7 项加一次' }).click();
  await accessible(phone);
  await shot(phone, 'project-sheet-phone');
  await phone.getByRole('button', { name: '保存检查' }).click();
  await phone.getByText(/检查已保存/).waitFor();
});

it('rules are data: a version is prepared, compared and tried on what was published, then saved', async () => {
  const page = await site.open('admin', { at: '/rulebook' });
  await page.getByRole('spinbutton', { name: '督查发现问题 分值' }).fill('1');
  await page.getByRole('spinbutton', { name: '督查发现问题 分值' }).blur();
  await page.getByText('改动 1 处，尚未保存').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: '比较并试算' }).click();
  await page
    .getByText(/个中有 \d+ 个会变/)
    .first()
    .waitFor();
  await page.getByLabel('修改说明').fill('按联席会议意见提高发现问题的扣分');
  await accessible(page);
  await shot(page, 'rulebook');
  await page.getByRole('button', { name: '保存为第 2 版' }).click();
  await page.getByRole('cell', { name: '按联席会议意见提高发现问题的扣分' }).waitFor();
  for (const part of ['考核与奖惩', '物业服务', '指标口径']) {
    await page.getByRole('tab', { name: part }).click();
    await page.getByRole('tabpanel').locator('h2, table').first().waitFor();
    await accessible(page);
  }
});

it('speaks English to those who want it, on every page', async () => {
  for (const [at, name] of [
    ['/assessment?kind=quarter', 'Assessment'],
    ['/red-black?start=2026-07-01', 'Red and black lists'],
    ['/property', 'Property services'],
    ['/property/projects', 'Residential projects'],
    ['/property/credit', 'Companies and credit'],
    ['/rulebook?part=versions', 'Scoring rules (version 2)'],
  ] as const) {
    const page = await site.open('dispatcher', { at, language: 'en' });
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.locator('.sheet').getByRole('status').or(page.locator('.sheet table, .sheet article')).first().waitFor();
    await accessible(page);
    expect(await page.locator('main').innerText()).not.toMatch(/\b(assessment|property|rule|credit)\.[a-zA-Z]+\b/);
    await page.close();
  }
});
