import type { TestWorkflowEnvironment } from '@temporalio/testing';

import {
  type AssessmentLook,
  assessmentWorkflowId,
  OPEN_ASSESSMENTS,
  type PeriodName,
  RUN_ASSESSMENT,
  TASK_QUEUE,
} from '#contract/temporal';
import { assessmentActivities, bundleWorkflows } from '#temporal';

import { PaperAssessments } from '../support/paper-assessments';
import { PaperRecord } from '../support/paper-record';
import { quietRuntime, type RunningWorker, startWorker, timeSkippingServer } from '../support/time-skipping';

const DAY = 86_400_000;
const SEPTEMBER: PeriodName = { kind: 'month', start: '2026-09-01' };

jest.setTimeout(60_000);
quietRuntime();

let env: TestWorkflowEnvironment;
let code: string;
beforeAll(async () => {
  [env, { code }] = await Promise.all([timeSkippingServer(), bundleWorkflows()]);
});
afterAll(() => env.teardown());

const now = () => env.currentTimeMs();

/** September on paper: three days for appeals, a day between looks for a ruling. */
function onPaper(endsAt: number, given: { appealsOpen?: number; status?: AssessmentLook['status'] } = {}) {
  const paper = new PaperAssessments(now);
  paper.put(SEPTEMBER, { endsAt, window: 3 * DAY, pause: DAY, ...given });
  return paper;
}

async function run(
  paper: PaperAssessments,
  type = RUN_ASSESSMENT,
  args: unknown[] = [SEPTEMBER],
  id = 'assessment/one',
) {
  const worker: RunningWorker = await startWorker(env.nativeConnection, new PaperRecord(now), {
    workflowBundle: { code },
    activities: assessmentActivities(paper),
  });
  try {
    await env.client.workflow.execute(type, { taskQueue: TASK_QUEUE, workflowId: id, args });
    if (type === OPEN_ASSESSMENTS) await env.client.workflow.getHandle(assessmentWorkflowId(SEPTEMBER)).result();
  } finally {
    await worker.stop();
  }
}

test('waits for the end of the period, drafts, lets the window pass and publishes', async () => {
  const began = await now();
  const paper = onPaper(began + 10 * DAY);
  await run(paper);
  expect(paper.of(SEPTEMBER).steps).toEqual(['compute', 'compute', 'appeals', 'publish']);
  expect((await now()) - began).toBeGreaterThanOrEqual(13 * DAY);
});

test('waits for every ruling after the window', async () => {
  const paper = onPaper(0, { appealsOpen: 2 });
  await run(paper);
  expect(paper.of(SEPTEMBER).status).toBe('published');
  expect(paper.of(SEPTEMBER).steps.filter((step) => step === 'publish')).toHaveLength(3);
});

test('a record that is away for a while is asked again', async () => {
  const paper = onPaper(0);
  paper.failing = 3;
  await run(paper);
  expect(paper.of(SEPTEMBER).status).toBe('published');
});

test('started again, it goes on from where the record stands', async () => {
  const paper = onPaper(0, { status: 'published' });
  await run(paper);
  expect(paper.of(SEPTEMBER).steps).toEqual(['compute']);
});

test('what a schedule starts begins the run of each period that has ended, and a second call nothing more', async () => {
  const paper = onPaper(0);
  await run(paper, OPEN_ASSESSMENTS, ['month'], 'assessments/month');
  expect(paper.of(SEPTEMBER).status).toBe('published');
  const steps = paper.of(SEPTEMBER).steps.length;
  await run(paper, OPEN_ASSESSMENTS, ['month'], 'assessments/month-again');
  expect(paper.of(SEPTEMBER).steps).toHaveLength(steps);
});
