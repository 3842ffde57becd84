import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importReport, type ImportReport } from '#contract';
import { type Answer, Served } from './served';

describe('lists over HTTP', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.open();
    // A session is a row too.
    await served.token('dispatcher');
  });
  afterAll(() => served.close());

  const sample = (name: string): Buffer => readFileSync(join(__dirname, '../../data', name));
  const send = (name: string, bytes: Buffer, query = '', mapping?: object): Promise<Answer> => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)]), name);
    if (mapping) form.set('mapping', JSON.stringify(mapping));
    return served.post('dispatcher', `/imports${query}`, form);
  };
  const report = (answer: Answer): ImportReport => importReport.parse(answer.body);

  it('tells what a workbook would become, by row and column, and writes nothing', async () => {
    const before = await served.rowCounts();
    const plan = report(await send('督查问题清单.xlsx', sample('督查问题清单.xlsx'), '?dryRun=true'));
    expect(plan).toMatchObject({ dryRun: true, kind: 'findings', fileName: '督查问题清单.xlsx', entered: [] });
    expect(plan.reconciliation).toEqual({ stated: 57, taken: 56, before: 0, toMend: 1, repeats: 1, balanced: true });
    expect(plan.refused.map(({ code }) => code).sort()).toEqual(['date_impossible', 'exact_repeat']);
    expect(plan.refused.find(({ code }) => code === 'date_impossible')!.column).not.toBeNull();
    expect(await served.rowCounts()).toEqual(before);
  });

  it('enters it, and entering it again adds nothing', async () => {
    const first = report(await send('督查问题清单.xlsx', sample('督查问题清单.xlsx')));
    expect(first.entered.filter(({ outcome }) => outcome === 'entered')).toHaveLength(56);
    const findings = await served.district.count('finding');
    expect(findings).toBe(56);
    const again = report(await send('督查问题清单.xlsx', sample('督查问题清单.xlsx')));
    expect(again.entered.filter(({ outcome }) => outcome === 'entered')).toEqual([]);
    expect(again.reconciliation).toEqual({ stated: 57, taken: 0, before: 56, toMend: 1, repeats: 1, balanced: true });
    expect(await served.district.count('finding')).toBe(findings);
  });

  it('takes no second row of a number that it took, also where our own series has that number', async () => {
    const facts = { channel: 'round', source: 'district', categoryCode: 'SS03', description: '人行道地砖破损' };
    const { number } = (await served.post('inspector', '/findings', { ...facts, place: { pointName: '梅山路口' } }))
      .body;
    const list = (problem: string) => Buffer.from(`编号,问题描述\n${number},${problem}\n`, 'utf8');
    expect(report(await send('同号.csv', list('路灯不亮'))).entered).toMatchObject([{ outcome: 'entered' }]);
    const again = report(await send('同号.csv', list('路灯不亮三盏'), '?dryRun=true'));
    expect(again.refused).toMatchObject([{ row: 2, code: 'number_known_differs' }]);
  });

  it('reads an issue list as one', async () => {
    const plan = report(await send('整改任务清单.xlsx', sample('整改任务清单.xlsx'), '?dryRun=true'));
    expect(plan.counts).toEqual({ categories: 4, items: 18, problems: 23, measures: 57, leadUnits: 13 });
    expect(plan.warnings.some(({ code }) => code === 'due_earlier')).toBe(true);
  });

  it('enters an issue list with its structure, and hands each lead unit its part by one 交办单', async () => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(sample('整改任务清单.xlsx'))]), '整改任务清单.xlsx');
    const refused = await served.post('inspector', '/imports', form);
    expect(refused).toMatchObject({ status: 403, body: { code: 'needs_dispatcher' } });
    const { entered } = report(await send('整改任务清单.xlsx', sample('整改任务清单.xlsx')));
    expect(entered.filter(({ outcome }) => outcome === 'entered')).toHaveLength(57);
    const { owner } = served.district;
    const measures = await owner.query('SELECT DISTINCT category, item, problem FROM measure');
    expect(measures.rows).toHaveLength(23);
    const { rows } = await owner.query(
      `SELECT state #>> '{fixings,unitId}' AS unit, count(DISTINCT state ->> 'dispatchId')::int AS dispatches
       FROM finding WHERE kind = 'measure' AND state ->> 'fixings' IS NOT NULL GROUP BY 1`,
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every(({ dispatches }) => dispatches === 1)).toBe(true);
  });

  it('keeps to the mapping that it was given, also where the description’s heading is understood', async () => {
    const list = (problem: string) => Buffer.from(`问题描述,说在哪\n${problem},云路社区\n`, 'utf8');
    await send('另一.csv', list('树枝遮挡路灯'), '', { 问题描述: 'description', 说在哪: 'community' });
    const next = report(await send('另一.csv', list('路面破损'), '?dryRun=true'));
    expect(next.taken[0]).toMatchObject({ place: { communityId: 'dongshi-yunlu' } });
  });

  it('asks for a mapping of headings that it does not know, and remembers the one it is given', async () => {
    const csv = Buffer.from('甲,乙\n路灯不亮三盏,云路社区\n', 'utf8');
    const asked = await send('外单位.csv', csv, '?dryRun=true');
    expect(asked).toMatchObject({ status: 422, body: { code: 'needs_mapping' } });
    expect(asked.body.mapping.headings.map(({ heading }: { heading: string }) => heading)).toEqual(['甲', '乙']);
    const mapped = report(await send('外单位.csv', csv, '', { 甲: 'description', 乙: 'community' }));
    expect(mapped.entered).toHaveLength(1);
    const next = Buffer.from('甲,乙\n护栏破损,云路社区\n', 'utf8');
    expect(report(await send('外单位.csv', next)).entered).toHaveLength(1);
  });

  it.each([
    ['a PDF', Buffer.from('%PDF-1.7 nothing to import'), 'x.xlsx', 415, 'not_a_workbook'],
    ['nothing', Buffer.alloc(0), 'x.xlsx', 422, 'empty_file'],
    ['21 MB', Buffer.alloc(21 * 1024 * 1024, 0x41), 'x.csv', 413, 'payload_too_large'],
  ])('refuses %s', async (_what, bytes, name, status, code) => {
    const before = await served.rowCounts();
    const { body } = await send(name, bytes);
    expect(body).toMatchObject({ status, code });
    expect(await served.rowCounts()).toEqual(before);
  });
});
