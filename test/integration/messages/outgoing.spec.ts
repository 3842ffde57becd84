import { createHmac } from 'node:crypto';
import { instantOf } from '#calendar';
import { filing } from '../api/served';
import { photo } from '../persistence/district';
import { FarSide } from './far-side';
import { Mailbox } from './mailbox';
import { Office } from './office';

const [HANDLER, OFFICER] = ['13800138000', '13900139000'];
const NIGHT = instantOf('2026-09-24', '23:41');
const URGENT = { categoryCode: 'SS01', description: '窨井盖松动' };

let office: Office;
beforeAll(async () => void (office = await Office.open()));
beforeEach(() => office.reset());
afterAll(() => office.close());

const assigned = async (unitId: string, facts: object = {}): Promise<string> => {
  const id = await office.served.file(facts);
  await office.served.done('dispatcher', `/findings/${id}/assign`, { unitId });
  return id;
};
const state = async (id: string) => (await office.served.get('dispatcher', `/findings/${id}`)).body;
const undelivered = async (username = 'dispatcher', query = '') =>
  (await office.served.get(username, `/messages/undelivered${query}`)).body;

describe('urgent', () => {
  it('reaches who is on duty at any hour by SMS; the routine waits for the morning', async () => {
    await office.sms();
    await office.prefers('dispatcher', { phone: OFFICER, quietHours: { from: '22:00', to: '07:00' } });
    await office.prefers('handler.cg', { phone: HANDLER });
    office.district.clock.now = NIGHT;
    await office.served.file(URGENT);
    await assigned('cg');
    await office.deliver();
    const sent = office.take();
    expect(sent.map(({ phone }) => phone)).toEqual([OFFICER]);
    expect(sent[0].text).toMatch(
      /^【金安督办】您有 2 条督办消息：\n1\. .*窨井盖.*：新上报，请核实\n2\. .*：已立项，请交办\nhttps:/,
    );
    office.district.clock.now = instantOf('2026-09-28', '08:05');
    await office.deliver();
    office.pass(5);
    await office.deliver();
    expect(office.take().map(({ phone }) => phone)).toContain(HANDLER);
  });

  it('goes to the unit’s head where nobody is on the roster, and says so', async () => {
    await office.sms();
    await office.prefers('office.head', { phone: OFFICER });
    office.district.clock.now = instantOf('2026-09-19', '23:41');
    await office.served.file(URGENT);
    await office.deliver();
    expect(office.take()).toEqual([
      expect.objectContaining({ phone: OFFICER, text: expect.stringContaining('（无值班表）') }),
    ]);
  });

  it('that can reach nobody is shown to the sender', async () => {
    await office.sms();
    await assigned('zj', URGENT);
    await office.deliver();
    const { items, reach } = await undelivered();
    expect(reach).toEqual({ sms: true, email: false });
    expect(items).toContainEqual(
      expect.objectContaining({
        state: 'undelivered',
        why: 'no_address',
        recipient: expect.objectContaining({ name: expect.stringContaining('承办人') }),
      }),
    );
  });

  it('escalates with its reason', async () => {
    await office.sms();
    await office.prefers('leader.cg', { phone: HANDLER, digestMinutes: 0 });
    await assigned('cg');
    office.district.clock.now = instantOf('2026-09-22', '17:30');
    await office.district.record.findings.sweep();
    office.district.clock.now = instantOf('2026-09-23', '09:00');
    await office.deliver();
    const texts = office.take().map(({ text }) => String(text));
    expect(texts.join()).toMatch(/因整改已逾期 \d+ 个工作日，升级至单位主要负责人、督查员，发出黄色督办单/);
    expect(texts.join()).not.toContain('尹督查');
  });
});

