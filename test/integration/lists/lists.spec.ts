import { instantOf } from '#calendar';
import { ListStore } from '#persistence';
import { Served } from '../api/served';
import { MORNING } from '../persistence/district';

const DAY = 86_400_000;

describe('lists, lessons and overlays', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.open();
  });
  afterAll(() => served.close());

  it('tells the clearing rate of a list, how it came to zero, and its measures down to the position', async () => {
    const { record } = served.district;
    await record.imports.saveList({ id: 'L-1', title: '专项整改清单', supervisingUnitId: 'dcs' });
    const ids = await Promise.all(
      [1, 2].map(() => served.file({ kind: 'measure', listId: 'L-1', categoryCode: null })),
    );
    const place = { listId: 'L-1', category: '市容', item: '一', claim: '照单全收' as const };
    await record.imports.saveMeasures(
      ids.map((findingId, index) => ({ ...place, findingId, ordinal: index + 3, problem: `问题${index + 1}` })),
    );
    await served.done('dispatcher', `/findings/${ids[0]}/assign`, {
      unitId: 'cg',
      leader: '分管局长',
      officer: '市容科长',
      milestones: [{ name: '完成一半', date: '2026-09-25' }],
      fixedDate: '2026-10-15',
    });
    const list = async (name = 'dispatcher') => (await served.get(name, '/lists/L-1')).body;
    expect((await list()).list.clearing).toEqual({ total: 2, cleared: 0, open: 2, rate: 0, zero: false });
    // Numbered within the list, in whichever row of the sheet it began.
    expect((await list()).measures[0]).toMatchObject({
      ordinal: 1,
      unitId: 'cg',
      leader: '分管局长',
      officer: '市容科长',
      milestones: [{ name: '完成一半', date: '2026-09-25' }],
    });
    // A unit sees its own measures, and a list of which it sees nothing is not there.
    expect((await list('handler.cg')).measures).toHaveLength(1);
    expect((await served.get('handler.zj', '/lists/L-1')).status).toBe(404);
    expect((await served.get('handler.zj', '/lists')).body.items).toEqual([]);

    // What is taken back at once never left the list.
    await served.done('dispatcher', `/findings/${ids[1]}/dismiss`, { reason: '不属实' });
    expect((await list()).list.clearing.total).toBe(1);
    await served.done('dispatcher', `/findings/${ids[1]}/take-back`);
    expect((await list()).list.clearing).toMatchObject({ total: 2, open: 2 });

    served.district.clock.now = MORNING + 2 * DAY;
    for (const id of ids) {
      await served.done('dispatcher', `/findings/${id}/void`, { reason: '重复下达' });
      if (id === ids[1]) await served.done('approver', `/findings/${id}/void`, { reason: '重复下达' });
    }
    const after = await list();
    expect(after.list.clearing).toMatchObject({ total: 1, open: 1 });
    expect(after.history.map(({ clearing }: { clearing: { total: number } }) => clearing.total)).toEqual([2, 2, 1]);
    expect(after.problems).toHaveLength(2);
    served.district.clock.now = MORNING;
  });

  it('has siblings look for the same at home, who answer with none or with what they found', async () => {
    const id = await served.rectifying();
    const ask = () => served.done('dispatcher', '/self-checks', { findingId: id, due: '2026-09-30' });
    const asked = (await ask()).body;
    expect(asked.asked).toBeGreaterThan(2);
    expect((await ask()).body.asked).toBe(0);
    const mine = async (name: string) =>
      (await served.get(name, '/self-checks')).body.items.filter((one: { answeredAt: unknown }) => !one.answeredAt);
    const [task] = await mine('handler.zj');
    // It names the kind of problem and neither the case nor who it was.
    expect(task).toMatchObject({ unitId: 'zj', findingId: null, mayAnswer: true });
    expect(JSON.stringify(task.task)).not.toContain('云路');
    expect(await mine('handler.cg')).toEqual([]);

    const address = `/self-checks/${encodeURIComponent(task.id)}/answer`;
    expect((await served.post('handler.cg', address, { text: '无', found: [] })).status).toBe(404);
    await served.done('handler.zj', address, { text: '已自查', found: [{ description: '工地门前垃圾未清' }] });
    expect((await served.post('handler.zj', address, { text: '再答', found: [] })).body.code).toBe('already_answered');
    const filed = (await served.get('handler.zj', '/findings?source=self')).body.items;
    expect(filed).toHaveLength(1);
    expect(filed[0]).toMatchObject({ source: 'self', channel: 'proxy', description: '工地门前垃圾未清' });
    const told = (await served.get('dispatcher', `/self-checks?finding=${id}`)).body.items;
    expect(told.find(({ unitId }: { unitId: string }) => unitId === 'zj')).toMatchObject({ found: 1, findingId: id });

    // A break between the filings and the answer: whoever of the unit repeats it files nothing twice.
    const twoOfAKind = [1, 2].map(() => ({ description: '围挡外积水', pointName: '一号门' }));
    const [other] = await mine('handler.wm');
    const answering = (name: string) =>
      served.post(name, `/self-checks/${encodeURIComponent(other.id)}/answer`, { text: '已自查', found: twoOfAKind });
    jest.spyOn(served.app.get(ListStore), 'answer').mockRejectedValueOnce(new Error('gone'));
    expect((await answering('handler.wm')).status).toBe(500);
    expect((await answering('leader.wm')).status).toBe(200);
    expect((await served.get('handler.wm', '/findings?source=self')).body.items).toHaveLength(2);

    const bare = await served.file({ categoryCode: null });
    const over = await served.post('dispatcher', '/self-checks', { findingId: id, due: '2026-09-16' });
    expect(over.body.code).toBe('date_past');
    const refused = await served.post('dispatcher', '/self-checks', { findingId: bare, due: '2026-09-30' });
    expect(refused.body.code).toBe('no_lesson');
    expect((await served.post('handler.cg', '/self-checks', { findingId: id, due: '2026-09-30' })).status).toBe(403);
  });

  it('shortens what units are given while an overlay is in force, and only what begins then', async () => {
    const overlay = {
      code: 'event_guarantee',
      from: '2026-09-17',
      to: '2026-09-18',
      basis: '迎检通知',
      categories: ['HW01'],
    };
    const rectify = async () => {
      const id = await served.rectifying();
      const { clocks } = (await served.get('dispatcher', `/findings/${id}`)).body;
      return clocks.find(({ kind }: { kind: string }) => kind === 'rectify').budget as number;
    };
    const whole = await rectify();
    const waiting = await served.file();
    const looked = (await served.done('approver', '/overlays/preview', overlay)).body;
    expect(looked.waiting).toBeGreaterThanOrEqual(1);
    await served.done('dispatcher', `/findings/${waiting}/assign`, { unitId: 'cg' });
    expect((await served.done('approver', '/overlays/preview', overlay)).body.waiting).toBe(looked.waiting - 1);
    const preview = looked.items;
    expect(preview).toHaveLength(1);
    expect(preview[0].after.amount).toBe(Math.ceil(preview[0].before.amount / 2));
    expect(await rectify()).toBe(whole);

    const { body } = await served.done('approver', '/overlays', overlay);
    expect(body.items[0]).toMatchObject({ inForce: true, areaName: '金安区' });
    await served.district.record.context.latest();
    expect(await rectify()).toBe(whole / 2);
    await served.done('approver', `/overlays/${body.items[0].id}/withdraw`);
    expect((await served.post('approver', `/overlays/${body.items[0].id}/withdraw`)).status).toBe(404);
    await served.district.record.context.latest();
    expect(await rectify()).toBe(whole);
  });

  it.each([
    ['an unknown overlay', { code: 'nothing' }, 'overlay_not_offered'],
    ['one that shortens nothing', { code: 'weather_red' }, 'overlay_not_offered'],
    ['a strange area', { areaUnitId: 'nowhere' }, 'unknown_unit_named'],
    ['a strange category', { categories: ['nothing'] }, 'invalid_request'],
    ['an end before its beginning', { to: '2026-09-01' }, 'invalid_request'],
    ['no basis', { basis: ' ' }, 'invalid_request'],
    ['what is over', { from: '2026-09-01', to: '2026-09-02' }, 'date_past'],
    ['what would have begun before it was decided', { from: '2026-09-16' }, 'date_past'],
  ])('refuses %s', async (_what, changed, code) => {
    const overlay = { code: 'event_guarantee', from: '2026-09-17', to: '2026-09-18', basis: '迎检通知', ...changed };
    const answer = await served.post('approver', '/overlays', overlay);
    expect(answer.body.code).toBe(code);
    expect((await served.post('dispatcher', '/overlays', overlay)).status).toBe(403);
  });

  it('lets a unit take on what a list names nobody for, and accept the rest of it whole', async () => {
    const { record } = served.district;
    await record.imports.saveList({ id: 'L-2', title: '共性问题清单', supervisingUnitId: 'dcs' });
    const [free, named] = [
      await served.file({ kind: 'measure', listId: 'L-2', categoryCode: null }),
      await served.file({ kind: 'measure', listId: 'L-2', categoryCode: null }),
    ];
    const place = { listId: 'L-2', category: '市容', item: '一', problem: '问题' };
    await record.imports.saveMeasures([
      { ...place, findingId: free, ordinal: 1, claim: '主动认领' as const },
      { ...place, findingId: named, ordinal: 2, claim: '照单全收' as const },
    ]);
    await served.done('dispatcher', `/findings/${named}/assign`, { unitId: 'cg' });
    const commands = async (name: string) =>
      (await served.get(name, '/lists/L-2')).body.measures.map((one: { commands: string[] }) => one.commands);
    expect(await commands('handler.zj')).toEqual([['claim']]);
    expect(await commands('handler.cg')).toEqual([['claim'], ['sign']]);
    expect(await commands('dispatcher')).toEqual([[], []]);
    // A case of no list stays with those whom it concerns.
    const bare = await served.file({ categoryCode: null });
    expect((await served.get('handler.zj', `/findings/${bare}`)).status).toBe(404);

    await served.done('handler.zj', `/findings/${free}/claim`);
    expect((await served.get('dispatcher', `/findings/${free}`)).body.fixings.unitId).toBe('zj');
    expect(await commands('handler.cg')).toEqual([['sign']]);
    expect((await served.post('handler.cg', `/findings/${free}/claim`)).status).toBe(404);
  });

  it('enters a 批示件 with its paper, shows it on the board with its progress, and asks a line a month', async () => {
    const { default: sharp } = await import('sharp');
    const scan = await sharp({ create: { width: 120, height: 170, channels: 3, background: 'ivory' } })
      .png()
      .toBuffer();
    const { sha256 } = (await served.done('dispatcher', '/evidence', scan, { 'content-type': 'image/png' })).body;
    const matter = {
      form: 'instruction',
      title: '关于城区内涝点整治的专报',
      number: '金政督〔2026〕8号',
      leader: '区委主要负责人',
      said: '请区住建局牵头，年底前完成整治。',
      dated: '2026-09-15',
    };
    const filed = await served.done('dispatcher', '/findings', {
      channel: 'verbal',
      source: 'leader',
      description: '城区三处内涝点整治',
      fixedDate: '2026-12-31',
      matter,
      evidence: [{ sha256, role: 'material', capture: 'scan' }],
    });
    const { id } = filed.body;
    await served.done('dispatcher', `/findings/${id}/register`);
    await served.done('dispatcher', `/findings/${id}/assign`, {
      unitId: 'zj',
      leader: '分管副局长',
      officer: '排水科科长',
      milestones: [{ name: '方案报审', date: '2026-10-15' }],
    });
    await served.done('handler.zj', `/findings/${id}/sign`);
    const shown = (await served.get('dispatcher', `/findings/${id}`)).body;
    expect(shown).toMatchObject({ kind: 'matter', matter, missing: [], fixedDate: '2026-12-31' });
    expect(shown.evidence).toMatchObject([{ sha256, role: 'material', capture: 'scan' }]);
    await served.done('handler.zj', `/findings/${id}/report-progress`, { text: '已完成现场勘查' });
    await served.done('deputy.mayor', `/findings/${id}/instruct`, { text: '每月报我', replyWithinDays: 5 });

    const board = async (name: string) => (await served.get(name, '/matters')).body;
    const [row] = (await board('dispatcher')).items.filter((one: { finding: { id: string } }) => one.finding.id === id);
    expect(row).toMatchObject({
      matter,
      fixedDate: '2026-12-31',
      leader: '分管副局长',
      officer: '排水科科长',
      milestones: [{ name: '方案报审', date: '2026-10-15' }],
      instructions: [{ leader: '分管副区长', text: '每月报我', repliedAt: null, replyDueAt: expect.any(String) }],
      progress: { text: '已完成现场勘查' },
      progressDueAt: expect.stringMatching(/^2026-10-2/),
    });
    // The unit has its own on its board, and nobody else's.
    expect((await board('handler.zj')).items.map((one: { finding: { id: string } }) => one.finding.id)).toEqual([id]);
    expect(await board('handler.zj')).toMatchObject({ mayEnter: false });
    expect((await board('handler.cg')).items).toEqual([]);
  });

  it('carries a matter through the loop with its source, milestones and what is found in the grid', async () => {
    const matter = await served.file(
      { kind: 'matter', source: 'leader', categoryCode: null, fixedDate: '2026-12-31' },
      'dispatcher',
    );
    await served.done('dispatcher', `/findings/${matter}/assign`, {
      unitId: 'zj',
      milestones: [{ name: '方案报审', date: '2026-10-15' }],
      fixedDate: '2026-12-31',
    });
    const listed = (await served.get('dispatcher', '/findings?kind=matter')).body.items;
    expect(listed.map((row: { id: string }) => row.id)).toContain(matter);
    const { clocks } = (await served.get('dispatcher', `/findings/${matter}`)).body;
    const due = clocks.find(({ kind }: { kind: string }) => kind === 'rectify').dueAt;
    expect(Date.parse(due)).toBe(instantOf('2027-01-01'));
  });

  it('sends a report of the grid back for more, and has it settled on the spot', async () => {
    const id = await served.file({ channel: 'grid', source: 'street' }, 'grid.dongshi');
    const path = `/findings/${id}`;
    expect((await served.post('grid.dongshi', `${path}/pass-back`, { reason: '请补门牌' })).body.code).toBe(
      'not_your_unit',
    );
    const chain = async (name: string) => {
      const { items } = (await served.get(name, '/grid/reports')).body;
      return items.find(({ finding }: { finding: { id: string } }) => finding.id === id);
    };
    const awaits = async (name: string) =>
      (await served.get(name, '/findings?waitingFor=pass_on')).body.items.some((row: { id: string }) => row.id === id);
    expect(await chain('grid.dongshi-yunlu')).toMatchObject({
      level: 'village',
      levelDueAt: expect.any(String),
      sentBack: null,
      commands: ['pass-on', 'pass-back', 'settle'],
    });
    // The district looks on; who reported it does not rule on it, and other streets see nothing of it.
    expect((await chain('dispatcher')).commands).toEqual([]);
    expect(await chain('handler.zhongshi')).toBeUndefined();
    expect(await awaits('grid.dongshi')).toBe(false);
    await served.done('grid.dongshi-yunlu', `${path}/pass-back`, { reason: '请补门牌' });
    expect(await chain('grid.dongshi')).toMatchObject({ level: 'group', sentBack: '请补门牌', commands: ['pass-on'] });
    expect(await awaits('grid.dongshi')).toBe(true);
    expect(await awaits('grid.dongshi-yunlu')).toBe(false);
    await served.done('grid.dongshi', `${path}/pass-on`);
    expect(await chain('grid.dongshi-yunlu')).toMatchObject({ level: 'village', sentBack: null });
    const { allowedCommands } = (await served.get('grid.dongshi-yunlu', path)).body;
    expect(allowedCommands).toEqual(expect.arrayContaining(['pass-on', 'pass-back', 'settle']));
    const settle = (evidence: object[]) =>
      served.post('grid.dongshi-yunlu', `${path}/settle`, { text: '已清运', evidence });
    expect((await settle([])).body.code).toBe('evidence_missing');
    const { default: sharp } = await import('sharp');
    const bytes = await sharp({ create: { width: 90, height: 60, channels: 3, background: 'olive' } })
      .jpeg()
      .toBuffer();
    const { sha256 } = (await served.done('grid.dongshi-yunlu', '/evidence', bytes, { 'content-type': 'image/jpeg' }))
      .body;
    expect((await settle([{ sha256, role: 'after', defect: 1 }])).body).toMatchObject({ status: 'submitted' });
    expect((await served.get('grid.dongshi-yunlu', path)).body.status).toBe('submitted');
  });
});
