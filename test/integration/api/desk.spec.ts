import { instantOf } from '#calendar';
import {
  dispatchProposal,
  dueCalendar,
  findingCounts,
  findingDetail,
  findingMap,
  nearbyFindings,
  today,
  unitDesk,
} from '#contract';
import { Served } from './served';

describe('today I must', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());
  afterEach(() => (served.district.clock.now = instantOf('2026-09-17', '09:00')));

  const bucketOf = async (username: string, name: string) => {
    const { body } = await served.get(username, '/today');
    return today.parse(body).buckets.find(({ bucket }) => bucket === name);
  };
  const waitsFor = async (username: string, bucket: string, id: string): Promise<boolean> => {
    const { body } = await served.get(username, `/findings?waitingFor=${bucket}&limit=200`);
    return body.items.some((item: { id: string }) => item.id === id);
  };
  const inTime = async (id: string): Promise<boolean | null> =>
    (await served.get('dispatcher', `/findings?ids=${id}`)).body.items[0].inTime;
  const photo = async (username: string, red: number) => {
    const { default: sharp } = await import('sharp');
    const bytes = await sharp({ create: { width: 90, height: 60, channels: 3, background: { r: red, g: 3, b: 9 } } })
      .png()
      .toBuffer();
    const { body } = await served.done(username, '/evidence', bytes, { 'content-type': 'image/png' });
    return [{ sha256: body.sha256 }];
  };

  it('goes from desk to desk as the loop goes on', async () => {
    const id = await served.file();
    expect(await waitsFor('dispatcher', 'dispatch', id)).toBe(true);
    expect(await waitsFor('handler.cg', 'dispatch', id)).toBe(false);
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg' });
    expect(await waitsFor('dispatcher', 'dispatch', id)).toBe(false);
    expect(await waitsFor('handler.cg', 'sign', id)).toBe(true);
    expect(await waitsFor('handler.zj', 'sign', id)).toBe(false);
    await served.done('handler.cg', `/findings/${id}/sign`);
    expect(await waitsFor('handler.cg', 'rectify', id)).toBe(true);
    expect(await inTime(id)).toBeNull();
    await served.done('handler.cg', `/findings/${id}/submit`, {
      text: '已清运',
      evidence: await photo('handler.cg', 11),
    });
    expect(await waitsFor('handler.cg', 'rectify', id)).toBe(false);
    expect(await waitsFor('verifier', 'verify', id)).toBe(true);
    expect(await inTime(id)).toBe(true);
    await served.done('verifier', `/findings/${id}/verify`, { outcome: 'passed' });
    expect(await waitsFor('approver', 'approve', id)).toBe(true);
    expect(await waitsFor('office.head', 'approve', id)).toBe(false);
  });

  it('proposes 五定 for what waits to be handed over, to who hands over only', async () => {
    const id = await served.file({ categoryCode: 'SS03' });
    const unsorted = await served.file({ categoryCode: null });
    const { items, more } = dispatchProposal.parse((await served.get('dispatcher', '/dispatches/proposal')).body);
    const of = (wanted: string) => items.find(({ finding }) => finding.id === wanted);
    expect(more).toBe(false);
    expect(of(id)).toMatchObject({ unitId: 'zj', leader: expect.any(String), officer: expect.any(String) });
    expect(of(unsorted)).toMatchObject({ unitId: null, coUnitIds: [], leader: null, officer: null });
    const chosen = dispatchProposal.parse((await served.get('dispatcher', `/dispatches/proposal?ids=${id}`)).body);
    expect(chosen.items.map(({ finding }) => finding.id)).toEqual([id]);
    expect((await served.get('dispatcher', '/dispatches/proposal?ids=all')).status).toBe(422);
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'zj' });
    const after = await served.get('dispatcher', '/dispatches/proposal?category=SS03');
    expect(after.body.items).toEqual([]);
    expect((await served.get('handler.zj', '/dispatches/proposal')).status).toBe(403);
  });

  it('counts what its own filter lists, with the first of them', async () => {
    await served.file();
    const waiting = (await bucketOf('dispatcher', 'dispatch'))!;
    expect(waiting.findings).toBeGreaterThan(0);
    const { body } = await served.get('dispatcher', `/findings?${waiting.filter}&limit=200`);
    expect(body.items).toHaveLength(waiting.findings);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(waiting.items.map(({ id }) => id)),
    );
    const counts = findingCounts.parse((await served.get('dispatcher', `/findings/counts?${waiting.filter}`)).body);
    expect(counts.findings).toBe(waiting.findings);
  });

  it("tells the office's own clock where a case waits for the office", async () => {
    const id = await served.file();
    const awaited = async () => {
      const { body } = await served.get('dispatcher', '/findings?limit=200');
      return body.items.find((item: { id: string }) => item.id === id).awaited;
    };
    expect(await awaited()).toMatchObject({ clock: 'dispatch', dueAt: expect.any(String) });
    const own = async (bucket: string) =>
      (await bucketOf('dispatcher', bucket))!.items.find((item) => item.id === id)?.awaited;
    expect((await bucketOf('dispatcher', 'dispatch'))!.overdue).toBe(0);
    served.district.clock.now = instantOf('2026-09-24', '09:00');
    const { overdue, findings } = (await bucketOf('dispatcher', 'dispatch'))!;
    expect(overdue).toBe(findings);
    served.district.clock.now = instantOf('2026-09-17', '09:00');
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg' });
    expect(await awaited()).toBeNull();
    await served.done('handler.cg', `/findings/${id}/request-return`, {
      reason: 'not_duty',
      basis: '三定方案',
      proposedUnitId: 'zj',
    });
    expect(await own('rule_return')).toMatchObject({ clock: 'return_ruling' });
  });

  it('offers nobody what the separation of duties forbids', async () => {
    const id = await served.rectifying({ covert: true });
    await served.done('handler.cg', `/findings/${id}/submit`, {
      text: '已清运',
      evidence: await photo('handler.cg', 22),
    });
    // 暗访: the finder does not verify; another inspector may.
    expect(await waitsFor('inspector', 'verify', id)).toBe(false);
    expect(await waitsFor('inspector2', 'verify', id)).toBe(true);
    const refused = await served.post('inspector', `/findings/${id}/verify`, { outcome: 'passed' });
    expect(refused.body.code).toBe('same_person');
  });

  it('recuses the unit that answers for it', async () => {
    const id = await served.file({}, 'dispatcher');
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'dcs' });
    await served.done('office.head', `/findings/${id}/sign`);
    await served.done('office.head', `/findings/${id}/submit`, {
      text: '已清运',
      evidence: await photo('office.head', 33),
    });
    expect(await waitsFor('verifier', 'verify', id)).toBe(false);
    expect((await served.post('verifier', `/findings/${id}/verify`, { outcome: 'passed' })).body.code).toBe('recusal');
  });

  it('what a unit asks waits for whoever may answer it', async () => {
    const id = await served.rectifying();
    await served.done('handler.cg', `/findings/${id}/request-return`, {
      reason: 'not_duty',
      basis: '三定方案',
      proposedUnitId: 'zj',
    });
    expect(await waitsFor('dispatcher', 'rule_return', id)).toBe(true);
    expect(await waitsFor('handler.cg', 'rule_return', id)).toBe(false);
    await served.done('mayor', `/findings/${id}/instruct`, { text: '抓紧', toUnitId: 'cg', replyWithinDays: 3 });
    expect(await waitsFor('leader.cg', 'reply_instruction', id)).toBe(true);
    expect(await waitsFor('leader.zj', 'reply_instruction', id)).toBe(false);
  });

  it('a reason of the late waits for who may rule on it, until they do or the yellow slip comes', async () => {
    const [id, unheard] = [await served.rectifying(), await served.rectifying()];
    served.district.clock.now = instantOf('2026-09-17', '23:00');
    expect(await waitsFor('inspector', 'rule_reason', id)).toBe(false);
    for (const late of [id, unheard])
      await served.done('handler.cg', `/findings/${late}/state-reason`, { reason: '供电部门今晚停电' });
    expect(await waitsFor('inspector', 'rule_reason', id)).toBe(true);
    expect(await waitsFor('handler.cg', 'rule_reason', id)).toBe(false);
    expect(await waitsFor('approver', 'rule_reason', id)).toBe(false);
    expect(await bucketOf('dispatcher', 'rule_reason')).toMatchObject({ findings: 2, overdue: 2 });
    const asked = async () => {
      const { unanswered } = unitDesk.parse((await served.get('handler.cg', '/units/cg/desk')).body);
      return unanswered.filter(({ kind }) => kind === 'reason').map(({ findingId }) => findingId);
    };
    expect((await asked()).toSorted()).toEqual([id, unheard].toSorted());
    const read = async () => findingDetail.parse((await served.get('inspector', `/findings/${id}`)).body).pleas;
    expect(await read()).toMatchObject([{ reason: '供电部门今晚停电', outcome: null, slipAt: expect.any(String) }]);
    await served.done('inspector', `/findings/${id}/rule-reason`, { accepted: true, reason: '属实' });
    expect(await waitsFor('inspector', 'rule_reason', id)).toBe(false);
    expect(await read()).toMatchObject([{ outcome: 'held', until: expect.any(String), slipAt: null }]);
    expect(await asked()).toEqual([unheard]);
    served.district.clock.now = instantOf('2026-09-21', '09:00');
    await served.district.record.findings.sweep();
    expect(await waitsFor('inspector', 'rule_reason', unheard)).toBe(false);
    expect(await asked()).toEqual([]);
  });

  it('tells due today from overdue', async () => {
    const id = await served.rectifying();
    expect(await waitsFor('handler.cg', 'due_today', id)).toBe(true);
    expect(await waitsFor('handler.cg', 'overdue', id)).toBe(false);
    served.district.clock.now = instantOf('2026-09-17', '23:00');
    expect(await waitsFor('handler.cg', 'due_today', id)).toBe(false);
    expect(await waitsFor('handler.cg', 'overdue', id)).toBe(true);
    expect(await waitsFor('handler.zj', 'overdue', id)).toBe(false);
  });

  it('refuses a kind that there is not', async () => {
    const { status, body } = await served.get('dispatcher', '/findings?waitingFor=everything');
    expect(status).toBe(422);
    expect(body.errors[0].pointer).toContain('waitingFor');
  });
});

