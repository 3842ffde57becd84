import type { Answer } from '../api/served';
import { Office } from './office';

let office: Office;
beforeAll(async () => void (office = await Office.open()));
beforeEach(() => office.reset());
afterAll(() => office.close());

const put = (username: string, path: string, body: object): Promise<Answer> =>
  office.served.send(username, `/api/v1${path}`, { method: 'PUT', body });

describe('通道设置', () => {
  const dingtalk = {
    kind: 'dingtalk',
    name: '城管局督办群',
    unitId: 'cg',
    settings: {},
    secrets: { token: 'robot-token-1', sign: 'SEC-secret' },
  };

  it('keeps secrets sealed and answers their names alone', async () => {
    const made = await office.served.done('admin', '/message-outlets', dingtalk);
    expect(made.body).toMatchObject({
      secretsKept: ['sign', 'token'],
      settings: { url: expect.stringContaining('dingtalk') },
    });
    const listed = await office.served.get('admin', '/message-outlets');
    const { rows } = await office.district.owner.query(
      'SELECT row_to_json(o)::text AS row, secrets FROM message_outlet o',
    );
    for (const text of [made.text, listed.text, rows[0].row, rows[0].secrets.toString('latin1')])
      expect(text).not.toMatch(/robot-token-1|SEC-secret/);
  });

  it('keeps what is left out of a change', async () => {
    const id = await office.outlet({ ...dingtalk, settings: { url: office.far.url } });
    const { secrets: _, ...rest } = dingtalk;
    const changed = await put('admin', `/message-outlets/${id}`, {
      ...rest,
      name: '新名称',
      settings: { url: office.far.url },
    });
    expect(changed.body).toMatchObject({ name: '新名称', secretsKept: ['sign', 'token'] });
    await office.served.done('admin', `/message-outlets/${id}/tests`);
    await office.send();
    expect(office.far.arrived[0]!.url).toMatch(/access_token=robot-token-1&timestamp=\d+&sign=/);
  });

  it('has one gateway of a kind at a time', async () => {
    const id = await office.sms();
    const second = { kind: 'sms', name: '第二家', settings: { url: office.far.url } };
    expect((await office.served.post('admin', '/message-outlets', second)).body.code).toBe('gateway_taken');
    const off = { kind: 'sms', name: '短信', enabled: false, settings: { url: office.far.url } };
    expect((await put('admin', `/message-outlets/${id}`, off)).status).toBe(200);
    expect((await office.served.post('admin', '/message-outlets', second)).status).toBe(201);
  });

  it.each([
    ['no target', { ...dingtalk, settings: { url: 'ftp://robot/' } }, 'invalid_request'],
    ['a host by template', { kind: 'sms', name: 'x', settings: { url: 'https://{{phone}}.test/' } }, 'invalid_request'],
    ['a unit that is not there', { ...dingtalk, unitId: 'nowhere' }, 'unknown_unit_named'],
    ['a kind that is not there', { ...dingtalk, kind: 'pigeon' }, 'invalid_request'],
    ['an unknown setting', { ...dingtalk, settings: { color: 'red' } }, 'invalid_request'],
    [
      'a secret too short',
      { kind: 'webhook', name: 'x', settings: { url: 'https://a.test/' }, secrets: { secret: 'short' } },
      'invalid_request',
    ],
    [
      'a reply secret that no header holds',
      {
        kind: 'sms',
        name: 'x',
        settings: { url: 'https://a.test/' },
        secrets: { reply: '暗号暗号暗号暗号暗号暗号暗号暗号' },
      },
      'invalid_request',
    ],
  ])('refuses %s', async (_, given, code) =>
    expect((await office.served.post('admin', '/message-outlets', given)).body.code).toBe(code),
  );

  it('keeps its kind, rotates what signs alone, and knows its own', async () => {
    const id = await office.outlet({ ...dingtalk, settings: {} });
    const other = { kind: 'wecom', name: 'x', settings: {} };
    expect((await put('admin', `/message-outlets/${id}`, other)).body.code).toBe('other_channel');
    const rotation = { secret: 'whsec_' + Buffer.alloc(32).toString('base64') };
    expect((await office.served.post('admin', `/message-outlets/${id}/rotations`, rotation)).body.code).toBe(
      'other_channel',
    );
    for (const unknown of ['nonsense', '00000000-0000-4000-8000-000000000000'])
      expect((await office.served.get('admin', `/message-outlets/${unknown}/messages`)).status).toBe(404);
  });

  it('is the administrator’s alone', async () => {
    for (const caller of ['dispatcher', 'handler.cg', 'auditor', 'mayor'])
      expect((await office.served.get(caller, '/message-outlets')).status).toBe(403);
  });
});

