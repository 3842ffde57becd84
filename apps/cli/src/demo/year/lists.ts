import { addDays, civilDate, type Instant, instantOf } from '#calendar';
import { clearingAt, daysAtZero, selfChecks, zeroSpells } from '#domain';
import { type ClaimMode, type DistrictRecord, EVERYTHING } from '#persistence';

import type { Casework, World } from './casework';
import { chance, oneOf } from './chance';

const LIST = 'year-list';
const PROBLEMS = 24;
const MEASURES = 5;
const CLAIMS: readonly ClaimMode[] = ['照单全收', '主动认领', '举一反三'];
const CATEGORIES = ['责任落实', '政策落实', '工作落实', '作风建设'];
const MATTERS = [
  { form: 'instruction', title: '领导批示件' },
  { form: 'meeting', title: '会议议定事项' },
  { form: 'task', title: '年度重点任务' },
] as const;
/** Of those who look at home, so many in one find the same. */
const FINDS = 0.4;

/** 问题清单, 举一反三, 督办事项: what is agreed by a date. */
export class Lists {
  readonly counts = { measures: 0, selfChecks: 0, found: 0, matters: 0 };
  private readonly taught = new Set<string>();
  private asked: { id: string; unitId: string; categoryCode: string; answersOn: string }[] = [];

  constructor(
    private readonly record: DistrictRecord,
    private readonly casework: Casework,
  ) {}

  /** A list of so many problems with their measures, each down to department, position and milestone. */
  async open(slot: Instant, world: World): Promise<void> {
    const { imports } = this.record;
    const { crew } = world;
    await imports.saveList({
      id: LIST,
      title: '中央环保督察反馈问题整改清单',
      supervisingUnitId: crew.dispatcher.unitId,
    });
    const units = leading(world);
    const measures = [];
    for (let nth = 0; nth < PROBLEMS * MEASURES; nth += 1) {
      const problem = 1 + Math.floor(nth / MEASURES);
      const due = addDays(civilDate(slot), 30 + Math.floor(chance('measure due', nth) * 270));
      const unitId = oneOf(units, 'measure unit', nth);
      const description = `第${problem}项问题之措施${1 + (nth % MEASURES)}`;
      const [findingId] = await this.casework.file(
        [this.agreedFiling(`measure ${nth}`, 'measure', description, due, world)],
        slot,
        agreed(unitId, description, slot, due),
      );
      measures.push({
        findingId: findingId!,
        listId: LIST,
        ordinal: nth + 1,
        category: CATEGORIES[problem % CATEGORIES.length]!,
        item: `项目${1 + (problem % 8)}`,
        problem: `问题${problem}`,
        claim: CLAIMS[problem % CLAIMS.length]!,
      });
    }
    await this.casework.writeDown();
    await imports.saveMeasures(measures);
    this.counts.measures = measures.length;
  }

  /** 批示件, 会议议定事项, 重点任务: three a month, in the same loop. */
  async giveMatters(day: string, slot: Instant, world: World): Promise<void> {
    const units = leading(world);
    for (const [nth, { form, title }] of MATTERS.entries()) {
      const due = addDays(day, 60 + Math.floor(chance('matter due', day, nth) * 60));
      const description = `${title}（${day.slice(0, 7)}）`;
      const unitId = oneOf(units, 'matter unit', day, nth);
      await this.casework.file(
        [
          {
            ...this.agreedFiling(`matter ${day} ${nth}`, 'matter', description, due, world),
            matter: { form, title: description, number: null, leader: '区长', said: '抓紧落实', dated: day },
          },
        ],
        slot,
        agreed(unitId, description, slot, due),
      );
      this.counts.matters += 1;
    }
  }

