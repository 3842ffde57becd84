import type { Client as TemporalClient, WorkflowHandle } from '@temporalio/client';

import { findingWorkflowId } from '#contract/temporal';
import { temporalClient } from '#temporal';

import { eventually, untilFaultless } from './eventually';
import { Gate } from './gate';
import { Load } from './load';
import { fileOne, neglect, untilAllIsDue } from './cases';
import { People } from './people';
import { quicken } from './quick-policy';
import { faultsOfRungs, type RunThrough } from './rungs-fired';
import { faultsOfRuns } from './runs-at-rest';
import { Stack } from './stack';

const LIMIT_S = 4;

let stack: Stack;
let people: People;
let temporal: TemporalClient;

beforeAll(async () => {
  stack = await Stack.start((url) => quicken(url, LIMIT_S));
  people = new People(stack);
  temporal = temporalClient({ address: stack.temporalAddress, namespace: 'default' });
}, 180_000);

afterAll(async () => {
  await temporal?.connection.close();
  await stack?.stop();
}, 60_000);

const runFaults = () => faultsOfRuns(stack.databaseUrl, temporal);
const rungFaults = (cases: RunThrough[]) => faultsOfRungs(stack.databaseUrl, cases, LIMIT_S);

describe('the worker killed -9', () => {
  it('leaves, at rest, one running workflow for each open finding and none for another (I2)', async () => {
    await Load.during(people, 8, async (heard) => {
      for (let kill = 1; kill <= 2; kill += 1) {
        await heard.untilMore(30);
        await stack.restart('worker');
      }
    });
    expect(await untilFaultless(40_000, runFaults)).toEqual([]);
  }, 90_000);

  it('while instants pass costs no rung, whether time or a command comes upon them first (I4)', async () => {
    const untouched = await Promise.all(Array.from({ length: 5 }, () => neglect(people)));
    const moved = await neglect(people);
    await stack.kill('worker');
    await untilAllIsDue(moved, LIMIT_S);
    const other = await people.holding('industry_department');
    await moved.dispatcher.do(`/findings/${moved.id}/reassign`, {
      unitId: other.unitId,
      reason: '改派',
      wrongDispatch: true,
    });
    expect(await rungFaults([moved])).toEqual([]);
    await stack.start('worker');
    expect(await untilFaultless(30_000, () => rungFaults([...untouched, moved]))).toEqual([]);
  }, 90_000);

  it.each(['open', 'breakOff'] as const)(
    'amid the firing of a rung fires it once (I4, gate: %s)',
    async (then) => {
      const gate = await Gate.close(stack.databaseUrl, 'rung_firing', 'INSERT');
      const one = await neglect(people);
      await gate.untilSomebodyWaits();
      await stack.kill('worker');
      await gate[then]();
      await stack.start('worker');
      await untilAllIsDue(one, LIMIT_S);
      expect(await untilFaultless(30_000, () => rungFaults([one]))).toEqual([]);
    },
    90_000,
  );

  it('between telling Temporal and forgetting it tells it again, and that changes nothing (I7)', async () => {
    expect(await untilFaultless(30_000, runFaults)).toEqual([]);
    const gate = await Gate.close(stack.databaseUrl, 'outbox', 'DELETE');
    const { id, inspector } = await fileOne(people);
    const run = temporal.workflow.getHandle(findingWorkflowId(id));
    await gate.untilSomebodyWaits();
    await stack.kill('worker');
    await gate.breakOff();
    const { runId } = await run.describe();
    const before = await inspector.get(`/findings/${id}`);
    const told = await signalsTo(run);
    expect(told).toBeGreaterThan(0);

    await stack.start('worker');
    await eventually('the second telling', 30_000, async () => (await signalsTo(run)) > told);
    expect(await untilFaultless(30_000, runFaults)).toEqual([]);
    expect((await run.describe()).runId).toBe(runId);
    expect(await inspector.get(`/findings/${id}`)).toEqual(before);
  }, 90_000);
});

async function signalsTo(run: WorkflowHandle): Promise<number> {
  const { events } = await run.fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
}
