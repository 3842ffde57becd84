import { session } from '#contract';
import { DEMO_PEOPLE } from '#persistence';
import { Served } from './served';

/** What the district of the tests was seeded with. */
const PASSWORD = 'for this test only';

describe('sessions', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  const signIn = (username: string, password: string) => served.post(null, '/sessions', { username, password });
  const cookieOf = (headers: Headers) => headers.get('set-cookie')!;

  it('opens by name and password, with a bearer token and a cookie of the browser’s own', async () => {
    const { status, body, headers } = await signIn('dispatcher', PASSWORD);
    expect(status).toBe(201);
    expect(session.parse(body).me).toMatchObject({
      name: '丁交办',
      roles: ['dispatcher'],
      unitId: 'dcs',
      onBehalfOf: null,
    });
    expect(cookieOf(headers)).toMatch(/^duban_session=[\w-]{43}; .*HttpOnly.*SameSite=Strict/);
    const me = await served.get(null, '/people/me', { authorization: `Bearer ${body.token}` });
    expect(me.body).toEqual(body.me);
  });

  it('takes the cookie for reading, and for writing only from our own pages', async () => {
    const { body, headers } = await signIn('inspector', PASSWORD);
    const cookie = cookieOf(headers).split(';')[0]!;
    expect((await served.get(null, '/people/me', { cookie })).status).toBe(200);
    const comment = { cookie, 'content-type': 'application/json' };
    const post = (extra: Record<string, string>) =>
      served.post(
        null,
        '/simulations/deadline',
        { startAt: '2026-09-17T09:00:00+08:00', categoryCode: 'HW01' },
        { ...comment, ...extra },
      );
    expect((await post({ origin: served.origin })).status).toBe(200);
    for (const extra of [
      {},
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { origin: `${served.origin}.evil.example` },
    ])
      expect((await post(extra as Record<string, string>)).body).toMatchObject({ status: 403, code: 'cross_origin' });
    expect((await post({ authorization: `Bearer ${body.token}` })).status).toBe(200);
  });

  it('does not sign anybody in from another site', async () => {
    const answer = await served.post(
      null,
      '/sessions',
      { username: 'admin', password: PASSWORD },
      { origin: 'https://evil.example' },
    );
    expect(answer.body.code).toBe('cross_origin');
  });

  it('says the same of an unknown name and of a wrong password', async () => {
    const [unknown, wrong] = [await signIn('nobody.at.all', 'x'), await signIn('auditor', 'x')];
    const plain = ({ body }: typeof wrong) => ({ ...body, requestId: '' });
    expect(plain(unknown)).toEqual(plain(wrong));
    expect(wrong).toMatchObject({ status: 401, body: { code: 'bad_credentials' } });
  });

  it('slows down guessing per account, also when the right password comes at last', async () => {
    for (let i = 0; i < 5; i++) expect((await signIn('admin2', `guess ${i}`)).status).toBe(401);
    const throttled = await signIn('admin2', PASSWORD);
    expect(throttled).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
    expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn('admin', PASSWORD)).status).toBe(201);
  });

  it('ends on request and after its time', async () => {
    const { body, headers } = await signIn('verifier', PASSWORD);
    const bearer = { authorization: `Bearer ${body.token}` };
    const ended = await served.send(null, '/api/v1/sessions/current', { method: 'DELETE', headers: bearer });
    expect(ended.status).toBe(204);
    expect(cookieOf(ended.headers)).toMatch(/^duban_session=;/);
    expect((await served.get(null, '/people/me', bearer)).status).toBe(401);
    const later = (await signIn('verifier2', PASSWORD)).body;
    const before = served.district.clock.now;
    served.district.clock.now = Date.parse(later.expiresAt) + 1;
    expect((await served.get(null, '/people/me', { authorization: `Bearer ${later.token}` })).status).toBe(401);
    served.district.clock.now = before;
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('acts for another while a delegation is valid', async () => {
    const [deputy, approver] = [await served.district.actor('approver2'), await served.district.actor('approver')];
    const { now } = served.district.clock;
    await served.district.record.people.delegate('d1', approver.personId, deputy.personId, now, now + 3_600_000);
    const me = await served.get('approver2', '/people/me', { 'on-behalf-of': approver.personId });
    expect(me.body).toMatchObject({
      personId: deputy.personId,
      onBehalfOf: approver.personId,
      positions: approver.positions,
    });
    served.district.clock.now += 3_600_001;
    const late = await served.get('approver2', '/people/me', { 'on-behalf-of': approver.personId });
    expect(late).toMatchObject({ status: 403, body: { code: 'bad_delegation' } });
    served.district.clock.now = now;
  });

  it('keeps no password and no token in clear', async () => {
    const { body } = await signIn('mayor', PASSWORD);
    const { rows } = await served.district.owner.query<{ kept: string }>(
      'SELECT string_agg(c::text, chr(10)) AS kept FROM (SELECT credential::text AS c FROM credential UNION ALL SELECT session::text FROM session) AS t',
    );
    expect(rows[0]!.kept).not.toContain(PASSWORD);
    expect(rows[0]!.kept).not.toContain(body.token);
    expect(rows[0]!.kept.match(/\$argon2id\$/g)).toHaveLength(DEMO_PEOPLE.length);
    expect(served.logged.join('')).not.toContain(body.token);
  });
});
