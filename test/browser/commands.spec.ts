import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openRecord } from '#persistence';
import type { Caller } from '../chaos/caller';
import { eventually } from '../chaos/eventually';
import { accessible } from './support/accessible';
import { picture } from './support/pictures';
import { shot } from './support/shot';
import { Site } from './support/site';

type Language = 'zh-CN' | 'en';
type Fill = (form: Locator) => Promise<unknown>;

interface Words {
  acts: string;
  more: string;
  done: string;
  command: Record<string, string>;
}
const wordsOf = (language: Language): Words =>
  JSON.parse(readFileSync(join(__dirname, `../../apps/web/src/i18n/${language}/finding.json`), 'utf8')) as Words;
const WORDS = { 'zh-CN': wordsOf('zh-CN'), en: wordsOf('en') };

/** 清单措施: thirty working days, and a publicity period. */
const LONG = 'ZC01';
const STALLS = 'SR01';
/** Due at once here, its yellow slip an hour later. */
const LATE = 'SS02';
const DAY_MS = 86_400_000;
const DATE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
const inDays = (days: number): string => DATE.format(performance.timeOrigin + performance.now() + days * DAY_MS);

let site: Site;
/** By the last of these tests it is late by the minute. */
let late: string;
/** Of one test: its people take turns at it. */
let desk: Page | undefined;
afterEach(() => {
  desk = undefined;
});

beforeAll(async () => {
  site = await Site.open({ prepare: policyOfThese });
  late = await assigned('路灯不亮，等待停电窗口', 'zj', { categoryCode: LATE });
});
afterAll(() => site.close());

/** What a leader has written on is looked back at as soon as it is written off; one category is late as soon as it is assigned. */
async function policyOfThese(url: string): Promise<void> {
  const record = await openRecord({ url, poolSize: 1 });
  try {
    const { policy } = await record.context.current();
    const after = [{ amount: 0, unit: 'ELAPSED_MINUTES' as const, service: 'ALWAYS' }];
    const limit = { amount: 1 / 60, unit: 'ELAPSED_MINUTES' as const, service: 'ALWAYS' };
    const categories = policy.categories.map((category) =>
      category.code === LATE ? { ...category, steps: category.steps.map((step) => ({ ...step, limit })) } : category,
    );
    const lookBack = { ...policy.lookBack, city_up: { share: 1, after } };
    await record.context.savePolicy({ ...policy, categories, lookBack });
  } finally {
    await record.close();
  }
}

const callers = new Map<string, Promise<Caller>>();
/** What is not looked at here is done beside the pages. */
async function as(who: string): Promise<Caller> {
  const caller = callers.get(who) ?? site.caller(who);
  callers.set(who, caller);
  return caller;
}

let nth = 0;
async function filed(description: string, facts: object = {}, by = 'inspector'): Promise<string> {
  nth += 1;
  const { id } = await (
    await as(by)
  ).do('/findings', {
    channel: 'round',
    source: 'district',
    categoryCode: STALLS,
    description,
    place: {
      streetId: 'dongshi',
      communityId: 'dongshi-yunlu',
      pointName: `云路社区${nth}号`,
      lng: 116.5 + nth / 100,
      lat: 31.75,
    },
    ...facts,
  });
  return id;
}

async function assigned(description: string, unitId: string, facts: object = {}): Promise<string> {
  const id = await filed(description, facts);
  await (await as('dispatcher')).do(`/findings/${id}/assign`, { unitId });
  return id;
}

/** The case as somebody sees it who opens it now. */
async function open(who: string, id: string, language: Language = 'zh-CN'): Promise<Page> {
  const at = `/findings/${id}`;
  if (desk) await site.seat(desk, who, at);
  else desk = await site.open(who, { at, language });
  await desk.getByRole('heading', { level: 1 }).waitFor();
  return desk;
}

