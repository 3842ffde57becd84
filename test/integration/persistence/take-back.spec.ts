import { District, MORNING, photo } from './district';

/** Tables that hold one row per part of a finding. */
const TABLES = ['clock', 'assignment', 'step', 'submission', 'finding_evidence', 'suspension', 'write_off_step'];

describe('撤回 on the record', () => {
  let district: District;
  beforeAll(async () => (district = await District.open()));
  afterAll(() => district.close());
  beforeEach(() => (district.clock.now = MORNING));

  const takeBack = { type: 'take-back', log: [] } as const;

  /** The rows beside a finding, without what only says when they were written. */
  async function rowsOf(id: string): Promise<Record<string, unknown[]>> {
    const images = TABLES.map(async (table) => {
      const { rows } = await district.owner.query<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(t) - 'attached_at' AS row FROM ${table} t WHERE finding_id = $1 ORDER BY 1`,
        [id],
      );
      return [table, rows.map(({ row }) => row)] as const;
    });
    return Object.fromEntries(await Promise.all(images));
  }

  it('leaves every row as it was, the log longer by both, and the chain whole', async () => {
    const id = await district.file();
    const before = await rowsOf(id);
    await district.do(id, 'dispatcher', { type: 'assign', unitId: 'zj', coUnitIds: ['cg'] });
    expect(await rowsOf(id)).not.toEqual(before);
    district.clock.now = MORNING + 59_000;
    const { finding } = await district.do(id, 'dispatcher', takeBack);
    expect(finding).toMatchObject({ status: 'registered', lines: [], dispatchId: null });
    expect(await rowsOf(id)).toEqual(before);
    const { faults } = await district.record.audit.verify();
    expect(faults.filter(({ findingId }) => findingId === id)).toEqual([]);
    const log = await district.record.findings.events(id);
    expect(log.map(({ event }) => event.type)).toEqual(expect.arrayContaining(['assigned', 'taken_back']));
  });

  it('takes a wrong write-off back from the archive, and Temporal is told that it goes on', async () => {
    const id = await district.rectifying();
    await district.do(id, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
    await district.do(id, 'verifier', { type: 'verify', outcome: 'passed' });
    const before = await rowsOf(id);
    const closed = await district.do(id, 'approver', { type: 'approve' });
    expect(['written_off', 'archived']).toContain(closed.finding.status);
    await district.do(id, 'approver', takeBack);
    expect(await rowsOf(id)).toEqual(before);
    const { rows } = await district.owner.query('SELECT FROM outbox WHERE finding_id = $1', [id]);
    expect(rows).toHaveLength(1);
    expect((await district.do(id, 'approver', { type: 'approve' })).finding.status).toBe(closed.finding.status);
  });

  it('tells the unit from which the work was taken again', async () => {
    const id = await district.file();
    await district.do(id, 'dispatcher', { type: 'assign', unitId: 'zj' });
    await district.do(id, 'dispatcher', takeBack);
    const { rows } = await district.owner.query(
      `SELECT unit_id FROM delivery WHERE finding_id = $1 AND subject = 'taken_back'`,
      [id],
    );
    expect(rows).toEqual([{ unit_id: 'zj' }]);
  });

  it('nobody is told of what was undone before he was', async () => {
    district.clock.now = MORNING + 12 * 3_600_000;
    const id = await district.rectifying();
    await district.do(id, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
    await district.do(id, 'verifier', { type: 'verify', outcome: 'passed' });
    await district.do(id, 'approver', { type: 'approve' });
    await district.do(id, 'approver', takeBack);
    const { rows } = await district.owner.query<{ subject: string }>(
      'SELECT subject FROM delivery WHERE finding_id = $1 ORDER BY seq',
      [id],
    );
    expect(rows.map(({ subject }) => subject)).toEqual(['line_opened', 'submitted', 'verified']);
  });

  it('is refused to another, when the minute is over, and twice', async () => {
    const id = await district.file();
    await district.do(id, 'dispatcher', { type: 'assign', unitId: 'zj' });
    const refused = async (username: string) =>
      district.record.findings.execute(id, takeBack, await district.actor(username));
    const no = { kind: 'refused', refusal: { code: 'nothing_to_take_back' } };
    expect(await refused('inspector')).toMatchObject(no);
    district.clock.now = MORNING + 61_000;
    expect(await refused('dispatcher')).toMatchObject(no);
  });
});
