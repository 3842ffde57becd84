import { addDays, civilDate, type Instant } from '#calendar';
import type { ReportKind } from '../kinds';
import type { Block, PaperContent } from '../paper';
import { briefly, dateZh, dueShortZh, ordinalZh, rateZh, STATUS_ZH } from '../wording';
import { body, chapter, note } from './case';
import type { LedgerEntry, ReportFacts, ReportItem, UnitFigures } from './report-facts';

/** What a report of the district says; sealed and limited cases are counted and never named. */
export function reportPaper(kind: ReportKind, facts: ReportFacts): PaperContent {
  return {
    kind,
    form: kind === 'bulletin' ? 'official' : 'sheet',
    issuer: facts.issuer,
    title: TITLES[kind](facts),
    colour: null,
    to: kind === 'bulletin' ? ['各乡镇人民政府、街道办事处，区直各有关单位'] : [],
    copies: kind === 'bulletin' ? ['区委办公室，区人大常委会办公室，区政府办公室，区政协办公室'] : [],
    blocks: SAYS[kind](facts),
    asOf: facts.at,
  };
}

const lastDay = ({ to }: ReportFacts): string => civilDate(to - 1);
const monthZh = (facts: ReportFacts): string => {
  const [year, month] = lastDay(facts).split('-').map(Number);
  return `${year}年${month}月`;
};
const spanZh = (facts: ReportFacts): string => `${dateZh(facts.from)}至${dateZh(facts.to - 1)}`;

const TITLES: Record<ReportKind, (facts: ReportFacts) => string> = {
  bulletin: (facts) => `关于${monthZh(facts)}督查问题整改情况的通报`,
  monthly: (facts) => `督查月报（${monthZh(facts)}）`,
  weekly: (facts) => `督查周报（${spanZh(facts)}）`,
  daily: (facts) => `督查日报（${dateZh(facts.from)}）`,
  'dispatch-meeting': (facts) => `${monthZh(facts)}督查工作调度会材料`,
  ledger: () => '整改前后对比图文台账',
};

// ── parts ──

const flows = ({ figures: f }: ReportFacts): Block => ({
  type: 'figures',
  items: [
    { label: '新增', value: `${f.filed}` },
    { label: '办结', value: `${f.closed}` },
    { label: '应结案', value: `${f.due}` },
    { label: '按期', value: `${f.onTime}` },
    { label: '按期率', value: rateZh(f.onTime, f.due) },
  ],
});

const stock = ({ figures: f }: ReportFacts): Block => ({
  type: 'figures',
  items: [
    { label: '在办', value: `${f.open}` },
    { label: '逾期未办结', value: `${f.overdue}` },
    { label: '挂账', value: `${f.suspended}` },
    { label: '红单', value: `${f.red}` },
  ],
});

const RULES =
  '口径与看板、清单一致：新增、办结为统计期内发生数；应结案为统计期内到期件，扣除挂账件和不能责令的单位；按期率＝按期÷应结案，分母为零记“—”；在办、逾期、挂账为截至时点数。限定范围的件计数而不列名。';

/** Characters of a place and of a problem in a list. */
const MOST_PLACE = 24;
const MOST_SAID = 80;

const itemTable = (items: readonly ReportItem[], at: Instant, { unit = true, most = MOST_SAID } = {}): Block => ({
  type: 'table',
  columns: [
    { heading: '编号', width: 26, align: 'center' },
    { heading: '点位', width: 30 },
    { heading: '问题', width: 46 },
    ...(unit ? [{ heading: '责任单位', width: 26 }] : []),
    { heading: '时限', width: 26, align: 'center' as const },
    { heading: '状态', width: 18, align: 'center' as const },
  ],
  rows: items.map((item) => [
    item.number,
    briefly(item.place, most === MOST_SAID ? MOST_PLACE : BRIEF_PLACE),
    briefly(item.description, most),
    ...(unit ? [item.unit] : []),
    dueShortZh(item.dueAt, at),
    item.overdue ? `逾期\n${STATUS_ZH[item.status]}` : STATUS_ZH[item.status],
  ]),
});

/** A list with what was left out of it, or that there is none. */
function listed(facts: ReportFacts, list: 'urgent' | 'overdue' | 'dueNext', most: number, said = MOST_SAID): Block[] {
  const items = facts[list];
  if (items.length === 0) return [body('无。')];
  const hidden = Math.max(items.length - most, 0) + (facts.leftOut[list] ?? 0);
  return [
    itemTable(items.slice(0, most), facts.at, { most: said }),
    ...(hidden > 0 ? [note(`另有${hidden}件未列出，详见系统清单。`)] : []),
  ];
}

