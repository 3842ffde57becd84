import { bulkDone, sample, savedViews, tallies, unitDesk } from '#contract';
import { drawnFrom } from '#persistence';
import { instantOf } from '#calendar';
import { Served } from './served';

describe('many at once', () => {
  let served: Served;
  let shade = 0;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  const several = async <T>(n: number, make: () => Promise<T>): Promise<T[]> => {
    const made: T[] = [];
    for (let i = 0; i < n; i++) made.push(await make());
    return made;
  };
  const bulk = async (username: string, command: string, body: object, headers?: Record<string, string>) =>
    bulkDone.parse((await served.done(username, `/bulk/${command}`, body, headers)).body);
  const listed = (ids: string[]) => ids.map((findingId) => ({ findingId }));
  const submitted = async (): Promise<string> => handIn(await served.rectifying());
  const handIn = async (id: string): Promise<string> => {
    const { default: sharp } = await import('sharp');
    const background = { r: 40, g: 90, b: (shade += 3) };
    const bytes = await sharp({ create: { width: 90, height: 60, channels: 3, background } })
      .png()
      .toBuffer();
    const { body } = await served.done('handler.cg', '/evidence', bytes, { 'content-type': 'image/png' });
    await served.done('handler.cg', `/findings/${id}/submit`, { text: '已清运', evidence: [{ sha256: body.sha256 }] });
    return id;
  };

  it('each item stands or falls by itself, and the same key does it once', async () => {
    const ids = await several(3, () => served.file());
    const gone = '00000000-0000-4000-8000-000000000000';
    const key = { 'idempotency-key': 'hand-over-1' };
    const body = { items: listed([...ids, gone]), payload: { unitId: 'cg' } };
    const first = await bulk('dispatcher', 'assign', body, key);
    expect(first.items.map(({ status }) => status)).toEqual([200, 200, 200, 404]);
    const again = await bulk('dispatcher', 'assign', body, key);
    expect(again.items.slice(0, 3).every(({ done }) => done?.replayed)).toBe(true);
    const stale = await bulk('handler.cg', 'sign', { items: [{ findingId: ids[0]!, revision: 1 }] });
    expect(stale.items[0]).toMatchObject({ status: 412, done: null });
    const bad = await bulk('dispatcher', 'urge', { items: listed(ids) });
    expect(bad.items.every(({ status }) => status === 422)).toBe(true);
    const urged = await bulk('dispatcher', 'urge', { items: listed(ids), payload: { text: '请抓紧' } });
    expect(urged.items.every(({ status }) => status === 200)).toBe(true);
  });

  it('gives only what may be given to many', async () => {
    const items = listed([await served.file()]);
    expect((await served.post('dispatcher', '/bulk/void', { items, payload: { reason: 'x' } })).status).toBe(404);
    const many = Array.from({ length: 201 }, (_, i) => ({
      findingId: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    }));
    expect((await served.post('dispatcher', '/bulk/sign', { items: many })).status).toBe(422);
    const tooMany = await served.post('approver', '/bulk/approve', { items: many.slice(0, 51) });
    expect(tooMany.body.code).toBe('batch_too_large');
    expect((await served.post('dispatcher', '/bulk/sign', { items: [...items, ...items] })).status).toBe(422);
  });

  it('verifies by a sample that anyone can draw again, and writes off with the look-backs recorded', async () => {
    const ids = await several(4, submitted);
    const rest = { items: listed(ids), payload: { outcome: 'passed', mode: 'sampled' } };
    const without = await bulk('verifier', 'verify', rest);
    expect(without.items.map(({ problem }) => problem?.code)).toEqual(ids.map(() => 'sample_needed'));
    const drawn = sample.parse((await served.done('verifier', '/samples', { findingIds: ids, share: 0.25 })).body);
    expect(drawn.drawn).toEqual(drawnFrom(drawn.population, drawn.share, drawn.seed));
    expect(drawn.drawn).toHaveLength(1);
    expect((await served.get('handler.zj', `/samples/${drawn.id}`)).status).toBe(404);
    const sampled = { ...rest, sampleId: drawn.id };
    expect((await served.post('verifier', '/bulk/verify', sampled)).body.code).toBe('sample_open');
    await served.done('verifier', `/findings/${drawn.drawn[0]}/verify`, { outcome: 'passed', mode: 'photo' });
    const verified = await bulk('verifier', 'verify', sampled);
    expect(verified.items.filter(({ status }) => status === 200)).toHaveLength(3);

    const ended = await bulk('approver', 'approve', { items: listed(ids) });
    expect(ended.items.every(({ status }) => status === 200)).toBe(true);
    expect(ended.sample!.population).toEqual([...ids].sort());
    const lookBacks = ended.items
      .filter(({ done }) => done?.status === 'written_off')
      .map(({ findingId }) => findingId);
    expect(ended.sample!.drawn).toEqual(lookBacks.sort());
    expect((await served.get('approver', `/samples/${ended.sample!.id}`)).body).toEqual(ended.sample);
  });

  it('leaves nobody to choose what is looked at', async () => {
    const draw = (findingIds: string[], share: number, key: string) =>
      served.post('verifier', '/samples', { findingIds, share }, { 'idempotency-key': key });
    const pass = async (id: string, sampleId: string) => {
      const body = { items: listed([id]), payload: { outcome: 'passed', mode: 'sampled' }, sampleId };
      return (await served.post('verifier', '/bulk/verify', body)).body;
    };
    const ids = await several(3, submitted);
    const [one] = ids;
    const alone = await served.post('verifier', `/findings/${one}/verify`, { outcome: 'passed', mode: 'sampled' });
    expect(alone.body.code).toBe('sample_needed');

    // Neither another key nor another share draws anew, nor does a wider population.
    const { body: first } = await draw(ids, 0.3, 'draw-1');
    for (const key of ['draw-1', 'draw-2']) expect((await draw(ids, 0.3, key)).body).toEqual(first);
    expect((await draw(ids.slice(1), 1, 'draw-3')).body).toEqual(first);
    expect((await draw([...ids, await submitted()], 0.25, 'draw-4')).body.code).toBe('sample_stands');

    // What had passed before it was drawn was chosen, and what is handed in later was never in the draw.
    const looked = await several(2, submitted);
    for (const id of looked) await served.done('verifier', `/findings/${id}/verify`, { outcome: 'passed' });
    served.district.clock.now += 60_000;
    const { body: late } = await draw(looked, 1, 'draw-5');
    expect((await pass(looked[0]!, late.id)).code).toBe('sample_open');
    const early = await several(2, () => served.rectifying());
    const { body: ahead } = await draw(early, 0.5, 'draw-6');
    served.district.clock.now += 60_000;
    for (const id of early) await handIn(id);
    await served.done('verifier', `/findings/${ahead.drawn[0]}/verify`, { outcome: 'passed' });
    const rest = early.find((id) => !ahead.drawn.includes(id))!;
    expect((await pass(rest, ahead.id)).items[0].problem.code).toBe('sample_needed');
  });

  it('keeps views, own and shared, and counts several tabs at once', async () => {
    const view = { name: '逾期', query: 'overdue=true&sort=due', shared: true, isDefault: true };
    const kept = savedViews.parse((await served.done('dispatcher', '/views', view)).body).items[0]!;
    expect(kept).toMatchObject({ name: '逾期', mine: true, isDefault: true });
    const other = savedViews.parse(
      (await served.done('dispatcher', '/views', { name: '红色', query: 'colour=red', isDefault: true })).body,
    );
    expect(other.items.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['红色']);
    const colleague = savedViews.parse((await served.get('verifier', '/views')).body);
    expect(colleague.items).toEqual([expect.objectContaining({ name: '逾期', mine: false, isDefault: false })]);
    expect((await served.get('handler.zj', '/views')).body.items).toEqual([]);
    const bad = await served.post('dispatcher', '/views', { name: '错', query: 'status=nothing' });
    expect(bad.status).toBe(422);
    const changed = { method: 'PUT', body: { ...view, name: '已逾期' } };
    expect((await served.send('verifier', `/api/v1/views/${kept.id}`, changed)).status).toBe(404);
    expect((await served.send('dispatcher', `/api/v1/views/${kept.id}`, changed)).status).toBe(200);
    expect((await served.send('dispatcher', `/api/v1/views/${kept.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await served.send('dispatcher', `/api/v1/views/${kept.id}`, { method: 'DELETE' })).status).toBe(404);

    const tabs = ['stage=assign', 'overdue=true&sort=due', 'unit=nowhere'];
    const query = tabs.map((tab) => `filter=${encodeURIComponent(tab)}`).join('&');
    const counted = tallies.parse((await served.get('dispatcher', `/findings/tallies?${query}`)).body);
    expect(counted.items.map(({ filter }) => filter)).toEqual(tabs);
    const { body } = await served.get('dispatcher', '/findings?stage=assign&limit=200');
    expect(counted.items[0]!.findings).toBe(body.items.length);
    expect(counted.items[2]!.findings).toBe(0);
  });

  it('shows a unit what it asked, and how late we are', async () => {
    const id = await served.rectifying();
    await served.done('handler.cg', `/findings/${id}/request-return`, {
      reason: 'not_duty',
      basis: '三定方案',
      proposedUnitId: 'zj',
    });
    const page = async () => unitDesk.parse((await served.get('leader.cg', '/units/cg/desk')).body);
    const asked = (await page()).unanswered.find(({ findingId }) => findingId === id)!;
    expect(asked).toMatchObject({ kind: 'return', lateMinutes: 0 });
    const before = await page();
    expect(before.record.year.judged).toBeGreaterThan(0);
    const { body } = await served.get('leader.cg', `/findings?${before.mine.filter}&limit=200`);
    expect(body.items).toHaveLength(before.mine.findings);
    served.district.clock.now = instantOf('2026-10-15', '09:00');
    const late = (await page()).unanswered.find(({ findingId }) => findingId === id)!;
    expect(late.lateMinutes).toBeGreaterThan(60);
    expect((await served.get('leader.zj', '/units/cg/desk')).status).toBe(404);
    expect((await served.get('mayor', '/units/cg/desk')).status).toBe(200);
  });
});
