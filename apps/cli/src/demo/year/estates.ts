import type { Instant } from '#calendar';
import { draw, type PeriodKind, periodOf, type RegistryCommand, type RegistryStatus } from '#domain';
import type { DistrictRecord, EditionRow } from '#persistence';

import type { World } from './casework';
import { chance, digest, uuidOf } from './chance';

const DRAWN_OF_A_STREET = 3;
const DAY = 86_400_000;

interface Entry {
  id: string;
  next: Exclude<RegistryCommand['type'], 'notice' | 'expire'>;
  at: Instant;
}

/** 住宅小区物业服务: visits by the sheet, the district's samples, and what their lists bring into the credit file. */
export class Estates {
  readonly counts = { visits: 0, drawn: 0, red: 0, black: 0, noticed: 0, expired: 0 };
  private entries: Entry[] = [];

  constructor(private readonly record: DistrictRecord) {}

  /** Each project by its street every month; those drawn in the quarter by the district too. */
  async inspect(day: string, { crew, projects }: World): Promise<void> {
    const { property } = this.record.assessment;
    const quarter = periodOf('quarter', day).start;
    const candidates = projects.map(({ id, streetId }) => ({ id, weight: 1, stratum: streetId }));
    const quotas = Object.fromEntries(candidates.map(({ stratum }) => [stratum, DRAWN_OF_A_STREET]));
    const { personId, unitId } = crew.inspectors[0]!;
    const thrown = draw({ seed: digest('projects', quarter), candidates, exclusions: [], quotas }, digest);
    const kept = await property.recordDraw(quarter, thrown, personId);
    const sampled = new Set(kept.draw.drawn.map(({ id }) => id));
    this.counts.drawn = Math.max(this.counts.drawn, sampled.size);
    for (const { id } of projects) {
      const levels = sampled.has(id) ? (['street', 'district'] as const) : (['street'] as const);
      for (const level of levels) {
        const visit = {
          id: uuidOf('visit', id, day, level),
          projectId: id,
          level,
          on: day,
          times: marks(id, day, level),
          notApplicable: [],
        };
        await property.recordVisit(visit, { personId, unitId });
        this.counts.visits += 1;
      }
    }
  }

  /** 告知 for each listing that brings points; nothing enters the file before the company was heard. */
  async listed({ id, kind, subject }: EditionRow, slot: Instant, { crew }: World): Promise<void> {
    if (subject !== 'property' || kind !== ('quarter' satisfies PeriodKind)) return;
    const { lists } = await this.record.assessment.editions.propertyResult(id);
    const projects = new Map((await this.record.assessment.property.projects()).map((one) => [one.id, one]));
    const [officer] = crew.approvers;
    for (const { projectId, list, credit } of lists) {
      if (list) this.counts[list] += 1;
      if (credit === 0) continue;
      const entryId = uuidOf('credit', id, projectId);
      const notice: RegistryCommand = {
        type: 'notice',
        id: entryId,
        companyId: projects.get(projectId)!.companyId,
        projectId,
        points: credit,
        fact: `${id} 列入${list === 'red' ? '红榜' : '考核黑榜'}`,
        basis: '住宅小区物业服务考核办法',
      };
      await this.record.assessment.registry.act(entryId, notice, officer!.personId);
      this.counts.noticed += 1;
      const speaks = chance('speaks', entryId) < 0.5;
      this.entries.push({ id: entryId, next: speaks ? 'state' : 'decide', at: slot + (speaks ? 2 : 10) * DAY });
    }
  }

  /** Each entry takes the step whose day has come, by another hand than the one before. */
  async carryOn(slot: Instant, { crew }: World): Promise<void> {
    const due = this.entries.filter(({ at }) => at <= slot);
    this.entries = this.entries.filter(({ at }) => at > slot);
    const [first, second] = crew.approvers;
    for (const { id, next } of due) {
      const by = next === 'decide' || next === 'rule-repair' ? second! : first!;
      await this.record.assessment.registry.act(id, STEPS[next], by.personId);
      const then = THEN[next];
      if (then && !(then === 'apply-repair' && chance('repairs', id) < 0.5))
        this.entries.push({ id, next: then, at: slot + 10 * DAY });
    }
  }

  async expire(): Promise<void> {
    this.counts.expired += await this.record.assessment.registry.expire();
  }

  /** 诚信档案 by status. */
  async file(): Promise<Partial<Record<RegistryStatus, number>>> {
    const entries = await this.record.assessment.registry.all();
    const counted: Partial<Record<RegistryStatus, number>> = {};
    for (const { status } of entries) counted[status] = (counted[status] ?? 0) + 1;
    return counted;
  }
}

const STEPS: Record<Entry['next'], RegistryCommand> = {
  state: { type: 'state', text: '已组织整改，请予复核' },
  decide: { type: 'decide', list: true, reason: '事实清楚，依据充分' },
  publish: { type: 'publish' },
  object: { type: 'object', text: '请复核检查记录' },
  'rule-objection': { type: 'rule-objection', upheld: false, reason: '记录属实' },
  'apply-repair': { type: 'apply-repair', evidence: '整改前后对比' },
  'rule-repair': { type: 'rule-repair', granted: true, reason: '整改到位' },
};
/** Who spoke is decided on after it; who did not, after the window. */
const THEN: Partial<Record<Entry['next'], Entry['next']>> = {
  state: 'decide',
  decide: 'publish',
  publish: 'apply-repair',
  'apply-repair': 'rule-repair',
};

/** How often each item was found wanting: a project keeps its habits over the year. */
function marks(projectId: string, day: string, level: string): Record<number, number> {
  const careless = chance('habit', projectId) * 0.5;
  const times: Record<number, number> = {};
  for (let item = 1; item <= 38; item += 1)
    if (item !== 37 && chance('mark', projectId, day, level, item) < careless)
      times[item] = 1 + Math.floor(chance('n', projectId, day, item) * 3);
  return times;
}
