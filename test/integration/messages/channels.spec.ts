import { createHmac } from 'node:crypto';
import { Webhook as Verifier } from 'standardwebhooks';
import { saveOutlet } from '#contract';
import { channelOf, type Letter, Wire } from '#notification';
import { FarSide } from './far-side';
import { Mailbox } from './mailbox';

const NOW = Date.parse('2026-09-17T01:00:00.250Z');
const letter = (facts: Partial<Letter> = {}): Letter => ({
  id: '6f1c2a52-2f0e-4b7e-9c51-1f9a4a6a0a11',
  to: '13800138000',
  subject: '督办 DC2026-054',
  text: '“井盖”松动\n因整改已逾期 1 个工作日 & 升级',
  event: null,
  repeated: false,
  ...facts,
});

const wire = new Wire({ privateTargets: ['127.0.0.0/8'], timeoutMs: 2_000 });
/** Judged as the API judges it, then opened as the worker opens it. */
const channel = (given: object, through = wire) => {
  const { kind, settings, secrets = {} } = saveOutlet.parse({ name: '通道', ...given });
  return channelOf({ kind, settings, secrets }, through);
};

let far: FarSide;
beforeEach(async () => void (far = await FarSide.open()));
afterEach(() => far.close());

const arrived = () => {
  expect(far.arrived).toHaveLength(1);
  return far.arrived[0]!;
};

describe('短信', () => {
  const sms = (settings: object = {}, secrets: object = { values: { key: 'k"1&' } }) =>
    channel({
      kind: 'sms',
      settings: {
        url: `${far.url}/send`,
        headers: { 'X-Api-Key': '{{secret.key}}' },
        body: '{"mobile":"{{phone}}","content":"{{sign}}{{text}}","id":"{{messageId}}"}',
        sign: '【金安督办】',
        success: { pointer: '/code', equals: '0' },
        ...settings,
      },
      secrets,
    });

  it('fills the template, escaped for JSON, and asks the answer whether it was taken', async () => {
    expect(await sms().send(letter(), NOW)).toEqual({ kind: 'sent' });
    const { method, headers, body } = arrived();
    expect(method).toBe('POST');
    expect(headers).toMatchObject({ 'x-api-key': 'k"1&', 'content-type': 'application/json' });
    expect(JSON.parse(body)).toEqual({
      mobile: '13800138000',
      content: `【金安督办】${letter().text}`,
      id: letter().id,
    });
  });

  it('fills a form, and an address, percent-encoded', async () => {
    const form = {
      encode: 'form',
      body: 'm={{phone}}&c={{text}}',
      url: `${far.url}/send?k={{secret.key}}`,
      success: null,
    };
    expect(await sms(form).send(letter(), NOW)).toEqual({ kind: 'sent' });
    expect(arrived().url).toBe('/send?k=k%221%26');
    expect(Object.fromEntries(new URLSearchParams(arrived().body))).toEqual({ m: '13800138000', c: letter().text });
  });

  it('lets no text begin another header', async () => {
    await sms({ headers: { 'X-Text': '{{text}}' } }).send(letter({ text: 'a\r\nX-Evil: 1' }), NOW);
    expect(arrived().headers['x-evil']).toBeUndefined();
    expect(arrived().headers['x-text']).toBe('aX-Evil: 1');
  });

  it('takes a 200 with the wrong code for a failure', async () => {
    far.answer = FarSide.json({ code: 7 });
    expect(await sms().send(letter(), NOW)).toEqual({ kind: 'failed', why: 'gateway_refused', final: false });
  });

  it.each([
    [500, { kind: 'failed', why: 'http_500', final: false }],
    [429, { kind: 'failed', why: 'http_429', final: false }],
    [401, { kind: 'failed', why: 'http_401', final: true }],
  ])('judges a %s', async (status, outcome) => {
    far.answer = FarSide.json({}, status);
    expect(await sms().send(letter(), NOW)).toEqual(outcome);
  });

  it('waits as long as it is asked to', async () => {
    far.answer = (_, response) => void response.writeHead(429, { 'retry-after': '7' }).end();
    expect(await sms().send(letter(), NOW)).toMatchObject({ retryAfterMs: 7_000 });
  });

  it('does not know where no answer came', async () => {
    far.answer = (_, response) => void response.destroy();
    expect(await sms().send(letter(), NOW)).toEqual({ kind: 'unknown', why: 'econnreset' });
  });

  it('does not know where the answer does not come in time', async () => {
    far.answer = FarSide.hang;
    const hasty = new Wire({ privateTargets: ['127.0.0.1'], timeoutMs: 200 });
    const settings = { url: far.url, body: '{{text}}' };
    expect(await channel({ kind: 'sms', settings }, hasty).send(letter(), NOW)).toEqual({
      kind: 'unknown',
      why: 'timeout',
    });
  });

  it('knows that nothing left where nobody listens', async () => {
    const closed = await FarSide.open();
    const url = closed.url;
    await closed.close();
    expect(await sms({ url }).send(letter(), NOW)).toEqual({ kind: 'failed', why: 'econnrefused', final: false });
  });

  it('reads no endless answer', async () => {
    far.answer = (_, response) => {
      response.writeHead(200);
      const pour = () => void (response.destroyed || (response.write('x'.repeat(65_536)), setImmediate(pour)));
      pour();
    };
    expect(await sms().send(letter(), NOW)).toEqual({ kind: 'unknown', why: 'answer_too_large' });
  });

  it.each(['ftp://a/b', 'http://user:pass@a/', 'http://{{phone}}/', 'nonsense'])('refuses the address %s', (url) =>
    expect(saveOutlet.safeParse({ kind: 'sms', name: '短信', settings: { url } }).success).toBe(false),
  );
});

