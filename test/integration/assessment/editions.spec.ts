import { addDays, civilDate, instantOf } from '#calendar';
import { type AssessmentResult, periodOf, type UnitSheet } from '#domain';
import { District, photo } from '../persistence/district';

const SEPTEMBER = periodOf('month', '2026-09-01');
const AFTER = instantOf('2026-10-09', '09:00');

let district: District;
beforeAll(async () => void (district = await District.open()));
afterAll(() => district.close());

const office = () => district.record.assessment.office;
const units = async (id: string): Promise<AssessmentResult> => district.record.assessment.editions.unitsResult(id);
const sheetOf = async (id: string, unitId: string): Promise<UnitSheet> =>
  (await units(id)).classes.flatMap(({ sheets }) => sheets).find((one) => one.unitId === unitId)!;

/** A case of 区城管局 that was answered late, and one mended in time. */
async function casework(): Promise<void> {
  const late = await district.rectifying();
  await district.rectifying({
    place: { streetId: 'sanliqiao', communityId: null, pointName: '梅山路口', lng: null, lat: null },
  });
  district.clock.now = instantOf('2026-09-22', '10:00');
  while ((await district.record.findings.sweep({ graceMs: 0 })).claimed > 0);
  await district.do(late, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
  await district.do(late, 'leader.cg', { type: 'endorse' }).catch(() => undefined);
}

describe('the assessment of a month', () => {
  beforeAll(casework);

  it('waits for the end of the month', async () => {
    expect(await office().compute(SEPTEMBER)).toMatchObject({ status: 'waiting' });
    expect(await office().periodsDue('month')).toEqual([]);
  });

  it('is drafted once, however often and by however many', async () => {
    district.clock.now = AFTER;
    expect((await office().periodsDue('month')).map(({ start }) => start)).toEqual(['2026-09-01']);
    const standings = await Promise.all([1, 2, 3].map(() => office().compute(SEPTEMBER)));
    expect(standings.map(({ status }) => status)).toEqual(['draft', 'draft', 'draft']);
    const editions = await district.record.assessment.editions.list({ kind: 'month' });
    expect(editions.map(({ id, status }) => [id, status])).toEqual([
      ['property-month-2026-09-01-1', 'draft'],
      ['units-month-2026-09-01-1', 'draft'],
    ]);
  });

  it('books each point once with the event that it cites, and its sums are the ledger’s in SQL', async () => {
    const { rows } = await district.owner.query<{ unit_id: string; points: number; uncited: number }>(
      `SELECT unit_id, sum(points)::float8 AS points,
         count(*) FILTER (WHERE NOT EXISTS (SELECT FROM finding_event e
           WHERE e.finding_id || '#' || e.seq = score_event.cites))::int AS uncited
       FROM score_event GROUP BY unit_id ORDER BY unit_id`,
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.map(({ uncited }) => uncited)).toEqual(rows.map(() => 0));
    for (const { unit_id, points } of rows)
      expect((await sheetOf('units-month-2026-09-01-1', unit_id)).deductions).toBeCloseTo(-points, 3);
  });

  it('charges the breach to who led, to the street and to its surety', async () => {
    const { ledger } = await units('units-month-2026-09-01-1');
    const breach = ledger.filter(({ rule }) => rule === 'not_rectified_in_time');
    expect(new Set(breach.map(({ unitId, role }) => `${unitId} ${role}`))).toEqual(
      new Set([
        'cg lead',
        'dongshi territory',
        'dongshi-yunlu territory',
        'jy baobao',
        'sanliqiao territory',
        'wj baobao',
      ]),
    );
  });

  it('opens for appeals for three working days, and nobody publishes before', async () => {
    const { waitMs } = await office().openAppeals(SEPTEMBER);
    // Friday to Wednesday, over a make-up Saturday or not as the calendar says.
    expect(civilDate(AFTER + waitMs) > addDays(civilDate(AFTER), 2)).toBe(true);
    expect(await office().publish(SEPTEMBER)).toMatchObject({ status: 'appealable' });
  });

  it('an appeal is ruled by others and undone by a counter-entry; the edition gives way to one that cites it', async () => {
    const { ledger } = await units('units-month-2026-09-01-1');
    const entry = ledger.find(({ unitId, rule }) => unitId === 'cg' && rule === 'not_rectified_in_time')!;
    const id = 'units-month-2026-09-01-1';
    const before = await sheetOf(id, 'cg');
    await office().act(
      id,
      { type: 'appeal', appealId: 'a1', unitId: 'cg', entryId: entry.id, text: '当日已清运' },
      'p1',
    );
    const ruling = { type: 'rule-appeal' as const, appealId: 'a1', upheld: true, reason: '属实' };
    await expect(office().act(id, ruling, 'p1')).rejects.toMatchObject({ refusal: 'another_person' });
    await office().act(id, ruling, 'p2');
    expect(await district.count('score_event', 'reverses = $1 AND cites = $2', [entry.id, 'appeal:a1'])).toBe(1);
    district.clock.now = instantOf('2026-10-20', '09:00');
    expect(await office().publish(SEPTEMBER)).toEqual({ status: 'published', waitMs: 0 });
    const [published, drafted] = await district.record.assessment.editions.list({ kind: 'month', subject: 'units' });
    expect(drafted).toMatchObject({ status: 'superseded', supersededBy: published!.id });
    expect(published).toMatchObject({ status: 'published', corrects: id, edition: 2 });
    const after = await sheetOf(published!.id, 'cg');
    expect(before.deductions - after.deductions).toBeCloseTo(-entry.points, 3);
  });

  it('is recomputed byte for byte, and a changed text or a changed rule is found out', async () => {
    for (const { id } of await district.record.assessment.editions.list({}))
      expect(await office().verify(id)).toMatchObject({ same: true });
    const id = 'units-month-2026-09-01-2';
    await district.owner.query(`UPDATE assessment SET result = replace(result, '"rank":1', '"rank":2') WHERE id = $1`, [
      id,
    ]);
    await district.owner.query(
      `UPDATE assessment SET snapshot = replace(snapshot, '"base":100', '"base":90') WHERE id = $1`,
      [id],
    );
    expect(await office().verify(id)).toMatchObject({ same: false });
    await district.owner.query(
      `UPDATE assessment SET snapshot = replace(snapshot, '"base":90', '"base":100') WHERE id = $1`,
      [id],
    );
    await district.owner.query(`UPDATE assessment SET result = replace(result, '"rank":2', '"rank":1') WHERE id = $1`, [
      id,
    ]);
    expect(await office().verify(id)).toMatchObject({ same: true });
  });

  it('lets nobody change the ledger', async () => {
    await expect(district.owner.query('UPDATE score_event SET points = 0')).rejects.toThrow(/append-only/);
    await expect(district.owner.query('DELETE FROM score_event')).rejects.toThrow(/append-only/);
  });

  it('is corrected only by a new edition that cites it', async () => {
    const corrected = await office().correct('units-month-2026-09-01-2', 'p2');
    expect(corrected).toBe('units-month-2026-09-01-3');
    expect((await office().periodsDue('month')).map(({ start }) => start)).toContain('2026-09-01');
    await office().openAppeals(SEPTEMBER);
    district.clock.now = instantOf('2026-10-30', '09:00');
    expect(await office().publish(SEPTEMBER)).toMatchObject({ status: 'published' });
    const editions = await district.record.assessment.editions.list({ kind: 'month', subject: 'units' });
    expect(editions.map(({ edition, status, corrects }) => [edition, status, corrects])).toEqual([
      [3, 'published', 'units-month-2026-09-01-2'],
      [2, 'superseded', 'units-month-2026-09-01-1'],
      [1, 'superseded', null],
    ]);
    // The upheld appeal stands in the corrected edition too.
    expect((await sheetOf('units-month-2026-09-01-3', 'cg')).deductions).toBe(
      (await sheetOf('units-month-2026-09-01-2', 'cg')).deductions,
    );
  });
});
