import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

import { Client, Connection } from '@temporalio/client';

import { type Step, WORDS } from '../../loop';
import { Runs } from '../../runs';
import { connect, type Servers } from '../../servers';
import type { Recorded, Side } from '../../side';
import { SCHEMA, type StepTaken } from './activities';
import { TASK_QUEUE, WORKFLOW, workflowIdOf } from './names';

/** The usual way to write the loop on Temporal, with a database of its own on the same servers. */
export async function openPlainTemporal(servers: Servers): Promise<Side> {
  const url = await servers.createDatabase('plain_temporal');
  const database = await connect(url);
  await database.query(SCHEMA);
  const worker = fork(require.resolve('./worker'), [url, servers.temporal]);
  const acknowledgements = new Acknowledgements(worker);
  await acknowledgements.ready;
  const connection = await Connection.connect({ address: servers.temporal });
  const client = new Client({ connection });

  const runs = new Runs(client, WORKFLOW, workflowIdOf);
  const tell = (findingId: string, step: Step) =>
    step === 'file'
      ? client.workflow.start(WORKFLOW, {
          taskQueue: TASK_QUEUE,
          workflowId: workflowIdOf(findingId),
          args: [findingId, WORDS.file],
        })
      : client.workflow.getHandle(workflowIdOf(findingId)).signal(step, WORDS[step]);

  return {
    name: 'plain Temporal',
    fresh: (count) => Array.from({ length: count }, () => randomUUID()),
    async take(findingId, step) {
      const recorded = acknowledgements.of(findingId, step);
      await tell(findingId, step);
      await recorded;
    },
    // What was recorded came out of Temporal.
    told: () => Promise.resolve(),
    atRest: () => runs.noneOpen(),
    async recorded(findingIds) {
      const { rows } = await database.query<Recorded & { id: string }>(RECORDED, [findingIds]);
      return new Map(rows.map(({ id, ...recorded }) => [id, recorded]));
    },
    runs,
    async close() {
      const gone = once(worker, 'exit');
      worker.disconnect();
      await gone;
      await connection.close();
      await database.end();
    },
  };
}

const RECORDED = `
  SELECT id, count(step)::int AS steps, status = 'archived' AS terminal
  FROM finding JOIN finding_step ON finding_id = id WHERE id = ANY ($1) GROUP BY id`;

/** Told by the worker the moment its transaction is committed: an answer could not come sooner, nor cost less. */
class Acknowledgements {
  readonly ready: Promise<void>;
  private readonly waiting = new Map<string, () => void>();

  constructor(worker: ChildProcess) {
    this.ready = new Promise((resolve, reject) => {
      worker.once('exit', (code) => reject(new Error(`the worker of plain Temporal ended: ${code}`)));
      worker.on('message', (message: 'ready' | StepTaken) => {
        if (message === 'ready') resolve();
        else this.recorded(message);
      });
    });
  }

  of(findingId: string, step: Step): Promise<void> {
    return new Promise((resolve) => this.waiting.set(`${findingId}/${step}`, resolve));
  }

  private recorded({ findingId, step }: StepTaken): void {
    this.waiting.get(`${findingId}/${step}`)?.();
    this.waiting.delete(`${findingId}/${step}`);
  }
}