describe('钉钉', () => {
  const robot = () =>
    channel({
      kind: 'dingtalk',
      settings: { url: `${far.url}/robot/send` },
      secrets: { token: 'tok_12345678', sign: 'SECx' },
    });

  it('signs timestamp and secret, byte by byte', async () => {
    expect(await robot().send(letter(), NOW)).toEqual({ kind: 'sent' });
    const { url, body } = arrived();
    const sign = createHmac('sha256', 'SECx').update(`${NOW}\nSECx`).digest('base64');
    expect(url).toBe(`/robot/send?access_token=tok_12345678&timestamp=${NOW}&sign=${encodeURIComponent(sign)}`);
    expect(JSON.parse(body)).toEqual({ msgtype: 'text', text: { content: letter().text } });
  });

  it.each([
    [310000, { kind: 'failed', why: 'errcode_310000', final: true }],
    [130101, { kind: 'failed', why: 'errcode_130101', final: false, retryAfterMs: 60_000 }],
  ])('takes errcode %s in a 200 for a failure', async (errcode, outcome) => {
    far.answer = FarSide.json({ errcode, errmsg: 'no' });
    expect(await robot().send(letter(), NOW)).toEqual(outcome);
  });

  it('takes an answer that is no JSON for a failure', async () => {
    far.answer = (_, response) => void response.end('<html>login</html>');
    expect(await robot().send(letter(), NOW)).toEqual({ kind: 'failed', why: 'not_understood', final: true });
  });

  it('says of a repetition that it may be one', async () => {
    await robot().send(letter({ repeated: true }), NOW);
    expect(JSON.parse(arrived().body).text.content).toMatch(/^（重发，可能重复）/);
  });
});

it('企业微信: the key in the address, errcode in a 200', async () => {
  const robot = () =>
    channel({ kind: 'wecom', settings: { url: `${far.url}/cgi-bin/webhook/send` }, secrets: { token: 'abcd-1234' } });
  expect(await robot().send(letter(), NOW)).toEqual({ kind: 'sent' });
  expect(arrived().url).toBe('/cgi-bin/webhook/send?key=abcd-1234');
  expect(JSON.parse(arrived().body)).toEqual({ msgtype: 'text', text: { content: letter().text } });
  far.answer = FarSide.json({ errcode: 45009, errmsg: 'api freq out of limit' });
  expect(await robot().send(letter(), NOW)).toMatchObject({ kind: 'failed', final: false });
});

