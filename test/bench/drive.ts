import { setTimeout as delay } from 'node:timers/promises';

import { STEPS } from './loop';
import { type ProcessorTime, processorWatch } from './processors';
import type { Side } from './side';

export interface Driving {
  /** People at work at once, each with one finding in hand and waiting for its answer. */
  clients: number;
  findings: number;
  /** When a finding's next step follows. `acknowledged`: at once; `told`: once Temporal has been told of the last. */
  next: 'acknowledged' | 'told';
  /** Besides, this long after the last, milliseconds: the steps are then as apart as in life. */
  restMs?: number;
}

export interface Driven {
  findingIds: string[];
  acknowledgedPerSecond: number;
  /** From the call to the answer, milliseconds. */
  latencies: number[];
  /** Until the last acknowledgement: both servers and workers, and the people. */
  processors: ProcessorTime;
  loopsPerSecond: number;
  /** Loops that ended before Temporal had to be told of them at all. */
  withoutRun: number;
  /** Mean over all loops. */
  eventsPerLoop: number;
}

const wallClock = (): number => performance.timeOrigin + performance.now();

/** Drives findings through the whole loop, waits until all is at rest, and asks Temporal what it took. */
export async function drive(side: Side, { clients, findings, next, restMs }: Driving): Promise<Driven> {
  const findingIds = side.fresh(findings);
  const waiting = [...findingIds];
  const latencies: number[] = [];
  const since = wallClock();
  const worked = processorWatch();

  async function client(): Promise<void> {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      for (const step of STEPS) {
        const asked = performance.now();
        await side.take(id, step);
        latencies.push(performance.now() - asked);
        if (next === 'told') await side.told(id);
        if (restMs) await delay(restMs);
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  const acknowledged = wallClock();
  const processors = worked();

  await side.atRest();
  const runs = [...(await side.runs.of(findingIds)).values()];
  const closed = runs.flat().map(({ closedAt }) => closedAt ?? NaN);
  const ended = Math.max(acknowledged, ...closed);
  return {
    findingIds,
    acknowledgedPerSecond: (latencies.length * 1_000) / (acknowledged - since),
    latencies,
    processors,
    loopsPerSecond: (findings * 1_000) / (ended - since),
    withoutRun: runs.filter((of) => of.length === 0).length,
    eventsPerLoop: runs.flat().reduce((sum, { historyEvents }) => sum + historyEvents, 0) / findings,
  };
}