/** Gives a command as a person does: by the bar, and by its form where it asks for something. */
async function give(
  who: string,
  id: string,
  command: string,
  fill?: Fill,
  language: Language = 'zh-CN',
): Promise<Page> {
  const page = await open(who, id, language);
  const { acts, more, command: names } = WORDS[language];
  const bar = page.getByRole('navigation', { name: acts });
  await bar.waitFor();
  const act = bar.getByRole('button', { name: names[command]!, exact: true }).first();
  if (!(await act.isVisible())) await bar.getByText(more).click();
  await act.click();
  await fillIn(page, command, fill, language);
  return page;
}

async function fillIn(
  page: Page,
  command: string,
  fill: Fill | undefined,
  language: Language = 'zh-CN',
): Promise<void> {
  const { command: names, done } = WORDS[language];
  const name = names[command]!;
  if (fill) {
    const form = page.getByRole('dialog', { name });
    await form.waitFor();
    await fill(form);
    await form.getByRole('button', { name, exact: true }).click();
    await form.waitFor({ state: 'detached' }).catch(async () => {
      throw new Error(`${command}: ${await form.innerText()}`);
    });
  }
  await page.getByRole('status').getByText(done.replace('{{act}}', name)).waitFor();
}

const status = (page: Page, name: string) =>
  page.locator('.finding-tags').getByText(name, { exact: true }).first().waitFor();
const story = (page: Page, told: string | RegExp) =>
  page
    .getByRole('region', { name: /全程留痕|The whole story|Timeline/ })
    .getByText(told, typeof told === 'string' ? { exact: true } : {})
    .first()
    .waitFor();
const part = (page: Page, name: string) => page.getByRole('region', { name });
const say =
  (label: string | RegExp, words: string): Fill =>
  (form) =>
    form.getByLabel(label).fill(words);

async function dragIn(page: Page, photos: readonly Buffer[]): Promise<void> {
  const files = JSON.stringify(photos.map((photo) => photo.toString('base64')));
  await page.evaluate(`{
    const data = new DataTransfer();
    for (const [index, one] of ${files}.entries()) {
      const bytes = Uint8Array.from(atob(one), (letter) => letter.codePointAt(0));
      data.items.add(new File([bytes], index + '.jpg', { type: 'image/jpeg' }));
    }
    for (const type of ['dragover', 'drop'])
      document.querySelector('.photo-upload')
        .dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  }`);
  await page.getByRole('img', { name: `第 ${photos.length} 张照片` }).waitFor();
}

it('presses a case by a leader’s words and by a paper through its whole life', async () => {
  const id = await assigned('沿街商铺占用消防通道堆物', 'cg', { source: 'leader' });

  await give('deputy.mayor', id, 'instruct', async (form) => {
    await form.getByLabel('批示内容').fill('请城管局三日内办结。');
    await form.getByLabel(/^几个工作日内回复/).fill('3');
  });
  const replied = await give('handler.cg', id, 'reply-instruction', say('办理情况', '已安排专人，今日清理。'));
  await part(replied, '领导批示')
    .getByText(/已回复/)
    .waitFor();

  const head = await give('office.head', id, 'start-higher', async (form) => {
    await form.getByLabel('红').check();
    await form.getByLabel('理由').fill('占用消防通道，直接红色督办。');
  });
  await status(head, '红色督办');
  await accessible(head);
  const steps: [who: string, command: string, life: string, fill?: Fill][] = [
    ['dispatcher', 'check-notice', '已核稿'],
    ['office.head', 'issue-notice', '已签发'],
    ['dispatcher', 'send-notice', '已送达'],
    ['handler.cg', 'sign-notice', '已签收'],
    ['handler.cg', 'reply-notice', '已回复', say('回复内容', '已清理完毕，今后专人巡查。')],
    ['dispatcher', 'close-notice', '已办结'],
  ];
  for (const [who, command, life, fill] of steps) {
    const page = await open(who, id);
    const paper = part(page, '单据与公文').getByRole('listitem').filter({ hasText: '督办单（红色督办）' }).first();
    await paper.getByRole('button', { name: WORDS['zh-CN'].command[command]!, exact: true }).click();
    await fillIn(page, command, fill);
    await paper.getByRole('list', { name: '办文进度' }).locator('[aria-current=step]').getByText(life).waitFor();
  }
});

