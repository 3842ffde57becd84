import { randomUUID } from 'node:crypto';

import type { TestWorkflowEnvironment } from '@temporalio/testing';

import { roundPhaseQuery, roundWorkflowId } from '#contract/temporal';
import { roundActivities, RoundRuns } from '#temporal';

import { PaperRecord } from '../support/paper-record';
import { PaperRounds } from '../support/paper-rounds';
import { quietRuntime, type RunningWorker, startWorker, timeSkippingServer } from '../support/time-skipping';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

jest.setTimeout(60_000);
quietRuntime();

let env: TestWorkflowEnvironment;
let rounds: PaperRounds;
let runs: RoundRuns;
let worker: RunningWorker;

beforeAll(async () => {
  env = await timeSkippingServer();
  rounds = new PaperRounds(() => env.currentTimeMs());
  runs = new RoundRuns(env.client);
  const record = new PaperRecord(() => env.currentTimeMs());
  worker = await startWorker(env.nativeConnection, record, { activities: roundActivities(rounds) });
});

afterAll(async () => {
  await worker.stop();
  await env.teardown();
});

const handle = (id: string) => env.client.workflow.getHandle(roundWorkflowId(id));

async function planned(): Promise<string> {
  const id = randomUUID();
  const now = await env.currentTimeMs();
  rounds.put(id, { draws: now + HOUR, opens: now + DAY, closes: now + 3 * DAY, ends: now + 30 * DAY });
  await runs.wake(id);
  return id;
}

test('a round is drawn, opened, summed up and ended, each at its time', async () => {
  const begun = await env.currentTimeMs();
  const id = await planned();
  await handle(id).result();
  const moves = rounds.movesOf(id);
  expect(moves.map(({ phase }) => phase)).toEqual(['drawn', 'filing', 'following', 'finished']);
  const due = [HOUR, DAY, 3 * DAY, 30 * DAY];
  for (const [index, { at }] of moves.entries()) {
    expect(at).toBeGreaterThanOrEqual(begun + due[index]!);
    expect(at - begun - due[index]!).toBeLessThan(10_000);
  }
});

test('a round cancelled by a person ends when its run is told', async () => {
  const id = await planned();
  await env.sleep(2 * HOUR);
  expect(await handle(id).query(roundPhaseQuery)).toBe('drawn');
  rounds.cancel(id);
  await runs.wake(id);
  await handle(id).result();
  expect(rounds.movesOf(id).map(({ phase }) => phase)).toEqual(['drawn']);
});

test('while the record is away it is asked again, and the run goes on', async () => {
  const id = await planned();
  rounds.failing.set(id, 4);
  await handle(id).result();
  expect(rounds.movesOf(id).at(-1)!.phase).toBe('finished');
});

test('a round that the record does not know has a run that ends at its first look', async () => {
  const id = randomUUID();
  await runs.wake(id);
  await handle(id).result();
  expect(rounds.ticksOf(id)).toBe(1);
});

test('cancelling a run by hand ends nothing, and there is one run per round', async () => {
  const id = await planned();
  await env.sleep(2 * HOUR);
  const { runId } = await handle(id).describe();
  await handle(id).cancel();
  await runs.wake(id);
  expect((await handle(id).describe()).runId).toBe(runId);
  await handle(id).result();
  expect(rounds.movesOf(id).map(({ phase }) => phase)).toEqual(['drawn', 'filing', 'following', 'finished']);
});
