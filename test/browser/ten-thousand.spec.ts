import type { Page } from 'playwright-core';
import { openRecord } from '#persistence';
import { fillWithFindings } from '../support/many-findings';
import { Site } from './support/site';

const FINDINGS = 10_000;
/** From the key or the click to the next picture (INP): what one feels as at once. */
const AT_ONCE_MS = 200;
/** From there to what was asked for, out of the record. */
const ANSWERED_MS = 1_000;
const GIVEN_UP_MS = 20_000;
/** A machine that runs other tests beside it is slower by so much. */
const PATIENCE = 3;

let site: Site;
let page: Page;
beforeAll(async () => {
  site = await Site.open({ engine: false, prepare: fill });
  page = await site.open('dispatcher', { at: '/findings' });
  await page.getByRole('row').nth(8).waitFor();
  await page.evaluate(WATCH);
});
afterAll(() => site.close());

async function fill(url: string): Promise<void> {
  const record = await openRecord({ url });
  const present = await record.now();
  await record.close();
  await fillWithFindings(url, FINDINGS, present);
}

/** Event Timing: how long each key and click took up to the picture after it. */
const WATCH = `
  window.interactions = [];
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) if (interactionId) interactions.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 });`;

/** From the next key or click until the page shows the sign, or nobody waits for it any more. */
const awaiting = (sign: string): string => `
  window.answered = new Promise((resolve) => {
    const begin = ({ timeStamp }) => {
      for (const type of ['keydown', 'click']) removeEventListener(type, begin, true);
      const look = (frameAt) => {
        const waited = frameAt - timeStamp;
        if (waited > ${GIVEN_UP_MS} || (${sign})) resolve(waited);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    for (const type of ['keydown', 'click']) addEventListener(type, begin, true);
  });
  undefined`;

/** An entry comes after its picture; what is shorter than the threshold has none. */
const FELT = `new Promise((resolve) =>
  requestAnimationFrame(() => setTimeout(() => resolve(Math.max(0, ...interactions.splice(0))), 50)))`;

const figures: string[] = [];
afterAll(() => process.stderr.write(`${FINDINGS} findings in a browser:\n${figures.join('\n')}\n`));

/** Acts, and holds the act to its bounds. */
async function feel(what: string, act: () => Promise<unknown>, sign?: string): Promise<void> {
  if (sign) await page.evaluate(awaiting(sign));
  await act();
  const answered = sign ? await page.evaluate<number>('answered') : null;
  const felt = await page.evaluate<number>(FELT);
  const shown = answered === null ? '' : `, answered after ${Math.round(answered)} ms`;
  figures.push(`${String(Math.round(felt)).padStart(5)} ms  ${what}${shown}`);
  expect([what, felt < AT_ONCE_MS * PATIENCE, (answered ?? 0) < ANSWERED_MS * PATIENCE]).toEqual([what, true, true]);
}

const every = (selector: string, text: string): string =>
  `[...document.querySelectorAll('${selector}')].some((one) => one.textContent.includes('${text}'))
   && [...document.querySelectorAll('${selector}')].every((one) => one.textContent.includes('${text}'))`;

it('moves and selects by keys at once', async () => {
  await page.getByRole('region', { name: '问题清单' }).focus();
  for (const key of ['j', 'j', 'j', 'x', 'j', 'x', 'k', 'k', 'x', 'Shift+X', 'Escape'])
    await feel(`key ${key}`, () => page.keyboard.press(key));
});

it('changes tab, filter, order and words', async () => {
  await feel('tab 督办', () => page.getByRole('button', { name: /^督办/ }).click(), every('.findings-tags', '整改中'));
  await feel('only overdue', () => page.getByLabel('只看逾期').click(), every('tbody td:nth-child(6)', '逾期'));
  await feel(
    'all again',
    () => page.getByRole('button', { name: /^全部/ }).first().click(),
    `!/stage=/.test(location.search)`,
  );
  await page.getByRole('searchbox').fill('第22处');
  await feel(
    'words',
    () => page.keyboard.press('Enter'),
    `/text=/.test(location.search) && ${every('.col-problem span', '第22处')}`,
  );
});

it('opens board, map and calendar', async () => {
  await page.goto('/findings');
  await page.getByRole('row').nth(8).waitFor();
  await page.evaluate(WATCH);
  await feel(
    'board',
    () => page.getByRole('button', { name: '看板' }).click(),
    `document.querySelectorAll('.kanban-card').length > 30`,
  );
  await feel(
    'map',
    () => page.getByRole('button', { name: '地图' }).click(),
    `document.querySelectorAll('.map-mark').length > 3`,
  );
  await feel(
    'calendar',
    () => page.getByRole('button', { name: '日历' }).click(),
    `document.querySelectorAll('.month-count').length > 3`,
  );
  await feel(
    'list',
    () => page.getByRole('button', { name: '列表' }).click(),
    `document.querySelectorAll('tbody tr').length > 10`,
  );
});