  /** 举一反三: what was found at one street the others look for at home. */
  async ask(day: string, slot: Instant, world: World): Promise<void> {
    const lesson = this.casework.lesson(slot - 45 * 86_400_000, this.taught);
    const category = world.categories.find(({ code }) => code === lesson?.categoryCode);
    if (!lesson || !category) return;
    this.taught.add(lesson.id);
    const [siblings, open] = await Promise.all([this.record.lists.siblings(), this.record.lists.openSelfChecks()]);
    const { code, name } = category;
    const due = addDays(day, 14);
    const unitId = lesson.fixings!.unitId;
    const tasks = selfChecks(
      { findingId: lesson.id, categoryCode: code, categoryName: name, unitId, due },
      siblings,
      open,
    );
    const { unitId: office, personId } = world.crew.dispatcher;
    await this.record.lists.ask(tasks, lesson.id, office, personId);
    this.counts.selfChecks += tasks.length;
    this.asked.push(
      ...tasks.map(({ key, ...task }) => ({
        id: key,
        ...task,
        answersOn: addDays(day, 2 + Math.floor(chance('answers', key) * 9)),
      })),
    );
  }

  /** What others found at home they file and mend themselves, and it costs them nothing. */
  async answer(day: string, slot: Instant, { crew }: World): Promise<void> {
    const due = this.asked.filter(({ answersOn }) => answersOn <= day);
    this.asked = this.asked.filter((one) => !due.includes(one));
    for (const { id, unitId, categoryCode } of due) {
      const handler = crew.handlers.get(unitId);
      if (!handler) continue;
      const found = chance('finds', id) < FINDS ? 1 : 0;
      if (found)
        await this.casework.file(
          [
            {
              name: id,
              by: handler,
              channel: 'proxy',
              source: 'self',
              categoryCode,
              description: '自查发现同类问题',
              place: { streetId: unitId, communityId: null, pointName: `${unitId}自查点位`, lng: null, lat: null },
              supervisingUnitId: crew.dispatcher.unitId,
              proposal: { unitId, coUnitIds: [] },
            },
          ],
          slot,
        );
      await this.record.lists.answer(id, found, found ? '发现一处，已立行立改' : '未发现同类问题', handler.personId);
      this.counts.found += found;
    }
  }

  /** 销号率 and 动态清零 of the list at an instant. */
  async clearing(at: Instant) {
    const measures = await this.record.lists.histories(LIST, EVERYTHING);
    const { total, cleared, rate, zero } = clearingAt(measures, at);
    const [first] = zeroSpells(measures, at);
    return {
      total,
      cleared,
      rate,
      zero,
      daysAtZero: daysAtZero(measures, at),
      firstZero: first ? civilDate(first.from) : null,
      reopened: measures.filter(({ turns }) => turns.some(({ closed }) => !closed)).length,
    };
  }

  private agreedFiling(name: string, kind: 'measure' | 'matter', description: string, due: string, { crew }: World) {
    return {
      name,
      by: crew.dispatcher,
      kind,
      channel: kind === 'measure' ? ('import' as const) : ('verbal' as const),
      source: kind === 'measure' ? ('city' as const) : ('leader' as const),
      categoryCode: 'ZC01',
      description,
      supervisingUnitId: crew.dispatcher.unitId,
      fixedDate: due,
      ...(kind === 'measure' && { listId: LIST }),
    };
  }
}

/** Halfway and at the end. */
const agreed = (unitId: string, task: string, slot: Instant, due: string) => ({
  unitId,
  task,
  leader: '分管负责人',
  officer: '承办岗',
  milestones: [
    { name: '制定方案', date: civilDate((slot + instantOf(due)) / 2) },
    { name: '完成整改', date: due },
  ],
});

/** Departments that take such work: not those whose people sign for it. */
function leading({ crew, units }: World): string[] {
  const signing = new Set(crew.approvers.map(({ unitId }) => unitId));
  return units
    .filter(({ id, kind, relation }) => kind === 'department' && relation === 'commanded' && crew.handlers.has(id))
    .map(({ id }) => id)
    .filter((id) => !signing.has(id));
}
