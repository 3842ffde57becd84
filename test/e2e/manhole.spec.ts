import { randomUUID } from 'node:crypto';

import { type Instant, instantOf } from '#calendar';
import type { Actor, Command } from '#domain';
import { type DistrictRecord, EVERYTHING, openRecord, seedDistrict, SimulatedClock } from '#persistence';

import { createTestDatabase, type TestDatabase } from '../support/database';

/** The eve of Mid-Autumn 2026; the office opens again on 28 September. */
const FOUND = instantOf('2026-09-24', '23:41');
const OPENS = instantOf('2026-09-28', '08:00');

const clock = new SimulatedClock(FOUND);
let database: TestDatabase;
let record: DistrictRecord;
let inspector: Actor;
let dispatcher: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedDistrict(database.url, { password: 'a password of this test only' });
  record = await openRecord({ url: database.url, clock });
  inspector = await actor('inspector');
  dispatcher = await actor('dispatcher');
}, 60_000);

afterAll(async () => {
  await record?.close();
  await database?.drop();
});

async function actor(username: string): Promise<Actor> {
  const { personId } = (await record.people.credentialOf(username))!;
  return (await record.people.actorOf(personId))!;
}

async function give(id: string, command: Command, by: Actor): Promise<void> {
  expect(await record.findings.execute(id, command, by)).toMatchObject({ kind: 'done' });
}

/** Filed and assigned at 23:41 to the unit that bears the category's role. */
async function assignedAtNight(categoryCode: string, role: string): Promise<string> {
  clock.now = FOUND;
  const id = randomUUID();
  const rule = (await record.directory.roleRules()).find((one) => one.role === role);
  const facts = { channel: 'round', source: 'district', categoryCode, description: '督查发现' } as const;
  await give(id, { type: 'file', id, ...facts, supervisingUnitId: inspector.unitId }, inspector);
  await give(id, { type: 'assign', unitId: rule!.unitId }, dispatcher);
  return id;
}

const read = async (id: string) => (await record.findings.read(id, EVERYTHING))!;

/** Lets time pass: the finding is looked at whenever it wakes, and what may go out goes out. */
async function passUntil(id: string, until: Instant): Promise<void> {
  for (let next = (await read(id)).wakeAt!; next <= until; next = (await read(id)).wakeAt!) {
    clock.now = next;
    await record.findings.tick(id);
  }
  clock.now = until;
  await record.deliveries.deliverDue(1_000);
}

const toldOf = async (id: string, rung: string, role: string) =>
  (await record.deliveries.ofFinding(id)).find(({ subject, role: to }) => subject === rung && to === role);

it('brings the yellow slip of the loose manhole DC2026-054 to the duty leader that night', async () => {
  const id = await assignedAtNight('SS01', 'ZJ');
  const { clocks } = (await read(id)).finding;
  expect(clocks['L1.control']!.dueAt).toBe(instantOf('2026-09-25', '00:41'));
  expect(clocks['L1.rectify']!.dueAt).toBe(instantOf('2026-09-25', '05:41'));

  const night = instantOf('2026-09-25', '01:41');
  await passUntil(id, night);
  const yellow = (await read(id)).finding.notices.find(({ colour }) => colour === 'yellow');
  expect(yellow).toMatchObject({ title: '督办单', life: 'issued', at: night });
  const onDuty = await actor('approver');
  expect(await toldOf(id, 'R2', 'duty_leader')).toMatchObject({
    atOnce: true,
    state: 'delivered',
    deliveredAt: night,
    personIds: [onDuty.personId],
  });
  const inbox = (await record.deliveries.inbox(onDuty.personId, { limit: 10 })).rows;
  expect(inbox).toContainEqual(
    expect.objectContaining({
      findingId: id,
      facts: expect.arrayContaining([expect.objectContaining({ subject: 'R2' })]),
    }),
  );
});

it('keeps the slips of four working hours, found the same night, until the office opens', async () => {
  const id = await assignedAtNight('HW01', 'CG');
  const due = instantOf('2026-09-25', '12:00');
  expect((await read(id)).finding.clocks['L1.rectify']!.dueAt).toBe(due);

  const fired = due + 60_000;
  await passUntil(id, fired);
  expect((await read(id)).finding.notices.at(-1)).toMatchObject({ title: '催办单', colour: 'blue', at: fired });
  expect(await toldOf(id, 'R1', 'handler')).toMatchObject({ atOnce: false, state: 'queued', notBefore: OPENS });
  await passUntil(id, OPENS);
  expect(await toldOf(id, 'R1', 'handler')).toMatchObject({ state: 'delivered', deliveredAt: OPENS });

  await passUntil(id, instantOf('2026-09-28', '18:00'));
  expect((await read(id)).finding.notices.at(-1)).toMatchObject({ title: '督办单', colour: 'yellow' });
  const nextMorning = instantOf('2026-09-29', '08:00');
  expect(await toldOf(id, 'R2', 'unit_head')).toMatchObject({ state: 'queued', notBefore: nextMorning });
});
