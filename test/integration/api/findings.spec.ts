import { randomUUID } from 'node:crypto';
import { instantOf } from '#calendar';
import {
  commandDone,
  deadline,
  dispatched,
  eventLog,
  findingCounts,
  findingDetail,
  findingPage,
  groupSuspended,
  noticePage,
} from '#contract';
import { loadDefaults } from '#policy';
import { filing, Served } from './served';

describe('findings over HTTP', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());
  afterEach(() => (served.district.clock.now = instantOf('2026-09-17', '09:00')));

  it('takes one finding through the whole loop', async () => {
    const filed = await served.done('inspector', '/findings', filing());
    expect(filed.status).toBe(201);
    expect(commandDone.parse(filed.body)).toMatchObject({ status: 'registered', stage: 'assign', revision: 1 });
    const path = `/findings/${filed.body.id}`;
    expect(filed.headers.get('location')).toBe(`/api/v1${path}`);
    await served.done('dispatcher', `${path}/assign`, { unitId: 'cg' });
    await served.done('handler.cg', `${path}/sign`);
    const photo = await served.post('handler.cg', '/evidence', await picture(1), { 'content-type': 'image/png' });
    expect(photo.status).toBe(201);
    const evidence = [{ sha256: photo.body.sha256 }];
    await served.done('handler.cg', `${path}/submit`, { text: '已清运', evidence });
    await served.done('verifier', `${path}/verify`, { outcome: 'passed' });
    const approved = await served.done('approver', `${path}/approve`);
    expect(['written_off', 'archived']).toContain(approved.body.status);
    const detail = findingDetail.parse((await served.get('dispatcher', path)).body);
    expect(detail).toMatchObject({ stage: 'close', timeliness: { state: 'in_time' } });
    expect(detail.submissions[0]!.evidence[0]).toMatchObject({ role: 'after', defect: 1, flags: ['no_exif'] });
    const log = eventLog.parse((await served.get('dispatcher', `${path}/events`)).body);
    expect(log.items.map(({ seq }) => seq)).toEqual(log.items.map((_, index) => index + 1));
  });

  describe('separation of duties', () => {
    const position = async (username: string, code: string) => {
      const { owner } = served.district;
      const { personId } = await served.district.actor(username);
      await owner.query(
        `INSERT INTO position (id, unit_id, code) VALUES ('dcs/' || $1, 'dcs', $1) ON CONFLICT DO NOTHING`,
        [code],
      );
      await owner.query(
        `INSERT INTO person_position (person_id, position_id, valid_from) VALUES ($1, 'dcs/' || $2, '2026-01-01')`,
        [personId, code],
      );
      await owner.query(`INSERT INTO person_role (person_id, role) VALUES ($1, 'approver') ON CONFLICT DO NOTHING`, [
        personId,
      ]);
    };
    const submitted = async () => {
      const id = await served.rectifying();
      const photo = await served.post('handler.cg', '/evidence', await picture(21), { 'content-type': 'image/png' });
      await served.done('handler.cg', `/findings/${id}/submit`, {
        text: '已清运',
        evidence: [{ sha256: photo.body.sha256 }],
      });
      return id;
    };
    const refused = async (username: string, id: string) => {
      const { status, body } = await served.post(username, `/findings/${id}/approve`);
      return [status, body.code];
    };
    beforeAll(async () => {
      for (const username of ['verifier', 'inspector']) await position(username, 'district_duty_lead');
    });

    it('keeps who verified and who found it from the write-off, also with an approver’s position', async () => {
      const id = await submitted();
      await served.done('verifier', `/findings/${id}/verify`, { outcome: 'passed' });
      expect(await refused('verifier', id)).toEqual([403, 'same_person']);
      expect(await refused('inspector', id)).toEqual([403, 'same_person']);
      expect((await served.done('approver', `/findings/${id}/approve`)).body.stage).toBe('close');
    });

    it('lets one of two approvers who press at once write it off', async () => {
      const id = await submitted();
      await served.done('verifier', `/findings/${id}/verify`, { outcome: 'passed' });
      const answers = await Promise.all(
        ['approver', 'approver2', 'verifier', 'approver', 'approver2', 'inspector'].map((username) =>
          served.post(username, `/findings/${id}/approve`),
        ),
      );
      expect(answers.map(({ status }) => status).filter((status) => status < 300)).toHaveLength(1);
      for (const { status, body } of answers)
        if (status >= 300) expect(['same_person', 'illegal_transition', 'not_open']).toContain(body.code);
      const { items } = eventLog.parse((await served.get('dispatcher', `/findings/${id}/events`)).body);
      const of = (type: string) => items.filter((event) => event.type === type);
      expect(of('written_off')).toHaveLength(1);
      expect(of('level_approved').map(({ by }) => by?.name)).toEqual([expect.stringMatching(/^(沈销号|申值班)$/)]);
    });

    it('lets who verifies and approves at once do one of the two', async () => {
      const id = await submitted();
      const [verified, approved] = await Promise.all([
        served.post('verifier', `/findings/${id}/verify`, { outcome: 'passed' }),
        served.post('verifier', `/findings/${id}/approve`),
      ]);
      expect(verified.status).toBe(200);
      expect(['illegal_transition', 'same_person']).toContain(approved.body.code);
      expect((await served.get('dispatcher', `/findings/${id}`)).body.status).toBe('verified');
    });
  });

  it('proposes who mends it by category and place, unless the filer names a unit', async () => {
    const proposalOf = async (facts: object) =>
      (await served.get('dispatcher', `/findings/${await served.file(facts)}`)).body.proposal;
    const { categories } = loadDefaults().policy;
    const ofStreet = categories.find(({ lead }) => lead === 'SD')!;
    const ofRole = categories.find(({ lead }) => lead === 'ZJ')!;
    expect(await proposalOf({ categoryCode: ofStreet.code })).toMatchObject({ unitId: 'dongshi' });
    expect(await proposalOf({ categoryCode: ofRole.code })).toMatchObject({ unitId: 'zj' });
    const named = { unitId: 'cg', coUnitIds: [] };
    expect(await proposalOf({ categoryCode: ofRole.code, proposal: named })).toEqual(named);
    expect(await proposalOf({ categoryCode: null })).toEqual({ unitId: null, coUnitIds: [] });
  });

  it('says which unit mended it before the inspector’s eyes, where nobody there has an account', async () => {
    const kept = await served.post('inspector', '/evidence', await picture(7), { 'content-type': 'image/png' });
    const filed = await served.done('inspector', '/findings', {
      ...filing({ categoryCode: 'SR01' }),
      onTheSpot: 'witnessed',
      rectifiedBy: { unitId: 'cg' },
      evidence: [{ sha256: kept.body.sha256, role: 'after' }],
    });
    expect(filed.body.status).toBe('verified');
    const { items } = (await served.get('dispatcher', `/findings/${filed.body.id}/events`)).body;
    const witnessed = items.find(({ type }: { type: string }) => type === 'witnessed');
    expect(witnessed.rectifiedBy).toMatchObject({ unitId: 'cg', name: '区城管局' });
  });

  it('is found by its number too', async () => {
    const { body } = await served.done('inspector', '/findings', filing());
    const found = await served.get('dispatcher', `/findings/${encodeURIComponent(body.number)}`);
    expect(found.body.id).toBe(body.id);
  });

  it('answers the same key with the same outcome, once done', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const [first, second] = [
      await served.done('inspector', '/findings', filing(), key),
      await served.done('inspector', '/findings', filing(), key),
    ];
    expect(second.body).toEqual({ ...first.body, replayed: true });
    const other = await served.post('inspector', '/findings', filing({ description: '另一处' }), key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    const elsewhere = await served.post('inspector', `/findings/${first.body.id}/comment`, { text: '同一键' }, key);
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    const another = await served.done('inspector2', '/findings', filing(), key);
    expect(another.body.id).not.toBe(first.body.id);
  });

  it('checks the key before If-Match, so that a repeat of a done request is not stale', async () => {
    const id = await served.file();
    const { headers } = await served.get('dispatcher', `/findings/${id}`);
    const preconditions = { 'if-match': headers.get('etag')!, 'idempotency-key': randomUUID() };
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg' }, preconditions);
    const again = await served.post('dispatcher', `/findings/${id}/assign`, { unitId: 'cg' }, preconditions);
    expect(again).toMatchObject({ status: 200, body: { replayed: true } });
  });

  it('refuses a stale revision and names the one in force', async () => {
    const id = await served.file();
    const { headers } = await served.get('dispatcher', `/findings/${id}`);
    await served.done('dispatcher', `/findings/${id}/comment`, { text: '补充说明' });
    const stale = await served.post(
      'dispatcher',
      `/findings/${id}/assign`,
      { unitId: 'cg' },
      { 'if-match': headers.get('etag')! },
    );
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale_revision', revision: 2 } });
  });

  it('keeps the revision while rungs fire, and never answers 304', async () => {
    const id = await served.rectifying();
    const before = await served.get('dispatcher', `/findings/${id}`);
    served.district.clock.now = instantOf('2026-09-21', '10:00');
    await served.district.record.findings.tick(id);
    const after = await served.get('dispatcher', `/findings/${id}`, { 'if-none-match': before.headers.get('etag')! });
    expect(after.status).toBe(200);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    expect(after.body.timeliness.state).toBe('overdue');
    expect(after.body.seq).toBeGreaterThan(before.body.seq);
  });

  it('names what is allowed instead when a command is not possible now', async () => {
    const id = await served.file();
    const refused = await served.post('dispatcher', `/findings/${id}/reassign`, {
      unitId: 'cg',
      reason: '错派',
      wrongDispatch: true,
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', facts: { status: 'registered' } },
    });
    expect(refused.body.allowedCommands).toContain('assign');
    expect(refused.body.allowedCommands).not.toContain('absorb');
  });

  it('filters, pages by a stable cursor and counts only what is in sight', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      served.district.clock.now += 60_000;
      ids.unshift(await served.file({ categoryCode: 'SR03', description: `小广告 第${i}处` }));
    }
    const pages: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = `/findings?category=SR03&limit=2${cursor ? `&cursor=${cursor}` : ''}`;
      const page = findingPage.parse((await served.get('dispatcher', query)).body);
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(pages).toEqual(ids);
    const inBox = await served.get('dispatcher', '/findings?category=SR03&bbox=116.4,31.7,116.6,31.8');
    expect(inBox.body.items).toHaveLength(5);
    expect((await served.get('dispatcher', '/findings?category=SR03&bbox=0,0,1,1')).body.items).toEqual([]);
    expect((await served.get('dispatcher', '/findings?category=SR03&text=第3处')).body.items).toHaveLength(1);
    expect((await served.get('dispatcher', '/findings?category=SR03&status=filed,assigned')).body.items).toEqual([]);
    expect((await served.get('inspector', '/findings?category=SR03&mine=filed')).body.items).toHaveLength(5);
    expect((await served.get('dispatcher', '/findings?unit=nowhere')).body.items).toEqual([]);
    const mine = findingCounts.parse((await served.get('handler.zhongshi', '/findings/counts')).body);
    expect(mine.stages.every(({ findings }) => findings === 0)).toBe(true);
    const all = findingCounts.parse((await served.get('dispatcher', '/findings/counts')).body);
    expect(all.stages.find(({ stage }) => stage === 'assign')!.findings).toBeGreaterThanOrEqual(5);
  });

  it('shows a unit its own findings only, and hides the others as if they were not there', async () => {
    const id = await served.rectifying({ description: '城管的' });
    const seen = await served.get('handler.cg', '/findings?mine=assigned&text=城管的');
    expect(seen.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
    expect((await served.get('handler.zj', '/findings?text=城管的')).body.items).toEqual([]);
    const [foreign, absent] = [
      await served.get('handler.zj', `/findings/${id}`),
      await served.get('handler.zj', `/findings/${randomUUID()}`),
    ];
    expect(foreign).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect({ ...foreign.body, instance: '', requestId: '' }).toEqual({ ...absent.body, instance: '', requestId: '' });
    const command = await served.post('handler.zj', `/findings/${id}/submit`, { text: '不是我们的' });
    expect(command).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('shows a sealed finding to those who may know it', async () => {
    const id = await served.file({ visibility: 'sealed' });
    expect((await served.get('dispatcher', `/findings/${id}`)).status).toBe(404);
    expect((await served.get('mayor', `/findings/${id}`)).status).toBe(200);
    expect((await served.get('inspector', `/findings/${id}`)).status).toBe(200);
  });

  it('explains each clock in both languages', async () => {
    const id = await served.rectifying();
    const { clocks, timeliness } = deadline.parse((await served.get('handler.cg', `/findings/${id}/deadline`)).body);
    const rectify = clocks.find(({ kind }) => kind === 'rectify')!;
    expect(rectify).toMatchObject({ unit: 'WORK_MINUTES', service: 'CITY_OPS', running: true });
    expect(rectify.dueAt).toBe('2026-09-17T13:00:00.000+08:00');
    expect(timeliness).toMatchObject({ state: 'on_time', dueAt: rectify.dueAt });
    expect(rectify.segments.reduce((sum, { counted }) => sum + counted, 0)).toBe(4 * 3_600_000);
    expect(rectify.zh.at(-1)).toMatch(/到期/);
    expect(rectify.en.at(-1)).toMatch(/due/i);
  });

  it('says what granting an extension would make of the due, and then makes it that', async () => {
    const id = await served.rectifying({ categoryCode: 'SS03' });
    await served.done('handler.cg', `/findings/${id}/request-extension`, { amount: 1, reason: '备件未到' });
    const read = async () => (await served.get('approver', `/findings/${id}`)).body;
    const [{ granting, lineId }] = (await read()).requests;
    expect(granting).toMatchObject({ clockId: `${lineId}.rectify`, provisional: false });
    expect(Date.parse(granting.newDueAt)).toBeGreaterThan(Date.parse(granting.dueAt));
    expect(granting.zh.at(-1)).toBe('2026年9月24日(周四)18:00到期');
    expect(granting.en).toHaveLength(granting.zh.length);
    await served.done('approver', `/findings/${id}/decide-extension`, { granted: true });
    const { requests, timeliness } = await read();
    expect(timeliness.dueAt).toBe(granting.newDueAt);
    expect(requests).toMatchObject([{ status: 'granted', granting: null }]);
    const far = await served.file({ categoryCode: 'ZC01' });
    await served.done('dispatcher', `/findings/${far}/assign`, { unitId: 'cg', fixedDate: '2027-06-30' });
    await served.done('handler.cg', `/findings/${far}/sign`);
    await served.done('handler.cg', `/findings/${far}/request-extension`, { amount: 1, reason: '冬季停工' });
    expect((await served.get('approver', `/findings/${far}`)).body.requests[0].granting.provisional).toBe(true);
  });

  it('hands many findings over by one paper with one receipt, each item for itself', async () => {
    const [one, two, foreign] = [await served.file(), await served.file(), await served.rectifying()];
    const items = [
      { findingId: one },
      { findingId: two, task: '限期清运' },
      { findingId: foreign },
      { findingId: randomUUID() },
    ];
    const key = { 'idempotency-key': randomUUID() };
    const { body } = await served.done('dispatcher', '/dispatches', { unitId: 'cg', items }, key);
    expect(dispatched.parse(body).items.map(({ status }) => status)).toEqual([200, 200, 409, 404]);
    expect(body.items[2].problem).toMatchObject({ code: 'illegal_transition' });
    const again = await served.done('dispatcher', '/dispatches', { unitId: 'cg', items }, key);
    expect(again.body.id).toBe(body.id);
    expect(again.body.items[0].done.replayed).toBe(true);
    const listed = await served.get('handler.cg', `/findings?dispatch=${body.id}`);
    expect(listed.body.items).toHaveLength(2);
    const signed = await served.done('handler.cg', `/dispatches/${body.id}/sign`);
    expect(signed.body.items.map((item: { status: number }) => item.status)).toEqual([200, 200]);
    expect((await served.get('handler.cg', `/findings/${one}`)).body.status).toBe('rectifying');
    expect((await served.post('handler.zj', `/dispatches/${body.id}/sign`)).status).toBe(404);
  });

  it('takes a 交办单’s key for its own findings only', async () => {
    const [one, two, more] = [await served.file(), await served.file(), await served.file()];
    const key = { 'idempotency-key': randomUUID() };
    const send = (...ids: string[]) =>
      served.post('dispatcher', '/dispatches', { unitId: 'cg', items: ids.map((findingId) => ({ findingId })) }, key);
    expect((await send(one, two)).status).toBe(200);
    for (const ids of [[more], [one], [more, one, two]])
      expect(await send(...ids)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect((await served.get('dispatcher', `/findings/${more}`)).body.status).toBe('registered');
    expect((await send(one, two)).status).toBe(200);
  });

  it('suspends a category in an area by one decision, each finding for itself', async () => {
    const rectifying = async (facts: object) => {
      const id = await served.file({ categoryCode: 'SS03', ...facts });
      await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'zj' });
      return id;
    };
    const elsewhere = { streetId: 'zhongshi', communityId: null, pointName: '中市', lng: null, lat: null };
    const [one, two, away] = [await rectifying({}), await rectifying({}), await rectifying({ place: elsewhere })];
    const decision = { categories: ['SS03', 'LH01'], streetId: 'dongshi', reason: 'season', until: '2026-09-30' };
    const key = { 'idempotency-key': randomUUID() };
    const looked = (await served.done('office.head', '/suspensions/preview', decision)).body.items;
    const touched = (items: { finding: { id: string }; refused: unknown }[]) => items.map(({ finding }) => finding.id);
    expect(touched(looked)).toEqual(expect.arrayContaining([one, two]));
    expect(touched(looked)).not.toContain(away);
    expect(looked[0].refused).toBeNull();
    // What would be refused says so before it is decided.
    const tooLong = await served.done('office.head', '/suspensions/preview', { ...decision, until: '2099-01-01' });
    expect(tooLong.body.items[0].refused.code).toBe('suspension_too_long');
    const { body } = await served.done('office.head', '/suspensions', decision, key);
    const ids = groupSuspended.parse(body).items.map(({ findingId }) => findingId);
    expect(ids).toEqual(expect.arrayContaining([one, two]));
    expect(ids).not.toContain(away);
    const { suspensions } = (await served.get('dispatcher', `/findings/${one}`)).body;
    expect(suspensions).toMatchObject([{ groupId: body.groupId, reason: 'season', endedAt: null }]);
    const again = await served.done('office.head', '/suspensions', decision, key);
    expect(again.body.groupId).toBe(body.groupId);
    expect((await served.get('dispatcher', `/findings/${one}`)).body.suspensions).toHaveLength(1);
    const refused = await served.done('office.head', '/suspensions', { ...decision, until: '2099-01-01' });
    expect(refused.body.items[0]).toMatchObject({ status: 422, problem: { code: 'suspension_too_long' } });

    const told = async (name = 'dispatcher') => (await served.get(name, '/suspensions')).body;
    expect((await told()).items).toMatchObject([
      { groupId: body.groupId, reason: 'season', open: ids.length, categories: ['SS03'], streets: ['dongshi'] },
    ]);
    expect(await told('office.head')).toMatchObject({ mayDecide: true, mayResume: true });
    expect(await told()).toMatchObject({ mayDecide: false, mayResume: true });
    // Nobody of another street's supervision sees it, or ends it.
    expect((await told('street.zhongshi')).items).toEqual([]);
    expect((await served.post('street.zhongshi', `/suspensions/${body.groupId}/resume`)).status).toBe(404);
    const resumed = await served.done('dispatcher', `/suspensions/${body.groupId}/resume`);
    expect(resumed.body.items.every(({ status }: { status: number }) => status === 200)).toBe(true);
    expect((await told()).items[0].open).toBe(0);
    expect((await served.get('dispatcher', `/findings/${one}`)).body.suspended).toBe(false);
  });

  it('merges and unmerges two findings that are both in sight', async () => {
    const [kept, merged] = [await served.file(), await served.file()];
    const near = await served.get('dispatcher', `/findings/${merged}/duplicates`);
    expect(near.body.items.map((item: { id: string }) => item.id)).toContain(kept);
    await served.done('dispatcher', `/findings/${merged}/merge`, { into: kept, reason: '同一点位' });
    expect((await served.get('dispatcher', `/findings/${kept}`)).body.absorbed).toEqual([merged]);
    await served.done('dispatcher', `/findings/${merged}/unmerge`, { reason: '并非同一处' });
    expect((await served.get('dispatcher', `/findings/${kept}`)).body.absorbed).toEqual([]);
    const nowhere = await served.post('dispatcher', `/findings/${merged}/merge`, { into: randomUUID(), reason: '无' });
    expect(nowhere.status).toBe(404);
  });

  it('lists slips and papers in sight, and delivers to the inbox', async () => {
    const id = await served.rectifying();
    await served.done('dispatcher', `/findings/${id}/urge`, { text: '请尽快' });
    served.district.clock.now = instantOf('2026-09-21', '10:00');
    await served.district.record.findings.tick(id);
    await served.district.record.deliveries.deliverDue(500);
    const notices = noticePage.parse((await served.get('handler.cg', '/notices?unit=cg')).body);
    expect(notices.items.filter((notice) => notice.findingId === id).length).toBeGreaterThan(0);
    expect((await served.get('handler.zj', '/notices')).body.items).toEqual([]);
    const inbox = await served.get('handler.cg', '/inbox');
    expect(inbox.body.items.some((message: { findingId: string }) => message.findingId === id)).toBe(true);
  });

  it('accepts a deadline past the published calendar and marks it provisional', async () => {
    const id = await served.file({ categoryCode: 'ZC01', fixedDate: '2027-06-30' });
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg', fixedDate: '2027-06-30' });
    const { body } = await served.get('dispatcher', `/findings/${id}`);
    expect(body.timeliness).toMatchObject({ provisional: true, dueAt: '2027-07-01T00:00:00.000+08:00' });
  });
});

async function picture(seed: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const pixels = Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_, i) => (i * 7 * (seed + 3)) % 251));
  return sharp(pixels, { raw: { width: 64, height: 48, channels: 3 } })
    .png()
    .toBuffer();
}
