import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { Registry } from 'prom-client';

import { findingWorkflowId, positionQuery } from '#contract/temporal';
import type { Command } from '#domain';
import { Breaker, EngineMetrics, FindingRuns, OutboxRelay } from '#temporal';

import { District, MORNING, photo } from '../integration/persistence/district';
import { quietRuntime, type RunningWorker, startWorker, timeSkippingServer } from '../support/time-skipping';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Fired {
  rung: string;
  /** Recorded this much later than due, in milliseconds. */
  lateMs: number;
}
const FIRED = `
  SELECT event ->> 'rung' AS rung, (extract(epoch FROM recorded_at - effective_at) * 1000)::float8 AS "lateMs"
  FROM clock_event WHERE finding_id = $1 AND type = 'rung_fired' AND event ->> 'clockId' = 'L1.rectify' ORDER BY effective_at`;

jest.setTimeout(60_000);
quietRuntime();

let env: TestWorkflowEnvironment;
let district: District;
let relay: OutboxRelay;
let worker: RunningWorker;

/** The rules on PostgreSQL, the workflow on a server that skips time, and the record's clock tied to that server's. */
beforeAll(async () => {
  [env, district] = await Promise.all([timeSkippingServer(), District.open()]);
  const offset = (await env.currentTimeMs()) - MORNING;
  district.clock.at = async () => (await env.currentTimeMs()) - offset;
  const { outbox, findings } = district.record;
  const metrics = new EngineMetrics(new Registry(), outbox);
  const runs = new FindingRuns(env.client, offset);
  const log = pino({ level: 'silent' });
  relay = new OutboxRelay({ outbox, record: findings, runs, breaker: new Breaker(), metrics, log });
  worker = await startWorker(env.nativeConnection, findings);
  await lookBackAt(0);
});
afterAll(async () => {
  await worker.stop();
  await district.close();
  await env.teardown();
});

/** A command, and Temporal has heard of it before time goes on. */
async function act(id: string, username: string, command: Command): Promise<void> {
  await district.do(id, username, command);
  await relay.drain();
}

/** @param share of the minor findings that are looked back at after thirty days, instead of a draw by their ids. */
async function lookBackAt(share: number): Promise<void> {
  const { policy } = await district.record.context.current();
  const minor = { ...policy.lookBack.minor, share };
  await district.record.context.savePolicy({ ...policy, lookBack: { ...policy.lookBack, minor } });
}

async function writeOff(id: string): Promise<void> {
  await act(id, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
  await act(id, 'verifier', { type: 'verify', outcome: 'passed', mode: 'photo' });
  await act(id, 'approver', { type: 'approve' });
}

async function assigned(): Promise<string> {
  const id = await district.file();
  await act(id, 'dispatcher', { type: 'assign', unitId: 'cg' });
  return id;
}

const firedOn = async (id: string) => (await district.owner.query<Fired>(FIRED, [id])).rows;
const statusOf = async (id: string) => (await district.record.findings.read(id))!.finding.status;
const run = (id: string) => env.client.workflow.getHandle(findingWorkflowId(id));
const nothingIsLate = async () =>
  expect(await district.record.findings.sweep({ graceMs: 5_000 })).toMatchObject({ claimed: 0 });

test('a neglected finding climbs its ladder by its workflow alone, is reminded of for months, and is closed at last', async () => {
  const id = await assigned();
  await act(id, 'handler.cg', { type: 'sign' });
  await env.sleep(90 * DAY);

  const fired = await firedOn(id);
  expect(fired.map(({ rung }) => rung)).toEqual(['R0', 'R1', 'R2', 'R3', 'R4', 'R5']);
  for (const { lateMs } of fired) expect(lateMs).toBeGreaterThanOrEqual(0);
  for (const { lateMs } of fired) expect(lateMs).toBeLessThan(5_000);
  expect(await district.count('clock_event', `finding_id = $1 AND type = 'reminder_repeated'`, [id])).toBeGreaterThan(
    8,
  );
  const { finding } = (await district.record.findings.read(id))!;
  expect(finding.colour).toBe('red');
  await nothingIsLate();

  await writeOff(id);
  await run(id).result();
  expect(await statusOf(id)).toBe('archived');
  expect(await firedOn(id)).toEqual(fired);
  expect((await district.record.audit.verify()).faults).toEqual([]);
});

test('what nobody signs for is deemed signed by time, and its run knows', async () => {
  const id = await assigned();
  expect(await statusOf(id)).toBe('assigned');
  await env.sleep(30 * DAY);
  expect(await statusOf(id)).toBe('rectifying');
  expect(await run(id).query(positionQuery)).toMatchObject({ stage: 'supervise', terminal: false });
  await nothingIsLate();
});

test('sham rectification goes back a stage and forward again in the same run', async () => {
  const id = await assigned();
  const { runId } = await run(id).describe();
  await act(id, 'handler.cg', { type: 'sign' });
  for (const outcome of ['failed', 'passed'] as const) {
    await env.sleep(HOUR);
    await act(id, 'handler.cg', { type: 'submit', text: '已整改', evidence: [photo()] });
    await env.sleep(HOUR);
    await act(id, 'verifier', {
      type: 'verify',
      outcome,
      mode: 'photo',
      reason: '仍有垃圾',
      sham: outcome === 'failed',
    });
  }
  // Until a timer rings, which is when a run learns of the stage.
  await env.sleep(3 * DAY);
  expect(await run(id).query(positionQuery)).toMatchObject({ stage: 'close' });
  expect((await run(id).describe()).runId).toBe(runId);
  await nothingIsLate();
});

test('a written-off finding sleeps till its look-back, bounces, and is driven on by the same run', async () => {
  await lookBackAt(1);
  const id = await assigned();
  await act(id, 'handler.cg', { type: 'sign' });
  const { runId } = await run(id).describe();
  await writeOff(id);
  expect(await statusOf(id)).toBe('written_off');
  await env.sleep(31 * DAY);
  await act(id, 'verifier', { type: 'recheck', outcome: 'failed', reason: '又满了' });
  expect(await statusOf(id)).toBe('rectifying');

  await lookBackAt(0);
  await env.sleep(HOUR);
  await writeOff(id);
  await run(id).result();
  expect((await run(id).describe()).runId).toBe(runId);
  expect(await statusOf(id)).toBe('archived');
  await nothingIsLate();
});

test('five findings ended on time leave no run behind', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => district.rectifying()));
  await relay.drain();
  await env.sleep(2 * HOUR);
  for (const id of ids) await writeOff(id);
  expect(await Promise.all(ids.map(statusOf))).toEqual(ids.map(() => 'archived'));
  for (const id of ids) await run(id).result();
  expect((await Promise.all(ids.map(firedOn))).flat().filter(({ rung }) => rung !== 'R0')).toEqual([]);
});