it('waits for what was asked for, and goes on', async () => {
  const id = await assigned('沿街商铺占道，行政处罚复议中', 'cg');
  await give('handler.cg', id, 'sign');
  const told = await give('handler.cg', id, 'report-progress', say('进展情况', '已清理三分之二。'));
  await story(told, '区城管局报告进展');
  await give('handler.cg', id, 'request-suspension', async (form) => {
    await form.getByLabel('挂账理由').selectOption('legal');
    await form.getByLabel('挂到哪一天').fill(inDays(20));
    await form.getByLabel('依据和临时措施').fill('行政处罚复议中，现场已设隔离。');
  });
  const suspended = await give('office.head', id, 'decide-suspension', (form) => form.getByLabel('同意挂账').check());
  await part(suspended, '申请与挂账').getByText('挂账中').waitFor();
  await part(suspended, '时限')
    .getByText(/已挂账（.*到期后自动恢复计时/)
    .waitFor();
  await suspended.goto('/findings?status=rectifying');
  await suspended.getByText('挂账，暂停计时').first().waitFor();
  const resumed = await give('dispatcher', id, 'resume', async () => {});
  await story(resumed, '解除挂账，恢复计时');
});

it('leaves the unit by its leader’s hand, is looked at twice, approved by two, contested and looked back at', async () => {
  const id = await assigned('批示件：消防通道堆物', 'cg', { source: 'leader' });
  await (await as('handler.cg')).do(`/findings/${id}/sign`);
  const photos = [await picture(301), await picture(302)];
  await give('handler.cg', id, 'submit', async (form) => {
    await form.getByLabel('整改情况').fill('堆物已清。');
    await dragIn(form.page(), [photos[0]!]);
  });
  const back = await give('leader.cg', id, 'send-back', say('要改什么', '请补一张全景。'));
  await story(back, '单位退改反馈');
  await give('handler.cg', id, 'submit', async (form) => {
    await form.getByLabel('整改情况').fill('堆物已清，通道已划线。');
    await dragIn(form.page(), photos);
  });
  const endorsed = await give('leader.cg', id, 'endorse');
  await status(endorsed, '已反馈');

  const pass: Fill = (form) => form.getByLabel('通过：已整改到位').check();
  await give('verifier', id, 'verify', pass);
  const rejected = await give('office.head', id, 'reject-write-off', async (form) => {
    await form.getByLabel('退回核查').check();
    await form.getByLabel('不同意的理由').fill('请到现场再看一次。');
  });
  await status(rejected, '已反馈');
  await give('verifier', id, 'verify', pass);
  await give('office.head', id, 'approve');
  const over = await give('deputy.mayor', id, 'approve');
  await status(over, '已销号');

  const contested = await give('leader.cg', id, 'request-review', say('申请复核的理由', '红色督办过重。'));
  await story(contested, '申请复核');
  const decided = await give('mayor', id, 'decide-review', async (form) => {
    await form.getByLabel('维持原结论').check();
    await form.getByLabel('复核意见').fill('情节属实，维持。');
  });
  await story(decided, '复核：维持原结论');
  await story(decided, '到期回头看');
  const looked = await give('verifier2', id, 'recheck', (form) => form.getByLabel('没有反弹').check());
  await status(looked, '已归档');
});

it('cancels a paper that went out in error by another', async () => {
  const id = await assigned('窗口单位门前台阶破损', 'cg', { severity: 'major' });
  await give('office.head', id, 'start-higher', async (form) => {
    await form.getByLabel('黄').check();
    await form.getByLabel('理由').fill('多次反映。');
  });
  const page = await open('approver', id);
  const papers = part(page, '单据与公文');
  const slip = papers.getByRole('listitem').filter({ hasText: '督办单（黄色督办）' }).first();
  await slip.getByRole('button', { name: '撤销公文' }).click();
  await fillIn(page, 'withdraw-notice', say('撤销理由', '送错单位。'));
  await slip.getByText('已撤销').waitFor();
  await papers.getByText('撤销单').first().waitFor();
});

