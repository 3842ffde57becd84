import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { FarSide } from '../integration/messages/far-side';
import { Mailbox } from '../integration/messages/mailbox';
import { eventually } from '../chaos/eventually';
import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

let site: Site;
let far: FarSide;
let mailbox: Mailbox;
const allowed = process.env.DUBAN_PRIVATE_TARGETS;
beforeAll(async () => {
  process.env.DUBAN_PRIVATE_TARGETS = '127.0.0.1';
  far = await FarSide.open();
  mailbox = await Mailbox.open();
  site = await Site.open({ living: true });
});
afterAll(async () => {
  await site.close();
  await far.close();
  await mailbox.close();
  if (allowed === undefined) delete process.env.DUBAN_PRIVATE_TARGETS;
  else process.env.DUBAN_PRIVATE_TARGETS = allowed;
});

/** Told at once, at any hour. */
async function fileUrgent(description: string): Promise<string> {
  const { id } = await (
    await site.caller('inspector')
  ).do('/findings', {
    channel: 'round',
    source: 'district',
    categoryCode: 'HW01',
    description,
    place: { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: '云路社区1号点位' },
    urgency: 'urgent',
  });
  await (await site.caller('dispatcher')).do(`/findings/${id}/assign`, { unitId: 'cg' });
  return id;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

describe('the inbox', () => {
  it('hears of what comes, counts it on the bell, and marks what is opened', async () => {
    const page = await site.open('handler.cg', { at: '/messages' });
    await heading(page, '消息').waitFor();
    await page.getByRole('button', { name: '全部标为已看' }).click();
    const bell = page.locator('.bell-count');
    await bell.waitFor({ state: 'detached' });
    const id = await fileUrgent('云路社区路口垃圾满溢');
    const line = page.locator('.messages li[data-unread="true"]').first();
    await line.waitFor();
    await bell.waitFor();
    await accessible(page);
    await shot(page, 'messages');
    await line.getByRole('link').click();
    await page.waitForURL(new RegExp(`/findings/${id}`));
    await bell.waitFor({ state: 'detached' });
    const mine = await (await site.caller('handler.cg')).get<{ unread: number }>('/inbox');
    expect(mine.unread).toBe(0);
  });

  it('speaks English', async () => {
    const page = await site.open('handler.cg', { at: '/messages', language: 'en' });
    await heading(page, 'Messages').waitFor();
    await page.getByRole('button', { name: 'Mark all as seen' }).waitFor();
  });
});

it('keeps how one wants to be told, and gives a calendar that can be revoked', async () => {
  const page = await site.open('handler.cg', { at: '/messages/preferences' });
  await page.getByLabel('手机号码').fill('13800138000');
  await page.getByLabel('站内之外').selectOption('email,sms');
  const quiet = page.getByLabel('设置免打扰时段');
  if (!(await quiet.isChecked())) await quiet.check();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存').waitFor();
  await page.getByRole('button', { name: '生成订阅地址' }).click();
  const field = page.getByLabel(/^订阅地址（/);
  await field.waitFor();
  await page.getByAltText('订阅地址二维码').waitFor();
  await accessible(page);
  await shot(page, 'preferences');
  const address = await field.inputValue();
  expect(await (await page.request.get(address)).text()).toContain('BEGIN:VCALENDAR');
  await page.getByRole('button', { name: '取消订阅' }).click();
  await page.getByText('还没有订阅地址').waitFor();
  expect((await page.request.get(address)).status()).toBe(404);
  await page.reload();
  expect(await page.getByLabel('手机号码').inputValue()).toBe('13800138000');
  expect(await page.getByLabel('站内之外').inputValue()).toBe('email,sms');
});

describe('a channel is set up by its form, and a test arrives', () => {
  interface Trial {
    channel: string;
    picture: string;
    secret: string;
    fill: (page: Page) => Promise<void>;
    arrived: (secret: string) => void;
  }

  beforeAll(async () => {
    const page = await site.open('admin', { at: '/messages/preferences' });
    await page.getByLabel('手机号码').fill('13900139000');
    await page.getByLabel('电子邮箱').fill('admin@example.gov.cn');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存').waitFor();
    await page.close();
  });
  beforeEach(() => {
    far.answer = FarSide.json({ errcode: 0, code: 0 });
    far.arrived.length = 0;
  });

  const robot =
    (path: string, signed: boolean) =>
    async (page: Page): Promise<void> => {
      await page.getByLabel('接口地址').fill(`${far.url}${path}`);
      await page.getByLabel('机器人令牌').fill('a-token-of-this-test');
      if (signed) await page.getByLabel('加签密钥').fill('SEC-of-this-test');
    };
  const heard = () => far.arrived.at(-1)!;

  it.each<Trial>([
    {
      channel: '短信',
      picture: 'outlets-sms',
      secret: 'a-key-of-this-test',
      fill: async (page) => {
        await page.getByLabel('接口地址').fill(`${far.url}/sms/send`);
        await page.getByLabel('请求头（每行一个，名称: 值）').fill('X-Api-Key: {{secret.key}}');
        await page.getByLabel('密钥（每行一个，名称: 值）').fill('key: a-key-of-this-test');
        await page.getByLabel('请求内容模板').fill('{"mobile":"{{phone}}","content":"{{sign}}{{text}}"}');
        await page.getByLabel('短信签名').fill('【金安督办】');
        await page.getByLabel('成功标志在答复中的位置').fill('/code');
        await page.getByLabel('成功时的值').fill('0');
      },
      arrived: (secret) => {
        expect(heard().headers['x-api-key']).toBe(secret);
        expect(JSON.parse(heard().body)).toEqual({
          mobile: '13900139000',
          content: expect.stringMatching(/^【金安督办】/) as string,
        });
      },
    },
    {
      channel: '电子邮件',
      picture: 'outlets-email',
      secret: 'a-password-of-this-test',
      fill: async (page) => {
        await page.getByLabel('邮件服务器').fill('127.0.0.1');
        await page.getByLabel('端口').fill(String(mailbox.port));
        await page.getByLabel('加密方式').selectOption('不加密');
        await page.getByLabel('发件地址').fill('duban@example.gov.cn');
        await page.getByLabel('密码').fill('a-password-of-this-test');
      },
      arrived: () => {
        const { from, to } = mailbox.mails.at(-1)!;
        expect([from, to]).toEqual(['duban@example.gov.cn', ['admin@example.gov.cn']]);
      },
    },
    {
      channel: '钉钉',
      picture: 'outlets',
      secret: 'a-token-of-this-test',
      fill: robot('/robot/send', true),
      arrived: (token) => {
        const { searchParams } = new URL(heard().url, far.url);
        expect(searchParams.get('access_token')).toBe(token);
        const at = searchParams.get('timestamp')!;
        const signed = createHmac('sha256', 'SEC-of-this-test').update(`${at}\nSEC-of-this-test`).digest('base64');
        expect(searchParams.get('sign')).toBe(signed);
      },
    },
    {
      channel: '企业微信',
      picture: 'outlets-wecom',
      secret: 'a-token-of-this-test',
      fill: robot('/cgi-bin/webhook/send', false),
      arrived: (token) => {
        expect(new URL(heard().url, far.url).searchParams.get('key')).toBe(token);
        expect(JSON.parse(heard().body)).toMatchObject({ msgtype: 'text' });
      },
    },
    {
      channel: '飞书',
      picture: 'outlets-feishu',
      secret: 'a-token-of-this-test',
      fill: robot('/open-apis/bot/v2/hook', true),
      arrived: (token) => {
        expect(heard().url).toBe(`/open-apis/bot/v2/hook/${token}`);
        const { timestamp, sign } = JSON.parse(heard().body) as { timestamp: string; sign: string };
        expect(sign).toBe(createHmac('sha256', `${timestamp}\nSEC-of-this-test`).digest('base64'));
      },
    },
    {
      channel: 'Webhook',
      picture: 'outlets-webhook',
      secret: 'whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0',
      fill: async (page) => {
        await page.getByLabel('接口地址').fill(`${far.url}/in`);
        await page.getByRole('button', { name: '生成签名密钥' }).click();
        expect(await page.getByLabel('签名密钥', { exact: true }).inputValue()).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
        await page.getByLabel('签名密钥', { exact: true }).fill('whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0');
      },
      arrived: (secret) => {
        const { body, headers } = heard();
        expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
          specversion: '1.0',
        });
      },
    },
  ])('$channel', async ({ channel, picture, secret, fill, arrived }) => {
    const page = await site.open('admin', { at: '/messages/outlets' });
    await page.getByRole('group', { name: '新增：' }).getByRole('button', { name: channel }).click();
    await page.getByLabel('通道名称').fill(`督查${channel}`);
    await fill(page);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: `督查${channel}` }).waitFor();
    await page.getByRole('button', { name: '发送测试' }).click();
    await page.locator('.sendings li').filter({ hasText: '刚才的测试' }).getByText('已发出').waitFor();
    arrived(secret);
    await page.reload();
    await page.getByRole('button', { name: new RegExp(`^督查${channel}`) }).click();
    await page.getByRole('heading', { name: `督查${channel}` }).waitFor();
    expect(await page.content()).not.toContain(secret);
    await accessible(page);
    await shot(page, picture);
    await page.close();
  });

  it('and says why one did not', async () => {
    const page = await site.open('admin', { at: '/messages/outlets' });
    await page.getByRole('button', { name: /^督查钉钉/ }).click();
    far.answer = FarSide.json({ error: 'gone' }, 404);
    await page.getByRole('button', { name: '发送测试' }).click();
    await page.locator('.sendings').getByText('对方返回 HTTP 404').waitFor();
  });

  it('and a webhook’s secret is changed while the old one still signs', async () => {
    const page = await site.open('admin', { at: '/messages/outlets' });
    await page.getByRole('button', { name: /^督查Webhook/ }).click();
    await page.getByRole('button', { name: '生成新密钥' }).click();
    const fresh = await page.getByLabel('新密钥', { exact: true }).inputValue();
    await page.getByRole('button', { name: '轮换', exact: true }).click();
    await page.getByText('已轮换').waitFor();
    await page.getByRole('button', { name: '发送测试' }).click();
    await page.locator('.sendings li').filter({ hasText: '刚才的测试' }).getByText('已发出').waitFor();
    const { body, headers } = heard();
    for (const secret of [fresh, 'whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0'])
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeTruthy();
  });
});

