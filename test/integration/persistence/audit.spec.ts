import { District } from './district';

describe('the audit', () => {
  let district: District;
  let id: string;
  beforeEach(async () => {
    district = await District.open();
    id = await district.rectifying();
    await district.file();
  });
  afterEach(() => district.close());

  const faults = async () =>
    (await district.record.audit.verify()).faults.map(({ fault, findingId }) => [fault, findingId]);
  /** As somebody who owns the database and knows of the trigger. */
  const tamper = async (sql: string) => {
    await district.owner.query('ALTER TABLE finding_event DISABLE TRIGGER ALL');
    await district.owner.query(sql, [id]);
    await district.owner.query('ALTER TABLE finding_event ENABLE TRIGGER ALL');
  };

  it('finds nothing in an honest record, with every row the fold of its events', async () => {
    await district.record.audit.writeCheckpoint();
    await district.do(id, 'handler.cg', { type: 'report-progress', text: '在办' });
    const report = await district.record.audit.verify();
    expect(report).toMatchObject({ findings: 2, checkpoints: 1, faults: [] });
    expect(report.events).toBeGreaterThan(8);
  });

  it('finds a changed word', async () => {
    await tamper(`UPDATE finding_event SET body = replace(body, '满溢', '微满') WHERE finding_id = $1 AND seq = 1`);
    expect(await faults()).toEqual([['hash', id]]);
  });

  it('finds a column that says other than the text', async () => {
    await tamper(
      `UPDATE finding_event SET recorded_at = recorded_at + interval '1 hour' WHERE finding_id = $1 AND seq = 2`,
    );
    expect(await faults()).toEqual([['column_differs', id]]);
  });

  it('finds a row that was changed beside its events', async () => {
    await district.owner.query(`UPDATE finding SET state = jsonb_set(state, '{severity}', '"major"') WHERE id = $1`, [
      id,
    ]);
    expect(await faults()).toEqual([['row_differs', id]]);
    await district.owner.query(`UPDATE finding SET state = jsonb_set(state, '{severity}', '"minor"') WHERE id = $1`, [
      id,
    ]);
    await district.owner.query(`UPDATE finding SET wake_at = wake_at + interval '1 year' WHERE id = $1`, [id]);
    expect(await faults()).toEqual([['column_differs', id]]);
  });

  it('finds a missing event, and a cut-off tail even when the row was cut to fit', async () => {
    await district.record.audit.writeCheckpoint();
    await district.owner.query(
      'ALTER TABLE finding_event DROP CONSTRAINT finding_event_finding_id_prev_seq_prev_hash_fkey',
    );
    await tamper('DELETE FROM finding_event WHERE finding_id = $1 AND seq = 3');
    expect(await faults()).toContainEqual(['gap', id]);
    await tamper('DELETE FROM finding_event WHERE finding_id = $1 AND seq > 2');
    await tamper(
      `UPDATE finding f SET head_seq = 2, head_hash = e.hash FROM finding_event e
       WHERE f.id = $1 AND e.finding_id = f.id AND e.seq = 2`,
    );
    expect(await faults()).toContainEqual(['checkpoint', null]);
  });
});