describe('lists, map, calendar and what is near', () => {
  let served: Served;
  let id: string;
  beforeAll(async () => {
    served = await Served.open();
    id = await served.rectifying({ description: '雨水箅子堵塞', place: { ...PLACE, pointName: '皋城路口' } });
    await served.file({ severity: 'major', place: { ...PLACE, lng: 116.6, lat: 31.8 } });
  });
  afterAll(() => served.close());

  const PLACE = { streetId: 'dongshi', communityId: 'dongshi-yunlu', pointName: '点位', lng: 116.5, lat: 31.73 };
  const found = async (query: string, username = 'dispatcher'): Promise<string[]> =>
    (await served.get(username, `/findings?${query}`)).body.items.map((item: { id: string }) => item.id);

  it('finds by several values, by text and by the initials of its pinyin', async () => {
    for (const query of [
      'status=rectifying,filed',
      'severity=minor,serious&leadUnit=cg',
      'unit=ja',
      'street=dongshi,zhongshi&disputed=false',
      `text=${encodeURIComponent('箅子')}`,
      'text=ysbz',
      'text=GCLK',
    ])
      expect([query, await found(query)]).toEqual([query, expect.arrayContaining([id])]);
    for (const query of ['text=zzzzz', 'leadUnit=zj', 'disputed=true', 'severity=major'])
      expect([query, (await found(query)).includes(id)]).toEqual([query, false]);
  });

  it.each(['filed', 'due', 'number'])('pages by %s without leaving one out or giving one twice', async (sort) => {
    const all = await found(`sort=${sort}&limit=200`);
    expect(all.length).toBeGreaterThan(1);
    const paged: string[] = [];
    let cursor = '';
    do {
      const { body } = await served.get('dispatcher', `/findings?sort=${sort}&limit=1${cursor}`);
      paged.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(paged).toEqual(all);
  });

  it('draws points with their lamp', async () => {
    const map = findingMap.parse((await served.get('dispatcher', '/findings/geo')).body);
    expect(map.clustered).toBe(false);
    expect(map.features.find((feature) => feature.id === id)).toMatchObject({
      geometry: { type: 'Point', coordinates: [116.5, 31.73] },
      properties: { findings: 1, lamp: 'running', status: 'rectifying' },
    });
    const hidden = await served.get('handler.zj', '/findings/geo');
    expect(hidden.body.features).toEqual([]);
  });

  it('draws squares of several where there are too many', async () => {
    const { desk } = served.district.record;
    const { scopeOf } = await import('#persistence');
    const spots = await desk.spots({}, scopeOf(await served.district.actor('dispatcher')), 1);
    expect(spots.every(({ row }) => row === null)).toBe(true);
    expect(spots.reduce((sum, { findings }) => sum + findings, 0)).toBe((await found('limit=200')).length);
  });

  it('lays what is open on the days on which it falls due', async () => {
    const { days } = dueCalendar.parse(
      (await served.get('dispatcher', '/findings/calendar?from=2026-09-01&to=2026-09-30')).body,
    );
    const day = days.find(({ items }) => items.some((item) => item.id === id))!;
    expect(day.date).toBe('2026-09-17');
    expect(await found(`${day.filter}&limit=200`)).toHaveLength(day.findings);
    const { status } = await served.get('dispatcher', '/findings/calendar?from=2026-09-01&to=2027-09-30');
    expect(status).toBe(422);
  });

  it('shows what is open nearby, nearest first, and nothing out of sight', async () => {
    const near = nearbyFindings.parse(
      (await served.get('inspector', '/findings/nearby?lng=116.5005&lat=31.73&radius=100')).body,
    );
    expect(near.items.map((item) => item.id)).toEqual([id]);
    expect(near.items[0]!.metres).toBeGreaterThan(30);
    expect((await served.get('handler.zj', '/findings/nearby?lng=116.5&lat=31.73')).body.items).toEqual([]);
    expect((await served.get('inspector', '/findings/nearby?lng=400&lat=31.73')).status).toBe(422);
  });
});