it('keeps a roster: a shift is added and removed, a list with a wrong row enters nothing', async () => {
  const page = await site.open('dispatcher', { at: '/duty?unit=cg&week=2027-03-03' });
  await heading(page, '值班表').waitFor();
  const day = page.locator('.duty-week li').first();
  await day.getByRole('button', { name: /排班/ }).click();
  await day.getByLabel('班次').selectOption('白班');
  await day.getByLabel('带班领导').selectOption({ label: '区城管局主要负责人' });
  await day.getByLabel('值班人员').selectOption({ label: '区城管局承办人' });
  await day.getByRole('button', { name: '保存' }).click();
  await day.getByText('带班：区城管局主要负责人').waitFor();
  const file = page.getByLabel('选择文件');
  const list = (leader: string) => ({
    name: '值班表.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`单位,日期,班次,带班领导\n区城管局,2027-03-04,全天,${leader}\n`),
  });
  await file.setInputFiles(list('查无此人'));
  await page.getByText(/第 2 行：本单位没有这个人/).waitFor();
  await file.setInputFiles(list('区城管局主要负责人'));
  await page.getByRole('button', { name: '写入 1 个班次' }).click();
  await page.getByText('已写入 1 个班次').waitFor();
  await page.locator('.duty-week li').nth(3).getByText('带班：区城管局主要负责人').waitFor();
  await accessible(page);
  await day.getByRole('button', { name: '删去' }).click();
  await day.getByText('未排班').waitFor();
  await page.getByRole('button', { name: '本周' }).click();
  await page.getByText('现在值班').waitFor();
  await shot(page, 'duty');
});

