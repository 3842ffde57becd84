import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';

import {
  assessmentScheduleId,
  assessmentWorkflowId,
  findingWorkflowId,
  OPEN_ASSESSMENTS,
  type PeriodName,
  positionQuery,
  type RoundLook,
  roundPhaseQuery,
  roundWorkflowId,
  RUN_ASSESSMENT,
  TASK_QUEUE,
} from '#contract/temporal';
import { startTemporal } from '#servers';
import { assessmentActivities, findingActivities, FindingRuns, roundActivities, RoundRuns } from '#temporal';

import { PaperAssessments } from './paper-assessments';
import { PaperRecord } from './paper-record';
import { PaperRounds } from './paper-rounds';
import { quietRuntime, startWorker } from './time-skipping';

/** In the place of process and host, which are nobody's business. */
const identity = 'recorder';
const FOLDER = join(process.cwd(), 'workflows', 'histories');
const DAY = 24 * 3_600_000;

const now = () => performance.timeOrigin + performance.now();
const inMs = (ms: number) => Math.round(now() + ms);

/** What a path may do. */
interface Stage {
  id: string;
  record: PaperRecord;
  runs: FindingRuns;
  /** Waits until the run believes this seq. */
  believes: (seq: number) => Promise<void>;
  ended: () => Promise<unknown>;
}

/** One path per thing that a run can meet; each file is named by what its history proves. */
const PATHS: Record<string, (stage: Stage) => Promise<void>> = {
  async 'waits-open'({ id, record, runs, believes }) {
    await runs.tell(record.put(id, 'discover', [inMs(DAY)]));
    await believes(1);
  },
  async 'closed-through-five-stages'({ id, record, runs, believes, ended }) {
    await runs.tell(record.put(id, 'discover', [inMs(DAY)]));
    for (const stage of ['assign', 'supervise', 'feedback', 'close'] as const) {
      const position = record.move(id, stage, [inMs(DAY)]);
      await runs.tell(position);
      await believes(position.seq);
    }
    await runs.tell(record.move(id, 'close', []));
    await ended();
  },
  async 'closed-at-once'({ id, record, runs, ended }) {
    record.put(id, 'discover', [inMs(DAY)]);
    await runs.tell(record.position(id));
    await runs.tell(record.move(id, 'close', []));
    await ended();
  },
  async 'escalated-by-time'({ id, record, runs, believes, ended }) {
    await runs.tell(record.put(id, 'supervise', [inMs(1_500), inMs(3_000), inMs(4_500)]));
    await believes(4);
    await runs.tell(record.move(id, 'close', []));
    await ended();
  },
  async 'woken-earlier-then-by-the-stale-timer'({ id, record, runs, believes }) {
    await runs.tell(record.put(id, 'assign', [inMs(6_000)]));
    await believes(1);
    await runs.tell(record.move(id, 'assign', [inMs(2_500), inMs(DAY)]));
    await believes(3);
    await delay(6_000);
    await believes(3);
  },
  async 'bounced-after-write-off'({ id, record, runs, believes, ended }) {
    await runs.tell(record.put(id, 'close', [inMs(DAY)]));
    await believes(1);
    await runs.tell(record.move(id, 'supervise', [inMs(DAY)]));
    await believes(2);
    await runs.tell(record.move(id, 'discover', [inMs(DAY)]));
    await believes(3);
    await runs.tell(record.move(id, 'close', []));
    await ended();
  },
  async 'stale-position-ignored'({ id, record, runs, believes }) {
    const stale = record.put(id, 'discover', [inMs(DAY)]);
    await runs.tell(stale);
    await runs.tell(record.move(id, 'feedback', [inMs(DAY)]));
    await believes(2);
    await runs.tell(stale);
    await believes(2);
  },
  async 'record-away-for-a-while'({ id, record, runs, believes }) {
    record.failing.set(id, 3);
    await runs.tell(record.put(id, 'discover', [inMs(2_000), inMs(DAY)]));
    await believes(2);
  },
  async 'overtaken-by-a-signal'({ id, record, runs, believes }) {
    // Slower than four fifths of a workflow task, so that the signal is let in before the answer.
    record.slow.set(id, [4_000, 2_500]);
    await runs.tell(record.put(id, 'discover', [inMs(DAY)]));
    await delay(1_000);
    await runs.tell({ ...record.position(id), seq: 7, stage: 'assign' });
    await delay(5_500);
    await believes(1);
  },
  async 'looked-back-in-time'({ id, record, runs, believes }) {
    await runs.tell(record.put(id, 'discover', [inMs(DAY)]));
    await runs.tell(record.move(id, 'feedback', [inMs(DAY)]));
    await believes(2);
    record.put(id, 'assign', [inMs(DAY)]);
    await runs.look(id);
    await believes(1);
  },
  async 'no-such-finding'({ id, runs, ended }) {
    await runs.wake(id);
    await ended();
  },
};

/** The same for a round: each file is named by what its history proves. */
const ROUND_PATHS: Record<string, (stage: RoundStage) => Promise<unknown>> = {
  async 'round-through-its-phases'({ id, rounds, runs, ended }) {
    rounds.put(id, { draws: inMs(500), opens: inMs(1_000), closes: inMs(1_500), ends: inMs(2_000) });
    await runs.wake(id);
    await ended();
  },
  async 'round-cancelled'({ id, rounds, runs, ended, is }) {
    rounds.put(id, { draws: inMs(500), opens: inMs(DAY), closes: inMs(2 * DAY), ends: inMs(3 * DAY) });
    await runs.wake(id);
    await is('drawn');
    rounds.cancel(id);
    await runs.wake(id);
    await ended();
  },
  async 'round-record-away'({ id, rounds, runs, ended }) {
    rounds.failing.set(id, 3);
    rounds.put(id, { draws: inMs(0), opens: inMs(0), closes: inMs(0), ends: inMs(11_000) });
    await runs.wake(id);
    await ended();
  },
  async 'round-waits'({ id, rounds, runs, is }) {
    rounds.put(id, { draws: inMs(0), opens: inMs(0), closes: inMs(DAY), ends: inMs(2 * DAY) });
    await runs.wake(id);
    await is('filing');
  },
};

