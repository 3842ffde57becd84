import { type CellValue, type ReportFacts, type ReportItem, type ReportKind, type Sheet, STATUS_ZH } from '#documents';

const column = (heading: string, width: number) => ({ heading, width });

/** The same tables as the paper's. */
export function reportSheets(kind: ReportKind, facts: ReportFacts, pictures: ReadonlyMap<string, Buffer>): Sheet[] {
  if (kind === 'ledger') return [ledger(facts, pictures)];
  return [
    figures(facts),
    units(facts),
    items('逾期未办结', facts.overdue),
    items('紧急件', facts.urgent),
    items('即将到期', facts.dueNext),
  ];
}

function ledger({ examples }: ReportFacts, pictures: ReadonlyMap<string, Buffer>): Sheet {
  const picture = (sha256: string | undefined): CellValue => {
    const jpeg = sha256 === undefined ? undefined : pictures.get(sha256);
    return jpeg ? { jpeg } : '';
  };
  return {
    name: '图文台账',
    columns: [
      column('编号', 16),
      column('点位', 28),
      column('问题', 40),
      column('整改前', 22),
      column('整改后', 22),
      column('责任单位', 20),
      column('状态', 10),
      column('完成时间', 18),
      column('核查人', 10),
    ],
    rows: examples.map((entry) => [
      entry.number,
      entry.place,
      entry.description,
      picture(entry.before?.sha256),
      picture(entry.after?.sha256),
      entry.unit,
      STATUS_ZH[entry.status],
      entry.writtenOffAt === null ? null : { at: entry.writtenOffAt },
      '督查组',
    ]),
  };
}

const figures = ({ figures: f, at }: ReportFacts): Sheet => ({
  name: '总表',
  columns: [column('指标', 20), column('数值', 18)],
  rows: [
    ['新增', f.filed],
    ['办结', f.closed],
    ['应结案', f.due],
    ['按期', f.onTime],
    ['在办', f.open],
    ['逾期未办结', f.overdue],
    ['挂账', f.suspended],
    ['红色督办', f.red],
    ['数据截至', { at }],
  ],
});

const CLASS_ZH = { street: '街道(乡镇)', department: '部门', unranked: '不参与排名' } as const;

const units = ({ units: rows }: ReportFacts): Sheet => ({
  name: '各单位',
  columns: [
    column('单位', 28),
    column('类别', 14),
    ...['新增', '应结案', '按期', '在办', '逾期'].map((heading) => column(heading, 10)),
  ],
  rows: rows.map((unit) => [
    unit.unit,
    CLASS_ZH[unit.class],
    unit.filed,
    unit.due,
    unit.onTime,
    unit.open,
    unit.overdue,
  ]),
});

const items = (name: string, rows: readonly ReportItem[]): Sheet => ({
  name,
  columns: [
    column('编号', 16),
    column('点位', 28),
    column('问题描述', 44),
    column('责任单位', 22),
    column('整改时限', 18),
    column('状态', 10),
  ],
  rows: rows.map((item) => [
    item.number,
    item.place,
    item.description,
    item.unit,
    item.dueAt === null ? null : { at: item.dueAt },
    item.overdue ? `逾期·${STATUS_ZH[item.status]}` : STATUS_ZH[item.status],
  ]),
});
