import { randomUUID } from 'node:crypto';

import { instantOf } from '#calendar';
import { EVERYTHING } from '#persistence';
import { District, filing, MORNING } from './district';

const DAY = 86_400_000;

describe('numbers', () => {
  let district: District;
  beforeEach(async () => void (district = await District.open()));
  afterEach(() => district.close());

  const numberOf = async (id: string) => (await district.record.findings.read(id))!.number;

  it('of findings run on without a gap when many file at once, and begin anew with the year', async () => {
    const ids = await Promise.all(Array.from({ length: 25 }, () => district.file()));
    const numbers = await Promise.all(ids.map(numberOf));
    expect(numbers.sort()).toEqual(Array.from({ length: 25 }, (_, i) => `DC2026-${String(i + 1).padStart(3, '0')}`));
    district.clock.now = instantOf('2027-01-01', '00:00');
    expect(await numberOf(await district.file())).toBe('DC2027-001');
  });

  it('given from outside are kept while free, come back in searches, and push the series on', async () => {
    const kept = await district.file({}, { externalNumber: 'DC2026-057' });
    expect(await numberOf(kept)).toBe('DC2026-057');
    expect(await numberOf(await district.file())).toBe('DC2026-058');
    expect(await numberOf(await district.file({}, { externalNumber: 'DC2026-020' }))).toBe('DC2026-020');
    expect(await numberOf(await district.file())).toBe('DC2026-059');
    const taken = await district.file({}, { externalNumber: 'DC2026-057' });
    expect(await numberOf(taken)).toBe('DC2026-060');
    const foreign = await district.file({}, { externalNumber: '创〔2026〕3' });
    expect(await district.record.findings.read(foreign)).toMatchObject({
      number: 'DC2026-061',
      externalNumber: '创〔2026〕3',
    });
  });

  it('asked for by two at once go to one of them', async () => {
    const inspector = await district.actor('inspector');
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => randomUUID()).map((id) =>
        district.record.findings.execute(id, filing({ id }), inspector, { externalNumber: 'DC2026-009' }),
      ),
    );
    const numbers = outcomes.map((outcome) => outcome.kind === 'done' && outcome.number);
    expect(new Set(numbers)).toEqual(
      new Set(['DC2026-009', 'DC2026-010', 'DC2026-011', 'DC2026-012', 'DC2026-013', 'DC2026-014']),
    );
  });

  it('of slips are without a gap under sweepers and commands together', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => district.rectifying()));
    district.clock.now = MORNING + 5 * DAY;
    const leader = await district.actor('office.head');
    await Promise.all([
      ...Array.from({ length: 3 }, () => district.record.findings.sweep({ limit: 10 })),
      ...ids.map((id) => district.record.findings.execute(id, { type: 'urge', text: '请抓紧' }, leader)),
    ]);
    for (let swept = 1; swept > 0;) ({ claimed: swept } = await district.record.findings.sweep());

    const { rows } = await district.owner.query<{ series: string; n: number; last: number }>(
      `SELECT left(number, 8) AS series, count(*)::int AS n, max(right(number, -8)::int) AS last
       FROM notice WHERE number IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    expect(rows.map(({ series }) => series)).toEqual(['CB-2026-', 'DB-2026-', 'TX-2026-']);
    for (const { n, last } of rows) expect(n).toBe(last);
    expect(rows[0]!.n).toBe(60);
  });

  it('of papers are given at signature, one series per unit code and year, and stay with the withdrawn', async () => {
    const ids = [await district.rectifying(), await district.rectifying(), await district.rectifying()];
    district.clock.now = MORNING + 12 * DAY;
    await district.record.findings.sweep();
    const papers = await district.owner.query<{ finding_id: string; id: string; number: string | null }>(
      `SELECT finding_id, id, number FROM notice WHERE class = 'paper'`,
    );
    expect(papers.rows).toHaveLength(3);
    expect(papers.rows.every(({ number }) => number === null)).toBe(true);

    const numbers = [];
    for (const id of ids) {
      const { id: noticeId } = papers.rows.find((paper) => paper.finding_id === id)!;
      await district.do(id, 'dispatcher', { type: 'check-notice', noticeId });
      await district.do(id, 'office.head', { type: 'issue-notice', noticeId });
      if (id === ids[1])
        await district
          .do(id, 'office.head', { type: 'withdraw-notice', noticeId, reason: '误发' })
          .catch(() => district.do(id, 'dispatcher', { type: 'withdraw-notice', noticeId, reason: '误发' }));
      const page = await district.record.findings.notices({ findingId: id, colour: 'red' }, EVERYTHING, null, 10);
      numbers.push(page.rows.map(({ number, life }) => [number, life]));
    }
    expect(numbers).toEqual([
      [['金政督〔2026〕1号', 'issued']],
      [['金政督〔2026〕2号', 'withdrawn']],
      [['金政督〔2026〕3号', 'issued']],
    ]);
  });
});
