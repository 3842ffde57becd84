import { eventually } from '../../chaos/eventually';
import { MORNING } from '../persistence/district';
import { quietRuntime } from '../../support/time-skipping';
import { EngineRoom } from './engine-room';

const DAY = 86_400_000;
const LEASE_MS = 10_000;
const STILL_MS = 500;

quietRuntime();
jest.setTimeout(90_000);

let room: EngineRoom;
beforeAll(async () => void (room = await EngineRoom.open()));
afterAll(() => room.close());
beforeEach(async () => {
  await room.relay().drain();
  await room.startWorker();
});
afterEach(() => room.stopWorker());

const { stringify } = JSON;
const file = (count: number) => Promise.all(Array.from({ length: count }, () => room.district.file()));
const queued = () => room.district.count('outbox');
/** What a relay in its rounds leaves alone is a finding to which something has just happened. */
const rested = () => (room.district.clock.now += STILL_MS);
const until = (what: string, holds: () => Promise<boolean>) => eventually(what, 20_000, holds);

/** Whether the run of each finding believes what its row says. */
const believesItsRow = async (id: string) => {
  const [row] = await room.district.record.findings.positionsOf([id]);
  const { seq, stage, terminal } = await room.believed(id);
  return stringify([seq, stage, terminal]) === stringify([row!.seq, row!.stage, row!.terminal]);
};

test('each finding filed has one run, which believes what its row says and wakes when it does', async () => {
  const ids = await file(20);
  await room.relay().drain();
  expect(await queued()).toBe(0);
  await until('twenty runs', async () =>
    ids.every(
      (
        (running) => (id) =>
          running.includes(id)
      )(await room.running()),
    ),
  );
  for (const id of ids) await until(`the first look of ${id}`, () => believesItsRow(id));

  const [row] = await room.district.record.findings.positionsOf([ids[0]!]);
  const run = await room.believed(ids[0]!);
  const waits = run.wakeAt - (performance.timeOrigin + performance.now());
  expect(Math.abs(waits - (row!.wakeAt! - MORNING))).toBeLessThan(30_000);
});

test('two relays at once tell each finding once', async () => {
  const ids = await file(30);
  await Promise.all([room.relay().drain(), room.relay().drain()]);
  expect(await Promise.all(ids.map((id) => room.signalsTo(id)))).toEqual(ids.map(() => 1));
});

test('a relay that dies between telling and forgetting tells again once its lease has lapsed, and nothing changes (I7)', async () => {
  const [id] = (await file(1)) as [string];
  rested();
  const { outbox } = room.district.record;
  const forgetful = Object.assign(Object.create(outbox) as typeof outbox, {
    done: () => Promise.reject(new Error('the relay is gone')),
  });
  await expect(room.relay({ outbox: forgetful }).turn()).rejects.toThrow('the relay is gone');
  const { runId } = await room.run(id).describe();
  await until('the first look', () => believesItsRow(id));
  const events = await room.district.count('finding_event', 'finding_id = $1', [id]);

  await room.relay().drain();
  expect(await queued()).toBe(1);
  room.district.clock.now += LEASE_MS;
  await room.relay().drain();
  expect(await queued()).toBe(0);
  expect(await room.signalsTo(id)).toBe(2);
  expect((await room.run(id).describe()).runId).toBe(runId);
  await until('the same belief', () => believesItsRow(id));
  expect(await room.district.count('finding_event', 'finding_id = $1', [id])).toBe(events);
});

test('what moved on while it was told is told again, in its newest position', async () => {
  const [id] = (await file(1)) as [string];
  const slow = {
    tell: async (...position: Parameters<typeof room.runs.tell>) => {
      await room.runs.tell(...position);
      await room.district.do(id, 'dispatcher', { type: 'assign', unitId: 'cg' });
    },
  };
  rested();
  await room.relay({ runs: slow }).turn();
  expect(await queued()).toBe(1);
  await room.relay().drain();
  expect(await queued()).toBe(0);
  await until('the assignment', () => believesItsRow(id));
});

