import { setTimeout as delay } from 'node:timers/promises';

import type { Client } from '@temporalio/client';

/** One run as Temporal keeps it. */
export interface Run {
  historyEvents: number;
  completed: boolean;
  /** Epoch milliseconds; undefined while it is open. */
  closedAt: number | undefined;
}

const POLL_MS = 25;

/** What Temporal itself says about the runs of one workflow type. */
export class Runs {
  constructor(
    private readonly client: Client,
    private readonly type: string,
    private readonly workflowIdOf: (findingId: string) => string,
  ) {}

  /** How many runs of the type are open. */
  async open(): Promise<number> {
    return (await this.client.workflow.count(`WorkflowType = '${this.type}' AND ExecutionStatus = 'Running'`)).count;
  }

  /** Resolves once none is. */
  async noneOpen(): Promise<void> {
    while ((await this.open()) > 0) await delay(POLL_MS);
  }

  /** Every run that the findings have had; none for a finding that had none. */
  async of(findingIds: readonly string[]): Promise<Map<string, Run[]>> {
    const runs = new Map(findingIds.map((id) => [this.workflowIdOf(id), [] as Run[]]));
    for await (const run of this.client.workflow.list({ query: `WorkflowType = '${this.type}'`, pageSize: 1_000 })) {
      const { historyLength, closeTime, status } = run;
      runs.get(run.workflowId)?.push({
        historyEvents: historyLength,
        completed: status.name === 'COMPLETED',
        closedAt: closeTime?.getTime(),
      });
    }
    return new Map(findingIds.map((id) => [id, runs.get(this.workflowIdOf(id))!]));
  }

  /** The types of the events in the finding's history, in their order. */
  async history(findingId: string): Promise<string[]> {
    const { events } = await this.client.workflow.getHandle(this.workflowIdOf(findingId)).fetchHistory();
    return (events ?? []).map(typeOf);
  }
}

/** An event bears the attributes of its type and no others. */
function typeOf(event: object): string {
  const attributes = Object.entries(event).find(([key, value]) => key.endsWith('EventAttributes') && value);
  return attributes?.[0].replace('EventAttributes', '') ?? 'unknown';
}
