import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from '../chaos/eventually';
import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

const LIST = join(__dirname, '../data/督查问题清单.xlsx');

/** The main pages over a district that has worked for four weeks: what a newcomer sees first. */
let site: Site;
beforeAll(async () => {
  site = await Site.open({ living: true });
}, 300_000);
afterAll(() => site.close());

async function looked(page: Page, name: string): Promise<void> {
  // What is further down is fetched when somebody comes there.
  const drawn = () =>
    page.evaluate<boolean>(
      '[...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight)',
    );
  await eventually('every picture in sight', 20_000, drawn);
  await accessible(page);
  await shot(page, name);
}

it('opens the desk on what must be done today', async () => {
  const page = await site.open('dispatcher', { at: '/' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('待交办').first().waitFor();
  await looked(page, 'living-today');
});

it('stands before a wall of before and after', async () => {
  const page = await site.open('verifier', { at: '/verify' });
  await page.getByText(/第 1 件，共 \d+ 件/).waitFor();
  await page.getByRole('button', { name: /^通过/ }).waitFor();
  await looked(page, 'living-wall');
});

it('tells one red case whole, and why it was due then', async () => {
  const dispatcher = await site.caller('dispatcher');
  const { items } = await dispatcher.get<{ items: { id: string; dueAt: string | null; filedAt: string }[] }>(
    '/findings?colour=red&status=rectifying&limit=50',
  );
  const longest = items.sort((one, other) => one.filedAt.localeCompare(other.filedAt))[0];
  const page = await site.open('dispatcher', { at: `/findings/${longest!.id}` });
  await page.getByRole('heading', { name: '全程留痕' }).waitFor();
  await looked(page, 'living-finding');
  await page.getByRole('button', { name: '为什么是这个时间' }).click();
  await page.getByRole('heading', { name: '本件整改时限' }).waitFor();
  await page.evaluate("document.querySelector('.deadline-now').scrollIntoView()");
  await page.evaluate('scrollBy(0, -110)');
  await looked(page, 'living-deadline');
});

it('shows one list four ways', async () => {
  const page = await site.open('dispatcher', { at: '/findings?open=true&sort=due' });
  await page.getByRole('row').nth(8).waitFor();
  await looked(page, 'findings-list');
  await page.getByRole('button', { name: '看板' }).click();
  await page.locator('.kanban-card').nth(8).waitFor();
  await looked(page, 'findings-board');
  await page.getByRole('button', { name: '地图' }).click();
  await page.locator('.map-mark').nth(8).waitFor();
  await looked(page, 'findings-map');
  await page.getByRole('button', { name: '日历' }).click();
  await page.locator('.month-count').nth(4).waitFor();
  await looked(page, 'findings-calendar');
});

it('finds by the first letters of what is said', async () => {
  const page = await site.open('dispatcher', { at: '/findings' });
  await page.getByRole('row').nth(8).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: '命令面板' }).getByRole('combobox').fill('ljt');
  await page.getByRole('option').filter({ hasText: '垃圾桶' }).first().waitFor();
  await looked(page, 'palette');
});

it.each([
  ['dispatcher', '/dispatch', 'dispatch', '.dispatch-group'],
  ['dispatcher', '/rulings', 'rulings', '.ruling-facts'],
  ['approver', '/write-off', 'write-off', '.sheet img'],
  ['handler.cg', '/unit', 'unit', '.unit-part li'],
])('shows %s at %s what waits there', async (who, at, name, there) => {
  const page = await site.open(who, { at });
  await page.locator(there).first().waitFor();
  await looked(page, name);
});

it('reads a list before it takes it', async () => {
  const page = await site.open('dispatcher', { at: '/import' });
  await page.locator('input[type=file]').setInputFiles(LIST);
  await page.getByText('可收 56，要改 1，重复 1').waitFor();
  await looked(page, 'import');
});

it('walks the rounds of the district, the last one under way', async () => {
  const page = await site.open('dispatcher', { at: '/rounds' });
  await page.getByText('检查中').waitFor();
  await looked(page, 'district-rounds');
  await page.getByRole('link', { name: '农贸市场周边环境明察暗访' }).click();
  await page.getByRole('link', { name: /^交办本轮 \d+ 件/ }).waitFor();
  await page.getByRole('cell', { name: '望城街道' }).first().waitFor();
  await looked(page, 'district-round');
  const phone = await site.open('inspector', { at: '/m/rounds', phone: true });
  await phone.getByRole('link', { name: '农贸市场周边环境明察暗访' }).click();
  await phone.getByText(/已检查 4 个/).waitFor();
  await phone.getByRole('button', { name: '对照检查表' }).first().click();
  await looked(phone, 'district-round-phone');
});

it('takes on what a list names nobody for', async () => {
  const page = await site.open('handler.jy', { at: '/lists' });
  await page.getByRole('link', { name: /问题整改任务清单$/ }).click();
  await page
    .getByRole('button', { name: /^主动认领/ })
    .first()
    .waitFor();
  await looked(page, 'district-list');
  const [row] = await page
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: /^主动认领/ }) })
    .all();
  const number = (await row!.locator('small').nth(1).innerText()).trim();
  await row!.getByRole('button', { name: /^主动认领/ }).click();
  await page
    .getByRole('row', { name: new RegExp(number) })
    .getByText('区教育局')
    .waitFor();
});

it('keeps matters on a board, arrangements by decision, and the grid by its chain', async () => {
  const page = await site.open('dispatcher', { at: '/matters' });
  await page.getByRole('region', { name: '区委主要负责人' }).getByText('区住建局', { exact: true }).waitFor();
  await looked(page, 'district-matters');
  await page.goto('/grid');
  await page.getByText('退回补充：请补充门牌号和近照').waitFor();
  await looked(page, 'district-grid');
  const head = await site.open('office.head', { at: '/overlays' });
  await head.getByText('省级文明城区测评迎检工作方案').waitFor();
  await head.getByRole('combobox', { name: '适用类别' }).waitFor();
  await looked(head, 'district-overlays');
  await head.goto('/suspensions');
  await head.getByText('3 件，共 3 件').waitFor();
  await looked(head, 'district-suspensions');
});

it('asks siblings to look at home, from the page of what one was found with', async () => {
  const dispatcher = await site.caller('dispatcher');
  const { items } = await dispatcher.get<{ items: { findingId: string }[] }>('/self-checks');
  const page = await site.open('dispatcher', { at: `/findings/${items[0]!.findingId}` });
  await page.getByText(/^已布置 \d+ 个单位，2 个已答复/).waitFor();
  await page.getByRole('button', { name: '布置同类单位自查' }).click();
  await page.getByLabel('自查截止').waitFor();
  await accessible(page);
});

it('shows a grid worker the sheet of results, and nobody else’s', async () => {
  const community = 'dongshi-yunlu';
  const own = await site.caller(`grid.${community}`);
  const sheets = () => own.get<{ items: { workerName: string }[] }>('/grid-sheets');
  await eventually('the month is reckoned', 60_000, async () => (await sheets()).items.length > 0);
  const page = await site.open(`grid.${community}`, { at: '/m/grid/sheets', phone: true });
  await page.getByRole('region').first().getByText('上报有效率').waitFor();
  await looked(page, 'district-grid-sheet');
  expect(new Set((await sheets()).items.map(({ workerName }) => workerName)).size).toBe(1);
});