it('in English: lengthens, suspends, urges, mends the facts and gives it to another unit, which is refused its return', async () => {
  const id = await assigned('台账制度不健全，责任未落实到人', 'cg', { categoryCode: LONG });
  const english = (who: string, command: string, fill?: Fill) => give(who, id, command, fill, 'en');
  await english('handler.cg', 'sign');
  await english('handler.cg', 'request-extension', async (form) => {
    await form.getByLabel(labelOf('moreDays')).fill('2');
    await form.getByLabel(labelOf('extensionReason')).fill('Waiting for the minutes.');
  });
  const lengthened = await english('approver', 'decide-extension', (form) =>
    form.getByLabel(choiceOf('extension_granted')).check(),
  );
  await story(lengthened, eventOf('extension_granted-in_time'));

  await english('office.head', 'suspend', async (form) => {
    await form.getByLabel(labelOf('suspensionReason')).selectOption('season');
    await form.getByLabel(labelOf('suspendUntil')).fill(inDays(30));
  });
  await english('dispatcher', 'resume', async () => {});
  await english('dispatcher', 'urge', say(labelOf('urge'), 'Please go on.'));
  await english('inspector', 'comment', say(labelOf('comment'), 'Seen again today.'));
  const mended = await english('dispatcher', 'amend', say(labelOf('description'), '台账制度不健全（已核对）'));
  await mended.getByRole('heading', { name: '台账制度不健全（已核对）', level: 1 }).waitFor();

  await english('dispatcher', 'reassign', async (form) => {
    await form.getByLabel(labelOf('leadUnit')).selectOption('zj');
    await form.getByLabel(labelOf('wrongDispatch')).check();
    await form.getByLabel(labelOf('reassignReason')).fill('It is the housing bureau’s.');
  });
  await english('handler.zj', 'sign');
  await english('handler.zj', 'request-return', async (form) => {
    await form.getByLabel(labelOf('returnReason')).selectOption('not_duty');
    await form.getByLabel(labelOf('basis')).fill('Article 3');
    await form.getByLabel(labelOf('proposedUnitId')).selectOption('cg');
  });
  const page = await english('dispatcher', 'rule-return', async (form) => {
    await form.getByLabel(choiceOf('return_refused')).check();
    await form.getByLabel(labelOf('rulingReason')).fill('Article 4 says otherwise.');
  });
  await story(page, eventOf('return_refused-once'));
  const words = await page.locator('main').innerText();
  expect(words).not.toMatch(/\b[a-z]+_[a-z]+\b|undefined|\b(event|label|choice|command)\./);
  await accessible(page);
});

const texts = (group: string): Record<string, string> =>
  (WORDS.en as unknown as Record<string, Record<string, string>>)[group]!;
const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
const labelOf = (name: string): RegExp => new RegExp(`^${escaped(texts('label')[name]!)}`);
const choiceOf = (name: string): string => texts('choice')[name]!;
const eventOf = (name: string): string => texts('event')[name]!;

