import { wallTime } from '#calendar';
import { jinanContext, sampleFile, unitId } from '../../../test/support/intake-context';
import { type FindingPlan, planFindings } from './findings';
import { readTable } from './read-table';
import type { Table } from './table';

const tableOf = async (file: string): Promise<Table> => (await readTable(sampleFile(file), file))[0]!;

const csv = async (...lines: string[]): Promise<Table> =>
  (await readTable(Buffer.from(lines.join('\n')), '清单.csv'))[0]!;

const knownAfter = (plan: FindingPlan): Record<string, string> =>
  Object.fromEntries(plan.taken.map(({ knownAs, fingerprint }) => [knownAs, fingerprint]));

const draft = (plan: FindingPlan, number: string) =>
  plan.taken.find(({ externalNumber }) => externalNumber === number)!;

describe('督查问题清单.csv', () => {
  it('takes all 57 findings with nothing missing', async () => {
    const plan = planFindings(await tableOf('督查问题清单.csv'), jinanContext());
    expect(plan.taken).toHaveLength(57);
    expect(plan.refused).toEqual([]);
    expect(plan.taken.filter(({ missing }) => missing.length > 0)).toEqual([]);
    expect(plan.reconciliation).toEqual({ stated: null, taken: 57, before: 0, toMend: 0, repeats: 0, balanced: true });
  });

  it('reads the loose manhole of DC2026-054', async () => {
    const plan = planFindings(await tableOf('督查问题清单.csv'), jinanContext());
    expect(draft(plan, 'DC2026-054')).toMatchObject({
      foundAt: Date.parse('2026-09-24T23:41:00+08:00'),
      place: {
        streetId: unitId('三里桥街道'),
        communityId: unitId('三里桥社区'),
        pointName: '三里桥社区学校周边9号点位',
        lng: 116.511,
        lat: 31.739,
      },
      categoryCode: 'SS01',
      description: '窨井盖松动',
      unitId: unitId('区住建局'),
      coUnitIds: [],
      severity: 'minor',
      urgency: 'urgent',
      covert: false,
      openingStatus: null,
      due: null,
      pictures: [],
      suggestions: [],
      warnings: [],
    });
  });

  it('finds the category of every description', async () => {
    const plan = planFindings(await tableOf('督查问题清单.csv'), jinanContext());
    const byDescription = Object.fromEntries(
      plan.taken.map(({ description, categoryCode }) => [description, categoryCode]),
    );
    expect(byDescription).toEqual({
      店外经营占用人行道: 'SR01',
      流动摊贩聚集: 'SR02',
      小广告张贴: 'SR03',
      非机动车在出入口乱停放: 'SR04',
      垃圾桶满溢未清运: 'HW01',
      绿化带内散落白色垃圾: 'HW03',
      楼道堆放杂物: 'HW05',
      窨井盖松动: 'SS01',
      路灯不亮: 'SS02',
      人行道地砖破损: 'SS03',
      消防通道被车辆占用: 'XF01',
      消火栓箱内器材缺失: 'XF02',
      飞线充电: 'XF03',
      小区监控损坏未修复: 'WY01',
      电梯年检标志过期: 'WY02',
      绿化黄土裸露: 'WY04',
      活禽与熟食摊位混设: 'SC01',
      经营户未公示证照: 'SC02',
      公益广告褪色破损: 'GY01',
    });
  });
});