const CLASSES = { street: '街道(乡镇)', department: '部门' } as const;

/** By in-time rate, then by fewest overdue; units without a verdict stand last and bear a dash. */
function ranked(units: readonly UnitFigures[]): UnitFigures[] {
  const rate = ({ onTime, due }: UnitFigures): number => (due === 0 ? -1 : onTime / due);
  return units.toSorted(
    (a, b) => rate(b) - rate(a) || a.overdue - b.overdue || a.unit.localeCompare(b.unit, 'zh-Hans-CN'),
  );
}

function rankings({ units }: ReportFacts): Block[] {
  return (['street', 'department'] as const).flatMap((name): Block[] => {
    const within = ranked(units.filter((unit) => unit.class === name));
    if (within.length === 0) return [];
    return [
      { type: 'text', style: 'centred', text: `${CLASSES[name]}整改情况` },
      {
        type: 'table',
        columns: [
          { heading: '名次', width: 12, align: 'center' },
          { heading: '单位', width: 40 },
          ...['新增', '应结案', '按期', '按期率', '在办', '逾期'].map((heading) => ({
            heading,
            width: 17,
            align: 'center' as const,
          })),
        ],
        rows: within.map((unit, index) => [
          unit.due === 0 ? '—' : `${index + 1}`,
          unit.unit,
          `${unit.filed}`,
          `${unit.due}`,
          `${unit.onTime}`,
          rateZh(unit.onTime, unit.due),
          `${unit.open}`,
          `${unit.overdue}`,
        ]),
      },
    ];
  });
}

const byCategory = ({ categories }: ReportFacts): Block[] =>
  categories.length === 0
    ? [body('无。')]
    : [
        {
          type: 'table',
          columns: [
            { heading: '问题类别', width: 60 },
            { heading: '新增', width: 20, align: 'center' },
            { heading: '在办', width: 20, align: 'center' },
            { heading: '逾期', width: 20, align: 'center' },
          ],
          rows: categories.map((row) => [row.name, `${row.filed}`, `${row.open}`, `${row.overdue}`]),
        },
      ];

const proposed = ({ proposals }: ReportFacts): Block[] =>
  proposals.length === 0
    ? [body('无。')]
    : proposals.map(({ unit, what, why }, index) => body(`${index + 1}．${unit}：${what}。${why}。`));

const pairTitle = ({ number, place, description, unit, writtenOffAt }: LedgerEntry): string =>
  `${number}　${place}　${description}　${unit}${writtenOffAt === null ? '' : `　${dateZh(writtenOffAt)}销号`}`;

const pairs = (entries: readonly LedgerEntry[]): Block[] =>
  entries.length === 0
    ? [body('无。')]
    : [
        {
          type: 'photos',
          pairs: entries.map((entry) => ({ title: pairTitle(entry), before: entry.before, after: entry.after })),
        },
      ];

// ── reports ──

/** Characters that keep a row of the daily sheet to two lines. */
const BRIEF = 18;
const BRIEF_PLACE = 12;

/** Read on a phone at half past five: one page. */
const daily = (facts: ReportFacts): Block[] => [
  flows(facts),
  stock(facts),
  chapter('一、紧急件'),
  ...listed(facts, 'urgent', 2, BRIEF),
  chapter('二、逾期未办结'),
  ...listed(facts, 'overdue', 3, BRIEF),
  chapter('三、今日和下一工作日到期'),
  ...listed(facts, 'dueNext', 1, BRIEF),
  chapter('四、需领导协调事项'),
  ...(facts.proposals.length === 0
    ? [body('无。')]
    : facts.proposals.slice(0, 2).map(({ unit, what, why }) => note(`${unit}：${what}。${briefly(why, 18)}`))),
];

const weekly = (facts: ReportFacts): Block[] => [
  flows(facts),
  stock(facts),
  chapter('一、各单位整改情况'),
  ...rankings(facts),
  chapter('二、逾期未办结'),
  ...listed(facts, 'overdue', 20),
  chapter('三、下周重点'),
  ...listed(facts, 'dueNext', 10),
  note(RULES),
];

const overall = (facts: ReportFacts): string => {
  const { figures: f } = facts;
  return `${spanZh(facts)}，共发现问题${f.filed}件，办结${f.closed}件；应结案${f.due}件，按期${f.onTime}件，按期率${rateZh(f.onTime, f.due)}。截至目前，在办${f.open}件，其中逾期未办结${f.overdue}件、挂账${f.suspended}件；有红色督办${f.red}件。`;
};