describe('a burst', () => {
  it('is one message with its count and its list', async () => {
    await office.sms();
    await office.prefers('handler.cg', { phone: HANDLER });
    for (let i = 0; i < 7; i++) await assigned('cg');
    await office.deliver();
    expect(office.take()).toEqual([]);
    office.pass(5);
    await office.deliver();
    const [only, ...others] = office.take();
    expect(others).toEqual([]);
    expect(only.text).toMatch(/您有 7 条督办消息：\n1\. [\s\S]*\n5\. [\s\S]*\n另有 2 条\n回复“收到”或1即签收。https/);
  });

  it('tells nothing of what was undone before it left', async () => {
    await office.sms();
    await office.prefers('handler.cg', { phone: HANDLER });
    await office.prefers('handler.zj', { phone: OFFICER });
    const takeBack = (id: string, username = 'dispatcher') => office.served.done(username, `/findings/${id}/take-back`);
    const [gone, stays, only] = [await assigned('cg'), await assigned('cg'), await assigned('zj')];
    await office.deliver();
    await takeBack(gone);
    await takeBack(only);
    await office.deliver();
    office.pass(5);
    await office.deliver();
    expect(office.take()).toEqual([
      { phone: HANDLER, id: expect.any(String), text: expect.stringContaining(String((await state(stays)).number)) },
    ]);
    expect(await office.district.count('message', `state <> 'sent'`)).toBe(0);
    // What had left is told of, and that it is undone.
    const late = await assigned('zj');
    await office.deliver();
    await office.district.owner.query(`UPDATE message SET not_before = recorded_at WHERE state = 'queued'`);
    await office.send();
    await takeBack(late);
    await office.deliver();
    office.pass(5);
    await office.deliver();
    expect(office.take().map(({ text }) => /交办已撤回/.test(text))).toEqual([false, true]);
  });

  it('leaves out an undone verdict, and tells the one that stands', async () => {
    await office.sms();
    await office.prefers('approver', { phone: OFFICER });
    const id = await office.served.rectifying();
    await office.district.do(id, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
    await office.served.done('verifier', `/findings/${id}/verify`, { outcome: 'passed', mode: 'site' });
    await office.deliver();
    expect(await office.district.count('message_fact', `subject = 'verified'`)).toBe(1);
    await office.served.done('verifier', `/findings/${id}/take-back`);
    office.pass(5);
    await office.deliver();
    expect(office.take()).toEqual([]);
    await office.served.done('verifier', `/findings/${id}/verify`, { outcome: 'passed', mode: 'site' });
    await office.deliver();
    office.pass(5);
    await office.deliver();
    expect(office.take().map(({ phone }) => phone)).toEqual([OFFICER]);
  });

  it('keeps the person’s quiet hours', async () => {
    await office.sms();
    await office.prefers('handler.cg', { phone: HANDLER, quietHours: { from: '08:00', to: '10:00' } });
    await assigned('cg');
    await office.deliver();
    office.pass(59);
    await office.deliver();
    expect(office.take()).toEqual([]);
    office.pass(1);
    await office.deliver();
    expect(office.take()).toHaveLength(1);
  });

  it('is told in English to who reads English', async () => {
    await office.sms();
    await office.prefers('handler.cg', { phone: HANDLER, language: 'en', digestMinutes: 0 });
    await assigned('cg');
    await office.deliver();
    expect(office.take()[0].text).toMatch(/handed over to your unit, due 2026-09-17 \d\d:\d\d; sign for it/);
  });
});

describe('at most once', () => {
  it('per event, recipient and channel, whoever delivers and sends beside', async () => {
    await office.sms();
    await office.prefers('handler.cg', { phone: HANDLER, digestMinutes: 0 });
    for (let i = 0; i < 4; i++) await assigned('cg');
    const records = [office.district.record, await office.another(), await office.another()];
    await Promise.all(records.map((record) => record.deliveries.deliverDue(2)));
    await Promise.all(records.map((record) => record.deliveries.deliverDue(500)));
    await Promise.all(records.map((record) => office.send(office.sender(record))));
    const told = await office.district.count('message_fact', `subject = 'line_opened'`);
    const listed = office.take().flatMap(({ text }) => String(text).match(/交办给贵单位/g) ?? []);
    expect([told, listed.length]).toEqual([4, 4]);
    await office.deliver();
    expect(office.take()).toEqual([]);
  });

  it('is held by the table itself', async () => {
    await office.sms();
    await office.prefers('handler.cg', { phone: HANDLER });
    await assigned('cg');
    await office.deliver();
    await expect(
      office.district.owner.query(
        `INSERT INTO message_fact SELECT finding_id, seq, recipient, channel, message_id, subject, note, to_finder FROM message_fact`,
      ),
    ).rejects.toThrow('message_fact_pkey');
  });
});

describe('what fails', () => {
  beforeEach(async () => {
    await office.sms();
    await office.prefers('handler.cg', { phone: HANDLER, digestMinutes: 0 });
  });

  it('is tried again, later and later, and then shown', async () => {
    office.far.answer = FarSide.json({}, 503);
    await assigned('cg');
    await office.deliver();
    const waits: number[] = [];
    for (let attempt = 1; attempt < 6; attempt++) {
      const { rows } = await office.district.owner.query(
        `SELECT extract(epoch FROM not_before) * 1000 - $1 AS wait, state FROM message`,
        [office.district.clock.now],
      );
      expect(rows[0].state).toBe('waiting');
      waits.push(Number(rows[0].wait));
      office.district.clock.now += Number(rows[0].wait) - 1;
      await office.send();
      expect(office.far.arrived).toHaveLength(attempt);
      office.district.clock.now += 1;
      await office.send();
    }
    expect(waits.every((wait, index) => index === 0 || wait > waits[index - 1]!)).toBe(true);
    office.pass(600);
    await office.send();
    expect(office.far.arrived).toHaveLength(6);
    const ids = office.take().map(({ id }) => String(id));
    expect(new Set(ids).size).toBe(1);
    expect((await undelivered()).items).toEqual([
      expect.objectContaining({
        why: 'http_503',
        attempts: 6,
        channel: 'sms',
        recipient: { name: '区城管局承办人', unitName: '区城管局', phone: '138****8000' },
      }),
    ]);
  });

  it('goes out on the person’s next channel', async () => {
    const box = await Mailbox.open();
    const settings = { host: '127.0.0.1', port: box.port, security: 'none', from: 'duban@example.gov.cn' };
    await office.outlet({ kind: 'email', settings });
    await office.prefers('handler.cg', { phone: HANDLER, email: 'handler@example.gov.cn', digestMinutes: 0 });
    office.far.answer = FarSide.json({}, 401);
    await assigned('cg');
    await office.deliver();
    await office.send();
    expect(box.mails.map(({ to }) => to)).toEqual([['handler@example.gov.cn']]);
    expect((await undelivered()).items).toEqual([]);
    await box.close();
  });

  it('without an answer is shown as unknown, and not sent again', async () => {
    office.far.answer = (_, response) => void response.destroy();
    await assigned('cg');
    await office.deliver();
    office.pass(24 * 60);
    await office.send();
    expect(office.far.arrived).toHaveLength(1);
    expect((await undelivered()).items).toMatchObject([{ state: 'unknown', why: 'econnreset', channel: 'sms' }]);
  });

  it('is seen by its sender alone, and closed by a phone call', async () => {
    office.far.answer = FarSide.json({}, 401);
    const id = await assigned('cg');
    await office.deliver();
    const [item] = (await undelivered()).items;
    expect(item.items).toEqual([expect.objectContaining({ findingId: id, subject: 'line_opened' })]);
    expect((await undelivered('street.dongshi')).items).toEqual([]);
    expect((await office.served.get('handler.cg', '/messages/undelivered')).status).toBe(403);
    const call = {
      calledName: '区城管局承办人',
      calledAt: '2026-09-17T08:59:00+08:00',
      content: '已告知交办内容和时限',
    };
    const path = `/messages/${item.id}/phone-calls`;
    expect((await office.served.post('street.dongshi', path, call)).status).toBe(404);
    const ahead = await office.served.post('dispatcher', path, { ...call, calledAt: '2026-09-18T00:00:00+08:00' });
    expect(ahead.body.code).toBe('call_ahead');
    expect((await office.served.post('dispatcher', path, call)).status).toBe(204);
    expect((await office.served.post('dispatcher', path, call)).body.code).toBe('message_settled');
    expect((await undelivered()).items).toEqual([]);
    expect((await undelivered('dispatcher', '?served=true')).items).toMatchObject([
      {
        state: 'served',
        phoneCall: { by: '丁交办', content: call.content, calledAt: '2026-09-17T08:59:00.000+08:00' },
      },
    ]);
    const { items } = (await office.served.get('dispatcher', `/findings/${id}/deliveries`)).body;
    expect(items.flatMap(({ sendings }: { sendings: object[] }) => sendings)).toMatchObject([
      { channel: 'sms', state: 'served', recipient: '区城管局承办人' },
    ]);
  });
});

describe('a reply', () => {
  const SECRET = { authorization: 'Bearer a-reply-secret-of-this-test' };
  let outlet: string;
  let finding: string;
  beforeEach(async () => {
    outlet = await office.sms();
    await office.prefers('handler.cg', { phone: HANDLER, digestMinutes: 0 });
    finding = await assigned('cg');
    await office.deliver();
  });
  const reply = (facts: object = {}, headers: Record<string, string> = SECRET) =>
    office.served.post(
      null,
      `/sms-replies/${outlet}`,
      { id: 'r1', mobile: HANDLER, content: '收到', ...facts },
      headers,
    );

  it.each(['收到', '1', ' 收到。', '１', '已签收'])('“%s” signs for what the SMS handed over', async (content) => {
    expect((await reply({ content, mobile: `86${HANDLER}` })).body).toEqual({ outcome: 'signed', signed: 1 });
    expect(await state(finding)).toMatchObject({ status: 'rectifying', lines: [{ signedHow: 'signed' }] });
  });

  it('comes as a form as well', async () => {
    const body = new TextEncoder().encode(`id=r9&mobile=${HANDLER}&content=${encodeURIComponent('收到')}`);
    const headers = { ...SECRET, 'content-type': 'application/x-www-form-urlencoded' };
    expect((await office.served.post(null, `/sms-replies/${outlet}`, body, headers)).body.outcome).toBe('signed');
  });

  it('changes nothing the second time, not even of what came later', async () => {
    await reply();
    const later = await assigned('cg');
    await office.deliver();
    expect((await reply()).body).toEqual({ outcome: 'signed', signed: 1 });
    expect((await state(later)).status).toBe('assigned');
    expect((await reply({ id: 'r2' })).body).toEqual({ outcome: 'signed', signed: 1 });
    expect((await state(later)).status).toBe('rectifying');
    expect((await reply({ id: 'r3' })).body).toEqual({ outcome: 'nothing_to_sign', signed: 0 });
  });

  it.each([
    ['another word', { content: '不归我们管' }, { outcome: 'not_a_signature', signed: 0 }],
    ['a number that nobody bears', { mobile: '13700000000' }, { outcome: 'unknown_sender', signed: 0 }],
  ])('with %s signs nothing', async (_, facts, outcome) => {
    expect((await reply(facts)).body).toEqual(outcome);
    expect((await state(finding)).status).toBe('assigned');
  });

  it('from a number that two bear signs nothing', async () => {
    await office.prefers('handler.zj', { phone: HANDLER });
    expect((await reply()).body.outcome).toBe('unknown_sender');
  });

  it.each([
    ['no secret', {}],
    ['another secret', { authorization: 'Bearer something else entirely' }],
  ])('with %s is nobody’s', async (_, headers) => {
    expect((await reply({}, headers as Record<string, string>)).status).toBe(401);
    expect((await state(finding)).status).toBe('assigned');
  });

  it.each([
    { id: undefined },
    { id: 'x'.repeat(101) },
    { mobile: 'none' },
    { content: 'x'.repeat(501) },
    { mobile: {} },
  ])('that cannot be read is refused: %j', async (facts) =>
    expect((await reply(facts)).body.code).toBe('unreadable_reply'),
  );
});

describe('robots and systems', () => {
  const robot = (kind: string, unitId: string) =>
    office.outlet({ kind, unitId, settings: { url: office.far.url }, secrets: { token: 'token-0001' } });

  it.each([
    ['dingtalk', 25, 20, 61_000],
    ['wecom', 25, 20, 61_000],
    ['feishu', 8, 5, 1_100],
  ])('%s speaks no faster than it may, over all processes', async (kind, wanted, allowed, ms) => {
    const id = await robot(kind, 'cg');
    for (let i = 0; i < wanted; i++) await office.served.done('admin', `/message-outlets/${id}/tests`);
    const senders = [office.sender(), office.sender(await office.another())];
    const all = () => Promise.all(senders.map((sender) => office.send(sender)));
    await all();
    expect(office.far.arrived).toHaveLength(allowed);
    office.district.clock.now += ms - 1;
    await all();
    expect(office.far.arrived).toHaveLength(allowed);
    office.district.clock.now += 1;
    await all();
    expect(office.far.arrived).toHaveLength(wanted);
  });

  it('a unit’s group hears of the unit’s findings, together, and of nothing that is not for every eye', async () => {
    await robot('wecom', 'cg');
    const [one, two] = [await assigned('cg'), await assigned('cg')];
    await assigned('zj');
    const limited = await assigned('cg', { visibility: 'limited' });
    await office.deliver();
    office.pass(1);
    await office.deliver();
    const [group, ...others] = office.take();
    expect(others).toEqual([]);
    const number = async (id: string) => String((await state(id)).number);
    expect(group.text.content).toMatch(/您有 2 条督办消息/);
    expect(group.text.content).toContain(await number(one));
    expect(group.text.content).toContain(await number(two));
    expect(group.text.content).not.toContain(await number(limited));
  });

  it('after an outage of ours the rungs that it skipped fire once, in order, and the unit hears of them in one message', async () => {
    const { record, clock } = office.district;
    await office.sms();
    await robot('wecom', 'cg');
    await office.prefers('handler.cg', { phone: HANDLER, digestMinutes: 0 });
    const id = await office.served.rectifying();
    await office.deliver();
    office.pass(1);
    await office.deliver();
    office.take();

    clock.now = instantOf('2026-09-24', '09:00');
    await record.findings.sweep();
    await Promise.all([record.findings.sweep(), record.findings.tick(id)]);
    const { rows } = await office.district.owner.query<{ rung: string; dueAt: Date }>(
      `SELECT rung, due_at AS "dueAt" FROM rung_firing WHERE finding_id = $1 AND clock_id LIKE '%rectify' ORDER BY seq`,
      [id],
    );
    expect(rows.map(({ rung }) => rung)).toEqual(['R0', 'R1', 'R2', 'R3']);
    expect(rows.map(({ dueAt }) => dueAt)).toEqual(rows.map(({ dueAt }) => dueAt).sort((a, b) => +a - +b));
    await office.deliver();
    office.pass(1);
    await office.deliver();
    const sent = office.take();
    const toHandler = sent.filter(({ phone }) => phone === HANDLER);
    const toGroup = sent.filter(({ phone }) => phone === undefined);
    expect([toHandler.length, toGroup.length, sent.length]).toEqual([1, 1, 2]);
    expect(toHandler[0].text).toMatch(/整改将于[\s\S]*蓝色催办单/);
    expect(toGroup[0].text.content).toMatch(/整改将于[\s\S]*蓝色催办单[\s\S]*黄色督办单/);
  });

  it('tells systems of each event once, signed by both secrets while one is replaced', async () => {
    const [old, fresh] = [1, 2].map((byte) => 'whsec_' + Buffer.alloc(32, byte).toString('base64'));
    const settings = { url: `${office.far.url}/in`, types: ['line_opened', 'submitted'] };
    const id = await office.outlet({ kind: 'webhook', settings, secrets: { secret: old } });
    await office.served.done('admin', `/message-outlets/${id}/rotations`, { secret: fresh, overlapHours: 1 });
    const finding = await office.served.rectifying();
    await office.deliver();
    const [only, ...others] = office.far.arrived;
    expect(others).toEqual([]);
    const { headers, body } = only!;
    const event = JSON.parse(body);
    expect(event).toMatchObject({
      specversion: '1.0',
      type: 'cn.duban.finding.line_opened',
      subject: finding,
      data: { status: 'rectifying', unitId: 'cg', link: `https://duban.example.gov.cn/findings/${finding}` },
    });
    expect(body).not.toContain((await office.district.actor('inspector')).personId);
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const wanted = [fresh!, old!].map((secret) => {
      const key = Buffer.from(secret.slice(6), 'base64');
      return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
    });
    expect(headers['webhook-signature']).toBe(wanted.join(' '));
  });

  it('a test tells the administrator how it went', async () => {
    const id = await robot('dingtalk', 'cg');
    office.far.answer = FarSide.json({ errcode: 310000 });
    const { body } = await office.served.done('admin', `/message-outlets/${id}/tests`);
    await office.send();
    expect((await office.served.get('admin', `/message-outlets/${id}/messages`)).body.items).toMatchObject([
      { id: body.messageId, state: 'undelivered', why: 'errcode_310000' },
    ]);
    expect((await undelivered()).items).toEqual([]);
  });
});

it('writes no phone, text or secret into the log', async () => {
  await office.sms();
  await office.prefers('handler.cg', { phone: HANDLER, digestMinutes: 0 });
  await assigned('cg', filing({ description: '某某餐饮店外摆' }));
  await office.deliver();
  expect(office.far.arrived).toHaveLength(1);
  const log = [...office.logged, ...office.served.logged].join('\n');
  expect(log).toContain('"outcome":"sent"');
  for (const word of [HANDLER, '某某餐饮店', 'reply-secret']) expect(log).not.toContain(word);
});
