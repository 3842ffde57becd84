import {
  continueAsNew,
  ParentClosePolicy,
  setCurrentDetails,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';

import { type AssessmentLook, assessmentWorkflowId, type PeriodName } from '#contract/temporal';
import type { PeriodKind } from '#domain';

import { assessmentsDue, computeAssessment, openAppeals, publishAssessment } from './assessment-activities';

/**
 * Carries the assessment 考核 of one period from its draft 草案 through the appeals 申诉 to its publication 发布. PostgreSQL decides
 * whether a step is due; this run holds nothing that the record does not.
 */
export async function runAssessment(period: PeriodName): Promise<void> {
  let at = await computeAssessment(period);
  while (at.status === 'waiting') at = await after(at, () => computeAssessment(period));
  if (at.status === 'draft') at = await openAppeals(period);
  while (at.status !== 'published') at = await after(at, () => publishAssessment(period));

  /** The next look, once it is time for it. */
  async function after({ status, waitMs }: AssessmentLook, look: () => Promise<AssessmentLook>) {
    setCurrentDetails(`**${status}**`);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof runAssessment>(period);
    await sleep(waitMs);
    return look();
  }
}

/** Begins the assessment of every period of a kind that has ended and is not published: what a schedule starts. */
export async function openAssessments(kind: PeriodKind): Promise<void> {
  for (const period of await assessmentsDue(kind)) await begin(period);
}

/** Beside whoever called for it, and at most one at a time. */
async function begin(period: PeriodName): Promise<void> {
  try {
    await startChild(runAssessment, {
      workflowId: assessmentWorkflowId(period),
      args: [period],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
