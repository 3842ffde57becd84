import type { TestWorkflowEnvironment } from '@temporalio/testing';

import {
  type AssessmentActivities,
  type AssessmentLook,
  assessmentWorkflowId,
  OPEN_ASSESSMENTS,
  type PeriodName,
  RUN_ASSESSMENT,
  TASK_QUEUE,
} from '#contract/temporal';
import { findingActivities, bundleWorkflows } from '#temporal';

import { PaperRecord } from '../support/paper-record';
import { quietRuntime, type RunningWorker, startWorker, timeSkippingServer } from '../support/time-skipping';

const DAY = 86_400_000;
const SEPTEMBER: PeriodName = { kind: 'month', start: '2026-09-01' };

jest.setTimeout(60_000);
quietRuntime();

/** A period on paper: drafted once it has ended, published once its window is over and every appeal is ruled. */
class PaperAssessment implements AssessmentActivities {
  readonly steps: string[] = [];
  status: AssessmentLook['status'] = 'waiting';
  appealsOpen = 0;
  failing = 0;
  private until = 0;

  constructor(
    private readonly now: () => Promise<number>,
    private readonly endsAt: number,
  ) {}

  assessmentsDue = () => Promise.resolve(this.status === 'published' ? [] : [SEPTEMBER]);

  computeAssessment = async (): Promise<AssessmentLook> => {
    if (this.failing-- > 0) throw new Error('the record is away');
    this.steps.push('compute');
    const left = this.endsAt - (await this.now());
    if (left > 0) return { status: 'waiting', waitMs: left };
    if (this.status === 'waiting') this.status = 'draft';
    return { status: this.status, waitMs: 0 };
  };

  openAppeals = async (): Promise<AssessmentLook> => {
    this.steps.push('appeals');
    this.status = 'appealable';
    this.until = (await this.now()) + 3 * DAY;
    return { status: 'appealable', waitMs: 3 * DAY };
  };

  publishAssessment = async (): Promise<AssessmentLook> => {
    const left = this.until - (await this.now());
    this.steps.push('publish');
    if (left > 0) return { status: 'appealable', waitMs: left };
    if (this.appealsOpen-- > 0) return { status: 'appealable', waitMs: DAY };
    this.status = 'published';
    return { status: 'published', waitMs: 0 };
  };
}

let env: TestWorkflowEnvironment;
let code: string;
beforeAll(async () => {
  [env, { code }] = await Promise.all([timeSkippingServer(), bundleWorkflows()]);
});
afterAll(() => env.teardown());

async function run(
  paper: PaperAssessment,
  type = RUN_ASSESSMENT,
  args: unknown[] = [SEPTEMBER],
  id = 'assessment/one',
) {
  const activities = { ...findingActivities(new PaperRecord(() => env.currentTimeMs())), ...paper };
  const worker: RunningWorker = await startWorker(env.nativeConnection, new PaperRecord(() => env.currentTimeMs()), {
    workflowBundle: { code },
    activities,
  });
  try {
    await env.client.workflow.execute(type, { taskQueue: TASK_QUEUE, workflowId: id, args });
    if (type === OPEN_ASSESSMENTS) await env.client.workflow.getHandle(assessmentWorkflowId(SEPTEMBER)).result();
  } finally {
    await worker.stop();
  }
}

const now = () => env.currentTimeMs();

test('waits for the end of the period, drafts, lets the window pass and publishes', async () => {
  const began = await now();
  const paper = new PaperAssessment(now, began + 10 * DAY);
  await run(paper);
  expect(paper.steps).toEqual(['compute', 'compute', 'appeals', 'publish']);
  expect((await now()) - began).toBeGreaterThanOrEqual(13 * DAY);
});

test('waits for every ruling after the window', async () => {
  const paper = new PaperAssessment(now, 0);
  paper.appealsOpen = 2;
  await run(paper);
  expect(paper.status).toBe('published');
  expect(paper.steps.filter((step) => step === 'publish')).toHaveLength(3);
});

test('a record that is away for a while is asked again', async () => {
  const paper = new PaperAssessment(now, 0);
  paper.failing = 3;
  await run(paper);
  expect(paper.status).toBe('published');
});

test('started again, it goes on from where the record stands', async () => {
  const paper = new PaperAssessment(now, 0);
  paper.status = 'published';
  await run(paper);
  expect(paper.steps).toEqual(['compute']);
});

test('what a schedule starts begins the run of each period that has ended, and a second call nothing more', async () => {
  const paper = new PaperAssessment(now, 0);
  await run(paper, OPEN_ASSESSMENTS, ['month'], 'assessments/month');
  expect(paper.status).toBe('published');
  const steps = paper.steps.length;
  await run(paper, OPEN_ASSESSMENTS, ['month'], 'assessments/month-again');
  expect(paper.steps).toHaveLength(steps);
});
