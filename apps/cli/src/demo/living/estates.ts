import { civilDate, type Instant, instantOf } from '#calendar';
import { type Actor, type Period, periodBefore, periodOf } from '#domain';
import type { DistrictRecord, PropertyProject } from '#persistence';

import type { Cast } from '../cast';
import type { StandingClock } from './passing-time';

const DAY = 86_400_000;
/** An edition is drafted two days after its quarter and out of its appeals after a fortnight. */
const DRAFTED = 2 * DAY + 9 * 3_600_000;
const PUBLISHED = 14 * DAY + DRAFTED;
const VISIT_DAY = '18';

/** How often each item is found wanting: an estate keeps its habits. */
const HABITS: Record<string, Record<number, number>> = {
  'xq-yunlu': { 3: 1 },
  'xq-meishan': { 6: 1, 18: 4, 35: 2 },
  'xq-renmin': { 7: 2, 20: 1 },
  'xq-gaotao': { 8: 2, 16: 1 },
  'xq-sanli': { 6: 5, 7: 8, 12: 8, 16: 3, 36: 2 },
  'xq-zizhu': { 9: 3, 10: 1 },
  'xq-hebin': { 6: 2, 13: 2, 29: 1 },
  'xq-wangcheng': { 6: 3, 7: 4, 23: 2, 29: 2 },
};
const GOOD = 'xq-yunlu';
const POOR = 'xq-sanli';

export interface EstateVisitors {
  street: (project: PropertyProject) => Promise<Actor>;
  district: Actor;
}

/** Each estate by its street; in the last month of a quarter by the district too, which looks a little closer. */
export async function visitEstates(record: DistrictRecord, month: string, visitors: EstateVisitors): Promise<void> {
  const { property } = record.assessment;
  const levels = Number(month.slice(5)) % 3 === 0 ? (['street', 'district'] as const) : (['street'] as const);
  for (const project of await property.projects())
    for (const level of levels) {
      const { personId, unitId } = level === 'street' ? await visitors.street(project) : visitors.district;
      await property.recordVisit(
        {
          id: `${project.id}-${month}-${level}`,
          projectId: project.id,
          level,
          on: `${month}-${VISIT_DAY}`,
          times: level === 'district' ? { ...HABITS[project.id], 15: 1 } : (HABITS[project.id] ?? {}),
          notApplicable: project.housing === 'old' ? [{ item: 38, reason: '满意度年底统一调查' }] : [],
        },
        { personId, unitId },
      );
    }
}

interface Before {
  record: DistrictRecord;
  cast: Cast;
  clock: StandingClock;
  /** When the first case of the story is found: what is told here lies before. */
  until: Instant;
}

/** 物业服务 of the two quarters before the story: inspected, published, one estate entered for the good, one to be. */
export async function tellEstates({ record, cast, clock, until }: Before): Promise<void> {
  const { office } = record.assessment;
  const district = await cast.byUsername('inspector');
  const street = ({ streetId }: PropertyProject) => cast.byUsername(`street.${streetId}`);
  const last = lastPublished(until);
  for (const quarter of [periodBefore(last), last]) {
    for (const month of monthsOf(quarter)) await visitEstates(record, month, { street, district });
    clock.standing = quarter.to + DRAFTED;
    await office.compute(quarter);
    await office.openAppeals(quarter);
    clock.standing = quarter.to + PUBLISHED;
    await office.publish(quarter);
  }
  await enter(record, cast, last);
  for (let next = periodOf('month', civilDate(last.to)); ; next = periodOf('month', civilDate(next.to))) {
    const month = next.start.slice(0, 7);
    const at = instantOf(`${month}-${VISIT_DAY}`, '16:00');
    if (at >= until) return;
    clock.standing = Math.max(clock.standing ?? at, at);
    await visitEstates(record, month, { street, district });
  }
}

/** The newest quarter whose edition was out before the story begins. */
function lastPublished(until: Instant): Period {
  let quarter = periodBefore(periodOf('quarter', civilDate(until)));
  while (quarter.to + PUBLISHED >= until) quarter = periodBefore(quarter);
  return quarter;
}

const monthsOf = ({ start }: Period): string[] =>
  [0, 1, 2].map((n) => `${start.slice(0, 5)}${String(Number(start.slice(5, 7)) + n).padStart(2, '0')}`);

/** The good one is entered and published; the poor one was told, has spoken and waits for a decision. */
async function enter(
  { assessment: { registry, property } }: DistrictRecord,
  cast: Cast,
  quarter: Period,
): Promise<void> {
  const [officer, approver] = [await cast.byUsername('dispatcher'), await cast.byUsername('approver')];
  const projects = await property.projects();
  const editionId = `property-quarter-${quarter.start}-1`;
  for (const [projectId, points, list] of [
    [GOOD, 2, '红榜'],
    [POOR, 0, '考核黑榜'],
  ] as const) {
    const id = `${projectId}-${quarter.start}`;
    const { companyId } = projects.find((one) => one.id === projectId)!;
    const fact = `季度物业服务考核列入${list}`;
    const notice = { id, companyId, projectId, points, fact, basis: '物业服务考核办法', editionId };
    await registry.act(id, { type: 'notice', ...notice }, officer.personId);
    if (projectId === GOOD) {
      await registry.act(id, { type: 'state', text: '无异议' }, officer.personId);
      await registry.act(id, { type: 'decide', list: true, reason: '考核属实' }, approver.personId);
      await registry.act(id, { type: 'publish' }, officer.personId);
    } else {
      await registry.act(id, { type: 'state', text: '垃圾桶已增设，楼道正在清理' }, officer.personId);
    }
  }
}
