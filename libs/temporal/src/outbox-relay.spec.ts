import { setTimeout as delay } from 'node:timers/promises';

import { Registry } from 'prom-client';

import { Breaker } from './breaker';
import { EngineMetrics } from './metrics';
import { OutboxRelay } from './outbox-relay';
import type { OutboxRow, RecordedPosition } from './record-port';

const row = (findingId: string): OutboxRow => ({ findingId, seq: 1, attempts: 1, waitedMs: 700 });
const position = (id: string): RecordedPosition => ({ id, seq: 1, stage: 'assign', terminal: false, wakeAt: 1 });
const quiet = () => undefined;

/** A relay whose batch takes this long to tell. */
function relayOf(queued: string[], tellMs: number): OutboxRelay {
  const outbox = {
    claim: (limit: number) => Promise.resolve(queued.splice(0, limit).map(row)),
    done: () => Promise.resolve(),
    release: () => Promise.resolve(),
    age: () => Promise.resolve({ rows: queued.length, oldestMs: 0 }),
  };
  return new OutboxRelay({
    outbox,
    record: { positionsOf: (ids) => Promise.resolve(ids.map(position)) },
    runs: { tell: () => delay(tellMs) },
    breaker: new Breaker(),
    metrics: new EngineMetrics(new Registry(), outbox),
    log: { info: quiet, warn: quiet, error: quiet },
  });
}

describe('the rest of a relay', () => {
  it('is as long as the batch took, so that what moves on meanwhile is told once', async () => {
    const since = performance.now();
    const rest = await relayOf(['a', 'b', 'c'], 400).turn();
    expect(rest).toBeGreaterThanOrEqual(390);
    expect(rest).toBeLessThanOrEqual(performance.now() - since);
  });

  it('is a look’s at least, however little there was to tell', async () => {
    expect(await relayOf([], 0).turn()).toBe(200);
    expect(await relayOf(['a'], 0).turn()).toBe(200);
  });
});