it('is read by others, who do not keep it', async () => {
  const page = await site.open('handler.zj', { at: '/duty?unit=cg&week=2027-03-03', language: 'en' });
  await heading(page, 'Duty roster').waitFor();
  await page.locator('.duty-week li').nth(3).getByText('Leader: 区城管局主要负责人').waitFor();
  expect(await page.getByRole('button', { name: /Add a shift/ }).count()).toBe(0);
});

it('tells the sender what did not arrive, and a phone call settles it', async () => {
  far.answer = FarSide.json({ code: 4001 }, 400);
  await fileUrgent('云路社区路口污水外溢');
  const page = await site.open('dispatcher', { at: '/messages/undelivered' });
  await heading(page, '未送达').waitFor();
  const row = page.locator('.undelivered li').filter({ hasText: '区城管局承办人' }).first();
  await eventually('the refused message', 20_000, async () => {
    await page.reload();
    await heading(page, '未送达').waitFor();
    await page.locator('.undelivered li').first().or(page.getByText('没有未送达的消息')).waitFor();
    return (await row.count()) > 0;
  });
  await row.getByText('对方返回 HTTP 400').waitFor();
  await accessible(page);
  await shot(page, 'undelivered');
  await row.getByRole('button', { name: '登记电话送达' }).click();
  await row.getByLabel('日期').fill('2099-01-01');
  await row.getByLabel('告知内容').fill('已口头告知，立即派人');
  await row.getByRole('button', { name: '登记', exact: true }).click();
  await row.getByRole('alert').waitFor();
  await row.getByLabel('日期').fill('2026-01-01');
  await row.getByLabel('接听人').fill('值班员小王');
  await accessible(page);
  await row.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByLabel('也显示已电话送达的').check();
  const served = page.locator('.undelivered li').filter({ hasText: '已口头告知，立即派人' });
  await served.getByText(/已电话告知值班员小王/).waitFor();
  await served.getByText('已电话送达').waitFor();
});

it('shows on a case’s page who was told what, and takes the call there too; the unit reads nothing of it', async () => {
  far.answer = FarSide.json({ code: 4001 }, 400);
  const id = await fileUrgent('云路社区河道漂浮物');
  const page = await site.open('dispatcher', { at: `/findings/${id}` });
  const part = page.getByRole('region', { name: '送达', exact: true });
  const call = part.getByRole('button', { name: '登记电话送达' }).first();
  await eventually('what did not arrive', 20_000, async () => {
    await page.reload();
    await part.waitFor();
    return (await call.count()) > 0;
  });
  await part.getByText('对方返回 HTTP 400').first().waitFor();
  await call.click();
  await part.getByLabel('告知内容').fill('已电话告知，马上清理');
  await accessible(page);
  await part.getByRole('button', { name: '登记', exact: true }).click();
  await part.getByText('已电话送达').first().waitFor();
  const unit = await site.open('handler.cg', { at: `/findings/${id}` });
  await unit.getByText('云路社区河道漂浮物').first().waitFor();
  expect(await unit.getByRole('region', { name: '送达', exact: true }).count()).toBe(0);
});