const monthly = (facts: ReportFacts): Block[] => [
  flows(facts),
  stock(facts),
  chapter('一、总体情况'),
  body(overall(facts)),
  chapter('二、各单位整改情况'),
  ...rankings(facts),
  chapter('三、各类问题情况'),
  ...byCategory(facts),
  chapter('四、逾期未办结'),
  ...listed(facts, 'overdue', 40),
  chapter('五、提请研究事项'),
  ...proposed(facts),
  note(RULES),
];

/** GB/T 9704-2012, 7.3.4: before 附件说明, and above the title of an 附件. */
const BLANK_LINE: Block = { type: 'text', style: 'blank', text: '' };

const bulletin = (facts: ReportFacts): Block[] => {
  const late = facts.units
    .filter((unit) => unit.class !== 'unranked' && unit.overdue > 0)
    .toSorted((a, b) => b.overdue - a.overdue);
  const named = late
    .slice(0, 5)
    .map(({ unit, overdue }) => `${unit}（${overdue}件）`)
    .join('、');
  return [
    body(`现将${monthZh(facts)}督查问题整改情况通报如下。`),
    chapter('一、总体情况'),
    body(overall(facts)),
    chapter('二、整改情况'),
    ...rankings(facts),
    note(RULES),
    chapter('三、存在问题'),
    body(
      late.length === 0
        ? '截至目前无逾期未办结问题。'
        : `${named}${late.length > 5 ? '等单位' : ''}存在逾期未办结问题，整改推进不力。具体见附件。`,
    ),
    chapter('四、下步要求'),
    body(
      '各单位要对照问题清单逐件明确责任人和完成时间，逾期问题立即整改；已销号问题要举一反三，防止反弹。整改情况纳入下月通报。',
    ),
    ...(facts.overdue.length > 0
      ? [
          BLANK_LINE,
          body('附件：逾期未办结问题清单'),
          { type: 'signed' as const },
          { type: 'page' as const },
          { type: 'text' as const, style: 'flush' as const, text: '附件' },
          BLANK_LINE,
          { type: 'text' as const, style: 'centred' as const, text: '逾期未办结问题清单' },
          ...listed(facts, 'overdue', 60),
        ]
      : []),
  ];
};

const meeting = (facts: ReportFacts): Block[] => [
  flows(facts),
  stock(facts),
  chapter('一、总体情况'),
  body(overall(facts)),
  chapter('二、分类排名'),
  ...rankings(facts),
  ...byCategory(facts),
  chapter('三、逾期清单'),
  ...listed(facts, 'overdue', 40),
  chapter('四、典型问题整改前后对比'),
  ...pairs(facts.examples.slice(0, 4)),
  chapter('五、提请研究事项'),
  ...proposed(facts),
  note(RULES),
  ...facts.perUnit.flatMap(({ unit, items }, index): Block[] => [
    { type: 'page' },
    { type: 'text', style: 'centred', text: `附${ordinalZh(index + 1)}　${unit}在办问题（${items.length}件）` },
    itemTable(items.slice(0, MOST_A_PAGE), facts.at, { unit: false }),
    ...(items.length > MOST_A_PAGE ? [note(`另有${items.length - MOST_A_PAGE}件未列出，详见系统清单。`)] : []),
  ]),
];

/** One page a unit. */
const MOST_A_PAGE = 14;

const ledger = (facts: ReportFacts): Block[] => [
  body(
    `本台账收录${spanZh(facts)}上报的问题${facts.examples.length}件${facts.leftOut.examples ? `，另有${facts.leftOut.examples}件因篇幅未收录` : ''}。核查人为督查组。`,
  ),
  ...pairs(facts.examples),
];

const SAYS: Record<ReportKind, (facts: ReportFacts) => Block[]> = {
  daily,
  weekly,
  monthly,
  bulletin,
  'dispatch-meeting': meeting,
  ledger,
};

/** The days that a report covers when only its last one is named: civil dates, the second exclusive. */
export function periodOf(kind: ReportKind, date: string): [from: string, to: string] {
  if (kind === 'daily') return [date, addDays(date, 1)];
  if (kind === 'weekly') {
    const monday = addDays(date, -((weekday(date) + 6) % 7));
    return [monday, addDays(monday, 7)];
  }
  const first = `${date.slice(0, 7)}-01`;
  const next = addDays(first, 31).slice(0, 7);
  return [first, `${next}-01`];
}

const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();
