import { addDays, civilDate, type Instant } from '#calendar';
import type { Vault } from '#evidence';
import type { Source } from '#domain';
import { importFile } from '#intake';
import { EVERYTHING } from '#persistence';

import type { Scene } from '../pictures/scenes';
import { MeasureWork, type WorkParts } from './measure-work';
import { WORKING_DAY, workHoursBefore } from './work-hours';

const HEADINGS = '序号,问题类别,项目,具体问题,整改措施,牵头单位,责任单位,责任领导,责任人,整改时限,认领方式';

/** One line of the list; the limit in days from its import. */
type Line = [
  problem: number,
  category: string,
  item: string,
  text: string,
  step: string,
  lead: string,
  unit: string,
  days: number,
  claim: string,
];

const LINES: Line[] = [
  [
    1,
    '责任落实',
    '政策落实',
    '个别村政策宣传不到位',
    '全面排查并建立台账',
    '区农业农村局',
    '区委宣传部',
    16,
    '照单全收',
  ],
  [
    1,
    '责任落实',
    '政策落实',
    '个别村政策宣传不到位',
    '组织验收并建立长效机制',
    '区农业农村局',
    '区委宣传部',
    45,
    '照单全收',
  ],
  [2, '责任落实', '帮扶责任', '结对帮扶走访频次不足', '全面排查并建立台账', '区委组织部', '区教育局', 20, '主动认领'],
  [2, '责任落实', '帮扶责任', '结对帮扶走访频次不足', '制定并印发整改方案', '区委组织部', '区教育局', 34, '主动认领'],
  [
    3,
    '责任落实',
    '工作作风',
    '会议多、材料多，基层负担偏重',
    '制定并印发整改方案',
    '区卫健委',
    '区医保局',
    27,
    '照单全收',
  ],
  [
    4,
    '政策落实',
    '住房安全',
    '个别农户住房安全动态监测不及时',
    '逐户核查并建立台账',
    '区住建局',
    '区民政局',
    23,
    '举一反三',
  ],
  [
    5,
    '政策落实',
    '饮水安全',
    '部分集中供水点水质检测记录不全',
    '补齐检测记录并公示',
    '区水利局',
    '区卫健委',
    30,
    '主动认领',
  ],
  [
    6,
    '政策落实',
    '就业帮扶',
    '公益岗位管理台账更新不及时',
    '更新台账并按月核对',
    '区人社局',
    '区财政局',
    38,
    '照单全收',
  ],
  // Nobody is named for these: whoever it concerns takes them on.
  [7, '作风建设', '数据共享', '部门间监测数据比对口径不一', '建立数据比对会商机制', '', '', 41, '主动认领'],
  [8, '作风建设', '群众满意', '政策咨询电话接通率不高', '统一公布并轮值接听咨询电话', '', '', 29, '主动认领'],
];

/** A list as it came: its lines, and how those go that somebody has carried out by now. */
interface List {
  title: string;
  fileName: string;
  source: Source;
  /** Office hours before the present. */
  hoursAgo: number;
  lines: Line[];
  /** By place in the list: office hours before the present at which it was handed in. */
  work: { nth: number; hoursAgo: number; scene: Scene; text: string; bounces?: boolean }[];
}

const DAY = WORKING_DAY;

const OPEN: List = {
  title: '金安区巩固拓展脱贫攻坚成果同乡村振兴有效衔接问题整改任务清单',
  fileName: '整改任务清单.csv',
  source: 'district',
  hoursAgo: 8.4 * DAY,
  lines: LINES,
  work: [
    { nth: 0, hoursAgo: 7.6 * DAY, scene: 'notices', text: '已逐村排查，政策明白栏更新到位' },
    { nth: 4, hoursAgo: 6.9 * DAY, scene: 'posters', text: '已印发精简会议、文件的方案并张贴公示' },
  ],
};

/** 动态清零: written off whole, one of it found again by the look-back and written off once more. */
const CLEARED: List = {
  title: '市生态环境保护督察交办问题整改清单',
  fileName: '生态环境问题整改清单.csv',
  source: 'city',
  hoursAgo: 35.9 * DAY,
  lines: [
    [1, '水环境', '生活污水', '沟渠边污水直排', '封堵排口并接入管网', '区水利局', '区住建局', 75, '照单全收'],
    [1, '水环境', '生活污水', '沟渠边污水直排', '清理沟渠并落实巡查', '区水利局', '', 80, '照单全收'],
    [
      2,
      '大气环境',
      '餐饮油烟',
      '夜市摊点油烟扰民',
      '摊点入市并加装净化设施',
      '区市场监管局',
      '区城管局',
      85,
      '照单全收',
    ],
    [3, '固体废物', '生活垃圾', '集镇周边垃圾堆放', '清运并设收集点', '区农业农村局', '', 70, '举一反三'],
  ],
  work: [
    { nth: 0, hoursAgo: 34.6 * DAY, scene: 'sewage', text: '排口已封堵，污水接入管网', bounces: true },
    { nth: 1, hoursAgo: 33.5 * DAY, scene: 'sewage', text: '沟渠已清淤，巡查责任到人' },
    { nth: 2, hoursAgo: 31.8 * DAY, scene: 'stalls', text: '摊点已入市经营，净化设施装好' },
    { nth: 3, hoursAgo: 30.2 * DAY, scene: 'litter', text: '垃圾已清运，收集点投入使用' },
  ],
};

interface Parts extends WorkParts {
  vault: Vault;
  present: Instant;
}

/** 问题清单: the dispatcher imports lists of measures as files, as clerks do. Answers how many lines they have. */
export function planMeasures(parts: Parts): number {
  for (const list of [CLEARED, OPEN]) plan(list, parts);
  return CLEARED.lines.length + OPEN.lines.length;
}

function plan(list: List, parts: Parts): void {
  const { record, calendar, agenda, cast, vault, present } = parts;
  const work = new MeasureWork(parts);
  const at = workHoursBefore(calendar, present, list.hoursAgo);
  agenda.note(at, async () => {
    const actor = await cast.byUsername('dispatcher');
    const { fileName, source } = list;
    const bytes = Buffer.from(sheetOf(list, at));
    const { entered } = await importFile(bytes, record, vault, { fileName, source, actor, now: at });
    const { rows } = await record.findings.list({ kind: ['measure'], status: ['filed'] }, EVERYTHING, null, 50);
    for (const { id } of rows) await record.findings.execute(id, { type: 'register' }, actor);
    for (const { hoursAgo, bounces = false, ...course } of list.work)
      work.handInAt(workHoursBefore(calendar, present, hoursAgo), entered[course.nth]!.findingId!, {
        ...course,
        bounces,
      });
  });
}

const sheetOf = ({ title, lines }: List, at: Instant): string =>
  [
    title,
    HEADINGS,
    ...lines.map(([problem, category, item, text, step, lead, unit, days, claim]) =>
      [
        problem,
        category,
        item,
        text,
        `${step}:${text}`,
        lead,
        unit,
        lead && `${lead}主要负责人`,
        unit && `${unit}经办岗`,
        addDays(civilDate(at), days),
        claim,
      ].join(','),
    ),
  ].join('\n');
