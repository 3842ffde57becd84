import { addDays, civilDate, type Instant, type WorkCalendar } from '#calendar';
import type { Vault } from '#evidence';
import { importFile } from '#intake';
import { type DistrictRecord, EVERYTHING } from '#persistence';

import type { Agenda } from '../agenda';
import type { Cast } from '../cast';
import { WORKING_DAY, workHoursBefore } from './work-hours';

const FILE_NAME = '整改任务清单.csv';
const TITLE = '金安区巩固拓展脱贫攻坚成果同乡村振兴有效衔接问题整改任务清单';
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

interface Parts {
  record: DistrictRecord;
  calendar: WorkCalendar;
  agenda: Agenda;
  cast: Cast;
  vault: Vault;
  present: Instant;
}

/** 问题清单: the dispatcher imports the list of measures as a file, as clerks do. Answers how many lines it has. */
export function planMeasures({ record, calendar, agenda, cast, vault, present }: Parts): number {
  const at = workHoursBefore(calendar, present, 8.4 * WORKING_DAY);
  agenda.note(at, async () => {
    const actor = await cast.byUsername('dispatcher');
    await importFile(Buffer.from(sheetOf(at)), record, vault, { fileName: FILE_NAME, actor, now: at });
    const { rows } = await record.findings.list({ kind: ['measure'], status: ['filed'] }, EVERYTHING, null, 50);
    for (const { id } of rows) await record.findings.execute(id, { type: 'register' }, actor);
  });
  return LINES.length;
}

const sheetOf = (at: Instant): string =>
  [
    TITLE,
    HEADINGS,
    ...LINES.map(([problem, category, item, text, step, lead, unit, days, claim]) =>
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
