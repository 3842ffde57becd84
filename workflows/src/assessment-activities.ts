import { proxyActivities } from '@temporalio/workflow';

import type { AssessmentActivities } from '#contract/temporal';

/**
 * Whole editions are reckoned there, so they are no local activities. They are tried for as long as it takes: the period is
 * unique in the record, and a step that was taken before is answered with where the period stands.
 */
export const { assessmentsDue, computeAssessment, openAppeals, publishAssessment } =
  proxyActivities<AssessmentActivities>({
    startToCloseTimeout: '15m',
    retry: { initialInterval: '5s', maximumInterval: '10m' },
  });