test('what is still being worked on is told once it rests, or has waited long enough', async () => {
  const [resting, busy] = (await file(2)) as [string, string];
  rested();
  await room.district.do(busy, 'dispatcher', { type: 'comment', text: '核对中' });
  await room.relay().turn();
  expect([await room.signalsTo(resting), await queued()]).toEqual([1, 1]);
  for (let waited = 0; waited < 10_000; waited += STILL_MS) {
    await room.district.do(busy, 'dispatcher', { type: 'comment', text: '核对中' });
    await room.relay().turn();
    expect(await queued()).toBe(1);
    room.district.clock.now += STILL_MS - 1;
  }
  room.district.clock.now += STILL_MS;
  await room.district.do(busy, 'dispatcher', { type: 'comment', text: '核对完' });
  await room.relay().turn();
  expect([await room.signalsTo(busy), await queued()]).toEqual([1, 0]);
  expect(await room.registry.metrics()).toMatch(/^duban_outbox_told_after_seconds_count [1-9]/m);
});

test('the end of a finding ends its run; the end of one without a run is delivered too', async () => {
  const [told, untold] = (await file(2)) as [string, string];
  await room.relay().drain();
  await room.run(untold).terminate();
  for (const id of [told, untold]) {
    await room.district.do(id, 'office.head', { type: 'void', reason: '误报' });
    await room.district.do(id, 'approver', { type: 'void', reason: '误报' });
  }
  await room.relay().drain();
  expect(await queued()).toBe(0);
  await until('the end of the run', async () => (await room.run(told).describe()).status.name === 'COMPLETED');
});

test('with Temporal away commands work, rungs fire by the sweeper, the breaker spares the server; then all catches up (I5)', async () => {
  const before = await room.district.rectifying();
  await room.relay().drain();
  await room.temporal.stop();

  const during = await file(10);
  rested();
  const relay = room.relay();
  for (const since = performance.now(); performance.now() - since < 4_000;) await relay.turn();
  expect(room.breaker.closed).toBe(false);
  expect(room.breaker.admits(50)).toBeLessThanOrEqual(1);
  expect(await room.registry.metrics()).toContain('duban_temporal_up 0');

  room.district.clock.now += 7 * DAY;
  for (let rest = 0; rest === 0;) rest = await room.sweeper().turn();
  expect(await room.district.count('rung_firing', 'finding_id = $1', [before])).toBeGreaterThan(3);
  const fired = await room.district.count('rung_firing');

  await room.temporal.start();
  await until('an empty outbox', async () => {
    await relay.turn();
    room.district.clock.now += LEASE_MS;
    return (await queued()) === 0;
  });
  expect(room.breaker.closed).toBe(true);
  for (const id of during) await until(`the run of ${id}`, () => believesItsRow(id));
  // It was told before: what the sweeper fired meanwhile it finds out when its timer rings.
  expect(await room.runs.stateOf(before)).toBe('running');
  expect(await room.district.count('rung_firing')).toBe(fired);
});

test('a finding that cannot be told holds up no other', async () => {
  const ids = (await file(3)).sort();
  rested();
  const choosy = {
    tell: (position: Parameters<typeof room.runs.tell>[0]) =>
      position.id === ids[0] ? Promise.reject(new Error('not this one')) : room.runs.tell(position),
  };
  const relay = room.relay({ runs: choosy });
  await relay.turn();
  expect(await queued()).toBe(1);
  expect(room.breaker.closed).toBe(true);
  room.district.clock.now += LEASE_MS;
  await relay.turn();
  expect(room.breaker.closed).toBe(false);
  const [late] = (await file(1)) as [string];
  rested();
  await until('the one filed later', async () => {
    await relay.turn();
    return (await room.runs.stateOf(late)) === 'running';
  });
  room.district.clock.now += LEASE_MS;
  await until('the first one, once it can be told', async () => {
    await room.relay().turn();
    return (await queued()) === 0;
  });
});
