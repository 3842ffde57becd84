import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Caller } from '../chaos/caller';
import { closeReader, readPdf } from '../integration/documents/reading';
import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

interface Entry {
  ref: string;
  finding: { id: string; number: string } | null;
  title: string;
  colour: string | null;
  to: string[];
}

let site: Site;
let dispatcher: Caller;
beforeAll(async () => {
  site = await Site.open({ living: true, engine: false });
  dispatcher = await site.caller('dispatcher');
});
afterAll(async () => {
  closeReader();
  await site.close();
});

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const bare = (text: string): string => text.replace(/\s/g, '');
const drawn = (page: Page) => page.locator('.pdf canvas[data-drawn="true"]').first().waitFor();
/** As the reader of the page may have it. */
const fetched = async (page: Page, path: string): Promise<Buffer> => {
  const response = await page.request.get(path);
  expect(response.status()).toBe(200);
  return response.body();
};
const at = ({ ref, finding }: Entry): string => (finding ? `/papers/of/${finding.id}/${ref}` : `/papers/${ref}`);
const act = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('the life of a red 督办单', () => {
  let red: Entry;
  let verifyAddress: string;
  let scan: Buffer;

  beforeAll(async () => {
    const { items } = await dispatcher.get<{ items: Entry[] }>('/papers/register?class=paper&life=draft&limit=200');
    red = items.find(({ colour, finding }) => colour === 'red' && finding !== null)!;
  });

  it('waits among what is to be checked, and shows no number', async () => {
    const page = await site.open('dispatcher', { at: '/papers?class=paper' });
    await page.getByRole('button', { name: /^待核稿/ }).click();
    await page.waitForURL(/life=draft/);
    const row = page.getByRole('row').filter({ hasText: red.finding!.number }).filter({ hasText: '红色督办' }).first();
    await row.getByText('未编号').waitFor();
    await accessible(page);
    await shot(page, 'papers');
    await row.getByRole('link', { name: '未编号' }).click();
    await page.getByText('签发后编号').first().waitFor();
    await drawn(page);
    const { text } = await readPdf(await fetched(page, `/api/v1/findings/${red.finding!.id}/papers/${red.ref}.pdf`));
    expect(bare(text)).toContain('拟稿');
    expect(bare(text)).not.toMatch(/金政督〔\d{4}〕\d+号/);
  });

  it('is checked, signed by a leader, and then bears its number on the page and on paper', async () => {
    const page = await site.open('dispatcher', { at: at(red) });
    await act(page, '核稿通过').click();
    await page.getByText('眼下没有需要您办理的步骤').or(act(page, '撤销')).first().waitFor();
    const leader = await site.open('mayor', { at: at(red) });
    await act(leader, '签发').click();
    const number = leader.locator('.paper-number').filter({ hasText: /金政督〔\d{4}〕\d+号/ });
    await number.waitFor();
    const told = await number.innerText();
    await page.reload();
    await page.getByText(told).first().waitFor();
    await drawn(page);
    await accessible(page);
    await shot(page, 'paper');
    const pdf = await fetched(page, `/api/v1/findings/${red.finding!.id}/papers/${red.ref}.pdf`);
    expect(bare((await readPdf(pdf)).text)).toContain(bare(told));
    verifyAddress = (await page.getByRole('link', { name: '打开查验页' }).getAttribute('href'))!;
  });

  it('comes back as a stamped scan, which is the paper of record', async () => {
    const page = await site.open('dispatcher', { at: at(red) });
    // Any PDF that was scanned.
    scan = await fetched(page, `/api/v1/findings/${red.finding!.id}/papers/preview/talk.pdf`);
    await page
      .getByLabel('上传盖章扫描件')
      .setInputFiles({ name: '扫描件.pdf', mimeType: 'application/pdf', buffer: scan });
    await page.getByText('已留存，校验值见上').waitFor();
    await page.getByText(sha256(scan)).waitFor();
    const kept = await fetched(page, `/api/v1/findings/${red.finding!.id}/papers/${red.ref}.pdf`);
    expect(sha256(kept)).toBe(sha256(scan));
    await page
      .getByLabel('上传盖章扫描件')
      .setInputFiles({ name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') });
    await page.getByRole('alert').waitFor();
  });

  it('is verified by anybody: a dropped file is compared where it is', async () => {
    const page = await site.openAsStranger({ at: verifyAddress });
    await page.getByText('有效', { exact: true }).waitFor();
    await accessible(page);
    const file = page.getByLabel('把文件拖到这里，或点击选择');
    await file.setInputFiles({ name: '扫描件.pdf', mimeType: 'application/pdf', buffer: scan });
    await page.getByText('相符：是本件的盖章扫描件').waitFor();
    await shot(page, 'verify');
    await file.setInputFiles({
      name: '伪造.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.concat([scan, Buffer.from(' ')]),
    });
    await page.getByText('不符：不是本件的原文件').waitFor();
    const code = await site.openAsStranger({ at: verifyAddress.replace('/check/', '/s/') });
    await code.getByRole('link', { name: /用文件直接核对/ }).click();
    await code.getByText('有效', { exact: true }).waitFor();
  });

  it('is withdrawn by a cancelling paper, and whoever checks learns of it', async () => {
    const page = await site.open('dispatcher', { at: at(red) });
    await act(page, '撤销').click();
    await page.getByLabel('撤销理由').fill('误发，另行制发');
    await act(page, '确认撤销').click();
    await page.getByText('已撤销').first().waitFor();
    const stranger = await site.openAsStranger({ at: verifyAddress });
    await stranger.getByText('已撤销，不再执行').waitFor();
    await accessible(stranger);
  });
});

it('drafts a 通报 to units after a look at it; the unit signs for it and replies', async () => {
  const page = await site.open('dispatcher', { at: '/papers/new' });
  await drawn(page);
  await page.getByLabel('送达单位').click();
  await page.keyboard.type('城管');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await accessible(page);
  await act(page, '保存拟稿').click();
  await page.waitForURL(/\/papers\/[0-9a-f-]{36}$/);
  await page.getByText('签发后编号').first().waitFor();
  await act(page, '核稿通过').click();
  await page.locator('[aria-current="step"]').filter({ hasText: '核稿' }).waitFor();
  const here = new URL(page.url()).pathname;
  const leader = await site.open('mayor', { at: here });
  await act(leader, '签发').click();
  await leader.locator('.paper-number').filter({ hasText: /号$/ }).waitFor();
  const unit = await site.open('handler.cg', { at: here });
  await act(unit, '签收').click();
  await act(unit, '回复').click();
  await unit.getByLabel('回复内容').fill('已部署整改');
  await act(unit, '发出回复').click();
  await unit.getByText('已部署整改').waitFor();
});

it('drafts a 整改通知书 from the page of a finding, and follows it until it is closed', async () => {
  const { items } = await dispatcher.get<{ items: { id: string; number: string }[] }>(
    '/findings?unit=cg&status=rectifying&limit=1',
  );
  const page = await site.open('dispatcher', { at: `/findings/${items[0]!.id}` });
  await page.getByText('预览各类文书').click();
  await page.getByRole('link', { name: '拟稿……' }).click();
  const kind = page.getByLabel('文种');
  await kind.waitFor();
  expect(await kind.locator('option').count()).toBe(17);
  await kind.selectOption('整改通知书');
  await page.waitForURL(/kind=rectification/);
  await drawn(page);
  await accessible(page);
  await shot(page, 'paper-draft');
  await act(page, '保存拟稿').click();
  await page.waitForURL(/\/papers\/[0-9a-f-]{36}$/);
  const here = new URL(page.url()).pathname;
  await act(page, '核稿通过').click();
  await page.locator('[aria-current="step"]').filter({ hasText: '核稿' }).waitFor();
  const leader = await site.open('mayor', { at: here });
  await act(leader, '签发').click();
  const number = leader.locator('.paper-number').filter({ hasText: /-\d{4}-\d+$/ });
  await number.waitFor();
  await page.reload();
  await act(page, '送达').click();
  await page.locator('[aria-current="step"]').filter({ hasText: '送达' }).waitFor();
  const unit = await site.open('handler.cg', { at: here });
  const { text } = await readPdf(await fetched(unit, `/api/v1${here}/file.pdf`));
  expect(bare(text)).toContain(bare(await number.innerText()));
  expect(bare(text)).toContain(items[0]!.number);
  await act(unit, '签收').click();
  await act(unit, '回复').click();
  await unit.getByLabel('回复内容').fill('已整改到位');
  await act(unit, '发出回复').click();
  await unit.getByText('已整改到位').waitFor();
  await page.reload();
  await act(page, '办结').click();
  await page.locator('[aria-current="step"]').filter({ hasText: '办结' }).waitFor();
});

it('reads a report of a chosen day, and offers it as Word and Excel', async () => {
  const page = await site.open('dispatcher', { at: '/reports?kind=daily' });
  await drawn(page);
  await accessible(page);
  await shot(page, 'reports');
  await page.getByRole('button', { name: /^督查周报/ }).click();
  await page.waitForURL(/kind=weekly/);
  const address = (await page.getByRole('link', { name: '打开 PDF' }).getAttribute('href'))!;
  expect(bare((await readPdf(await fetched(page, address))).text)).toContain('数据截至');
  for (const name of ['下载 Word 文档', '下载 Excel'])
    expect(
      (await fetched(page, (await page.getByRole('link', { name, exact: true }).getAttribute('href'))!)).length,
    ).toBeGreaterThan(1_000);
});

it('speaks English, and says so when there is no such paper', async () => {
  const page = await site.open('dispatcher', { at: '/papers', language: 'en' });
  await page.getByRole('heading', { name: 'Register of papers' }).waitFor();
  await page.getByRole('row').filter({ hasText: 'Urge slip' }).first().waitFor();
  const nowhere = await site.openAsStranger({ at: `/check/${'a'.repeat(22)}`, language: 'en' });
  await nowhere.getByText('No such paper').waitFor();
});
