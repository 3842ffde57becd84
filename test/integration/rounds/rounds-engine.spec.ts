import { randomUUID } from 'node:crypto';
import { addDays, civilDate, type Instant, instantOf } from '#calendar';
import { roundWorkflowId } from '#contract/temporal';
import { RoundKeeper } from '#temporal';
import { eventually } from '../../chaos/eventually';
import { quietRuntime } from '../../support/time-skipping';
import { MORNING } from '../persistence/district';
import { EngineRoom, silent } from '../temporal/engine-room';

quietRuntime();
jest.setTimeout(120_000);

let room: EngineRoom;

beforeAll(async () => {
  room = await EngineRoom.open();
});
afterAll(() => room.close());

const rounds = () => room.district.record.rounds;
const keeper = (runs: Pick<typeof room.roundRuns, 'wake'> = room.roundRuns) =>
  new RoundKeeper({ record: rounds(), runs, log: silent });
const state = (id: string) => room.roundRuns.stateOf(id);

async function planned(opensAt: Instant): Promise<string> {
  const team = await Promise.all(['inspector', 'inspector2'].map((name) => room.district.actor(name)));
  const id = randomUUID();
  const tomorrow = instantOf(addDays(civilDate(opensAt), 1), '18:00');
  await rounds().plan(
    {
      id,
      title: '专项督查',
      supervisingUnitId: 'dcs',
      planNumber: '2026-督-04',
      form: 'task_force',
      covert: true,
      leaderId: team[0]!.personId,
      memberIds: team.map(({ personId }) => personId),
      targets: ['back_street'],
      quotas: { dongshi: 2 },
      perPlace: 2,
      spareDays: 30,
      checklistId: 'appearance',
      drawsAt: opensAt,
      opensAt,
      closesAt: tomorrow,
    },
    team[0]!.personId,
  );
  return id;
}

test('a planned round is told to Temporal once, and its run draws it', async () => {
  await room.startWorker();
  const id = await planned(MORNING);
  await keeper().turn();
  expect(await state(id)).toBe('running');
  expect(await rounds().untold(9)).toEqual([]);
  await eventually('the round is open', 30_000, async () => (await rounds().read(id))!.phase === 'filing');
  expect((await rounds().read(id))!.draw!.drawn).toHaveLength(2);
});

test('with Temporal away a round moves on all the same, and is told later', async () => {
  const id = await planned(MORNING + 3_600_000);
  const away = { wake: () => Promise.reject(new Error('down')) };
  await keeper(away).turn();
  expect((await rounds().untold(9)).map((one) => one.id)).toEqual([id]);
  room.district.clock.now = MORNING + 3_606_000;
  await keeper(away).turn();
  expect((await rounds().read(id))!.phase).toBe('filing');
  room.district.clock.now = MORNING;
  await keeper().turn();
  expect(await rounds().untold(9)).toEqual([]);
  expect(await state(id)).toBe('running');
});

test('after Temporal lost its store every open round has its run again, and an ended one none', async () => {
  const open = await planned(MORNING + 86_400_000);
  const over = await planned(MORNING + 86_400_000);
  await rounds().cancel(over, '改期');
  expect(await state(open)).toBe('none');
  const done = await room.reconciler().reconcile('repair');
  expect(done!.rounds).toBeGreaterThanOrEqual(1);
  expect(await state(open)).toBe('running');
  expect(await state(over)).toBe('none');
  expect((await room.reconciler().reconcile('repair'))!.rounds).toBe(0);
});

test('a new life puts another run in the place of each', async () => {
  const id = await planned(MORNING + 86_400_000);
  await room.roundRuns.wake(id);
  const run = () => room.client.workflow.getHandle(roundWorkflowId(id)).describe();
  const { runId } = await run();
  await room.reconciler().reconcile('rebirth');
  expect((await run()).runId).not.toBe(runId);
});
