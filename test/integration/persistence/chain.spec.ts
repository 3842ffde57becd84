import { createHash } from 'node:crypto';

import { openPool } from '../../../libs/persistence/src/pool';
import { District } from './district';

describe('the event log', () => {
  let district: District;
  let id: string;
  beforeAll(async () => {
    district = await District.open();
    id = await district.rectifying();
  });
  afterAll(() => district.close());

  const head = async () => {
    const { rows } = await district.owner.query<{ seq: number; hash: Buffer }>(
      'SELECT seq, hash FROM finding_event WHERE finding_id = $1 ORDER BY seq DESC LIMIT 1',
      [id],
    );
    return rows[0]!;
  };
  const append = (seq: number, prevHash: Buffer | null) =>
    district.owner.query(
      `INSERT INTO finding_event (finding_id, seq, prev_hash, hash, type, effective_at, recorded_at, body)
       VALUES ($1, $2, $3, $4, 'commented', '2026-09-17T02:00Z', '2026-09-17T02:00Z', '{}')`,
      [id, seq, prevHash, createHash('sha256').update(`${seq}`).digest()],
    );

  it('covers each event and the one before it by a hash over the stored text', async () => {
    const { rows } = await district.owner.query<{ body: string; prev_hash: Buffer | null; hash: Buffer }>(
      'SELECT body, prev_hash, hash FROM finding_event WHERE finding_id = $1 ORDER BY seq',
      [id],
    );
    let previous: Buffer | null = null;
    for (const { body, prev_hash, hash } of rows) {
      expect(prev_hash).toEqual(previous);
      expect(hash).toEqual(
        createHash('sha256')
          .update(previous ?? '')
          .update(body)
          .digest(),
      );
      previous = hash;
    }
    expect(rows.length).toBeGreaterThan(3);
  });

  it('refuses a gap, a fork, a wrong hash and a second beginning', async () => {
    const { seq, hash } = await head();
    await expect(append(seq + 2, hash)).rejects.toMatchObject({ code: '23503' });
    await expect(append(seq, hash)).rejects.toMatchObject({ code: '23505' });
    await expect(append(seq + 1, Buffer.alloc(32))).rejects.toMatchObject({ code: '23503' });
    await expect(append(seq + 1, null)).rejects.toMatchObject({ code: '23514' });
    expect((await head()).seq).toBe(seq);
  });

  it('refuses to be changed, even by the owner', async () => {
    for (const sql of [
      'UPDATE finding_event SET type = type',
      'DELETE FROM finding_event',
      'TRUNCATE finding_event CASCADE',
    ])
      await expect(district.owner.query(sql)).rejects.toMatchObject({ code: '23001' });
  });

  it('is out of the reach of the application role, which may do nothing but append', async () => {
    expect(district.record.leastPrivilege).toBe(true);
    const privileges = await district.owner.query<{ privilege_type: string }>(
      `SELECT privilege_type FROM information_schema.role_table_grants
       WHERE grantee = 'duban_app' AND table_name = 'finding_event' ORDER BY 1`,
    );
    expect(privileges.rows.map((row) => row.privilege_type)).toEqual(['INSERT', 'SELECT']);
    const application = openPool({ url: district.url, size: 1, asApplication: true });
    try {
      await expect(application.query('DELETE FROM finding_event')).rejects.toMatchObject({ code: '42501' });
      await expect(application.query('ALTER TABLE finding_event DISABLE TRIGGER ALL')).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await application.end();
    }
  });

  it('refuses an open finding without a wake-up', async () => {
    await expect(district.owner.query('UPDATE finding SET wake_at = NULL WHERE id = $1', [id])).rejects.toMatchObject({
      constraint: 'open_finding_wakes',
    });
  });

  it('shows the clocks their own events', async () => {
    const { rows } = await district.owner.query(
      'SELECT DISTINCT clock_id FROM clock_event WHERE finding_id = $1 ORDER BY clock_id',
      [id],
    );
    expect(rows.map((row) => row.clock_id)).toEqual(
      expect.arrayContaining(['case', 'dispatch', 'L1.receipt', 'L1.rectify']),
    );
  });
});
