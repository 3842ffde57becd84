import type { Instant } from '#calendar';
import type { Block, PaperContent } from '../paper';
import { body, chapter, note } from './case';

interface Common {
  issuer: string;
  at: Instant;
  /** `2026年第3季度`. */
  period: string;
  /** 口径. */
  formula: string;
  /** What anybody may recompute it by. */
  sha256: string;
  policyVersion: number;
  command: string;
}

/** One class of units as it was published. */
export interface BulletinClass {
  name: string;
  rows: { rank: number; unit: string; score: string; deductions: string; bonuses: string }[];
  /** Kept out for too small a sample. */
  unranked: number;
}

export interface UnitsBulletin extends Common {
  kind: 'month' | 'quarter' | 'year';
  classes: BulletinClass[];
  /** What was decided; what is only proposed is not told. */
  commended: string[];
  criticised: string[];
  /** 先进单位 or 通报表扬. */
  honour: string;
  /** 批准依据 of the title 先进. */
  honourBasis: string | null;
  blackTitle: string;
  appeals: { asked: number; upheld: number };
}

export interface PropertyBulletin extends Common {
  kind: 'month' | 'quarter' | 'year';
  types: {
    name: string;
    rows: { project: string; company: string; street: string; score: string; list: string }[];
  }[];
  companies: { name: string; score: string; level: string }[];
  scheme: string;
  blackTitle: string;
}

const TO = ['各乡镇人民政府、街道办事处，区直各有关单位'];
const COPIES = ['区委办公室，区人大常委会办公室，区政府办公室，区政协办公室'];
const CHAPTERS = ['一', '二', '三', '四', '五', '六', '七'];

/** 考核通报 of units: the month only ranks; the quarter and the year tell what people have decided. */
export function unitsBulletin(facts: UnitsBulletin): PaperContent {
  const { kind, period, classes, commended, criticised, honour, honourBasis, blackTitle, appeals } = facts;
  const what = kind === 'month' ? '调度' : '考核';
  const parts: [string, Block[]][] = [
    ['分类排名', classes.flatMap(ranking)],
    ...(kind === 'month'
      ? []
      : ([
          [honour, [named(commended, honour), ...(honourBasis ? [note(`称号批准依据：${honourBasis}。`)] : [])]],
          [blackTitle, [named(criticised, blackTitle)]],
        ] as [string, Block[]][])),
    ['申诉办理', [body(`申诉期内收到申诉${appeals.asked}件，经核实成立${appeals.upheld}件，已以冲销分录计入本版。`)]],
  ];
  return paper(facts, `关于${period}${what}情况的通报`, [
    body(`现将${period}各单位${what}情况通报如下。考核实行分类管理，只在同类单位之间比较。`),
    ...chaptered(parts),
  ]);
}

/** 物业服务考核通报: each type of housing compared within itself. */
export function propertyBulletin(facts: PropertyBulletin): PaperContent {
  const { kind, period, types, companies, scheme, blackTitle } = facts;
  const parts: [string, Block[]][] = [
    ...types.map(({ name, rows }): [string, Block[]] => [name, [projectTable(rows, kind !== 'month')]]),
    ['企业得分', [companyTable(companies)]],
  ];
  return paper(facts, `关于${period}住宅小区物业服务考核情况的通报`, [
    body(
      `现将${period}住宅小区物业服务考核情况通报如下。商住、老旧、安置三类小区分别比较` +
        (kind === 'month'
          ? '，本月只作调度，不列榜。'
          : `；列榜办法：${scheme}。列入“${blackTitle}”的，先告知并听取陈述申辩。`),
    ),
    ...chaptered(parts),
  ]);
}

function paper(
  { issuer, at, formula, sha256, policyVersion, command }: Common,
  title: string,
  blocks: Block[],
): PaperContent {
  return {
    kind: 'bulletin',
    form: 'official',
    issuer,
    title,
    colour: null,
    to: TO,
    copies: COPIES,
    asOf: at,
    blocks: [
      ...blocks,
      note(`口径：${formula}。分母为零记“—”。`),
      note(`本通报依据计分规则第${policyVersion}版和该期快照，可用“${command}”重算；发布文本摘要 ${sha256}。`),
    ],
  };
}

const chaptered = (parts: [string, Block[]][]): Block[] =>
  parts.flatMap(([heading, blocks], index) => [chapter(`${CHAPTERS[index] ?? index + 1}、${heading}`), ...blocks]);

const named = (units: readonly string[], what: string): Block =>
  units.length === 0
    ? body(`本期没有核定的${what}单位。`)
    : body(`经核定，${units.join('、')}等${units.length}个单位列入${what}。`);

const ranking = ({ name, rows, unranked }: BulletinClass): Block[] => [
  { type: 'text', style: 'section', text: `（${name}）` },
  rows.length === 0
    ? body('样本不足，本期不排名。')
    : {
        type: 'table',
        columns: [
          { heading: '名次', width: 14, align: 'center' },
          { heading: '单位', width: 52 },
          { heading: '得分', width: 22, align: 'right' },
          { heading: '扣分', width: 22, align: 'right' },
          { heading: '加分', width: 22, align: 'right' },
        ],
        rows: rows.map(({ rank, unit, score, deductions, bonuses }) => [`${rank}`, unit, score, deductions, bonuses]),
      },
  ...(rows.length > 0 && unranked > 0 ? [note(`另有${unranked}个单位样本不足，不参加排名。`)] : []),
];

const projectTable = (rows: PropertyBulletin['types'][number]['rows'], listed: boolean): Block =>
  rows.length === 0
    ? body('本期没有计分的小区。')
    : {
        type: 'table',
        columns: [
          { heading: '小区', width: 40 },
          { heading: '物业企业', width: 48 },
          { heading: '街道（乡镇）', width: 28 },
          { heading: '得分', width: 18, align: 'right' },
          ...(listed ? [{ heading: '榜单', width: 20, align: 'center' as const }] : []),
        ],
        rows: rows.map(({ project, company, street, score, list }) => [
          project,
          company,
          street,
          score,
          ...(listed ? [list] : []),
        ]),
      };

const companyTable = (companies: PropertyBulletin['companies']): Block =>
  companies.length === 0
    ? body('本期没有计分的企业。')
    : {
        type: 'table',
        columns: [
          { heading: '企业', width: 70 },
          { heading: '得分', width: 22, align: 'right' },
          { heading: '等级', width: 20, align: 'center' },
        ],
        rows: companies.map(({ name, score, level }) => [name, score, level]),
      };
