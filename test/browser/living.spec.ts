import type { Page } from 'playwright-core';
import { eventually } from '../chaos/eventually';
import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

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
  await page.getByRole('button', { name: '收起说明' }).waitFor();
  await looked(page, 'living-deadline');
});

it('shows the same list as a map', async () => {
  const page = await site.open('dispatcher', { at: '/findings?view=map' });
  await page.locator('.leaflet-container').waitFor();
  await looked(page, 'living-map');
});
