import { createHash } from 'node:crypto';

import { addDays, civilDate, type Instant, type WorkCalendar } from '#calendar';
import type { Command, MatterForm, Source } from '#domain';
import type { DistrictRecord } from '#persistence';

import type { Agenda } from '../agenda';
import type { Cast } from '../cast';
import { minutes } from '../hours';
import { WORKING_DAY, workHoursBefore } from './work-hours';

const DAY = WORKING_DAY;

/** 督办事项 as the office's ledger has them; days are counted from the present. */
interface OfficeMatter {
  form: MatterForm;
  source: Source;
  title: string;
  number: string | null;
  leader: string | null;
  said: string | null;
  task: string;
  /** Office hours before the present. */
  hoursAgo: number;
  dueIn: number;
  /** Null: it waits to be handed over. */
  unit: { id: string; co: string[]; leader: string; officer: string } | null;
  milestones: [name: string, inDays: number][];
  progress: [hoursAgo: number, text: string] | null;
}

const MATTERS: readonly OfficeMatter[] = [
  {
    form: 'instruction',
    source: 'leader',
    title: '关于城区三处易涝点的专报',
    number: '金政督〔2026〕8号',
    leader: '区委主要负责人',
    said: '请区住建局牵头、水利局配合，汛前完成整治，过程中的问题随时报我。',
    task: '完成城区三处易涝点整治',
    hoursAgo: 16.4 * DAY,
    dueIn: 48,
    unit: { id: 'zj', co: ['sl'], leader: '区住建局分管副局长', officer: '排水管理科科长' },
    milestones: [
      ['管网检测完成', -6],
      ['施工图审定', 11],
      ['主体完工', 39],
    ],
    progress: [3.2 * DAY, '三处管网检测已完成，施工图正在会审'],
  },
  {
    form: 'instruction',
    source: 'leader',
    title: '群众来信摘报第 31 期',
    number: null,
    leader: '区政府主要负责人',
    said: '夜市油烟、占道问题反复，请城管局拿出长效办法。',
    task: '制定夜市油烟、占道经营长效管理办法',
    hoursAgo: 14.1 * DAY,
    dueIn: -2,
    unit: { id: 'cg', co: ['sc'], leader: '区城管局分管副局长', officer: '市容管理科科长' },
    milestones: [['征求意见稿', -9]],
    progress: [6.5 * DAY, '征求意见稿已发三个街道'],
  },
  {
    form: 'meeting',
    source: 'district',
    title: '区政府第 32 次常务会议',
    number: '会议纪要第 32 号',
    leader: '区政府主要负责人',
    said: '由区教育局牵头，期末前完成校园周边交通秩序整治。',
    task: '校园周边交通秩序整治',
    hoursAgo: 7.3 * DAY,
    dueIn: 24,
    unit: { id: 'jy', co: ['cg'], leader: '区教育局分管副局长', officer: '安全科科长' },
    milestones: [
      ['方案印发', 3],
      ['接送区划线完成', 15],
    ],
    progress: null,
  },
  {
    form: 'task',
    source: 'district',
    title: '年度民生实事第 6 项',
    number: null,
    leader: null,
    said: null,
    task: '新建改建公厕 12 座',
    hoursAgo: 18.2 * DAY,
    dueIn: 62,
    unit: { id: 'cg', co: [], leader: '区城管局主要负责人', officer: '环卫科科长' },
    milestones: [
      ['完成 8 座', 6],
      ['全部建成', 52],
    ],
    progress: [4.1 * DAY, '已建成 7 座，其余 5 座基础完工'],
  },
  {
    form: 'superior',
    source: 'city',
    title: '市政府督查室转办单',
    number: '市督转〔2026〕45号',
    leader: null,
    said: null,
    task: '核查河滨路亮化设施缺损并限期修复',
    hoursAgo: 0.4 * DAY,
    dueIn: 16,
    unit: null,
    milestones: [],
    progress: null,
  },
];

interface Parts {
  record: DistrictRecord;
  calendar: WorkCalendar;
  agenda: Agenda;
  cast: Cast;
  present: Instant;
}

/** 督办事项: entered by the office, handed over, reported on. Answers how many there are. */
export function planOfficeMatters({ record, calendar, agenda, cast, present }: Parts): number {
  const dayIn = (days: number) => addDays(civilDate(present), days);
  const give = async (username: string, id: string, command: Command): Promise<void> => {
    const outcome = await record.findings.execute(id, command, await cast.byUsername(username));
    if (outcome.kind !== 'done') throw new Error(`${command.type} on ${id}: ${JSON.stringify(outcome)}`);
  };
  for (const [nth, matter] of MATTERS.entries()) {
    const { unit, milestones, progress, form, title, number, leader, said } = matter;
    const id = idOf(nth);
    const at = workHoursBefore(calendar, present, matter.hoursAgo);
    const fixedDate = dayIn(matter.dueIn);
    const dated = addDays(civilDate(at), -1);
    agenda.note(at, async () => {
      const { unitId: supervisingUnitId } = await cast.byUsername('dispatcher');
      await give('dispatcher', id, {
        type: 'file',
        id,
        channel: 'verbal',
        source: matter.source,
        description: matter.task,
        supervisingUnitId,
        fixedDate,
        proposal: { unitId: unit?.id ?? null, coUnitIds: unit?.co ?? [] },
        matter: { form, title, number, leader, said, dated },
      });
    });
    if (!unit) continue;
    agenda.note(at + minutes(20), async () => {
      await give('dispatcher', id, { type: 'register' });
      await give('dispatcher', id, {
        type: 'assign',
        unitId: unit.id,
        coUnitIds: unit.co,
        leader: unit.leader,
        officer: unit.officer,
        task: matter.task,
        milestones: milestones.map(([name, days]) => ({ name, date: dayIn(days) })),
        fixedDate,
      });
    });
    agenda.note(at + minutes(70), () => give(`handler.${unit.id}`, id, { type: 'sign' }));
    if (!progress) continue;
    const [hoursAgo, text] = progress;
    agenda.note(workHoursBefore(calendar, present, hoursAgo), () =>
      give(`handler.${unit.id}`, id, { type: 'report-progress', text }),
    );
  }
  return MATTERS.length;
}

function idOf(nth: number): string {
  const hex = createHash('sha256').update(`duban demonstration matter ${nth}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