describe('督查问题清单.xlsx', () => {
  let plan: FindingPlan;
  beforeAll(async () => {
    plan = planFindings(await tableOf('督查问题清单.xlsx'), jinanContext());
  });

  it('reconciles: 57 stated = 56 taken + 1 to mend, 1 repeat', () => {
    expect(plan.taken).toHaveLength(56);
    expect(plan.reconciliation).toEqual({ stated: 57, taken: 56, before: 0, toMend: 1, repeats: 1, balanced: true });
  });

  it('refuses the impossible date and the exact repeat, by row and column, with the way to mend them', () => {
    expect(plan.refused).toMatchObject([
      { row: 24, column: { letter: 'B', heading: '发现时间' }, code: 'date_impossible' },
      { row: 46, column: { letter: 'A', heading: '编号' }, code: 'exact_repeat' },
    ]);
    expect(plan.refused[0]!.message).toEqual({
      zh: '没有“2026-09-31 10:00”这个日期或时刻',
      en: 'There is no such date or time as "2026-09-31 10:00"',
    });
    expect(plan.refused[1]!.message.zh).toBe('与第 45 行完全重复');
    for (const { mend } of plan.refused) expect([mend.zh, mend.en]).not.toContain('');
  });

  it('skips title, headings, the empty line and the totals row', () => {
    expect(plan.skipped.map(({ row, to, reason }) => [row, to, reason])).toEqual([
      [1, 1, 'title'],
      [2, 2, 'title'],
      [3, 3, 'heading'],
      [34, 34, 'blank'],
      [63, 63, 'totals'],
    ]);
  });

  it('reads the same instants as the CSV in all four date styles', async () => {
    const listed = planFindings(await tableOf('督查问题清单.csv'), jinanContext());
    const instants = new Map(listed.taken.map(({ externalNumber, foundAt }) => [externalNumber, foundAt]));
    for (const { externalNumber, foundAt } of plan.taken) expect(foundAt).toBe(instants.get(externalNumber));
    expect(wallTime(draft(plan, 'DC2026-004').foundAt!)).toBe('2026-09-24 09:31');
  });

  it('lets the row without a unit wait for dispatch, with a suggestion by category and place', () => {
    expect(draft(plan, 'DC2026-013')).toMatchObject({
      unitId: null,
      categoryCode: 'SS03',
      missing: ['unit'],
      suggestions: [{ field: 'unit', value: unitId('区住建局'), name: '区住建局' }],
    });
  });

  it('keeps the formula-like text as text and does not guess a category across its 大类', () => {
    expect(draft(plan, 'DC2026-034')).toMatchObject({
      description: '=HYPERLINK("http://example.invalid","路灯不亮")',
      categoryCode: null,
      missing: ['category'],
      suggestions: [{ field: 'category', value: 'SS02' }],
      warnings: [{ code: 'formula_kept_as_text' }],
    });
  });

  it('gives 物业服务企业 to the street with the property authority as co-unit', () => {
    const classes = plan.taken.filter(({ subjectClass }) => subjectClass === 'property_company');
    expect(classes).toHaveLength(12);
    expect(classes.every(({ unitId: unit, place }) => unit !== null && unit === place.streetId)).toBe(true);
    expect(draft(plan, 'DC2026-003')).toMatchObject({
      unitId: unitId('清水河街道'),
      coUnitIds: [unitId('区城管局')],
      warnings: [{ code: 'class_resolved' }],
    });
  });

  it('proposes the inspecting authority for an overdue lift, which is not the property company alone', () => {
    expect(draft(plan, 'DC2026-006').suggestions).toMatchObject([{ field: 'unit', name: '区市场监管局' }]);
  });

  it('resolves 三十铺镇办事处 by alias, with a warning', () => {
    expect(draft(plan, 'DC2026-050')).toMatchObject({
      unitId: unitId('三十铺镇人民政府'),
      warnings: [{ code: 'alias_resolved', message: { zh: '“三十铺镇办事处”按别名识别为三十铺镇人民政府' } }],
    });
    expect(draft(plan, 'DC2026-028').unitId).toBe(unitId('三里桥街道'));
  });

  it('fills a merged street from its master and tells 暗访 from 明察', () => {
    expect(draft(plan, 'DC2026-041')).toMatchObject({ covert: true, place: { streetId: unitId('三里桥街道') } });
    expect(draft(plan, 'DC2026-042').covert).toBe(false);
  });

  it('adds nothing when imported twice, and from the CSV only what was refused or differs', async () => {
    const known = knownAfter(plan);
    const again = planFindings(await tableOf('督查问题清单.xlsx'), jinanContext({ known }));
    expect(again.taken).toEqual([]);
    expect(again.reconciliation).toEqual({ stated: 57, taken: 0, before: 56, toMend: 1, repeats: 1, balanced: true });

    const listed = planFindings(await tableOf('督查问题清单.csv'), jinanContext({ known }));
    expect(listed.taken.map(({ externalNumber }) => externalNumber)).toEqual(['DC2026-021']);
    expect(listed.refused.map(({ row, code }) => [row, code])).toEqual([
      [14, 'number_known_differs'],
      [35, 'number_known_differs'],
    ]);
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe('other lists', () => {
  it('needs only a description and says what is missing', async () => {
    const plan = planFindings(await csv('责任单位,存在问题', '区城管局,路灯不亮', ',垃圾桶满溢未清运'), jinanContext());
    expect(plan.taken).toMatchObject([
      { unitId: unitId('区城管局'), categoryCode: 'SS02' },
      { unitId: null, categoryCode: 'HW01', missing: expect.arrayContaining(['unit', 'foundAt', 'street', 'grade']) },
    ]);
    expect(plan.taken[1]!.suggestions).toMatchObject([{ value: unitId('区城管局') }]);
  });

  it('asks for a mapping when no heading is a description, listing headings and fields', async () => {
    const table = await csv('No,What,Who', '1,路灯不亮,区住建局');
    let refusal: unknown;
    try {
      planFindings(table, jinanContext());
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({
      code: 'needs_mapping',
      mapping: {
        headings: [
          { letter: 'A', heading: 'No' },
          { letter: 'B', heading: 'What' },
          { letter: 'C', heading: 'Who' },
        ],
        fields: expect.arrayContaining([{ field: 'description', heading: '问题描述', required: true }]),
      },
    });
    const mapping = { What: 'description', who: '责任单位' };
    expect(() => planFindings(table, jinanContext(), { mapping })).toThrow(
      expect.objectContaining({
        code: 'bad_mapping',
        mapping: expect.objectContaining({
          fields: expect.arrayContaining([expect.objectContaining({ required: true })]),
        }),
      }),
    );
    expect(() => planFindings(table, jinanContext(), { mapping: { What: '胡说' } })).toThrow(/What → 胡说/);
    const plan = planFindings(table, jinanContext(), { mapping: { What: 'description', Who: '责任单位' } });
    expect(plan.headingKey).toBe((refusal as { mapping: { headingKey: string } }).mapping.headingKey);
    expect(plan.taken).toMatchObject([{ description: '路灯不亮', unitId: unitId('区住建局') }]);
    expect(plan.warnings).toMatchObject([{ code: 'heading_ignored' }]);
  });

  it.each([
    [{ What: 'colour' }],
    [{ What: 'description', Who: 'description' }],
    [{ Nowhere: 'description', What: 'unit' }],
  ])('refuses the mapping %j', async (mapping) => {
    const table = await csv('No,What,Who', '1,路灯不亮,区住建局');
    expect(() => planFindings(table, jinanContext(), { mapping })).toThrow(
      expect.objectContaining({ name: 'IntakeRefusal' }),
    );
  });

  it('splits path names wherever they stand', async () => {
    const plan = planFindings(
      await csv(
        '地点,问题,责任单位',
        '金安区三里桥街道办事处梅山社区公交站点1号,路灯不亮,金安区三里桥街道办事处梅山社区',
        '六安市金安区三十铺镇刁岗村,路灯不亮,',
        '刁岗村学校周边,路灯不亮,',
      ),
      jinanContext(),
    );
    expect(plan.taken).toMatchObject([
      {
        unitId: unitId('梅山社区'),
        place: { streetId: unitId('三里桥街道'), communityId: unitId('梅山社区'), pointName: '公交站点1号' },
        warnings: [{ code: 'path_split' }, { code: 'path_split' }],
      },
      { place: { streetId: unitId('三十铺镇人民政府'), communityId: unitId('刁岗村') } },
      { place: { streetId: unitId('三十铺镇人民政府'), communityId: unitId('刁岗村'), pointName: '学校周边' } },
    ]);
  });

  it('says when a community belongs to another street or to none', async () => {
    const plan = planFindings(
      await csv('街道,社区,问题', '东市街道,梅山社区,路灯不亮', '东市街道,月亮社区,路灯不亮'),
      jinanContext(),
    );
    expect(plan.taken).toMatchObject([
      { place: { streetId: unitId('东市街道'), communityId: null }, warnings: [{ code: 'place_conflict' }] },
      { place: { communityId: null }, warnings: [{ code: 'place_unknown' }] },
    ]);
  });

  it('opens old cases at their status and reads their time limit', async () => {
    const plan = planFindings(
      await csv(
        '编号,问题描述,整改情况,整改时限',
        'A-1,路灯不亮,已销号,',
        'A-2,路灯不亮,整改中,2026年12月底前',
        'A-3,路灯不亮,在弄,尽快',
      ),
      jinanContext(),
    );
    expect(plan.taken).toMatchObject([
      { openingStatus: 'written_off' },
      { openingStatus: 'rectifying', due: { kind: 'fixed_date', date: '2026-12-31', text: '2026年12月底前' } },
      { openingStatus: null, due: null, warnings: [{ code: 'due_unreadable' }, { code: 'status_unknown' }] },
    ]);
  });

  it('reads full-width digits, and mends swapped coordinates', async () => {
    const plan = planFindings(
      await csv(
        '编号,发现时间,经度,纬度,问题描述',
        'ＤＣ２０２６－００９,２０２６．９．２４　１０：２２,３１．７５,１１６．５２,井盖ＡＢ',
      ),
      jinanContext(),
    );
    expect(plan.taken).toMatchObject([
      {
        externalNumber: 'DC2026-009',
        foundAt: Date.parse('2026-09-24T10:22:00+08:00'),
        place: { lng: 116.52, lat: 31.75 },
        description: '井盖ＡＢ',
        warnings: [{ code: 'coordinates_swapped' }],
      },
    ]);
  });

  it('refuses dates out of bounds and over-long text, one refusal per cell', async () => {
    const plan = planFindings(
      await csv(
        '编号,发现时间,点位,问题描述',
        'B-1,1900-01-01,甲,路灯不亮',
        'B-2,2206-09-24,甲,路灯不亮',
        `B-3,2026-02-30,${'长'.repeat(201)},${'长'.repeat(2001)}`,
        'B-4,昨天,甲,路灯不亮',
        'B-5,2026-09-24,甲,',
        'B-6,2026-10-01,甲,路灯不亮',
      ),
      jinanContext(),
    );
    expect(plan.refused.map(({ row, column, code }) => [row, column?.letter, code])).toEqual([
      [2, 'B', 'date_out_of_bounds'],
      [3, 'B', 'date_out_of_bounds'],
      [4, 'C', 'text_too_long'],
      [4, 'D', 'text_too_long'],
      [4, 'B', 'date_impossible'],
      [6, 'D', 'description_missing'],
    ]);
    expect(plan.reconciliation.toMend).toBe(4);
    expect(plan.taken).toMatchObject([
      { externalNumber: 'B-4', foundAt: null, missing: expect.arrayContaining(['foundAt']) },
      { externalNumber: 'B-6', warnings: [{ code: 'date_after_today' }] },
    ]);
  });

  it('refuses a number that two rows claim, and counts rows by 序号 without making it their number', async () => {
    const claimed = planFindings(await csv('编号,问题描述', 'C-1,路灯不亮', 'C-1,飞线充电'), jinanContext());
    expect(claimed.refused).toMatchObject([{ row: 3, code: 'number_repeated' }]);
    const counted = planFindings(await csv('序号,问题描述', '1,路灯不亮', '2,路灯不亮'), jinanContext());
    expect(counted.taken.map(({ externalNumber }) => externalNumber)).toEqual([null, null]);
    const again = planFindings(
      await csv('序号,问题描述', '1,路灯不亮', '2,路灯不亮'),
      jinanContext({ known: knownAfter(counted) }),
    );
    expect(again.taken).toEqual([]);
    expect(again.skipped.map(({ reason }) => reason)).toEqual(['heading', 'already_imported', 'already_imported']);
  });

  it('notes notes, repeated headings and subtotals, and finds a total that does not agree', async () => {
    const plan = planFindings(
      await csv(
        '编号,问题描述,责任单位',
        '一、东市街道,,',
        'D-1,路灯不亮,',
        '小计,1 个,',
        '编号,问题描述,责任单位',
        'D-2,飞线充电,',
        '合计,3 个问题,',
        '填报人: 张三,,',
      ),
      jinanContext(),
    );
    expect(plan.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [1, 'heading'],
      [2, 'note'],
      [4, 'totals'],
      [5, 'heading'],
      [7, 'totals'],
      [8, 'note'],
    ]);
    expect(plan.reconciliation).toEqual({ stated: 3, taken: 2, before: 0, toMend: 0, repeats: 0, balanced: false });
  });

  it('takes a description that stands alone for what it is, and a sentence of totals for a total', async () => {
    const plan = planFindings(
      await csv('编号,问题描述,责任单位', ',共享单车乱停放约20辆,', ',共用通道堆物3处,', '共发现问题2个,,'),
      jinanContext(),
    );
    expect(plan.taken.map(({ description }) => description)).toEqual(['共享单车乱停放约20辆', '共用通道堆物3处']);
    expect(plan.reconciliation).toMatchObject({ stated: 2, taken: 2, balanced: true });
  });

  it('offers to split several defects, and several units become lead and co-units', async () => {
    const plan = planFindings(
      await csv('问题描述,责任单位', '1.路灯不亮；2.窨井盖松动,区住建局、区城管局', '会多、料多,区住建据'),
      jinanContext(),
    );
    expect(plan.taken[0]).toMatchObject({
      unitId: unitId('区住建局'),
      coUnitIds: [unitId('区城管局')],
      warnings: [{ code: 'several_units' }, { code: 'several_defects', parts: ['路灯不亮', '窨井盖松动'] }],
    });
    expect(plan.taken[1]).toMatchObject({
      unitId: null,
      suggestions: [{ field: 'unit', name: '区住建局' }],
      warnings: [{ code: 'unit_unknown' }],
    });
  });

  it('gives the work of an abolished unit to its successor, with a warning', async () => {
    const plan = planFindings(await csv('问题描述,责任单位', '路灯不亮,区乡村振兴局'), jinanContext());
    expect(plan.taken[0]).toMatchObject({ unitId: unitId('区农业农村局'), warnings: [{ code: 'alias_resolved' }] });
  });

  it('refuses a table without rows below its headings', async () => {
    const table = await csv('编号,问题描述');
    expect(() => planFindings(table, jinanContext())).toThrow(expect.objectContaining({ code: 'no_rows' }));
  });
});
