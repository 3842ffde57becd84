/** The queue that the peer's worker polls. */
export const TASK_QUEUE = 'plain-temporal';

/** Workflow type of the peer. */
export const WORKFLOW = 'superviseFindingPlainly';

export const workflowIdOf = (findingId: string): string => `plain/${findingId}`;