describe('接收设置', () => {
  it('is everybody’s own', async () => {
    const usual = (await office.served.get('handler.cg', '/people/me/preferences')).body;
    expect(usual).toEqual({
      language: 'zh',
      phone: null,
      email: null,
      quietHours: null,
      digestMinutes: 5,
      order: ['sms', 'email'],
    });
    const own = { ...usual, phone: '13800138000', quietHours: { from: '22:00', to: '07:00' }, digestMinutes: 30 };
    expect((await put('handler.cg', '/people/me/preferences', own)).body).toEqual(own);
    expect((await office.served.get('handler.cg', '/people/me/preferences')).body).toEqual(own);
    expect((await office.served.get('leader.cg', '/people/me/preferences')).body.phone).toBeNull();
  });

  it.each([
    { phone: '12' },
    { phone: '1380013800x' },
    { email: 'nobody' },
    { quietHours: { from: '25:00', to: '07:00' } },
    { quietHours: { from: '07:00', to: '07:00' } },
    { digestMinutes: 241 },
    { order: ['sms', 'sms'] },
    { language: 'fr' },
  ])('refuses %j', async (bad) => {
    const usual = (await office.served.get('handler.zj', '/people/me/preferences')).body;
    expect((await put('handler.zj', '/people/me/preferences', { ...usual, ...bad })).status).toBe(422);
  });
});

