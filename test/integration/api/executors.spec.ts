import sharp from 'sharp';
import { executorLinkMade, executorLinks, executorView } from '#contract';
import { type Answer, Served } from './served';

const OURS = 'https://duban.example.gov.cn';
const FORGED = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };

const picture = (tone: number): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: tone, g: 90, b: 120 } } })
    .jpeg()
    .toBuffer();

describe('people without an account, by a link', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open({ publicUrl: OURS, trustedProxies: 1 })));
  afterAll(() => served.close());

  const open = async (id: string): Promise<{ link: string; token: string; diesAt: string | null }> => {
    const { body } = await served.done('handler.cg', `/findings/${id}/executor-links`);
    const made = executorLinkMade.parse(body);
    expect(made.qr).toContain('<svg');
    return { link: made.id, token: new URL(made.url).hash.slice(1), diesAt: made.diesAt };
  };
  const ask = (token: string, path = '', sent: object = {}): Promise<Answer> =>
    served.send(null, `/api/v1/executor${path}`, {
      ...sent,
      headers: { authorization: `Link ${token}`, ...headersIn(sent) },
    });
  const headersIn = (sent: object) => ('headers' in sent ? (sent.headers as Record<string, string>) : {});
  const photo = async (token: string, tone = 40): Promise<string> => {
    const headers = { 'content-type': 'image/jpeg' };
    const { status, body } = await ask(token, '/photos', { method: 'POST', body: await picture(tone), headers });
    expect(status).toBe(201);
    return body.sha256;
  };
  const report = (token: string, photos: string[], headers = {}) =>
    ask(token, '/reports', { method: 'POST', body: { reportedBy: '某物业', text: '已清运', photos }, headers });

  it('names our own address in what goes out, whatever host a request came by', async () => {
    const id = await served.rectifying();
    const link = await served.done('handler.cg', `/findings/${id}/executor-links`, {}, FORGED);
    expect(link.body.url).toMatch(/^https:[/][/]duban[.]example[.]gov[.]cn[/]executor#[\w-]{43}$/);
    const { body } = await served.done('handler.cg', '/people/me/deadline-feed', {}, FORGED);
    expect(body.url).toMatch(/^https:[/][/]duban[.]example[.]gov[.]cn[/]feeds[/]deadlines[/][\w-]+[.]ics$/);
    const feed = (await served.send(null, new URL(body.url).pathname, { headers: FORGED })).text;
    expect(feed.replaceAll('\r\n ', '')).toContain(`${OURS}/findings/${id}`);
    expect(feed).not.toContain('evil');
  });

  it('shows the defect and nobody’s name, takes photo and words, and the unit makes them its feedback', async () => {
    const id = await served.rectifying();
    const { token, diesAt } = await open(id);
    expect(diesAt).not.toBeNull();
    const { status, body, text } = await ask(token);
    expect(status).toBe(200);
    expect(executorView.parse(body)).toMatchObject({
      description: '垃圾桶满溢未清运',
      unitName: '区城管局',
      dueAt: diesAt,
    });
    expect(text).not.toContain('尹督查');
    const sha256 = await photo(token);
    expect((await ask(token, `/photos/${sha256}`)).status).toBe(200);
    const sent = await report(token, [sha256]);
    expect(sent.body.reports).toMatchObject([{ reportedBy: '某物业', outcome: null }]);

    const { reports } = executorLinks.parse((await served.get('handler.cg', `/findings/${id}/executor-links`)).body);
    expect((await served.get('handler.cg', `/evidence/${sha256}/small`)).status).toBe(200);
    const taken = await served.done('handler.cg', `/findings/${id}/executor-reports/${reports[0]!.id}/take`);
    expect(taken.body).toMatchObject({ id, replayed: false });
    const again = await served.done('handler.cg', `/findings/${id}/executor-reports/${reports[0]!.id}/take`);
    expect(again.body).toMatchObject({ seq: taken.body.seq, replayed: true });
    const detail = await served.get('handler.cg', `/findings/${id}`);
    expect(detail.body.submissions).toHaveLength(1);
    expect(detail.body.submissions[0]).toMatchObject({ text: '已清运' });
    expect((await ask(token)).status).toBe(410);
  });

  it('tells the one who mends why a report was not taken, and takes another', async () => {
    const id = await served.rectifying();
    const { token } = await open(id);
    const first = (await report(token, [await photo(token, 41)])).body.reports[0].id;
    await served.done('leader.cg', `/findings/${id}/executor-reports/${first}/decline`, { reason: '角落未清' });
    expect((await served.post('handler.cg', `/findings/${id}/executor-reports/${first}/take`)).status).toBe(409);
    expect((await ask(token)).body.reports).toMatchObject([{ outcome: 'declined', reason: '角落未清' }]);
    expect((await report(token, [await photo(token, 42)])).body.reports).toHaveLength(2);
  });

  it('a report whose feedback was taken back may be made the feedback again', async () => {
    const id = await served.rectifying();
    const { token } = await open(id);
    const given = (await report(token, [await photo(token, 44)])).body.reports[0].id;
    const take = () => served.done('handler.cg', `/findings/${id}/executor-reports/${given}/take`);
    await take();
    await served.done('handler.cg', `/findings/${id}/take-back`);
    expect((await take()).body).toMatchObject({ status: 'submitted', replayed: false });
  });

  it('shows a co-unit nothing of another unit’s links, and lets it judge and revoke none', async () => {
    const id = await served.file();
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg', coUnitIds: ['zj'] });
    await served.done('handler.cg', `/findings/${id}/sign`);
    const { link, token } = await open(id);
    const given = (await report(token, [await photo(token, 45)])).body.reports[0].id;
    const seen = await served.get('handler.zj', `/findings/${id}/executor-links`);
    expect(seen.body).toEqual({ links: [], reports: [] });
    const decline = `/findings/${id}/executor-reports/${given}/decline`;
    expect((await served.post('handler.zj', decline, { reason: '不是我单位' })).status).toBe(404);
    const revoke = `/api/v1/findings/${id}/executor-links/${link}`;
    expect((await served.send('handler.zj', revoke, { method: 'DELETE' })).status).toBe(404);
    expect((await ask(token)).body.reports).toMatchObject([{ outcome: null }]);
  });

  it('keeps nothing of a photo that is one too many', async () => {
    const { token } = await open(await served.rectifying());
    for (let tone = 0; tone < 240; tone += 8) await photo(token, tone);
    const before = await served.rowCounts();
    const headers = { 'content-type': 'image/jpeg' };
    const late = await ask(token, '/photos', { method: 'POST', body: await picture(250), headers });
    expect(late.body.code).toBe('link_used_up');
    expect(await served.rowCounts()).toEqual(before);
    await photo(token, 8);
  });

  it('takes the same report once, however often the phone sends it', async () => {
    const id = await served.rectifying();
    const { token } = await open(id);
    const photos = [await photo(token, 43)];
    await report(token, photos, { 'idempotency-key': 'phone-1' });
    expect((await report(token, photos, { 'idempotency-key': 'phone-1' })).body.reports).toHaveLength(1);
  });

  it('dies with the due date, when it is revoked, and with the line', async () => {
    const id = await served.rectifying();
    const { token, diesAt } = await open(id);
    const second = await open(id);
    expect(
      (await served.send('handler.cg', `/api/v1/findings/${id}/executor-links/${second.link}`, { method: 'DELETE' }))
        .status,
    ).toBe(204);
    expect((await ask(second.token)).status).toBe(401);
    served.district.clock.now = Date.parse(diesAt!) + 60_001;
    const dead = await ask(token);
    expect(dead.status).toBe(410);
    expect(dead.body).toMatchObject({ code: 'link_dead' });
    const late = await served.post('handler.cg', `/findings/${id}/executor-links`);
    expect(late).toMatchObject({ status: 409, body: { code: 'link_born_dead' } });
  });

  it('refuses strangers, foreign units, photos that it does not know, empty files and floods', async () => {
    const id = await served.rectifying();
    const { token } = await open(id);
    expect((await ask('x'.repeat(43))).status).toBe(401);
    expect((await served.get(null, '/executor')).status).toBe(401);
    expect((await served.post('handler.zj', `/findings/${id}/executor-links`)).status).toBe(404);
    expect((await served.post('dispatcher', `/findings/${id}/executor-links`)).status).toBe(403);
    expect((await served.get('handler.zj', `/findings/${id}/executor-links`)).status).toBe(404);
    expect((await report(token, ['0'.repeat(64)])).status).toBe(422);
    const headers = { 'content-type': 'image/jpeg' };
    expect((await ask(token, '/photos', { method: 'POST', body: Buffer.alloc(0), headers })).status).toBe(422);
    const photos = [await photo(token, 44)];
    for (let i = 0; i < 10; i++) expect((await report(token, photos)).status).toBe(201);
    expect((await report(token, photos)).body).toMatchObject({ code: 'link_used_up' });
  });
});
