import { Registry } from 'prom-client';

import { EngineMetrics } from './metrics';
import { Sweeper } from './sweeper';

const FULL = 500;

/** A record in which so many findings are late; counts the batches that are under way together. */
function lateRecord(late: number, fails = false) {
  const seen = { atOnce: 0, most: 0, swept: 0 };
  const sweep = async ({ limit }: { limit: number }) => {
    seen.most = Math.max(seen.most, ++seen.atOnce);
    const claimed = Math.min(limit, late - seen.swept);
    seen.swept += claimed;
    await Promise.resolve();
    seen.atOnce -= 1;
    if (fails && seen.swept > FULL) throw new Error('the database is away');
    return { claimed, fired: claimed, failed: 0 };
  };
  const registry = new Registry();
  const metrics = new EngineMetrics(registry, { age: () => Promise.resolve({ rows: 0, oldestMs: 0 }) });
  return { seen, registry, sweeper: new Sweeper({ sweep }, metrics) };
}

describe('the sweeper', () => {
  it('takes a herd by two batches at once, without a rest', async () => {
    const { seen, registry, sweeper } = lateRecord(4 * FULL);
    expect(await sweeper.turn()).toBe(0);
    expect(seen.most).toBe(1);
    expect(await sweeper.turn()).toBe(0);
    expect(seen).toMatchObject({ most: 2, swept: 3 * FULL });
    expect(await registry.metrics()).toContain(`duban_sweeper_rungs_total ${3 * FULL}`);
  });

  it('rests after what is no full batch, and is alone again', async () => {
    const { seen, sweeper } = lateRecord(FULL + 1);
    expect([await sweeper.turn(), await sweeper.turn()]).toEqual([0, 1_000]);
    seen.most = 0;
    expect(await sweeper.turn()).toBe(1_000);
    expect(seen.most).toBe(1);
  });

  it('says so when a batch fails, once both are over', async () => {
    const { seen, sweeper } = lateRecord(4 * FULL, true);
    await sweeper.turn();
    await expect(sweeper.turn()).rejects.toThrow('the database is away');
    expect(seen.atOnce).toBe(0);
  });
});
