import { randomUUID } from 'node:crypto';

import type { TestWorkflowEnvironment } from '@temporalio/testing';
import fc from 'fast-check';

import { findingWorkflowId, positionQuery } from '#contract/temporal';
import { type Stage, STAGES } from '#domain';
import { FindingRuns } from '#temporal';

import { PaperRecord } from '../support/paper-record';
import { quietRuntime, type RunningWorker, startWorker, timeSkippingServer } from '../support/time-skipping';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

jest.setTimeout(60_000);
quietRuntime();

let env: TestWorkflowEnvironment;
let record: PaperRecord;
let runs: FindingRuns;
let worker: RunningWorker;

beforeAll(async () => {
  env = await timeSkippingServer();
  record = new PaperRecord(() => env.currentTimeMs());
  runs = new FindingRuns(env.client);
  worker = await startWorker(env.nativeConnection, record);
});

afterAll(async () => {
  await worker.stop();
  await env.teardown();
});

const handle = (id: string) => env.client.workflow.getHandle(findingWorkflowId(id));
const believed = (id: string) => handle(id).query(positionQuery);
const state = async (id: string) => (await handle(id).describe()).status.name;
const now = () => env.currentTimeMs();
const eventsOf = async (id: string) => (await handle(id).fetchHistory()).events ?? [];

/** Files a finding that wakes after each of these days. */
async function file(...days: number[]): Promise<string> {
  const id = randomUUID();
  const from = await now();
  await runs.tell(
    record.put(
      id,
      'discover',
      days.map((day) => from + day * DAY),
    ),
  );
  return id;
}