it('hands down within a street and takes it back; a link for whom has no account is made, used and ended', async () => {
  const id = await assigned('社区活动室门前积水', 'dongshi', { categoryCode: LONG });
  await give('handler.dongshi', id, 'sign');
  const down = await give('handler.dongshi', id, 'hand-down', async (form) => {
    await form.getByLabel('分办给').selectOption('dongshi-yunlu');
    await form.getByLabel('办理时限').fill('3');
  });
  await part(down, '承办').getByText('分办', { exact: true }).waitFor();
  const recalled = await give('handler.dongshi', id, 'recall', async () => {});
  await story(recalled, /云路社区承办结束（已撤回）/);

  const links = part(recalled, '给整改人的链接');
  await links.getByRole('button', { name: '生成链接和二维码' }).click();
  await links.getByRole('img', { name: '整改人链接的二维码' }).waitFor();
  const url = new URL(await links.getByLabel('链接（只显示这一次）').inputValue());
  await shot(recalled, 'finding-link');
  await recalled.emulateMedia({ media: 'print' });
  await recalled.getByRole('heading', { name: '整改单' }).waitFor();
  expect(await recalled.getByRole('navigation').count()).toBe(0);
  await recalled.emulateMedia({ media: 'screen' });
  const stranger = await site.openAsStranger({ phone: true, at: url.pathname + url.hash });
  await stranger.getByRole('heading', { name: '社区活动室门前积水' }).waitFor();
  for (const [seed, done] of [
    [401, '已抽水。'],
    [402, '已抽水，并疏通下水。'],
  ] as const) {
    await stranger
      .locator('input[type=file]')
      .setInputFiles({ name: 'after.jpg', mimeType: 'image/jpeg', buffer: await picture(seed) });
    await stranger.locator('[name=reportedBy]').fill('惠民疏通队');
    await stranger.locator('[name=text]').fill(done);
    await stranger.locator('button[type=submit]').click();
    await stranger.getByText(done).waitFor();
    await open('handler.dongshi', id);
    const report = links.getByRole('listitem').filter({ hasText: done });
    if (seed === 401) {
      await report.getByRole('button', { name: '退回' }).click();
      await report.getByLabel('为什么退回').fill('请拍清楚井口。');
      await report.locator('button[type=submit]').click();
      await report.getByText('已退回').waitFor();
      await stranger.reload();
      await stranger.getByText('请拍清楚井口。').waitFor();
    } else {
      await report.getByRole('button', { name: '确认并反馈' }).click();
      await report.getByText('已采用').waitFor();
    }
  }
  await status(recalled, '已反馈');
});

it('hears an objection while it is made public', async () => {
  const handler = await as('handler.cg');
  const id = await assigned('政策落实台账缺失', 'cg', { categoryCode: LONG });
  await handler.do(`/findings/${id}/sign`);
  const after = await handler.upload(await picture(501));
  await handler.do(`/findings/${id}/submit`, { text: '已补齐台账。', evidence: [{ sha256: after, role: 'after' }] });
  await (await as('verifier')).do(`/findings/${id}/verify`, { outcome: 'passed', mode: 'site' });
  await (await as('approver')).do(`/findings/${id}/approve`);
  const page = await give('inspector', id, 'object', say('异议内容', '台账仍缺两个月。'));
  await status(page, '有争议');
  const ruled = await give('approver2', id, 'rule-objection', async (form) => {
    await form.getByLabel('异议成立，重新整改').check();
    await form.getByLabel('裁定意见').fill('属实，重新整改。');
  });
  await status(ruled, '整改中');
  await ruled
    .getByText(/第 2 轮|退回重办|第 2 次/)
    .first()
    .waitFor();
});

it('asks the citizen who reported by the hotline; the last answer counts', async () => {
  const handler = await as('handler.zj');
  const id = await filed('热线反映路灯不亮', { channel: 'hotline', source: 'hotline' }, 'dispatcher');
  await (await as('dispatcher')).do(`/findings/${id}/register`);
  await (await as('dispatcher')).do(`/findings/${id}/assign`, { unitId: 'zj' });
  await handler.do(`/findings/${id}/sign`);
  const after = await handler.upload(await picture(551));
  await handler.do(`/findings/${id}/submit`, { text: '已换灯。', evidence: [{ sha256: after, role: 'after' }] });
  await (await as('verifier')).do(`/findings/${id}/verify`, { outcome: 'passed', mode: 'site' });
  const asked = (answer: string, words: string) =>
    give('dispatcher', id, 'call-back', async (form) => {
      await form.getByRole('radio', { name: answer, exact: true }).check();
      await form.getByLabel('回访情况').fill(words);
      await accessible(form.page());
    });
  await story(await asked('不满意：整改不到位', '仍有一盏不亮。'), '回访：不满意，整改不到位');
  await story(await asked('满意', '当晚已修好。'), '回访：满意');
});

