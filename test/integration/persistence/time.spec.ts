import type { Event } from '#domain';
import { openRecord } from '#persistence';

import { District, MORNING, photo } from './district';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('what time makes due', () => {
  let district: District;
  beforeEach(async () => void (district = await District.open()));
  afterEach(() => district.close());

  const history = async (id: string): Promise<Event[]> =>
    (await district.record.findings.events(id)).map(({ event }) => event);
  const wakeAt = async (id: string) => (await district.record.findings.read(id))!.wakeAt;

  it('is the same whether ticks follow every instant or one sweep comes a month late', async () => {
    const [ticked, swept] = [await district.rectifying(), await district.rectifying()];
    const end = MORNING + 30 * DAY;
    for (let wake = await wakeAt(ticked); wake !== null && wake <= end; wake = await wakeAt(ticked)) {
      district.clock.now = wake;
      await district.record.findings.tick(ticked);
    }
    district.clock.now = end;
    expect(await district.record.findings.sweep()).toMatchObject({ claimed: 1, failed: 0 });

    const [one, other] = [await history(ticked), await history(swept)];
    const withoutId = (events: Event[], id: string) => JSON.parse(JSON.stringify(events).replaceAll(id, 'finding'));
    expect(withoutId(other, swept)).toEqual(withoutId(one, ticked));
    expect(one.filter(({ type }) => type === 'rung_fired').map((event) => 'rung' in event && event.rung)).toEqual(
      expect.arrayContaining(['R0', 'R1', 'R2', 'R3', 'R4']),
    );
  });

  it('fires every rung exactly once under four sweepers, ticks and commands together, never before it is due', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => district.rectifying()));
    district.clock.now = MORNING + 12 * DAY;
    const dispatcher = await district.actor('dispatcher');
    await Promise.all([
      ...Array.from({ length: 4 }, () => district.record.findings.sweep({ limit: 10 })),
      ...ids.slice(0, 10).map((id) => district.record.findings.tick(id)),
      ...ids
        .slice(5, 15)
        .map((id) => district.record.findings.execute(id, { type: 'comment', text: '催' }, dispatcher)),
    ]);
    for (let swept = 1; swept > 0;) ({ claimed: swept } = await district.record.findings.sweep());

    expect(await district.count('rung_firing', 'recorded_at < due_at')).toBe(0);
    const { rows } = await district.owner.query<{ fired: string[] }>(
      `SELECT array_agg(clock_id || ' ' || rung ORDER BY due_at, clock_id) AS fired FROM rung_firing GROUP BY finding_id`,
    );
    expect(rows).toHaveLength(40);
    expect(new Set(rows.map(({ fired }) => fired.join())).size).toBe(1);
    expect((await district.record.audit.verify()).faults).toEqual([]);
  });

  it('answers a wait on the record’s clock, a second at least, and none to what has ended', async () => {
    const id = await district.rectifying();
    const wake = (await wakeAt(id))!;
    expect(await district.record.findings.tick(id)).toMatchObject({ stage: 'supervise', waitMs: wake - MORNING });
    district.clock.now = wake - 10;
    expect(await district.record.findings.tick(id)).toMatchObject({ waitMs: 1_000 });
    await district.do(id, 'office.head', { type: 'void', reason: '误报' });
    await district.do(id, 'approver', { type: 'void', reason: '误报' });
    expect(await district.record.findings.tick(id)).toMatchObject({ terminal: true, waitMs: null });
    expect(await district.record.findings.tick('00000000-0000-4000-8000-000000000000')).toBeNull();
  });

  it('rings the clock of a review after write-off, though no run is started for it', async () => {
    // Not among the tenth of ids that a look-back draws: it would leave the case open.
    const id = await district.rectifying({ id: '00000000-0000-4000-8000-000000000001' });
    await district.do(id, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
    await district.do(id, 'verifier', { type: 'verify', outcome: 'passed', mode: 'photo' });
    await district.do(id, 'approver', { type: 'approve' });
    await district.do(id, 'leader.cg', { type: 'request-review', reason: '非我单位责任' });

    const wake = (await wakeAt(id))!;
    expect(await district.record.findings.positionsOf([id])).toMatchObject([{ terminal: true, wakeAt: null }]);
    expect(await district.record.findings.tick(id)).toMatchObject({ terminal: true, waitMs: null });
    district.clock.now = wake + 10_000;
    expect(await district.record.findings.sweep()).toMatchObject({ claimed: 1, fired: 1, failed: 0 });
    expect(await district.count('rung_firing', `clock_id = 'V1.review_decision' AND finding_id = $1`, [id])).toBe(1);
    expect((await district.record.audit.verify()).faults).toEqual([]);
  });

  it('lets one poisoned row stop nobody else, and comes back to it later', async () => {
    const ids = await Promise.all(Array.from({ length: 9 }, () => district.rectifying()));
    const poisoned = ids[4]!;
    await district.owner.query(
      `UPDATE finding SET state = jsonb_set(state, '{clocks,L1.rectify,policyVersion}', '99') WHERE id = $1`,
      [poisoned],
    );
    district.clock.now = MORNING + 3 * DAY;
    expect(await district.record.findings.sweep()).toMatchObject({ claimed: 9, failed: 1 });
    expect(await district.record.findings.sweep()).toEqual({ claimed: 0, fired: 0, failed: 0 });
    expect(await district.count('finding', `sweep_error LIKE '%policy 99%'`)).toBe(1);

    await district.owner.query(
      `UPDATE finding SET state = jsonb_set(state, '{clocks,L1.rectify,policyVersion}', '1') WHERE id = $1`,
      [poisoned],
    );
    district.clock.now += 11_000;
    expect(await district.record.findings.sweep()).toMatchObject({ claimed: 1, failed: 0 });
    expect(await district.count('finding', 'sweep_error IS NOT NULL')).toBe(0);
  });

  it('knows a policy that another process has only just saved', async () => {
    const other = await openRecord({ url: district.url, clock: district.clock });
    await other.context.current();
    await district.record.context.savePolicy((await district.record.context.current()).policy);
    const id = await district.rectifying();
    district.clock.now = (await wakeAt(id))!;
    const before = (await district.record.findings.read(id))!.finding.seq;
    expect((await other.findings.tick(id))!.seq).toBeGreaterThan(before);
    await other.close();
  });

  it('gives up a tick that waits longer than its statement may', async () => {
    const hasty = await openRecord({ url: district.url, clock: district.clock, statementTimeoutMs: 300 });
    const id = await district.rectifying();
    district.clock.now = (await wakeAt(id))!;
    const holder = await district.owner.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM finding WHERE id = $1 FOR UPDATE', [id]);
    await expect(hasty.findings.tick(id)).rejects.toMatchObject({ code: '57014' });
    await holder.query('ROLLBACK');
    holder.release();
    expect(await hasty.findings.tick(id)).not.toBeNull();
    await hasty.close();
  });

  it('leaves to the timers what is late by less than the grace', async () => {
    const id = await district.rectifying();
    district.clock.now = (await wakeAt(id))! + 4_000;
    expect(await district.record.findings.sweep()).toMatchObject({ claimed: 0 });
    district.clock.now += 2_000;
    expect(await district.record.findings.sweep()).toMatchObject({ claimed: 1 });
  });

  it('raises three red slips of a unit within ninety days once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => district.rectifying()));
    district.clock.now = MORNING + 12 * DAY;
    await district.record.findings.sweep();
    await district.record.findings.sweep();
    const { rows } = await district.owner.query('SELECT unit_id, trigger, proposes, occurrences FROM unit_trigger');
    expect(rows.filter(({ trigger }) => trigger === 'three_reds')).toEqual([
      { unit_id: 'cg', trigger: 'three_reds', proposes: 'talk', occurrences: 4 },
    ]);
  });

  it('moves open deadlines by a new calendar only after showing which, and no revision', async () => {
    const id = await district.file({ categoryCode: 'SS03', description: '人行道地砖破损' });
    await district.do(id, 'dispatcher', { type: 'assign', unitId: 'zj' });
    const admin = await district.actor('admin');
    const data = await district.record.context.calendarData();
    await district.record.context.importCalendar({
      ...data,
      version: `${data.version}+local`,
      overrides: [...data.overrides, { date: '2026-09-21', kind: 'rest', basis: '区政府令' }],
    });
    const act = { type: 'reproject-calendar' } as const;
    const shown = await district.record.findings.applyToOpen(act, admin, { dryRun: true });
    const before = (await district.record.findings.read(id))!;
    expect(before.finding.clocks['case']!.dueAt).toBe(shown.find(({ clockId }) => clockId === 'case')!.before);

    expect(await district.record.findings.applyToOpen(act, admin, { dryRun: false })).toEqual(shown);
    const after = (await district.record.findings.read(id))!;
    expect(after.finding.clocks['case']!.dueAt).toBe(before.finding.clocks['case']!.dueAt! + DAY);
    expect(after.revision).toBe(before.revision);
    expect(await district.record.findings.applyToOpen(act, admin, { dryRun: false })).toEqual([]);
  });
});
