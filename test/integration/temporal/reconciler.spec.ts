import { randomUUID } from 'node:crypto';

import { bundleWorkflows } from '#temporal';

import { eventually } from '../../chaos/eventually';
import { quietRuntime } from '../../support/time-skipping';
import { EngineRoom } from './engine-room';

const NOTHING = { rounds: 0, started: 0, replaced: 0, ended: 0 };

quietRuntime();
jest.setTimeout(120_000);

let room: EngineRoom;
let open: string[];
let over: string;

beforeAll(async () => {
  room = await EngineRoom.open();
  await room.startWorker();
  open = await Promise.all(Array.from({ length: 6 }, () => room.district.rectifying()));
  over = await room.district.file();
  await room.district.do(over, 'office.head', { type: 'void', reason: '误报' });
  await room.district.do(over, 'approver', { type: 'void', reason: '误报' });
  open.sort();
  await room.relay().drain();
  await settled();
});
afterAll(() => room.close());

/** Exactly one run for each open finding, none for another, each believing what its row says. */
async function settled(): Promise<void> {
  await eventually('runs as the record wants them', 30_000, async () => {
    if (JSON.stringify(await room.running()) !== JSON.stringify(open)) return false;
    const rows = await room.district.record.findings.positionsOf(open);
    const beliefs = await Promise.all(rows.map(({ id }) => room.believed(id)));
    return beliefs.every(({ seq, stage }, i) => seq === rows[i]!.seq && stage === rows[i]!.stage);
  });
}

const reconcile = () => room.reconciler().reconcile('repair');
const runIds = () => Promise.all(open.map(async (id) => (await room.run(id).describe()).runId));

test('where nothing differs nothing is done', async () => {
  expect(await reconcile()).toEqual({ ...NOTHING, open: open.length });
});

test('with the store of Temporal lost, every open finding has its run and its wake-up again (I6)', async () => {
  const wakeUps = async () => Promise.all(open.map(async (id) => (await room.believed(id)).wakeAt));
  const before = await wakeUps();
  await room.stopWorker();
  await room.temporal.loseStore();
  await room.startWorker();
  expect(await room.running()).toEqual([]);

  expect(await reconcile()).toEqual({ ...NOTHING, open: open.length, started: open.length });
  await settled();
  // The record's time stood still meanwhile, Temporal's did not: the same wait from a later moment.
  const shifts = (await wakeUps()).map((wakeAt, i) => wakeAt - before[i]!);
  for (const shift of shifts) expect(shift).toBeGreaterThanOrEqual(0);
  for (const shift of shifts) expect(shift).toBeLessThan(120_000);
  expect(await reconcile()).toEqual({ ...NOTHING, open: open.length });
});

test('one run lost is one run started', async () => {
  await room.run(open[0]!).terminate();
  expect(await reconcile()).toEqual({ ...NOTHING, open: open.length, started: 1 });
  await settled();
});

test('a run for a finding that is over, or that nobody knows, is ended', async () => {
  await room.stopWorker();
  const unknown = randomUUID();
  await room.runs.wake(over);
  await room.runs.wake(unknown);
  await eventually('both to be listed', 20_000, async () => (await room.running()).length === open.length + 2);
  expect(await reconcile()).toEqual({ ...NOTHING, open: open.length, ended: 2 });
  await room.startWorker();
  await settled();
});

test('after the record went back in time, every run that is asked to look believes the record', async () => {
  const [id] = open as [string];
  const [position] = await room.district.record.findings.positionsOf([id]);
  // As it would have been told of a later moment that is lost now.
  await room.runs.tell({ ...position!, seq: position!.seq + 50, stage: 'close' });
  await eventually('the lost belief', 10_000, async () => (await room.believed(id)).stage === 'close');
  expect(await reconcile()).toEqual({ ...NOTHING, open: open.length });
  expect(await room.believed(id)).toMatchObject({ stage: 'close' });

  expect(await room.reconciler().reconcile('look')).toEqual({ ...NOTHING, open: open.length });
  await settled();
});

test('a rebirth puts a new run in the place of each', async () => {
  const before = await runIds();
  expect(await room.reconciler().reconcile('rebirth')).toEqual({
    ...NOTHING,
    open: open.length,
    replaced: open.length,
  });
  await settled();
  expect((await runIds()).filter((id) => before.includes(id))).toEqual([]);
});

test('a run that its own code cannot go on with is found and replaced', async () => {
  const [id] = open as [string];
  await room.stopWorker();
  const { code } = await bundleWorkflows();
  await room.startWorker({
    code: code.replace(/(?<!= )await look\(\);/, "throw new TypeError('a fault of the code');"),
  });
  await room.runs.rebirth(id);
  await eventually('a stuck run', 60_000, async () => (await room.runs.stateOf(id)) === 'stuck');
  await room.stopWorker();

  expect(await reconcile()).toEqual({ ...NOTHING, open: open.length, replaced: 1 });
  await room.startWorker();
  await settled();
});

test('two at once are one', async () => {
  const outcomes = await Promise.all([reconcile(), reconcile()]);
  expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
  expect(await reconcile()).not.toBeNull();
});
