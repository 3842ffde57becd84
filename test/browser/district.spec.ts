import type { Page } from 'playwright-core';
import { eventually } from '../chaos/eventually';
import { accessible } from './support/accessible';
import { picture } from './support/pictures';
import { Site } from './support/site';

jest.setTimeout(180_000);

const HOUR = 3_600_000;
const inHours = (hours: number): string =>
  new Date(performance.timeOrigin + performance.now() + hours * HOUR).toISOString();
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

describe('the district’s machinery', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(() => site.close());

  it.each([
    ['/rounds', '督查轮次', 'Inspection rounds'],
    ['/places', '检查点位', 'Inspection places'],
    ['/grid', '四级联动', 'Four-level grid chain'],
    ['/grid/sheets', '网格员考核表', 'Grid workers’ sheet'],
    ['/lists', '整改清单', 'Issue lists'],
    ['/matters', '督办事项', 'Matters'],
    ['/overlays', '迎检保障期', 'Policy overlays'],
    ['/suspensions', '成批挂账', 'Group suspensions'],
  ])('%s opens in both languages, accessible and named', async (at, zh, en) => {
    const page = await site.open('dispatcher', { at });
    await heading(page, zh).waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'English' }).click();
    await heading(page, en).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/\b(district|words)[:.]\w|\{\{|undefined/);
    await page.context().close();
  });

  it('plans a round on its sheet, and opens what was planned', async () => {
    const page = await site.open('dispatcher', { at: '/rounds' });
    await page.getByRole('button', { name: '制定督查方案' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('名称', { exact: true }).fill('背街小巷夜查');
    await form.getByLabel('年度督查计划编号').fill('2026-督-08');
    for (const [field, chosen] of [
      [/^检查组/, '尹督查'],
      [/^检查组/, '严暗访'],
      [/^街道/, '东市街道'],
    ] as const) {
      await form.getByRole('combobox', { name: field }).fill(chosen);
      await page.getByTitle(chosen).last().click();
    }
    for (const [field, hours] of [
      ['开始日期', 48],
      ['结束日期', 52],
    ] as const) {
      await form.getByPlaceholder(field).fill(inHours(hours).slice(0, 16).replace('T', ' '));
      await page.getByRole('button', { name: /^确\s?定$/ }).click();
    }
    await form.getByText('共抽 2 个点位').waitFor();
    await form.getByRole('button', { name: '提交方案' }).click();
    await heading(page, '背街小巷夜查').waitFor();
    await page.getByText('2026-督-08').waitFor();
  });

  it('walks a round on the phone, hands it over from its page, and draws it again in the browser', async () => {
    const dispatcher = await site.caller('dispatcher');
    const { inspectors } = await dispatcher.get<{ inspectors: { id: string; name: string }[] }>('/rounds');
    const memberIds = ['尹督查', '严暗访'].map((name) => inspectors.find((one) => one.name === name)!.id);
    const { id } = await dispatcher.do('/rounds', {
      title: '背街小巷暗访',
      planNumber: '2026-督-07',
      leaderId: memberIds[0],
      memberIds,
      covert: true,
      targets: ['back_street'],
      quotas: { dongshi: 2 },
      opensAt: inHours(0),
      closesAt: inHours(8),
    });
    interface Detail {
      round: { phase: string };
      places: { placeId: string; name: string }[];
    }
    const detail = () => dispatcher.get<Detail>(`/rounds/${id}`);
    await eventually('the round is under way', 30_000, async () => (await detail()).round.phase === 'filing');
    const [place] = (await detail()).places;

    const phone = await site.open('inspector', { at: '/m/rounds', phone: true });
    await phone.getByRole('link', { name: '背街小巷暗访' }).click();
    await phone.getByText('已检查 0 个，共 2 个').waitFor();
    const card = phone.getByRole('listitem').filter({ hasText: place!.name });
    await card.getByRole('button', { name: '对照检查表' }).click();
    await card.getByRole('button', { name: '无占道经营、乱堆乱放：增加一处' }).click();
    await card.getByText('得分 80 / 100').waitFor();
    await accessible(phone);
    // What was ticked outlives the page until it is recorded.
    await phone.reload();
    await card.getByRole('button', { name: '对照检查表' }).click();
    await card.getByText('得分 80 / 100').waitFor();
    // Without a network it waits with what else is to be sent, and goes by itself.
    await phone.context().setOffline(true);
    const item = card.getByRole('group', { name: '无占道经营、乱堆乱放' });
    const record = async (press: RegExp, times: string) => {
      await item.getByRole('button', { name: press }).click();
      await item.getByText(times).waitFor();
      await card.getByRole('button', { name: '登记检查结果' }).click();
      await card.getByText('待发，有网络即自动登记').waitFor();
      await item.waitFor({ state: 'detached' });
    };
    await record(/增加一处/, '2 处');
    await card.getByRole('button', { name: '对照检查表' }).click();
    await record(/减少一处/, '1 处');
    const told: (string | null)[] = [];
    phone.on('request', (sent) => sent.method() === 'PUT' && told.push(sent.postData()));
    await phone.context().setOffline(false);
    await phone.getByText('已检查 1 个，共 2 个').waitFor();
    await card.getByText('待发，有网络即自动登记').waitFor({ state: 'detached' });
    // What was ticked last is told, and what was ticked before it is not.
    expect(told).toEqual([expect.stringMatching(/:1}/)]);
    await card.getByText('80 分').waitFor();
    await card.getByRole('link', { name: '在此上报问题' }).click();
    await phone.waitForURL(/\/m\/file\?.*point=/);

    const inspector = await site.caller('inspector');
    await inspector.do('/findings', {
      channel: 'round',
      source: 'district',
      categoryCode: 'HW01',
      description: '垃圾桶满溢未清运',
      place: { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: place!.name, lng: null, lat: null },
      roundId: id,
      pointId: place!.placeId,
    });
    const page = await site.open('dispatcher', { at: `/rounds/${id}` });
    await page.getByRole('link', { name: '交办本轮 1 件' }).click();
    await heading(page, '批量交办').waitFor();
    expect(new URL(page.url()).searchParams.get('round')).toBe(id);
    await page.getByRole('button', { name: /^全部交办/ }).click();
    await page.getByText('交办单 1 张').waitFor();
    await page.goto(`/rounds/${id}`);
    await page.getByRole('button', { name: '在本机重新抽取' }).click();
    await page.getByText(/本机重新计算 \d+ 个候选，结果与记录一致/).waitFor();
    await page.getByText('服务器复核一致').waitFor();
    expect(await page.getByRole('link', { name: /^交办本轮/ }).count()).toBe(0);
    await accessible(page);
  });

  it('keeps the places that rounds draw from', async () => {
    const page = await site.open('dispatcher', { at: '/places' });
    await page.getByRole('button', { name: '新增点位' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('点位名称').fill('云路街八号背巷');
    await form.getByRole('combobox', { name: '街道' }).click();
    await page.getByTitle('东市街道').click();
    await form.getByRole('button', { name: '保存' }).click();
    await page.getByLabel('按名称查找').fill('八号背巷');
    await page.getByRole('button', { name: '云路街八号背巷' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '明日起停用' }).click();
    await page
      .getByRole('row', { name: /云路街八号背巷/ })
      .getByText(/ 至 /)
      .waitFor();
  });

  it('enters a 批示件 with its paper, hands it over, and shows it on the board and on its page', async () => {
    const page = await site.open('dispatcher', { at: '/matters' });
    await page.getByRole('button', { name: '录入督办事项' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('来文标题').fill('关于城区内涝点的专报');
    await form.getByLabel('批示（交办）领导').fill('区委主要负责人');
    await form.getByLabel('批示（议定）内容').fill('请区住建局牵头整治');
    await form
      .locator('input[type=file]')
      .setInputFiles({ name: '批示.jpg', mimeType: 'image/jpeg', buffer: await picture(91, 420, 594) });
    await form.getByAltText('来文第 1 页').waitFor();
    await form.getByLabel('办理事项').fill('整治三处内涝点');
    await form.getByRole('combobox', { name: '牵头单位' }).fill('住建');
    await page.getByTitle('区住建局').click();
    await form.getByLabel('经办岗位').fill('排水科科长');
    await form.getByRole('button', { name: '难件：30 个工作日' }).click();
    await accessible(page);
    await form.getByRole('button', { name: '录入并交办' }).click();
    const card = page.getByRole('region', { name: '区委主要负责人' }).getByRole('article');
    await card.getByText('排水科科长').waitFor();
    await card.getByText('区住建局', { exact: true }).waitFor();
    await accessible(page);
    await page.getByText('按时限').click();
    await page.getByRole('region', { name: '一月以后' }).waitFor();
    await page.getByRole('link', { name: '整治三处内涝点' }).click();
    await page.getByRole('heading', { name: '批示件' }).waitFor();
    await page.getByAltText('来文第 1 页').waitFor();
    await accessible(page);

    // The unit finds it on its own board, and says its one line of the month on its page.
    const theirs = await site.open('handler.zj', { at: '/matters' });
    await theirs.getByRole('link', { name: '整治三处内涝点' }).waitFor();
    expect(await theirs.getByRole('button', { name: '录入督办事项' }).count()).toBe(0);
  });

  it('looks at what a storm would touch before it is decided, and lets it go on', async () => {
    const dispatcher = await site.caller('dispatcher');
    const inspector = await site.caller('inspector');
    const { id, number } = await inspector.do('/findings', {
      channel: 'round',
      source: 'district',
      categoryCode: 'LH01',
      description: '绿化带缺株',
      place: { streetId: 'zhongshi', communityId: null, pointName: '人民路', lng: null, lat: null },
    });
    await dispatcher.do(`/findings/${id}/assign`, { unitId: 'cg' });
    const page = await site.open('approver', { at: '/suspensions' });
    const choice = (option: RegExp) =>
      page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText(option).first();
    const choose = async (field: string, option: RegExp) => {
      await page.getByRole('combobox', { name: field }).click();
      await choice(option).click();
    };
    await choose('挂账原因', /^气象或应急响应/);
    await page.getByLabel('挂账至').fill(inHours(72).slice(0, 10));
    await page.keyboard.press('Enter');
    const categories = page.getByRole('combobox', { name: '涉及类别' });
    await categories.fill('绿地');
    await choice(/^绿地黄土/).click();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: '请先试算' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '先看涉及哪些' }).click();
    await page
      .getByRole('row', { name: new RegExp(number) })
      .getByText('将挂账')
      .waitFor();
    await accessible(page);
    await page.getByRole('button', { name: '决定挂账 1 件' }).click();
    await page.getByRole('cell', { name: '1 件，共 1 件' }).waitFor();
    expect((await dispatcher.get(`/findings/${id}`)).suspended).toBe(true);
    await page.getByRole('button', { name: '提前恢复' }).click();
    await page.getByText('已全部恢复').waitFor();
    expect((await dispatcher.get(`/findings/${id}`)).suspended).toBe(false);
  });

  it('passes a report of the grid down and up again on the phone, and settles it with a photo', async () => {
    const worker = await site.caller('grid.dongshi');
    const { id } = await worker.do('/findings', {
      channel: 'grid',
      source: 'street',
      categoryCode: 'HW01',
      description: '村口垃圾桶满溢',
      place: { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: '村口', lng: null, lat: null },
    });
    const village = await site.open('grid.dongshi-yunlu', { at: '/m/grid', phone: true });
    await village.getByText('村口垃圾桶满溢').waitFor();
    await village.getByRole('button', { name: '退回补充' }).click();
    await village.getByLabel('请补充什么').fill('请补门牌号');
    await accessible(village);
    await village.locator('form').getByRole('button', { name: '退回补充' }).click();
    await village.getByText('没有待核实的上报').waitFor();

    const reporter = await site.open('grid.dongshi', { at: '/m/grid', phone: true });
    await reporter.getByText('退回补充：请补门牌号').waitFor();
    await reporter.getByRole('button', { name: '补充后再报' }).click();
    await reporter.getByText('没有待核实的上报').waitFor();

    await village.goto(`/m/cases/${id}`);
    await village.getByRole('button', { name: '就地解决' }).click();
    await village.getByLabel('怎样解决的').fill('已当场清运');
    await village
      .locator('.ruling input[type=file]')
      .setInputFiles({ name: 'after.jpg', mimeType: 'image/jpeg', buffer: await picture(17) });
    await village.getByAltText('解决后照片 1').waitFor();
    await village.locator('form').getByRole('button', { name: '就地解决' }).click();
    await eventually('it waits to be verified', 20_000, async () => {
      const { status } = await (await site.caller('dispatcher')).get(`/findings/${id}`);
      return status === 'submitted';
    });
  });
});
