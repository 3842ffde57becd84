import { randomUUID } from 'node:crypto';

import {
  bundleWorkflows,
  findingActivities,
  FindingRuns,
  roundActivities,
  temporalClient,
  WorkerHost,
} from '#temporal';
import { findingWorkflowId, positionQuery } from '#contract/temporal';

import { eventually } from '../../chaos/eventually';
import { OwnTemporal } from '../../support/own-temporal';
import { PaperRecord } from '../../support/paper-record';
import { quietRuntime } from '../../support/time-skipping';
import { silent } from './engine-room';

const DAY = 86_400_000;
/** Where the server suggests to continue as new. */
const SUGGESTED_AT_BYTES = 4 * 1_024 * 1_024;

quietRuntime();
jest.setTimeout(120_000);

const now = () => Math.round(performance.timeOrigin + performance.now());

let temporal: OwnTemporal;
let client: ReturnType<typeof temporalClient>;
let runs: FindingRuns;
let host: WorkerHost;
let record: PaperRecord;

beforeAll(async () => {
  temporal = await OwnTemporal.open();
  client = temporalClient(temporal.at);
  runs = new FindingRuns(client);
  record = new PaperRecord(() => Promise.resolve(now()));
  const { code } = await bundleWorkflows();
  const noRounds = { tick: () => Promise.resolve(null) };
  const activities = { ...findingActivities(record), ...roundActivities(noRounds) };
  host = new WorkerHost({ ...temporal.at, bundle: () => Promise.resolve({ code }), activities, ticks: 8, log: silent });
});
afterAll(async () => {
  await host.stop();
  await client.connection.close();
  await temporal.close();
});

const run = (id: string) => client.workflow.getHandle(findingWorkflowId(id));
const believed = (id: string) => run(id).query(positionQuery);
const polling = () => eventually('a worker that polls', 60_000, () => host.isPolling(client).catch(() => false));

async function file(): Promise<string> {
  const id = randomUUID();
  await runs.tell(record.put(id, 'discover', [now() + DAY]));
  return id;
}

test('a host that starts while Temporal is down comes to work when it is back', async () => {
  await temporal.stop();
  host.start();
  await expect(host.isPolling(client)).rejects.toThrow(/UNAVAILABLE|DEADLINE_EXCEEDED/);
  await temporal.start();
  await polling();
  const id = await file();
  await eventually('its first look', 20_000, async () => record.ticksOf(id) > 0);
  expect(await believed(id)).toMatchObject({ seq: 1, stage: 'discover' });
});

test('an outage of Temporal is survived, and what was due meanwhile is looked at', async () => {
  const id = randomUUID();
  const dueAt = now() + 3_000;
  await runs.tell(record.put(id, 'supervise', [dueAt]));
  await eventually('its first look', 20_000, async () => record.ticksOf(id) > 0);
  await temporal.stop();
  await eventually('the due instant', 10_000, async () => now() > dueAt + 1_000);
  await temporal.start();
  await eventually('the firing', 60_000, async () => record.fired.get(id)?.length);
  expect(record.fired.get(id)).toEqual([expect.objectContaining({ dueAt })]);
  await polling();
});

test('a signal that overtakes the answer of a slow tick is not lost', async () => {
  const id = randomUUID();
  // The first attempt is cut off after 3 s, the second reads the row now and answers much later.
  record.slow.set(id, [4_000, 2_500]);
  await runs.tell(record.put(id, 'discover', [now() + DAY]));
  await eventually('the second attempt', 20_000, async () => record.ticksOf(id) === 2);
  await runs.tell(record.move(id, 'feedback', [now() + DAY]));
  await eventually('the newer position', 20_000, async () => (await believed(id)).stage === 'feedback');
  await eventually('a look after it', 20_000, async () => record.ticksOf(id) > 2);
  expect(await believed(id)).toMatchObject({ seq: 2, stage: 'feedback' });
});

test('a long life goes on in a new run, which knows where it stands', async () => {
  const id = await file();
  const { runId } = await run(id).describe();
  // A history grows to where the server suggests it by bytes as well as by events, and sooner.
  const bulky = { ...record.position(id), ballast: 'x'.repeat(SUGGESTED_AT_BYTES / 20) };
  for (let told = 0; told <= 25; told += 1) await run(id).signal('position', bulky);
  await eventually('another run', 30_000, async () => {
    await runs.look(id);
    return (await run(id).describe()).runId !== runId;
  });
  await eventually('its first look', 20_000, async () => (await believed(id)).seq === 1);
  await runs.tell(record.move(id, 'close', []));
  await run(id).result();
  expect((await run(id).describe()).historyLength).toBeLessThan(100);
});

test('a host that is stopped lets its tasks finish and polls no more', async () => {
  await host.stop();
  expect(await host.isPolling(client)).toBe(false);
});
