import { instantOf } from '#calendar';
import { board, type Board, leaderPage } from '#contract';
import { Served } from './served';

describe('the board', () => {
  let served: Served;
  let late: string;
  let asOf: string;
  let first: Board;

  const evidence = async (username: string, width: number) => {
    const { default: sharp } = await import('sharp');
    // Stripes of another width each: no two pictures are nearly the same.
    const pixels = Buffer.from(
      Array.from({ length: 96 * 96 * 3 }, (_, i) => (Math.floor(i / 3 / 7 ** width) % 2) * 255),
    );
    const bytes = await sharp(pixels, { raw: { width: 96, height: 96, channels: 3 } })
      .png()
      .toBuffer();
    return (await served.done(username, '/evidence', bytes, { 'content-type': 'image/png' })).body.sha256 as string;
  };
  const boardAt = async (username: string, query = ''): Promise<Board> => {
    const { status, body, text } = await served.get(username, `/board?${query}`);
    if (status !== 200) throw new Error(text);
    return board.parse(body);
  };
  const figureOf = ({ figures }: Board, code: string) => figures.find((figure) => figure.code === code)!;

  beforeAll(async () => {
    served = await Served.open();
    const before = await evidence('inspector', 1);
    const inTime = await served.rectifying({ evidence: [{ sha256: before }] });
    late = await served.rectifying();
    await served.file();
    const external = await served.file();
    await served.done('dispatcher', `/findings/${external}/assign`, { unitId: 'xf' });
    const sha256 = await evidence('handler.cg', 2);
    await served.done('handler.cg', `/findings/${inTime}/submit`, { text: '已清运', evidence: [{ sha256 }] });
    await served.done('verifier', `/findings/${inTime}/verify`, { outcome: 'passed' });
    await served.done('approver', `/findings/${inTime}/approve`);
    await served.done('mayor', `/findings/${late}/instruct`, { text: '限期整改', toUnitId: 'cg', replyWithinDays: 2 });
    await served.file({ visibility: 'limited' });
    await served.file({ visibility: 'sealed' }, 'dispatcher');
    served.district.clock.now = instantOf('2026-09-18', '09:00');
    first = await boardAt('mayor');
    asOf = encodeURIComponent(first.asOf);
  });
  afterAll(() => served.close());

  it('counts limited and not sealed, and scores no unit that we cannot order', () => {
    expect(figureOf(first, 'filed')).toMatchObject({ value: 5, denominator: null });
    expect(figureOf(first, 'filed_today').value).toBe(0);
    expect(figureOf(first, 'closed').value).toBe(1);
    expect(figureOf(first, 'overdue').value).toBe(2);
    expect(figureOf(first, 'on_time_rate')).toMatchObject({ numerator: 1, denominator: 2, value: 0.5 });
    const external = first.units.find(({ key }) => key === 'xf')!;
    expect(external).toMatchObject({ scored: false, due: 0, rate: null });
    expect(first.ranking.flatMap(({ units }) => units.map(({ key }) => key))).toEqual(['cg']);
  });

  it('lists behind each figure exactly what it counts', async () => {
    const figures = [...first.figures, ...first.funnel];
    expect(figures.length).toBeGreaterThan(12);
    for (const { code, filter, numerator, denominator, denominatorFilter } of figures) {
      const { body } = await served.get('mayor', `/findings?${filter}&limit=200`);
      expect([code, body.items.length]).toEqual([code, numerator]);
      if (denominatorFilter === null) continue;
      const whole = await served.get('mayor', `/findings?${denominatorFilter}&limit=200`);
      expect([code, whole.body.items.length]).toEqual([code, denominator]);
    }
    for (const { key, overdue, filters } of [...first.units, ...first.categories, ...first.streets]) {
      const { body } = await served.get('mayor', `/findings?${filters.overdue}&limit=200`);
      expect([key, body.items.length]).toEqual([key, overdue]);
    }
    const weeks = (await boardAt('mayor', 'from=2026-09-01&to=2026-09-30&trend=week')).trend;
    for (const { date, filters, ...point } of [...first.trend, ...weeks])
      for (const [series, filter] of Object.entries(filters)) {
        const { body } = await served.get('mayor', `/findings?${filter}&limit=200`);
        const counted = point[series as keyof typeof filters];
        expect([date, series, body.items.length]).toEqual([date, series, counted]);
      }
  });

  it('gives each figure its formula in both languages', () => {
    for (const { formulaZh, formulaEn } of [...first.figures, ...first.funnel]) {
      expect(formulaZh).toMatch(/[一-龥]/);
      expect(formulaEn).toMatch(/[a-z]/i);
    }
  });

  it('writes nothing over nothing as null', async () => {
    const empty = await boardAt('mayor', 'unit=jy');
    expect(figureOf(empty, 'on_time_rate')).toMatchObject({ numerator: 0, denominator: 0, value: null });
  });

  it('shows a limited item only to who may see it, and says that it is withheld', async () => {
    const seen = await boardAt('inspector2');
    expect(figureOf(seen, 'filed').value).toBe(5);
    expect(seen.withheld).toBe(1);
    expect(first.withheld).toBe(0);
  });

  it('a unit sees its own alone', async () => {
    const own = await boardAt('leader.zj');
    expect(figureOf(own, 'filed').value).toBe(0);
    const theirs = await boardAt('leader.cg');
    // Its two, and one that is proposed to it.
    expect(figureOf(theirs, 'filed').value).toBe(3);
  });

  it('says the same of the same instant, whatever has happened since', async () => {
    served.district.clock.now = instantOf('2026-09-18', '11:00');
    const sha256 = await evidence('handler.cg', 3);
    await served.done('handler.cg', `/findings/${late}/submit`, { text: '已清运', evidence: [{ sha256 }] });
    await served.file();
    const again = await boardAt('mayor', `asOf=${asOf}`);
    const plain = ({ red: _, ...rest }: Board) => rest;
    expect(plain(again)).toEqual(plain(first));
    const now = await boardAt('mayor');
    expect(figureOf(now, 'overdue').value).toBe(1);
    expect(figureOf(now, 'filed').value).toBe(6);
  });

  it('counts what was taken back, and whose merge was undone, as it stood before, also later for that instant', async () => {
    const before = await boardAt('mayor');
    const id = await served.rectifying();
    const sha256 = await evidence('handler.cg', 4);
    await served.done('handler.cg', `/findings/${id}/submit`, { text: '已清运', evidence: [{ sha256 }] });
    await served.done('verifier', `/findings/${id}/verify`, { outcome: 'passed' });
    await served.done('approver', `/findings/${id}/approve`);
    await served.done('approver', `/findings/${id}/take-back`);
    await served.done('dispatcher', `/findings/${late}/merge`, { into: id, reason: '同一处' });
    await served.done('dispatcher', `/findings/${late}/unmerge`, { reason: '不是同一处' });
    served.district.clock.now += 60_000;
    const now = await boardAt('mayor');
    const stages = ({ funnel }: Board) => Object.fromEntries(funnel.map(({ code, numerator }) => [code, numerator]));
    expect(figureOf(now, 'closed').value).toBe(figureOf(before, 'closed').value);
    expect(stages(now)).toEqual({ ...stages(before), at_close: stages(before)['at_close']! + 1 });
    served.district.clock.now += 60_000;
    for (const finding of [id, late]) await served.done('dispatcher', `/findings/${finding}/comment`, { text: '再看' });
    const then = await boardAt('mayor', `asOf=${encodeURIComponent(now.asOf)}`);
    expect(stages(then)).toEqual(stages(now));
    expect(figureOf(then, 'closed').value).toBe(figureOf(now, 'closed').value);
  });

  it('gives a leader one page', async () => {
    const page = leaderPage.parse((await served.get('mayor', '/board/leader')).body);
    expect(page.figures).toHaveLength(5);
    expect(page.pairs).toHaveLength(1);
    expect(page.instructions).toEqual([expect.objectContaining({ text: '限期整改', toUnitId: 'cg', mine: true })]);
  });

  it('refuses a period that ends before it begins', async () => {
    expect((await served.get('mayor', '/board?from=2026-09-10&to=2026-09-01')).status).toBe(422);
  });
});
