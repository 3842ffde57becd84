import { onDistrict } from '../../../apps/cli/src/demo/year/year';
import { type YearPlan, type YearResult, YearOfADistrict } from '../../../apps/cli/src/demo/year/year-of-a-district';
import type { AuditReport } from '#persistence';
import { createTestDatabase } from '../../support/database';

jest.setTimeout(600_000);

/** A quarter, and what follows it until its editions are published. */
const QUARTER: YearPlan = { findings: 480, filesUntil: '2026-02-27', lastDay: '2026-04-14' };

async function told(plan: YearPlan): Promise<{ result: YearResult; audit: AuditReport }> {
  const database = await createTestDatabase();
  try {
    return await onDistrict(database.url, async (record, clock) => {
      const year = await YearOfADistrict.of(record, clock, plan);
      return { result: await year.tell(), audit: await record.audit.verify() };
    });
  } finally {
    await database.drop();
  }
}

describe('a simulated quarter of a district', () => {
  let one: YearResult;
  let other: YearResult;
  let audit: AuditReport;
  beforeAll(async () => {
    [{ result: one, audit }, { result: other }] = await Promise.all([told(QUARTER), told(QUARTER)]);
  });

  it('comes out the same, byte for byte, when it is told twice', () => {
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('publishes month and quarter of units and property, each recomputed the same', () => {
    expect(one.editions.map(({ id }) => id.replace(/-\d$/, ''))).toEqual([
      'property-month-2026-01-01',
      'property-month-2026-02-01',
      'property-month-2026-03-01',
      'property-quarter-2026-01-01',
      'units-month-2026-01-01',
      'units-month-2026-02-01',
      'units-month-2026-03-01',
      'units-quarter-2026-01-01',
    ]);
    expect(one.editions.filter(({ same }) => !same)).toEqual([]);
    expect(one.recomputed).toBe(one.published);
  });

  it('has every part of the district’s machinery at work', () => {
    const { census, network, rounds, list, selfChecks, matters, estates, creditFile } = one;
    expect(one.findings).toBe(480);
    expect(one.closed).toBeGreaterThan(200);
    expect(network).toMatchObject({ opened: 2, renamed: 1, closed: 2 });
    for (const type of ['passed_on', 'settled_in_chain', 'progress_reported', 'suspended', 'rung_fired'])
      expect([type, census.events[type] ?? 0]).not.toEqual([type, 0]);
    expect(rounds).toMatchObject({ rounds: 2, places: 432 });
    expect(rounds.clean + rounds.findings).toBe(432);
    expect(list).toMatchObject({ total: 120, zero: false });
    expect(list.cleared).toBeGreaterThan(0);
    expect(selfChecks.asked).toBeGreaterThan(0);
    expect(matters.given).toBe(6);
    expect(one.suspended).toBeGreaterThan(0);
    expect(one.guarantees).toBe(1);
    expect(estates.red).toBeGreaterThan(0);
    expect(Object.values(creditFile).reduce((sum, n) => sum + n, 0)).toBe(estates.noticed);
    expect(one.classes.length).toBeGreaterThan(4);
  });

  it('leaves a record that is whole: every hash, edge and row', () => {
    expect(audit.faults).toEqual([]);
    expect(audit).toMatchObject({ findings: 480, checkpoints: 1 });
  });

  it('refuses hardly anything of what its people do', () => {
    expect(one.refused / one.steps).toBeLessThan(0.01);
  });
});
