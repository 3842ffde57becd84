import { randomUUID } from 'node:crypto';

import { District, filing } from './district';

describe('commands that arrive together', () => {
  let district: District;
  beforeEach(async () => void (district = await District.open()));
  afterEach(() => district.close());

  const fileMany = (count: number) => Promise.all(Array.from({ length: count }, () => district.file()));
  /** Transactions that wrote the rows as they are now. */
  const transactions = async () => {
    const { rows } = await district.owner.query<{ n: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS n FROM finding',
    );
    return rows[0]!.n;
  };

  it('share a transaction, and each leaves what it would have left alone', async () => {
    const ids = await fileMany(30);
    expect(await transactions()).toBeLessThan(15);
    await Promise.all(ids.map((id) => district.do(id, 'dispatcher', { type: 'assign', unitId: 'cg' })));
    expect(await transactions()).toBeLessThan(15);
    for (const id of ids) {
      const { revision, finding } = (await district.record.findings.read(id))!;
      expect([revision, finding.status]).toEqual([2, 'assigned']);
    }
    expect((await district.record.audit.verify()).faults).toEqual([]);
  });

  it('on one finding are judged one after the other', async () => {
    const id = await district.file();
    const words = Array.from({ length: 8 }, (_, i) => `第${i + 1}次查看`);
    await Promise.all(words.map((text) => district.do(id, 'dispatcher', { type: 'comment', text })));
    expect((await district.record.findings.read(id))!.revision).toBe(1 + words.length);
    expect((await district.record.audit.verify()).faults).toEqual([]);
  });

  it('are not refused with one that the database refuses', async () => {
    const inspector = await district.actor('inspector');
    const ids = Array.from({ length: 20 }, () => randomUUID());
    const twins = { idempotencyKey: 'twice', bodyHash: 'same' };
    const outcomes = await Promise.all(
      ids.map((id, i) => district.record.findings.execute(id, filing({ id }), inspector, i < 2 ? twins : {})),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(ids.map(() => 'done'));
    expect(outcomes.filter((outcome) => outcome.kind === 'done' && outcome.replayed)).toHaveLength(1);
    expect(await district.count('finding')).toBe(19);
    expect(await district.count('finding_event', 'seq = 1')).toBe(19);
  });

  it('do not wait for a row that somebody holds: only the command on it does', async () => {
    const [held, ...free] = (await fileMany(6)) as [string, ...string[]];
    const holder = await district.owner.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM finding WHERE id = $1 FOR UPDATE', [held]);
    let answered = false;
    const assign = (id: string) => district.do(id, 'dispatcher', { type: 'assign', unitId: 'cg' });
    const waiting = assign(held).then(() => (answered = true));
    await Promise.all(free.map(assign));
    expect(answered).toBe(false);
    await holder.query('COMMIT');
    holder.release();
    await waiting;
    expect((await district.record.findings.read(held))!.finding.status).toBe('assigned');
  });
});
