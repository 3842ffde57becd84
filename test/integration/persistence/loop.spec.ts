import { filing, photo } from './district';
import { District, MORNING } from './district';

const HOUR = 3_600_000;

describe('the record of a loop', () => {
  let district: District;
  beforeAll(async () => void (district = await District.open()));
  afterAll(() => district.close());

  it('keeps a finding from filing to write-off, and every table says the same', async () => {
    const id = await district.rectifying();
    district.clock.now = MORNING + HOUR;
    await district.do(id, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
    await district.do(id, 'verifier', { type: 'verify', outcome: 'passed', mode: 'photo' });
    const done = await district.do(id, 'approver', { type: 'approve' });

    expect(['written_off', 'archived']).toContain(done.finding.status);
    expect(done.number).toMatch(/^DC2026-\d{3}$/);
    const { rows } = await district.owner.query(
      `SELECT status, revision, head_seq, (SELECT count(*)::int FROM finding_event WHERE finding_id = f.id) AS events,
         (SELECT count(*)::int FROM verification WHERE finding_id = f.id) AS verifications,
         (SELECT count(*)::int FROM write_off_step WHERE finding_id = f.id) AS signatures,
         (SELECT outcome FROM submission WHERE finding_id = f.id) AS outcome,
         (SELECT signed_how FROM assignment WHERE finding_id = f.id) AS signed
       FROM finding f WHERE id = $1`,
      [id],
    );
    const { events } = await district.owner
      .query<{ events: number }>('SELECT head_seq AS events FROM finding WHERE id = $1', [id])
      .then((result) => result.rows[0]!);
    expect(rows[0]).toEqual({
      status: done.finding.status,
      revision: 6,
      head_seq: events,
      events,
      verifications: 1,
      signatures: 1,
      outcome: 'passed',
      signed: 'signed',
    });
    expect(filing).toBeDefined();
  });
});