/** The same for the assessment of a period, and for what a schedule starts. */
const ASSESSMENT_PATHS: Record<string, (stage: AssessmentStage) => Promise<unknown>> = {
  async 'assessment-published-after-appeals'({ paper, run }) {
    paper.put(AUGUST, { endsAt: inMs(1_000), window: 1_000, pause: 500 });
    return (await run(RUN_ASSESSMENT, AUGUST, AUGUST)).result();
  },
  async 'assessment-waits-for-rulings'({ paper, run }) {
    paper.put(SEPTEMBER, { endsAt: 0, window: 500, pause: 500, appealsOpen: 2 });
    return (await run(RUN_ASSESSMENT, SEPTEMBER, SEPTEMBER)).result();
  },
  async 'assessments-called-by-schedule'({ paper, run }) {
    paper.put(QUARTER, { endsAt: 0, window: DAY, pause: DAY });
    return (await run(OPEN_ASSESSMENTS, QUARTER.kind, QUARTER)).result();
  },
};

const AUGUST: PeriodName = { kind: 'month', start: '2026-08-01' };
const SEPTEMBER: PeriodName = { kind: 'month', start: '2026-09-01' };
const QUARTER: PeriodName = { kind: 'quarter', start: '2026-07-01' };

interface AssessmentStage {
  paper: PaperAssessments;
  /** Starts a run of this type, and answers it. */
  run: (type: string, argument: unknown, of: PeriodName) => Promise<WorkflowHandle>;
}

interface RoundStage {
  id: string;
  rounds: PaperRounds;
  runs: RoundRuns;
  /** Waits until the run believes this phase. */
  is: (phase: RoundLook['phase']) => Promise<void>;
  ended: () => Promise<unknown>;
}

/** Plays every path on a real server and keeps its history: `npm run histories:record`, after a change meant to be incompatible. */
async function main(): Promise<void> {
  quietRuntime();
  const stateDir = mkdtempSync(join(tmpdir(), 'duban-histories-'));
  const temporal = await startTemporal({ stateDir, progress: (line) => process.stderr.write(`${line}\n`) });
  const connection = await Connection.connect({ address: temporal.address });
  const native = await NativeConnection.connect({ address: temporal.address });
  const record = new PaperRecord(() => Promise.resolve(now()));
  const rounds = new PaperRounds(() => Promise.resolve(now()));
  const paper = new PaperAssessments(() => Promise.resolve(now()));
  const activities = { ...findingActivities(record), ...roundActivities(rounds), ...assessmentActivities(paper) };
  const worker = await startWorker(native, record, { identity, activities });
  try {
    const client = new Client({ connection, identity });
    mkdirSync(FOLDER, { recursive: true });
    const wanted = ([name]: [string, unknown]) => process.argv.length < 3 || process.argv.includes(name);
    await Promise.all([
      ...Object.entries(PATHS)
        .filter(wanted)
        .map(([name, path]) => keep(name, path, client, record)),
      ...Object.entries(ROUND_PATHS)
        .filter(wanted)
        .map(([name, path]) => keepRound(name, path, client, rounds)),
      ...Object.entries(ASSESSMENT_PATHS)
        .filter(wanted)
        .map(([name, path]) => keepAssessment(name, path, client, paper)),
    ]);
  } finally {
    await worker.stop();
    await native.close();
    await connection.close();
    await temporal.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function keep(name: string, path: (stage: Stage) => Promise<void>, client: Client, record: PaperRecord) {
  const id = randomUUID();
  const handle = client.workflow.getHandle(findingWorkflowId(id));
  await path({
    id,
    record,
    runs: new FindingRuns(client),
    believes: async (seq) => {
      while ((await handle.query(positionQuery)).seq !== seq || !record.ticksOf(id)) await delay(50);
    },
    ended: () => handle.result(),
  });
  await write(name, handle);
}

async function keepRound(
  name: string,
  path: (stage: RoundStage) => Promise<unknown>,
  client: Client,
  rounds: PaperRounds,
) {
  const id = randomUUID();
  const handle = client.workflow.getHandle(roundWorkflowId(id));
  await path({
    id,
    rounds,
    runs: new RoundRuns(client),
    is: async (phase) => {
      while (!rounds.ticksOf(id) || (await handle.query(roundPhaseQuery)) !== phase) await delay(50);
    },
    ended: () => handle.result(),
  });
  await write(name, handle);
}

async function keepAssessment(
  name: string,
  path: (stage: AssessmentStage) => Promise<unknown>,
  client: Client,
  paper: PaperAssessments,
) {
  const handles: WorkflowHandle[] = [];
  await path({
    paper,
    run: async (type, argument, of) => {
      const workflowId = type === RUN_ASSESSMENT ? assessmentWorkflowId(of) : assessmentScheduleId(of.kind);
      handles.push(await client.workflow.start(type, { taskQueue: TASK_QUEUE, workflowId, args: [argument] }));
      return handles[0]!;
    },
  });
  await write(name, handles[0]!);
}

async function write(name: string, handle: WorkflowHandle): Promise<void> {
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(await handle.fetchHistory(), withoutStacks, 1)}\n`);
  process.stderr.write(`${name}\n`);
}

/** A stack names the folders of the machine it was thrown on. */
const withoutStacks = (key: string, value: unknown): unknown => (key === 'stackTrace' ? '' : value);

void main();