describe('消息', () => {
  const told = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const id = await office.served.file();
      await office.served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg' });
      await office.deliver();
      office.pass(1);
    }
  };
  const inbox = async (query = '', headers?: Record<string, string>) =>
    (await office.served.get('handler.cg', `/inbox${query}`, headers)).body;

  it('says what happened, leads to the finding and counts what is unread', async () => {
    await told(3);
    const { items, unread } = await inbox();
    expect(unread).toBe(3);
    expect(items[0]).toMatchObject({
      subjects: ['line_opened'],
      unread: true,
      link: `/findings/${items[0].findingId}`,
    });
    expect(items[0].texts[0]).toMatch(/^DC2026-\d+ .*：交办给贵单位，限 .* 前办结，请签收$/);
    expect((await inbox('', { 'accept-language': 'en' })).items[0].texts[0]).toMatch(/handed over to your unit/);
  });

  it('is marked by the reader, one or all, and without a time', async () => {
    await told(3);
    const [first] = (await inbox()).items;
    const mark = (body: object) => office.served.done('handler.cg', '/inbox/seen', body);
    expect((await mark({ ids: [first.id] })).body).toEqual({ unread: 2 });
    expect((await inbox('?unread=true')).items.map(({ id }: { id: string }) => id)).not.toContain(first.id);
    expect((await inbox()).items).toHaveLength(3);
    expect((await mark({ ids: ['of somebody else'] })).body).toEqual({ unread: 2 });
    expect((await mark({})).body).toEqual({ unread: 0 });
    const { rows } = await office.district.owner.query(
      `SELECT column_name FROM information_schema.columns WHERE table_name = 'inbox_seen' ORDER BY 1`,
    );
    expect(rows.map(({ column_name }) => column_name)).toEqual(['delivery_id', 'person_id']);
  });

  it('comes in pages that neither repeat nor miss', async () => {
    await told(5);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await inbox(
        `?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
    expect((await inbox('?cursor=nonsense')).code).toBe('bad_cursor');
  });
});

describe('值班表', () => {
  const id = async (username: string) => (await office.district.actor(username)).personId;
  const shift = async (facts: object = {}) => ({
    startsAt: '2027-01-05T08:00:00+08:00',
    endsAt: '2027-01-05T20:00:00+08:00',
    shift: '白班',
    officerId: await id('handler.cg'),
    leaderId: await id('leader.cg'),
    ...facts,
  });
  const span = { from: '2027-01-05T00:00:00+08:00', to: '2027-01-12T00:00:00+08:00' };

  it('is kept by the unit and by whoever supervises it, and by nobody else', async () => {
    await office.prefers('leader.cg', { phone: '13800138000' });
    const shifts = [await shift()];
    for (const keeper of ['handler.cg', 'leader.cg', 'dispatcher', 'admin'])
      expect((await put(keeper, '/duty-roster/cg', { ...span, shifts })).status).toBe(200);
    expect((await put('handler.zj', '/duty-roster/cg', { ...span, shifts })).body.code).toBe('not_your_roster');
    expect((await put('street.dongshi', '/duty-roster/cg', { ...span, shifts })).body.code).toBe('not_your_roster');
    expect((await put('verifier', '/duty-roster/cg', { ...span, shifts })).status).toBe(403);
    const { items } = (await office.served.get('handler.zj', '/duty-roster?unit=cg&from=2027-01-05&to=2027-01-05'))
      .body;
    expect(items).toEqual([
      {
        unitId: 'cg',
        startsAt: '2027-01-05T08:00:00.000+08:00',
        endsAt: '2027-01-05T20:00:00.000+08:00',
        shift: '白班',
        officer: expect.objectContaining({ name: '区城管局承办人', phone: null }),
        leader: expect.objectContaining({ phone: '138****8000' }),
      },
    ]);
  });

  it('names who can be put on it to whoever keeps it', async () => {
    const { items } = (await office.served.get('dispatcher', '/duty-roster/cg/people')).body;
    expect(items).toContainEqual({ id: await id('handler.cg'), name: '区城管局承办人' });
    expect(JSON.stringify(items)).not.toMatch(/区住建局|phone|username/);
    expect((await office.served.get('handler.zj', '/duty-roster/cg/people')).body.code).toBe('not_your_roster');
  });

  it('says who is on duty now, or who stands in', async () => {
    office.district.clock.now = Date.parse('2026-11-05T10:00:00+08:00');
    expect((await office.served.get('dispatcher', '/duty-roster/cg/now')).body).toMatchObject({
      shift: { shift: '全天' },
      fallback: [],
      note: null,
    });
    office.district.clock.now = Date.parse('2026-09-18T10:00:00+08:00');
    expect((await office.served.get('dispatcher', '/duty-roster/cg/now')).body).toMatchObject({
      shift: null,
      fallback: [{ name: '区城管局主要负责人' }],
      note: expect.stringContaining('未排值班表'),
    });
    expect((await office.served.get('dispatcher', '/duty-roster/nowhere/now')).status).toBe(404);
  });

  it.each([
    ['two at a time', { startsAt: '2027-01-05T10:00:00+08:00', endsAt: '2027-01-05T12:00:00+08:00' }, 'shifts_overlap'],
    [
      'somebody who is not there',
      { startsAt: '2027-01-06T08:00:00+08:00', endsAt: '2027-01-06T20:00:00+08:00', leaderId: 'nobody' },
      'unknown_person',
    ],
    ['an end before its start', { endsAt: '2027-01-05T07:00:00+08:00' }, 'invalid_request'],
    [
      'one outside of the span',
      { startsAt: '2027-02-05T08:00:00+08:00', endsAt: '2027-02-05T20:00:00+08:00' },
      'invalid_request',
    ],
  ])('refuses %s and changes nothing', async (_, bad, code) => {
    const before = await office.district.count('duty_roster');
    const shifts = [await shift(), await shift(bad)];
    expect((await put('handler.cg', '/duty-roster/cg', { ...span, shifts })).body.code).toBe(code);
    expect(await office.district.count('duty_roster')).toBe(before);
  });

  const sent = (lines: string[], { as = 'dispatcher', dryRun = false } = {}) => {
    const form = new FormData();
    form.set('file', new Blob([`\uFEFF${lines.join('\n')}`]), '值班表.csv');
    return office.served.send(as, `/api/v1/duty-roster/imports?dryRun=${dryRun}`, { method: 'POST', body: form });
  };

  it('comes from a file, by the day, by the week, and by shifts', async () => {
    const lines = [
      '金安区2027年2月值班表',
      '单位,日期,班次,带班领导,值班人员',
      '区城管局,2027-02-01至2027-02-07,全天,区城管局主要负责人,区城管局承办人',
      '区城管局,2027年2月8日,白班,leader.cg,',
      '区城管局,2027/2/8,18:00-08:00,leader.cg,handler.cg',
    ];
    expect((await sent(lines, { dryRun: true })).body).toMatchObject({ dryRun: true, taken: 9, refused: [] });
    expect(await office.district.count('duty_roster', `starts_at >= '2027-02-01'`)).toBe(0);
    expect((await sent(lines)).body).toMatchObject({ taken: 9 });
    expect((await sent(lines)).body).toMatchObject({ taken: 9 });
    const { items } = (await office.served.get('dispatcher', '/duty-roster?unit=cg&from=2027-02-08&to=2027-02-08'))
      .body;
    expect(items.map(({ startsAt, endsAt }: Record<string, string>) => [startsAt, endsAt])).toEqual([
      ['2027-02-07T08:00:00.000+08:00', '2027-02-08T08:00:00.000+08:00'],
      ['2027-02-08T08:00:00.000+08:00', '2027-02-08T18:00:00.000+08:00'],
      ['2027-02-08T18:00:00.000+08:00', '2027-02-09T08:00:00.000+08:00'],
    ]);
  });

  it('enters nothing while a row is refused, and names each', async () => {
    const before = await office.district.count('duty_roster');
    const { body } = await sent([
      '单位,日期,班次,带班领导,值班人员',
      '区城管局,2027-03-01,全天,leader.cg,',
      '没有的局,2027-03-01,全天,leader.cg,',
      '区城管局,2027-02-30,全天,leader.cg,',
      '区城管局,2027-03-07至2027-03-01,全天,leader.cg,',
      '区城管局,2027-03-02,凌晨,leader.cg,',
      '区城管局,2027-03-03,全天,,',
      '区城管局,2027-03-04,全天,张三,',
    ]);
    expect(body.taken).toBe(0);
    expect(body.refused.map(({ row, code }: { row: number; code: string }) => [row, code])).toEqual([
      [3, 'unknown_unit'],
      [4, 'bad_date'],
      [5, 'bad_date'],
      [6, 'bad_shift'],
      [7, 'no_leader'],
      [8, 'unknown_person'],
    ]);
    expect(await office.district.count('duty_roster')).toBe(before);
    const foreign = await sent(['单位,日期,带班领导', '区城管局,2027-03-01,leader.cg'], { as: 'handler.zj' });
    expect(foreign.body.refused).toMatchObject([{ code: 'not_your_unit' }]);
    expect((await sent(['问题,单位', 'a,b'])).body.refused).toMatchObject([{ code: 'no_headings' }]);
  });
});

describe('日历订阅', () => {
  const subscribe = async (username: string): Promise<string> =>
    new URL((await office.served.done(username, '/people/me/deadline-feed')).body.url).pathname;
  const read = (path: string) => office.served.send(null, path);

  it('shows the deadlines of its owner by number, category and link, and no more', async () => {
    const id = await office.served.rectifying({ description: '某某餐饮店外摆' });
    const other = await office.served.file();
    await office.served.done('dispatcher', `/findings/${other}/assign`, { unitId: 'zj' });
    const limited = await office.served.rectifying({ visibility: 'limited' });
    const numberOf = async (one: string) =>
      String((await office.served.get('dispatcher', `/findings/${one}`)).body.number);
    const answer = await read(await subscribe('handler.cg'));
    expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/);
    const feed = answer.text.replaceAll('\r\n ', '');
    expect(feed).toMatch(new RegExp(`^UID:\\S+\\.${id}@duban$`, 'm'));
    expect(feed).toMatch(new RegExp(`SUMMARY:${await numberOf(id)} .+ 整改到期`));
    expect(feed).toMatch(new RegExp(`SUMMARY:${await numberOf(limited)} 整改到期`));
    expect(feed).toContain(`/findings/${id}`);
    expect(feed).toContain('BEGIN:VALARM');
    expect(feed).not.toContain(other);
    for (const secret of ['某某餐饮店', '云路社区', '尹督查', (await office.district.actor('inspector')).personId])
      expect(feed).not.toContain(secret);
  });

  it('keeps its ids while deadlines move, and marks what may move with the next calendar', async () => {
    await office.served.rectifying({ fixedDate: '2027-06-30' });
    const path = await subscribe('handler.cg');
    const uids = (text: string) => text.match(/^UID:.*$/gm);
    const first = (await read(path)).text;
    expect(first).toMatch(/STATUS:TENTATIVE/);
    expect(first).toContain('（暂定）');
    office.pass(60);
    expect(uids((await read(path)).text)).toEqual(uids(first));
  });

  it('opens nothing more once it is renewed or revoked, and nothing for who guesses', async () => {
    const old = await subscribe('handler.cg');
    const fresh = await subscribe('handler.cg');
    expect((await read(old)).status).toBe(404);
    expect((await read(fresh)).status).toBe(200);
    expect((await office.served.get('handler.cg', '/people/me/deadline-feed')).body.active).toBe(true);
    await office.served.send('handler.cg', '/api/v1/people/me/deadline-feed', { method: 'DELETE' });
    expect((await read(fresh)).status).toBe(404);
    expect((await office.served.get('handler.cg', '/people/me/deadline-feed')).body).toEqual({
      active: false,
      since: null,
    });
    for (const guess of ['x', 'a'.repeat(43), '%00'])
      expect((await read(`/feeds/deadlines/${guess}.ics`)).status).toBe(404);
    expect(office.served.logged.join()).not.toContain(fresh.slice(-30));
  });
});
