import { instantOf } from '#calendar';
import { openRecord, SimulatedClock } from '#persistence';
import { filing } from '../integration/persistence/district';
import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

const MORNING = instantOf('2026-10-12', '09:00');
const CASES = 6;

let site: Site;
beforeAll(async () => {
  site = await Site.open({ prepare: lastMonth });
});
afterAll(() => site?.close());

/** October's cases of 区城管局, one of them late: the worker assesses the month by itself when it starts. */
async function lastMonth(url: string): Promise<void> {
  const clock = new SimulatedClock(MORNING);
  const record = await openRecord({ url, clock });
  const actor = async (name: string) => (await record.people.actorOf((await record.people.personNamed(name))!.id))!;
  const [inspector, dispatcher, handler] = [
    await actor('inspector'),
    await actor('dispatcher'),
    await actor('handler.cg'),
  ];
  for (let n = 0; n < CASES; n += 1) {
    const id = `00000000-0000-4000-8000-00000000000${n}`;
    await record.findings.execute(id, filing({ id, description: `第${n + 1}处垃圾桶满溢` }), inspector);
    await record.findings.execute(id, { type: 'assign', unitId: 'cg' }, dispatcher);
    await record.findings.execute(id, { type: 'sign' }, handler);
  }
  clock.now = instantOf('2026-10-20', '10:00');
  while ((await record.findings.sweep({ graceMs: 0 })).claimed > 0);
  await record.close();
}

it('the board ranks each class within itself, with the 口径 of every figure on screen', async () => {
  const page = await site.open('dispatcher', { at: '/assessment' });
  await page.getByRole('heading', { name: '考核', level: 1 }).waitFor();
  await page.getByText('申诉期至').waitFor({ timeout: 60_000 });
  await page.getByRole('tab', { name: /区直职能单位/ }).click();
  const row = page.getByRole('row').filter({ hasText: '区城管局' });
  await row.waitFor();
  await page.getByRole('tabpanel').getByText('无可计分').first().waitFor();
  await row.getByRole('button', { name: /展开|expand/i }).click();
  const figures = page.locator('.assess-figures').first();
  await figures.getByText('—').first().waitFor();
  await page.getByRole('button', { name: '现在重算' }).click();
  await page.getByText('重算一致').waitFor();
  await accessible(page);
  await shot(page, 'assessment');
});

it('a unit goes from its score to the event, and appeals; another rules on it', async () => {
  const page = await site.open('handler.cg', { at: '/assessment' });
  await page.getByRole('link', { name: '区城管局' }).click();
  await page.getByRole('heading', { name: '区城管局 得分台账' }).waitFor();
  const late = page.getByRole('row').filter({ hasText: '逾期未整改' }).first();
  await late.getByRole('button', { name: /展开|expand/i }).click();
  await page.getByText(/依据第 \d+ 号事件/).waitFor();
  await late.getByRole('button', { name: '申诉' }).click();
  await page.getByLabel('申诉理由').fill('当日已清运, 有照片');
  await accessible(page);
  await shot(page, 'assessment-ledger');
  await page.getByRole('button', { name: '提交申诉' }).click();
  await page.getByText('待裁定').waitFor();
  const office = await site.open('approver', { at: '/assessment' });
  await office.getByText('当日已清运, 有照片').waitFor();
  await office.getByLabel('裁定理由').fill('照片属实');
  await office.getByRole('button', { name: '成立, 冲销' }).click();
  await office.getByText('当日已清运, 有照片').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText('成立, 已冲销').waitFor();
});

it('a project is visited by 39 items, with what does not apply left out', async () => {
  const page = await site.open('inspector', { at: '/property' });
  await page.getByRole('link', { name: '云路花园' }).click();
  await page.getByText('还没有检查过').waitFor();
  await page.getByRole('button', { name: '登记区级检查' }).click();
  await page.getByLabel('检查日期').fill('2026-11-20');
  await page
    .getByLabel(/^第 6 项/)
    .first()
    .fill('2');
  await page.getByLabel('第 28 项不适用').check();
  await accessible(page);
  await shot(page, 'property-visit');
  await page.getByRole('button', { name: '保存检查' }).click();
  await page.getByText('1 项: 6').waitFor();
  await page.getByText('97.98').first().waitFor();
  await page.goto('/property/credit');
  await page.getByText('档案中没有记录').waitFor();
  await accessible(page);
});

it('speaks English to those who want it', async () => {
  const page = await site.open('dispatcher', { at: '/property', language: 'en' });
  await page.getByRole('heading', { name: 'Property services', level: 1 }).waitFor();
  await shot(page, 'property-en');
});
