import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { Registry } from 'prom-client';

import { instantOf } from '#calendar';
import { TASK_QUEUE } from '#contract/temporal';
import { Vault } from '#evidence';
import { importFile } from '#intake';
import { type DistrictRecord, migrate, openRecord, seedDistrict } from '#persistence';
import { provideTestServer, startPostgres } from '#servers';
import { Breaker, EngineMetrics, findingActivities, FindingRuns, OutboxRelay, workflowBundle } from '#temporal';

import { accountOf, closingTable, type FindingAccount } from './account';
import { Agenda, playOut } from './agenda';
import { Cast } from './cast';
import type { Ending } from './ending';
import { withOwnServers } from './own-servers';
import { PatternPhotographer } from './photographer';
import { plotOf } from './plots';
import { print } from './print';
import type { DemoResult } from './result';
import { SimulatedTime } from './simulated-time';
import { Story } from './story';

const START = instantOf('2026-09-25', '08:30');
/** Urgent cases are handed over by the duty desk on the holiday itself. */
const HOLIDAY_MORNING = instantOf('2026-09-25', '08:40');
const FIRST_WORKING_MORNING = instantOf('2026-09-28', '08:10');
/** Three weeks from the import; the look-backs of the major cases come thirty days after their write-off. */
const END_OF_WEEKS = instantOf('2026-10-16', '18:00');
const END = instantOf('2026-11-20', '18:00');
const SAMPLE = '督查问题清单.csv';

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm run demo`: 57 findings, Mid-Autumn and National Day, on real servers in simulated time. */
export async function demo({ json }: { json?: boolean }): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
  const result = await onServers(play);
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else print(result);
  if (result.leftForSweeper > 0) throw new Error(`the sweeper found ${result.leftForSweeper} findings late`);
}

interface Stage {
  record: DistrictRecord;
  relay: OutboxRelay;
  time: SimulatedTime;
  stateDir: string;
}

const onServers = <T>(use: (stage: Stage) => Promise<T>): Promise<T> =>
  withOwnServers('demo', async (stateDir, ending) => {
    const [postgres, path] = await Promise.all([
      startPostgres({ stateDir, progress }),
      provideTestServer({ progress }),
    ]);
    await migrate(postgres.url);
    await seedDistrict(postgres.url, { password: 'demonstration-only' });
    const server = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
    ending.add(() => server.teardown());
    return withTemporal({ server, url: postgres.url, stateDir, ending }, use);
  });

interface Ground {
  server: TestWorkflowEnvironment;
  url: string;
  stateDir: string;
  ending: Ending;
}

async function withTemporal<T>(
  { server, url, stateDir, ending }: Ground,
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  const time = await SimulatedTime.startingAt(START, server);
  const record = await openRecord({ url, clock: time });
  try {
    const worker = await Worker.create({
      connection: server.nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowBundle: await workflowBundle(),
      activities: findingActivities(record.findings),
    });
    const running = worker.run();
    const stopped = () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      return running;
    };
    ending.add(stopped);
    const runs = new FindingRuns(server.client, time.offsetMs);
    const metrics = new EngineMetrics(new Registry(), record.outbox);
    const log = pino({ level: 'silent' });
    const relay = new OutboxRelay({
      outbox: record.outbox,
      record: record.findings,
      runs,
      breaker: new Breaker(),
      metrics,
      log,
    });
    const result = await Promise.race([use({ record, relay, time, stateDir }), running as Promise<never>]);
    await stopped();
    return result;
  } finally {
    await record.close();
  }
}

async function play({ record, relay, time, stateDir }: Stage): Promise<DemoResult> {
  const { calendar } = await record.context.current();
  const vault = new Vault(join(stateDir, 'evidence'));
  const cast = new Cast(record.people);
  const dispatcher = await cast.byUsername('dispatcher');
  progress('导入 57 个问题 / importing 57 findings');
  const bytes = readFileSync(samplePath());
  const { entered } = await importFile(bytes, record, vault, { fileName: SAMPLE, actor: dispatcher, now: START });
  const taken = entered.flatMap(({ findingId, number }) => (findingId && number ? [{ id: findingId, number }] : []));

  const agenda = new Agenda();
  const story = new Story({
    record,
    calendar,
    agenda,
    cast,
    photographer: new PatternPhotographer(vault, record.evidence, dispatcher.personId),
  });
  for (const { id, number } of taken) {
    const row = await record.findings.read(id);
    const dispatchAt = row?.finding.urgency === 'urgent' ? HOLIDAY_MORNING : FIRST_WORKING_MORNING;
    story.begin(id, number, { plot: plotOf(number), dispatchAt });
  }
  const tell = () => relay.drain();
  await tell();
  progress('中秋、国庆三周 / three weeks across Mid-Autumn and National Day');
  await playOut(agenda, time, END_OF_WEEKS, tell);
  progress('三十日后回头看 / the look-backs thirty days later');
  await playOut(agenda, time, END, tell);

  const { claimed } = await record.findings.sweep({ graceMs: 5_000, limit: 500 });
  const ids = taken.map(({ id }) => id);
  const accounts: FindingAccount[] = [];
  for (const id of ids) accounts.push(await accountOf(id, record, calendar, END));
  return { findings: accounts, closing: await closingTable(ids, accounts, record), leftForSweeper: claimed };
}

/** The sample stands beside the source: the compiled code runs from dist/apps/cli/src/demo. */
function samplePath(): string {
  const candidates = ['../../data', '../../../../../apps/cli/data'].map((folder) => resolve(__dirname, folder, SAMPLE));
  return candidates.find(existsSync) ?? SAMPLE;
}
