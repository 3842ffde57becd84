import type { Client as TemporalClient } from '@temporalio/client';

import { temporalClient } from '#temporal';

import { neglect, untilAllIsDue } from './cases';
import { untilFaultless } from './eventually';
import { Load } from './load';
import { People } from './people';
import { quicken } from './quick-policy';
import { faultsOfRungs } from './rungs-fired';
import { faultsOfRuns, faultsOfWakeUps } from './runs-at-rest';
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
const wakeUpFaults = () => faultsOfWakeUps(stack.databaseUrl, temporal);

describe('Temporal killed -9', () => {
  it('stops neither people nor rungs, not even those of a worker that never saw it, and all catches up (I5)', async () => {
    const before = await neglect(people);
    await stack.kill('temporal');
    await stack.kill('worker');
    await stack.start('worker', 'healthz');
    const meanwhile = await neglect(people);
    const operations = await Load.during(people, 6, () => untilAllIsDue(meanwhile, LIMIT_S));
    expect(operations.acknowledged).toHaveLength(operations.all.length);
    const rungFaults = () => faultsOfRungs(stack.databaseUrl, [before, meanwhile], LIMIT_S);
    expect(await untilFaultless(30_000, rungFaults)).toEqual([]);

    await stack.start('temporal');
    expect(await untilFaultless(40_000, runFaults)).toEqual([]);
    expect(await untilFaultless(20_000, wakeUpFaults)).toEqual([]);
    expect(stack.crashes).toEqual([]);
  }, 120_000);

  it('with its store lost has every open finding driven again after one command (I6)', async () => {
    // A worker reconciles when it starts: without one, nothing but the command can have done it.
    await stack.kill('worker');
    await stack.kill('temporal');
    await stack.loseTemporalStore();
    await stack.start('temporal');
    const missing = (await runFaults()).length;
    expect(missing).toBeGreaterThan(0);
    expect(JSON.parse(await stack.duban('reconcile'))).toMatchObject({ started: missing });
    expect(await untilFaultless(30_000, runFaults)).toEqual([]);

    await stack.start('worker');
    expect(await untilFaultless(30_000, wakeUpFaults)).toEqual([]);
    const one = await neglect(people);
    const rungFaults = () => faultsOfRungs(stack.databaseUrl, [one], LIMIT_S);
    expect(await untilFaultless(30_000, rungFaults)).toEqual([]);
  }, 120_000);
});