it('飞书: the empty body signed under timestamp and secret, code in a 200', async () => {
  const robot = () =>
    channel({
      kind: 'feishu',
      settings: { url: `${far.url}/hook` },
      secrets: { token: 'hook-0001', sign: 'fs-secret' },
    });
  expect(await robot().send(letter(), NOW)).toEqual({ kind: 'sent' });
  const seconds = String(Math.floor(NOW / 1_000));
  expect(arrived().url).toBe('/hook/hook-0001');
  expect(JSON.parse(arrived().body)).toEqual({
    timestamp: seconds,
    sign: createHmac('sha256', `${seconds}\nfs-secret`).update('').digest('base64'),
    msg_type: 'text',
    content: { text: letter().text },
  });
  far.answer = FarSide.json({ code: 19021, msg: 'sign match fail' });
  expect(await robot().send(letter(), NOW)).toEqual({ kind: 'failed', why: 'errcode_19021', final: true });
});

describe('对外推送', () => {
  const [old, fresh] = [
    'whsec_' + Buffer.alloc(32, 1).toString('base64'),
    'whsec_' + Buffer.alloc(32, 2).toString('base64'),
  ];
  const event = {
    specversion: '1.0',
    id: 'f/3',
    source: 'http://duban/findings',
    type: 'cn.duban.finding.line_opened',
  };
  const hook = (secrets: object) =>
    channelOf({ kind: 'webhook', settings: { url: `${far.url}/in`, types: [] }, secrets }, wire);

  /** As a receiver checks it: over id, timestamp and body, by whichever secret it holds. */
  const verified = (secret: string) => {
    const { headers, body } = arrived();
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const wanted = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
    return String(headers['webhook-signature']).split(' ').includes(wanted);
  };

  it('posts CloudEvents, signed so that a receiver’s library accepts it', async () => {
    // The library holds the time against its own clock.
    const [{ at }] = [{ at: Math.round(performance.timeOrigin + performance.now()) }];
    expect(await hook({ secret: fresh }).send(letter({ event }), at)).toEqual({ kind: 'sent' });
    const { headers, body } = arrived();
    expect(headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    expect(headers['webhook-id']).toBe(letter().id);
    expect(new Verifier(fresh).verify(body, headers as Record<string, string>)).toEqual(event);
    expect(() => new Verifier(old).verify(body, headers as Record<string, string>)).toThrow('No matching signature');
  });

  it('bears both signatures while a rotation lasts', async () => {
    await hook({ secret: fresh, previous: { secret: old, until: NOW + 1 } }).send(letter({ event }), NOW);
    expect([verified(fresh), verified(old)]).toEqual([true, true]);
  });

  it('and the new one alone when it is over', async () => {
    await hook({ secret: fresh, previous: { secret: old, until: NOW } }).send(letter({ event }), NOW);
    expect([verified(fresh), verified(old)]).toEqual([true, false]);
  });

  it('takes any 2xx, and no redirect', async () => {
    far.answer = (_, response) => void response.writeHead(204).end();
    expect(await hook({ secret: fresh }).send(letter({ event }), NOW)).toEqual({ kind: 'sent' });
    far.answer = (_, response) => void response.writeHead(307, { location: `${far.url}/elsewhere` }).end();
    expect(await hook({ secret: fresh }).send(letter({ event }), NOW)).toEqual({
      kind: 'failed',
      why: 'redirected',
      final: true,
    });
    expect(far.arrived).toHaveLength(2);
  });
});

describe('邮件', () => {
  let box: Mailbox;
  const account = { user: 'duban', pass: 'mail secret' };
  beforeEach(async () => void (box = await Mailbox.open(account)));
  afterEach(() => box.close());

  const mail = (password = account.pass) =>
    channel({
      kind: 'email',
      settings: {
        host: '127.0.0.1',
        port: box.port,
        security: 'none',
        username: account.user,
        from: 'duban@example.gov.cn',
      },
      secrets: { password },
    });
  const post = letter({ to: 'handler@example.gov.cn' });

  it('signs in and hands the text over, under an id of its own', async () => {
    expect(await mail().send(post, NOW)).toEqual({ kind: 'sent' });
    const [only] = box.mails;
    expect(only).toMatchObject({ from: 'duban@example.gov.cn', to: ['handler@example.gov.cn'] });
    expect(only!.raw).toContain(`Message-ID: <${post.id}@example.gov.cn>`);
    const text = /\r\n\r\n([\s\S]+)$/.exec(only!.raw)![1]!;
    expect(Buffer.from(text, 'base64').toString('utf8').trim()).toBe(post.text);
  });

  it('tries again with another password than the right one', async () => {
    expect(await mail('wrong').send(post, NOW)).toEqual({ kind: 'failed', why: 'smtp_535', final: false });
    expect(box.mails).toEqual([]);
  });

  it.each([
    [451, { kind: 'failed', why: 'smtp_451', final: false }],
    [550, { kind: 'failed', why: 'smtp_550', final: true }],
  ])('believes a %s', async (code, outcome) => {
    box.refusal = { code, text: 'no' };
    expect(await mail().send(post, NOW)).toEqual(outcome);
  });

  it('does not know where the line ends after the text', async () => {
    box.hangsUp = 'after the text';
    expect(await mail().send(post, NOW)).toEqual({ kind: 'unknown', why: 'econnection' });
  });

  it('knows that nothing arrived where it ends before', async () => {
    box.hangsUp = 'before the text';
    expect(await mail().send(post, NOW)).toEqual({ kind: 'failed', why: 'econnection', final: false });
  });

  it('calls no private server that is not listed', async () => {
    const settings = { host: '127.0.0.1', port: box.port, security: 'none', from: 'duban@example.gov.cn' };
    const shut = new Wire({ privateTargets: [] });
    expect(await channel({ kind: 'email', settings }, shut).send(post, NOW)).toEqual({
      kind: 'failed',
      why: 'private_target',
      final: true,
    });
  });
});

describe('白名单', () => {
  const get = (through: Wire, url: string) => through.send({ method: 'GET', url, headers: {} });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[fd00::1]',
    '[fe80::1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '0x7f000001',
    '2130706433',
    '127.1',
    'localhost',
  ])('calls nothing at %s unasked', async (host) =>
    expect(await get(new Wire({ privateTargets: [] }), `http://${host}:${far.port}/`)).toEqual({
      kind: 'not_sent',
      why: 'private_target',
    }),
  );

  it('calls what is listed', async () =>
    expect(await get(new Wire({ privateTargets: ['127.0.0.1'] }), far.url)).toMatchObject({
      kind: 'answered',
      status: 200,
    }));

  it('lists addresses, not their neighbours', async () =>
    expect(await get(new Wire({ privateTargets: ['127.0.0.2/31'] }), far.url)).toMatchObject({
      why: 'private_target',
    }));

  it('refuses a name of which one address is private', async () => {
    const resolve = () => Promise.resolve(['198.51.200.1', '127.0.0.1']);
    expect(await get(new Wire({ privateTargets: [], resolve }), `http://gateway.test:${far.port}/`)).toMatchObject({
      why: 'private_target',
    });
    expect(far.arrived).toEqual([]);
  });

  it('connects to the address that was judged, whatever the name says a moment later', async () => {
    const listed = await FarSide.open('127.0.0.2', far.port);
    try {
      const answers = [['127.0.0.2'], ['127.0.0.1']];
      const asked: string[] = [];
      const resolve = (host: string) => {
        asked.push(host);
        return Promise.resolve(answers[asked.length - 1] ?? []);
      };
      const through = new Wire({ privateTargets: ['127.0.0.2'], resolve });
      expect(await get(through, `http://gateway.test:${far.port}/`)).toMatchObject({ kind: 'answered' });
      expect(asked).toEqual(['gateway.test']);
      expect(listed.arrived[0]!.headers.host).toBe(`gateway.test:${far.port}`);
      expect(await get(through, `http://gateway.test:${far.port}/`)).toMatchObject({ why: 'private_target' });
      expect(far.arrived).toEqual([]);
    } finally {
      await listed.close();
    }
  });

  it('follows no redirect into the house', async () => {
    const inside = await FarSide.open('127.0.0.2');
    far.answer = (_, response) => void response.writeHead(302, { location: `http://127.0.0.2:${inside.port}/` }).end();
    expect(await get(new Wire({ privateTargets: ['127.0.0.1'] }), far.url)).toMatchObject({
      kind: 'answered',
      status: 302,
    });
    expect(inside.arrived).toEqual([]);
    await inside.close();
  });

  it('gives a name that does not resolve its time and no more', async () => {
    const resolve = () => new Promise<string[]>(() => {});
    expect(await get(new Wire({ privateTargets: [], resolve, timeoutMs: 100 }), 'http://nowhere.test/')).toEqual({
      kind: 'not_sent',
      why: 'timeout',
    });
  });
});
