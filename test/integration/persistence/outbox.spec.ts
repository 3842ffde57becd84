import { District, MORNING } from './district';

const HOUR = 3_600_000;

describe('the outbox', () => {
  let district: District;
  beforeEach(async () => void (district = await District.open()));
  afterEach(() => district.close());

  const queued = () => district.count('outbox');
  const deliver = async () => district.record.outbox.done(await district.record.outbox.claim(100));

  it('learns of a start, an end and an earlier wake-up, and of nothing else', async () => {
    const id = await district.file();
    expect(await queued()).toBe(1);
    await deliver();
    await district.do(id, 'dispatcher', { type: 'comment', text: '看过' });
    expect(await queued()).toBe(0);
    await district.do(id, 'dispatcher', { type: 'assign', unitId: 'cg' });
    // The same stage still, but the receipt rings before the dispatch clock would have.
    expect(await queued()).toBe(1);
    await deliver();
    // Another stage, but nothing rings earlier: the run finds out when its timer rings.
    await district.do(id, 'handler.cg', { type: 'sign' });
    expect(await queued()).toBe(0);
    await district.do(id, 'handler.cg', { type: 'report-progress', text: '在办' });
    await district.do(id, 'handler.cg', { type: 'request-extension', amount: 60, reason: '雨天' });
    await deliver();
    await district.do(id, 'office.head', { type: 'void', reason: '误报' });
    await deliver();
    await district.do(id, 'approver', { type: 'void', reason: '误报' });
    expect(await district.record.findings.positionsOf([id])).toMatchObject([{ id, terminal: true, wakeAt: null }]);
    expect(await queued()).toBe(1);
  });

  it('is not told by a tick of its own run, nor by the sweeper when the wake-up only moves later', async () => {
    const [ticked, swept] = [await district.rectifying(), await district.rectifying()];
    await deliver();
    district.clock.now = MORNING + 4 * HOUR;
    expect((await district.record.findings.tick(ticked))!.seq).toBeGreaterThan(0);
    expect(await district.record.findings.sweep()).toMatchObject({ claimed: 1 });
    expect(await queued()).toBe(0);
    const positions = await district.record.findings.positionsOf([ticked, swept]);
    expect(new Set(positions.map(({ wakeAt }) => wakeAt)).size).toBe(1);
  });

  it('is told of a wake-up between the one last rung and the one the run learned of', async () => {
    const id = await district.rectifying();
    await deliver();
    await district.do(id, 'handler.cg', { type: 'submit', text: '已清运', evidence: [] }).catch(() => undefined);
    const first = (await district.record.findings.read(id))!.wakeAt!;
    district.clock.now = first;
    await district.record.findings.tick(id);
    const { rows } = await district.owner.query('SELECT told_wake_at = wake_at AS same FROM finding WHERE id = $1', [
      id,
    ]);
    expect(rows[0]).toEqual({ same: true });
  });

  it('leases a row to one relay at a time and gives it back when the lease or the relay ends', async () => {
    await Promise.all(Array.from({ length: 6 }, () => district.file()));
    const [one, other] = await Promise.all([district.record.outbox.claim(4), district.record.outbox.claim(4)]);
    expect([...one, ...other].map(({ findingId }) => findingId).sort()).toHaveLength(6);
    expect(new Set([...one, ...other].map(({ findingId }) => findingId)).size).toBe(6);
    expect(await district.record.outbox.claim(10)).toEqual([]);
    await district.record.outbox.release(one);
    expect(await district.record.outbox.claim(10)).toHaveLength(one.length);
    district.clock.now += 10_000;
    expect((await district.record.outbox.claim(10)).map(({ attempts }) => attempts)).toEqual(
      expect.arrayContaining([2, 3]),
    );
    expect(await district.record.outbox.age()).toEqual({ rows: 6, oldestMs: 10_000 });
  });

  it('keeps what moved on while it was told', async () => {
    const id = await district.file();
    const told = await district.record.outbox.claim(1);
    await district.do(id, 'dispatcher', { type: 'assign', unitId: 'cg' });
    expect(await district.record.outbox.claim(1)).toEqual([]);
    await district.record.outbox.done(told);
    const [again] = await district.record.outbox.claim(1);
    expect(again!.seq).toBeGreaterThan(told[0]!.seq);
    await district.record.outbox.done([again!]);
    expect(await queued()).toBe(0);
  });
});
