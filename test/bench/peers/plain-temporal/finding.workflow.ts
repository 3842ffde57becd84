import type { Duration } from '@temporalio/common';
import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';

import { type Step, STEPS } from '../../loop';
import type { Activities } from './activities';

const { record, escalate } = proxyActivities<Activities>({ startToCloseTimeout: '10 seconds' });

/** The levels that rise while a step is awaited; the case clock's ladder where a unit works, the office's own elsewhere. */
const LEVELS: Record<Exclude<Step, 'file'>, { level: string; after: Duration }[]> = {
  assign: [
    { level: 'reminder', after: '6 hours' },
    { level: 'urge', after: '2 hours' },
    { level: 'office_head', after: '1 day' },
  ],
  sign: [{ level: 'urge', after: '4 hours' }],
  submit: [
    { level: 'reminder', after: '3 hours' },
    { level: 'urge', after: '1 hour' },
    { level: 'yellow', after: '1 day' },
    { level: 'red', after: '2 days' },
  ],
  verify: [
    { level: 'reminder', after: '6 hours' },
    { level: 'urge', after: '2 hours' },
  ],
  approve: [
    { level: 'reminder', after: '6 hours' },
    { level: 'urge', after: '2 hours' },
  ],
};

const AWAITED = STEPS.filter((step) => step !== 'file');

/** One finding from its filing to its write-off: each step comes by signal and is written by an activity. */
export async function superviseFindingPlainly(findingId: string, filing: string): Promise<void> {
  const come = new Map<Step, string>();
  for (const step of AWAITED) setHandler(defineSignal<[string]>(step), (text) => void come.set(step, text));

  await record({ findingId, step: 'file', text: filing });
  for (const step of AWAITED) {
    await escalateUntil(() => come.has(step), findingId, step);
    await record({ findingId, step, text: come.get(step)! });
  }
}

/** One timer per level, the next only once the last has rung. */
async function escalateUntil(come: () => boolean, findingId: string, step: Exclude<Step, 'file'>): Promise<void> {
  for (const { level, after } of LEVELS[step]) {
    if (await condition(come, after)) return;
    await escalate({ findingId, step, level });
  }
  await condition(come);
}
