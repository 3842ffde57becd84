import { jinanContext, sampleFile, unitId } from '../../../test/support/intake-context';
import { detectKind } from './detect-kind';
import { type IssueListPlan, planIssueList } from './issue-list';
import { readTable } from './read-table';
import type { Table } from './table';

const tableOf = async (bytes: Buffer, name: string): Promise<Table> => (await readTable(bytes, name))[0]!;
const sample = () => tableOf(sampleFile('整改任务清单.xlsx'), '整改任务清单.xlsx');

describe('整改任务清单.xlsx', () => {
  let plan: IssueListPlan;
  beforeAll(async () => {
    plan = planIssueList(await sample(), jinanContext());
  });

  it('has 4 categories, 18 items, 23 problems, 57 measures and 13 lead units', () => {
    expect(plan.counts).toEqual({ categories: 4, items: 18, problems: 23, measures: 57, leadUnits: 13 });
    expect(plan.taken).toHaveLength(57);
    expect(plan.refused).toEqual([]);
    expect(plan.title).toBe('金安区巩固拓展脱贫攻坚成果同乡村振兴有效衔接问题整改任务清单');
  });

  it('reads a measure whole', () => {
    expect(plan.taken[3]).toMatchObject({
      row: 6,
      problemNumber: '2',
      ordinal: 1,
      category: '责任落实',
      item: '帮扶责任',
      problem: '结对帮扶走访频次不足',
      measure: '全面排查并建立台账:结对帮扶走访频次不足',
      leadUnit: { name: '区委组织部', unitId: unitId('区委组织部') },
      responsibleUnit: { name: '区教育局', unitId: unitId('区教育局') },
      leader: '区委组织部主要负责人',
      officer: '区教育局经办岗',
      due: { kind: 'fixed_date', date: '2026-12-17', text: '2026-12-17' },
      taking: 'claimed',
      provisional: false,
      missing: [],
      warnings: [],
    });
  });

  it('reads "2026年12月底前" and Excel serials as fixed dates', () => {
    const [, serial, monthEnd] = plan.taken;
    expect(serial!.due).toMatchObject({ kind: 'fixed_date', date: '2026-12-17' });
    expect(monthEnd!.due).toEqual({ kind: 'fixed_date', date: '2026-12-31', text: '2026年12月底前' });
    expect(plan.taken.every(({ due }) => due !== null)).toBe(true);
  });

  it('marks the 26 measures past the published calendar as provisional', () => {
    expect(plan.taken.filter(({ provisional }) => provisional)).toHaveLength(26);
    expect(plan.taken.filter(({ due, provisional }) => provisional !== due!.date > '2026-12-31')).toEqual([]);
  });

  it('warns of problems 7, 8, 15, 16 and 23, whose later measure is due earlier', () => {
    expect(plan.warnings.map(({ code, problemNumber }) => [code, problemNumber])).toEqual([
      ['due_earlier', '7'],
      ['due_earlier', '8'],
      ['due_earlier', '15'],
      ['due_earlier', '16'],
      ['due_earlier', '23'],
    ]);
  });

  it('tells the three ways of taking a problem on', () => {
    const problems = new Map(plan.taken.map(({ problemNumber, taking }) => [problemNumber, taking]));
    const count = (taking: string) => [...problems.values()].filter((value) => value === taking).length;
    expect([count('all_accepted'), count('claimed'), count('extrapolated')]).toEqual([8, 8, 7]);
  });

  it('reads the abolished 区乡村振兴局 as its successor and asks for confirmation', () => {
    expect(plan.unknownUnits).toMatchObject([
      {
        name: '区乡村振兴局',
        unitId: unitId('区农业农村局'),
        rows: [3, 4, 5, 31, 32, 35, 36],
        suggestions: [{ field: 'unit', value: unitId('区农业农村局') }],
      },
    ]);
    expect(plan.taken[0]).toMatchObject({
      leadUnit: { name: '区乡村振兴局', unitId: unitId('区农业农村局') },
      missing: [],
      warnings: [{ code: 'alias_resolved' }],
    });
  });

  it('leaves units that it does not know to a person', async () => {
    const units = jinanContext().units.filter(({ name }) => name !== '区教育局');
    const unknown = planIssueList(await sample(), jinanContext({ units })).unknownUnits;
    expect(unknown.find(({ name }) => name === '区教育局')).toMatchObject({ unitId: null });
    const drafts = planIssueList(await sample(), jinanContext({ units })).taken;
    expect(
      drafts.filter(({ missing }) => missing.includes('leadUnit')).map(({ problemNumber }) => problemNumber),
    ).toEqual(['3', '3', '16', '16']);
  });

  it('adds nothing when imported twice', async () => {
    const known = Object.fromEntries(plan.taken.map(({ knownAs, fingerprint }) => [knownAs, fingerprint]));
    const again = planIssueList(await sample(), jinanContext({ known }));
    expect(again.taken).toEqual([]);
    expect(again.skipped.filter(({ reason }) => reason === 'already_imported')).toHaveLength(57);
    expect(again.counts).toEqual(plan.counts);
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

it('carries a problem down to the measures below it, and refuses an impossible date', async () => {
  const lines = [
    '序号,问题类别,项目,具体问题,整改措施,牵头单位,责任单位,责任领导,责任人,整改时限,认领方式',
    '1,责任落实,政策落实,宣传不到位,排查,区教育局,区民政局,,,2026-12-10,照单全收',
    ',,,,印发方案,,区财政局,,,2026年13月底前,',
    ',,,,验收,,,,,长期坚持,',
  ];
  const plan = planIssueList(await tableOf(Buffer.from(lines.join('\n')), '清单.csv'), jinanContext());
  expect(plan.refused).toMatchObject([
    { row: 3, column: { letter: 'J', heading: '整改时限' }, code: 'date_impossible' },
  ]);
  expect(plan.taken).toMatchObject([
    { problemNumber: '1', ordinal: 1 },
    {
      problemNumber: '1',
      problem: '宣传不到位',
      leadUnit: { name: '区教育局' },
      responsibleUnit: { name: '', unitId: null },
      taking: 'all_accepted',
      due: null,
      missing: ['due'],
      warnings: [{ code: 'due_unreadable' }],
    },
  ]);
});

it('lets measures of one problem share a date, and warns of each that falls before the latest one', async () => {
  const due = ['2026-12-10', '2026-12-10', '2026-12-20', '2026-12-12', '2026-12-15'];
  const lines = due.map((date, index) => `1,问题,措施${index},区教育局,${date}`);
  const bytes = Buffer.from(['序号,具体问题,整改措施,牵头单位,整改时限', ...lines].join('\n'));
  const { warnings } = planIssueList(await tableOf(bytes, '清单.csv'), jinanContext());
  expect(warnings.map(({ row }) => row)).toEqual([5, 6]);
});

describe('detectKind', () => {
  it.each(['督查问题清单.xlsx', '督查问题清单.csv'])('%s holds findings', async (name) => {
    expect(detectKind(await tableOf(sampleFile(name), name))).toBe('findings');
  });

  it('整改任务清单.xlsx is an issue list', async () => {
    expect(detectKind(await sample())).toBe('issue_list');
  });

  it('asks about headings that it does not know', async () => {
    expect(detectKind(await tableOf(Buffer.from('a,b\n1,2'), 'x.csv'))).toBe('unknown');
  });
});