it('merges and takes apart, moves out, voids by two, declines and lets a unit come forward', async () => {
  const [one, other] = [await filed('路口护栏破损一'), await filed('路口护栏破损二')];
  const merged = await give('dispatcher', one, 'merge', async (form) => {
    await form.getByRole('searchbox').fill('护栏破损二');
    await form.getByRole('button', { name: /护栏破损二/ }).click();
    await form.getByLabel('为什么是同一件').fill('同一处护栏。');
  });
  await status(merged, '已合并');
  const apart = await give('dispatcher', one, 'unmerge', say('为什么撤销', '是两处。'));
  await status(apart, '已立项');

  const transferred = await give('dispatcher', one, 'transfer', async (form) => {
    await form.getByLabel('移交给').fill('市公路局');
    await form.getByLabel('移交函内容').fill('该路段属市管。');
  });
  await transferred.getByText('已发函移交 市公路局，等待对方签收。').waitFor();
  await give('dispatcher', one, 'confirm-transfer', async (form) => {
    await form.getByLabel('对方退回').check();
    await form.getByLabel('对方退回的理由').fill('属区管支路。');
  });
  await story(transferred, '对方退回移交');
  await give('dispatcher', one, 'transfer', async (form) => {
    await form.getByLabel('移交给').fill('市公路局');
    await form.getByLabel('移交函内容').fill('附权属图。');
  });
  const gone = await give('dispatcher', one, 'confirm-transfer', (form) => form.getByLabel('对方已签收').check());
  await status(gone, '已移交');

  const proposed = await give('dispatcher', other, 'void', say('作废理由', '重复录入。'));
  await proposed.getByText('丁交办 已提出作废，须第二人确认。').waitFor();
  const voided = await give('approver', other, 'void', say('作废理由', '核实为重复录入。'));
  await status(voided, '作废');

  const dismissed = await give(
    'dispatcher',
    await filed('反映不实的一件'),
    'dismiss',
    say('不予立项的理由', '现场无此问题。'),
  );
  await status(dismissed, '不予立项');

  const listed = await filed('无人认领的清单措施', {
    categoryCode: LONG,
    proposal: { unitId: 'zj', coUnitIds: [] },
  });
  const claimed = await give('handler.zj', listed, 'claim', async () => {});
  await status(claimed, '整改中');

  const heard = await filed('热线反映井盖异响', { channel: 'hotline', source: 'hotline' }, 'dispatcher');
  await give('dispatcher', heard, 'register');
  await give('dispatcher', heard, 'assign', (form) => form.getByLabel('责任单位（定单位）').selectOption('zj'));
  const taken = await give('dispatcher', heard, 'recall', async () => {});
  await status(taken, '已立项');
});

it('goes up and down the grid’s chain', async () => {
  const id = await filed('楼道堆放杂物', { channel: 'grid', source: 'street' }, 'grid.dongshi');
  const up = await give('grid.dongshi-yunlu', id, 'pass-on');
  await story(up, '村（社区）核实，报乡镇（街道）');
  await give('handler.dongshi', id, 'pass-back', say('要补充什么', '请补楼栋号。'));
  await give('grid.dongshi-yunlu', id, 'settle', async (form) => {
    await form.getByLabel('怎样解决的').fill('已劝住户清走。');
    await form
      .locator('input[type=file]')
      .setInputFiles({ name: 'after.jpg', mimeType: 'image/jpeg', buffer: await picture(601) });
    await form.getByRole('img', { name: '第 1 张照片' }).waitFor();
  });
  await story(await open('dispatcher', id), '村（社区）就地解决');
});

it('hears why a case is late before its yellow slip, which waits once', async () => {
  const handler = await as('handler.zj');
  await eventually('the end of its minute', 70_000, async () => {
    const { allowedCommands } = await handler.get(`/findings/${late}`);
    return allowedCommands.includes('state-reason');
  });
  const stated = await give(
    'handler.zj',
    late,
    'state-reason',
    say('为何未能按期', '供电部门停电窗口在今晚，明早办结。'),
  );
  await story(stated, '区住建局陈述理由');
  const ruled = await give('inspector', late, 'rule-reason', async (form) => {
    await form.getByLabel('同意暂缓一次').check();
    await form.getByLabel('裁定意见').fill('属实，准予暂缓。');
  });
  await story(ruled, /理由成立，督办单暂缓至/);
}, 150_000);
