import type { Client as TemporalClient } from '@temporalio/client';
import { Client } from 'pg';

import { findingIdOf, findingWorkflowId, type Position, positionQuery, SUPERVISE_FINDING } from '#contract/temporal';

/** A run's next look may differ from the row's wake-up by this, in milliseconds: waits are counted from the tick's answer. */
const TOLERANCE_MS = 2_000;

interface Row {
  id: string;
  terminal: boolean;
  wake_ms: number | null;
}

const ROWS = `SELECT id, terminal, (extract(epoch FROM wake_at) * 1000)::float8 AS wake_ms FROM finding`;

/** I2 at rest: no outbox row, exactly one running workflow for each open finding and none for any other. */
export async function faultsOfRuns(databaseUrl: string, temporal: TemporalClient): Promise<string[]> {
  const { rows, queued } = await readRecord(databaseUrl);
  const running = await countRuns(temporal);
  const wanted = new Map(rows.map(({ id, terminal }) => [id, terminal ? 0 : 1]));
  const everyone = new Set([...wanted.keys(), ...running.keys()]);
  return [
    ...(queued > 0 ? [`${queued} findings wait in the outbox`] : []),
    ...[...everyone].flatMap((id) => {
      const [has, should] = [running.get(id) ?? 0, wanted.get(id) ?? 0];
      return has === should ? [] : [`finding ${id} has ${has} running workflows and should have ${should}`];
    }),
  ];
}

/** I6: every open finding's run will look no later than its row wakes. */
export async function faultsOfWakeUps(databaseUrl: string, temporal: TemporalClient): Promise<string[]> {
  const { rows } = await readRecord(databaseUrl);
  const faults = await Promise.all(
    rows.filter(({ terminal }) => !terminal).map((row) => faultsOfWakeUp(row, temporal)),
  );
  return faults.flat();
}

async function faultsOfWakeUp({ id, wake_ms }: Row, temporal: TemporalClient): Promise<string[]> {
  const run = temporal.workflow.getHandle(findingWorkflowId(id));
  const at: Position = await run.query(positionQuery);
  return wake_ms !== null && at.wakeAt <= wake_ms + TOLERANCE_MS
    ? []
    : [`the run of ${id} wakes ${at.wakeAt - (wake_ms ?? 0)} ms late`];
}

async function readRecord(databaseUrl: string): Promise<{ rows: Row[]; queued: number }> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const { rows } = await database.query<Row>(ROWS);
    const outbox = await database.query<{ queued: number }>('SELECT count(*)::int AS queued FROM outbox');
    return { rows, queued: outbox.rows[0]!.queued };
  } finally {
    await database.end();
  }
}

/** Asked of Temporal itself, not of our own client of it. */
async function countRuns(temporal: TemporalClient): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const query = `WorkflowType = '${SUPERVISE_FINDING}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of temporal.workflow.list({ query })) {
    const id = findingIdOf(workflowId) ?? workflowId;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