async function eventually<T>(probe: () => Promise<T>, wanted: (seen: T) => boolean): Promise<T> {
  for (const since = performance.now(); ;) {
    const seen = await probe();
    if (wanted(seen)) return seen;
    if (performance.now() - since > 60_000) throw new Error(`still ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('a finding goes through the five stages in four months, and each thing due is fired once, at its time', async () => {
  const id = await file(1);
  const bells: number[] = [];
  for (const stage of ['assign', 'supervise', 'feedback', 'close'] as const) {
    await env.sleep(30 * DAY - HOUR);
    const dueAt = (await now()) + HOUR;
    bells.push(dueAt);
    await runs.tell(record.move(id, stage, [dueAt, dueAt + 999 * DAY]));
    await env.sleep(HOUR + 10 * SECOND);
    expect(await believed(id)).toMatchObject({ stage, terminal: false });
  }
  await runs.tell(record.move(id, 'close', []));
  await handle(id).result();

  const fired = record.fired.get(id)!.slice(1);
  expect(fired.map(({ dueAt }) => dueAt)).toEqual(bells);
  for (const { dueAt, recordedAt } of fired) expect(recordedAt - dueAt).toBeLessThan(5 * SECOND);
  for (const { dueAt, recordedAt } of fired) expect(recordedAt).toBeGreaterThanOrEqual(dueAt);
});

test('an unattended finding climbs its whole ladder over two months with one timer at a time', async () => {
  const id = await file(1, 2, 7, 20, 40, 60);
  await env.sleep(61 * DAY);
  expect(record.fired.get(id)!.length).toBe(6);
  expect(await believed(id)).toMatchObject({ seq: 7, stage: 'discover' });
  const started = (await eventsOf(id)).filter((event) => event.timerStartedEventAttributes);
  expect(started.length).toBe(7);
});

test('a closing takes few events', async () => {
  const id = await file(30);
  await eventually(
    () => Promise.resolve(record.ticksOf(id)),
    (ticks) => ticks === 1,
  );
  await runs.tell(record.move(id, 'close', []));
  await handle(id).result();
  expect((await eventsOf(id)).length).toBeLessThanOrEqual(13);
});

test('a written-off finding that bounces is the same run, and positions may go back', async () => {
  const id = await file(5);
  const { runId } = await handle(id).describe();
  for (const stage of ['close', 'supervise', 'feedback', 'supervise', 'assign', 'discover', 'close'] as const) {
    await runs.tell(record.move(id, stage, [(await now()) + 50 * DAY]));
    expect(
      await eventually(
        () => believed(id),
        (at) => at.stage === stage,
      ),
    ).toMatchObject({ stage });
  }
  expect((await handle(id).describe()).runId).toBe(runId);
});

test('an older position changes nothing', async () => {
  const id = await file(5);
  const old = record.position(id);
  const newer = record.move(id, 'feedback', [(await now()) + 50 * DAY]);
  await runs.tell(newer);
  await runs.tell(old);
  await runs.tell({ ...old, terminal: true, wakeAt: null });
  expect(await believed(id)).toMatchObject({ seq: newer.seq, stage: 'feedback', terminal: false });
});

test('a stale position told after the end starts a run that ends at its first look', async () => {
  const id = await file(5);
  const stale = record.position(id);
  await runs.tell(record.move(id, 'close', []));
  await handle(id).result();
  const ticks = record.ticksOf(id);

  await runs.tell(stale);
  await handle(id).result();
  expect(record.ticksOf(id)).toBe(ticks + 1);
  expect((await eventsOf(id)).length).toBeLessThanOrEqual(7);
});

test('a finding that the record does not know has a run that ends at its first look', async () => {
  const id = randomUUID();
  await runs.wake(id);
  await handle(id).result();
  expect(record.ticksOf(id)).toBe(1);
});

test('ending a finding that has no run is no error', async () => {
  const id = randomUUID();
  record.put(id, 'discover', [1]);
  await expect(runs.tell(record.move(id, 'close', []))).resolves.toBeUndefined();
});

test('an unmerged finding goes on under its id, in a new run', async () => {
  const id = await file(5);
  await runs.tell(record.move(id, 'close', []));
  await handle(id).result();
  await runs.tell(record.move(id, 'supervise', [(await now()) + 3 * DAY]));
  expect(
    await eventually(
      () => believed(id),
      (at) => at.stage === 'supervise',
    ),
  ).toMatchObject({ seq: 3 });
  expect(await state(id)).toBe('RUNNING');
});

test('an earlier wake-up arms a second timer, the first rings later and finds nothing; none is ever cancelled', async () => {
  const id = await file(40);
  await eventually(
    () => Promise.resolve(record.ticksOf(id)),
    (ticks) => ticks === 1,
  );
  const soon = (await now()) + 10 * DAY;
  const late = (await now()) + 90 * DAY;
  await runs.tell(record.move(id, 'assign', [soon, late]));
  await env.sleep(41 * DAY);
  expect(record.fired.get(id)).toEqual([expect.objectContaining({ dueAt: soon })]);
  expect(record.ticksOf(id)).toBe(3);
  const kinds = await eventsOf(id);
  expect(kinds.some((event) => event.timerCanceledEventAttributes)).toBe(false);
});

test('a later wake-up costs nothing until the armed timer comes round', async () => {
  const id = await file(10);
  await eventually(
    () => Promise.resolve(record.ticksOf(id)),
    (ticks) => ticks === 1,
  );
  await runs.tell(record.move(id, 'assign', [(await now()) + 60 * DAY, (await now()) + 90 * DAY]));
  await believed(id);
  expect((await eventsOf(id)).filter((event) => event.timerStartedEventAttributes).length).toBe(1);
  await env.sleep(11 * DAY);
  expect(record.ticksOf(id)).toBe(2);
  await env.sleep(50 * DAY);
  expect(record.fired.get(id)!.length).toBe(1);
});

test('while the record does not answer the run waits, up to ten minutes at a time, and then catches up', async () => {
  const id = await file(1);
  await eventually(
    () => Promise.resolve(record.ticksOf(id)),
    (ticks) => ticks === 1,
  );
  // Three attempts a look: the wake-up at one day and the looks after 10, 20, 40, 80, 160, 320, 600 and 600 s fail.
  record.failing.set(id, 9 * 3);
  await env.sleep(DAY + 25 * 60 * SECOND);
  expect(record.failing.get(id)).toBe(3);
  expect(record.fired.get(id)).toBeUndefined();
  expect(await state(id)).toBe('RUNNING');
  await env.sleep(17 * 60 * SECOND);
  expect(record.failing.get(id)).toBe(0);
  expect(record.fired.get(id)!.length).toBe(1);
});

test('a run asked to look reads the record, even one that went back in time', async () => {
  const id = await file(5);
  await runs.tell(record.move(id, 'close', [(await now()) + 9 * DAY]));
  await eventually(
    () => believed(id),
    (at) => at.seq === 2,
  );
  record.put(id, 'assign', [(await now()) + 2 * DAY]);
  await runs.look(id);
  expect(
    await eventually(
      () => believed(id),
      (at) => at.seq === 1,
    ),
  ).toMatchObject({ stage: 'assign', terminal: false });
});

test('cancelling has no effect: only the record ends a run', async () => {
  const id = await file(1, 2);
  await eventually(
    () => Promise.resolve(record.ticksOf(id)),
    (ticks) => ticks === 1,
  );
  await handle(id).cancel();
  await env.sleep(3 * DAY);
  expect(record.fired.get(id)!.length).toBe(2);
  expect(await state(id)).toBe('RUNNING');
});

test("Temporal's page shows stage and seq, and nothing else about the finding", async () => {
  const id = await file(1);
  await eventually(
    () => Promise.resolve(record.ticksOf(id)),
    (ticks) => ticks === 1,
  );
  const metadata = await handle(id).query<{ currentDetails: string }>('__temporal_workflow_metadata');
  expect(metadata.currentDetails).toBe('**discover** seq 1');
});

test('1,000 findings told of their moves in any order, some twice, end where the record is', async () => {
  const moves = fc.record({
    stages: fc.array(fc.constantFrom(...STAGES), { minLength: 1, maxLength: 4 }),
    ends: fc.boolean(),
    order: fc.infiniteStream(fc.nat(99)),
  });
  const samples = fc.sample(moves, { numRuns: 1_000, seed: 20_261_123 });
  const ids = await inBatches(samples, toldInAnyOrder);
  await inBatches(ids, endsWhereTheRecordIs);
}, 300_000);

async function inBatches<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < all.length; from += 50) {
    results.push(...(await Promise.all(all.slice(from, from + 50).map(act))));
  }
  return results;
}

interface Telling {
  stages: Stage[];
  ends: boolean;
  order: fc.Stream<number>;
}

async function toldInAnyOrder({ stages, ends, order }: Telling): Promise<string> {
  const id = await file(300);
  const from = await now();
  const moves = stages.map((stage, i) => record.move(id, stage, [from + (i + 1) * 300 * DAY]));
  if (ends) moves.push(record.move(id, 'close', []));
  const told = moves.flatMap((move) => [move, move]).map((move) => ({ move, rank: order.next().value as number }));
  for (const { move } of told.sort((a, b) => a.rank - b.rank)) await runs.tell(move);
  return id;
}

/** Asks without awaiting a result, which would let time pass. */
async function endsWhereTheRecordIs(id: string): Promise<void> {
  const { terminal, seq, stage } = record.position(id);
  await eventually(
    () => state(id),
    (name) => name === (terminal ? 'COMPLETED' : 'RUNNING'),
  );
  expect(await believed(id)).toMatchObject({ seq, stage, terminal });
}
