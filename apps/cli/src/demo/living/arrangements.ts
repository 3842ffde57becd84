import { addDays, civilDate, type Instant, type WorkCalendar } from '#calendar';
import { selfChecks } from '#domain';
import { type DistrictRecord, EVERYTHING } from '#persistence';

import type { Agenda } from '../agenda';
import type { Cast } from '../cast';
import { WORKING_DAY, workHoursBefore } from './work-hours';

const OVERLAY = '5f0f4a2e-5b0e-8d0c-8a4e-1f3f0c7f9a10';
const GROUP = 'storm-of-the-story';
const STOPPED = 3;

interface Parts {
  record: DistrictRecord;
  calendar: WorkCalendar;
  agenda: Agenda;
  cast: Cast;
  present: Instant;
}

/** 迎检保障期 ahead, 举一反三 asked and partly answered, 成批挂账 for a storm. */
export function planArrangements(parts: Parts): void {
  const { agenda, calendar, present } = parts;
  agenda.note(workHoursBefore(calendar, present, 4.2 * WORKING_DAY), () => learn(parts));
  agenda.note(workHoursBefore(calendar, present, 0.6 * WORKING_DAY), () => guarantee(parts));
  agenda.note(present, () => storm(parts));
}

async function guarantee({ record, cast, present }: Parts): Promise<void> {
  const [{ policy }, approver] = await Promise.all([record.rulebooks.current(), cast.byUsername('office.head')]);
  const rule = policy.overlays.find(({ limitFactor }) => limitFactor !== null);
  if (!rule) return;
  const today = civilDate(present);
  await record.overlays.decide(
    OVERLAY,
    {
      rule,
      from: addDays(today, 12),
      to: addDays(today, 18),
      categories: [],
      area: approver.scopePath,
      basis: '省级文明城区测评迎检工作方案',
    },
    approver.personId,
  );
}

/** What one street was found with, the other streets look for at home; two have answered. */
async function learn({ record, cast, present }: Parts): Promise<void> {
  const dispatcher = await cast.byUsername('dispatcher');
  const { policy } = await record.context.current();
  const { rows } = await record.findings.list({ status: ['rectifying'] }, EVERYTHING, null, 50, 'number');
  const streets = new Map((await record.lists.siblings()).map((one) => [one.unitId, one.class]));
  const row = rows.find(({ leadUnitId }) => leadUnitId !== null && streets.get(leadUnitId) === 'street');
  const category = policy.categories.find(({ code }) => code === row?.categoryCode);
  if (!row?.leadUnitId || !category) return;
  const lesson = {
    findingId: row.id,
    categoryCode: category.code,
    categoryName: category.name,
    unitId: row.leadUnitId,
    due: addDays(civilDate(present), 5),
  };
  const tasks = selfChecks(lesson, await record.lists.siblings(), []);
  await record.lists.ask(tasks, row.id, row.supervisingUnitId, dispatcher.personId);
  for (const { key, unitId } of tasks.slice(0, 2)) {
    const handler = await cast.byUsername(`handler.${unitId}`);
    await record.lists.answer(key, 0, '已自查，未发现', handler.personId);
  }
}

/** Of what is with the units, the pavements wait for dry weather. */
async function storm({ record, cast, present }: Parts): Promise<void> {
  const lead = await cast.byUsername('approver');
  const { rows } = await record.findings.list(
    { status: ['rectifying'], suspended: false },
    EVERYTHING,
    null,
    200,
    'due',
  );
  const dry = rows.filter(({ categoryCode, overdue }) => categoryCode === 'SS03' && !overdue).slice(0, STOPPED);
  const until = addDays(civilDate(present), 6);
  for (const { id } of dry)
    await record.findings.execute(id, { type: 'suspend', reason: 'weather', until, groupId: GROUP }, lead);
}
