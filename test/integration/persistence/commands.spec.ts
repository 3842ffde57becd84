import { randomUUID } from 'node:crypto';

import { EVERYTHING } from '#persistence';
import { District, filing, MORNING, photo } from './district';

const HOUR = 3_600_000;

describe('a command', () => {
  let district: District;
  beforeAll(async () => void (district = await District.open()));
  afterAll(() => district.close());
  beforeEach(() => void (district.clock.now = MORNING));

  const execute = async (id: string, username: string, command: Parameters<District['do']>[2], options = {}) =>
    district.record.findings.execute(id, command, await district.actor(username), options);

  /** Rows of every table, so that nothing may be left behind anywhere. */
  const census = async (): Promise<Record<string, number>> => {
    const { rows } = await district.owner.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    return Object.fromEntries(await Promise.all(rows.map(async ({ name }) => [name, await district.count(name)])));
  };

  it('is carried from filing to write-off, and every table says the same', async () => {
    // Not among the tenth of ids that a look-back draws: it would leave the case open.
    const id = await district.rectifying({ id: '00000000-0000-4000-8000-000000000001' });
    await district.do(id, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
    await district.do(id, 'verifier', { type: 'verify', outcome: 'passed', mode: 'photo' });
    const { finding, number } = await district.do(id, 'approver', { type: 'approve' });

    expect(finding.status).toBe('archived');
    expect(number).toMatch(/^DC2026-\d{3}$/);
    const { rows } = await district.owner.query(
      `SELECT status, revision, terminal, wake_at,
         (SELECT count(*)::int FROM finding_event WHERE finding_id = f.id) = head_seq AS complete,
         (SELECT outcome FROM verification WHERE finding_id = f.id) AS verification,
         (SELECT level FROM write_off_step WHERE finding_id = f.id) AS signature,
         (SELECT outcome FROM submission WHERE finding_id = f.id) AS submission,
         (SELECT signed_how FROM assignment WHERE finding_id = f.id) AS signed,
         (SELECT count(*)::int FROM finding_evidence WHERE finding_id = f.id) AS photos,
         (SELECT count(*)::int FROM clock WHERE finding_id = f.id AND NOT stopped) AS running
       FROM finding f WHERE id = $1`,
      [id],
    );
    expect(rows[0]).toEqual({
      status: 'archived',
      revision: 6,
      terminal: true,
      wake_at: null,
      complete: true,
      verification: 'passed',
      signature: 'district_duty_lead',
      submission: 'passed',
      signed: 'signed',
      photos: 1,
      running: 0,
    });
  });

  it('that is refused leaves no row anywhere and names what may be done instead', async () => {
    const id = await district.rectifying();
    district.clock.now = MORNING + 2 * HOUR;
    const before = await census();

    const outcome = await execute(
      id,
      'dispatcher',
      { type: 'register' },
      { idempotencyKey: randomUUID(), bodyHash: 'a' },
    );

    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'illegal_transition' } });
    expect(outcome.kind === 'refused' && outcome.allowed).toContain('reassign');
    expect(await census()).toEqual(before);
  });

  it('on nothing is not found, and filing under a taken id is refused', async () => {
    expect(await execute(randomUUID(), 'dispatcher', { type: 'register' })).toEqual({ kind: 'not_found' });
    const id = await district.file();
    expect(await execute(id, 'inspector', filing({ id }))).toMatchObject({ kind: 'refused' });
  });

  it('needs the revision that it read, which only commands raise', async () => {
    const id = await district.rectifying();
    district.clock.now = MORNING + 30 * HOUR;
    const seq = (await district.record.findings.read(id))!.finding.seq;
    await district.record.findings.tick(id);
    expect((await district.record.findings.read(id))!.finding.seq).toBeGreaterThan(seq);

    const comment = { type: 'comment', text: '看过' } as const;
    expect(await execute(id, 'dispatcher', comment, { ifRevision: 3 })).toMatchObject({ kind: 'done', revision: 4 });
    expect(await execute(id, 'dispatcher', comment, { ifRevision: 3 })).toEqual({ kind: 'stale', revision: 4 });
  });

  it('loses no update and writes none twice when thirty come at once', async () => {
    const id = await district.rectifying();
    const texts = Array.from({ length: 30 }, (_, i) => `第${i}条`);
    const outcomes = await Promise.all(texts.map((text) => execute(id, 'dispatcher', { type: 'comment', text })));
    expect(outcomes.map(({ kind }) => kind)).toEqual(texts.map(() => 'done'));
    const events = await district.record.findings.events(id);
    const said = events.flatMap(({ event }) => (event.type === 'commented' ? [event.text] : []));
    expect(said.sort()).toEqual(texts.sort());
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  });

  it('is decided anew on what won the race', async () => {
    const id = await district.file();
    const outcomes = await Promise.all(
      ['cg', 'zj', 'sc', 'sl'].map((unitId) => execute(id, 'dispatcher', { type: 'assign', unitId })),
    );
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(3);
    expect(await district.count('assignment', 'finding_id = $1', [id])).toBe(1);
  });

  describe('with an idempotency key', () => {
    it('is answered from the record the second time, even after the finding has moved on', async () => {
      const id = await district.file();
      const options = { idempotencyKey: randomUUID(), bodyHash: 'one', ifRevision: 1 };
      const first = await execute(id, 'dispatcher', { type: 'assign', unitId: 'cg' }, options);
      await district.do(id, 'handler.cg', { type: 'sign' });
      const second = await execute(id, 'dispatcher', { type: 'assign', unitId: 'cg' }, options);

      expect(first).toMatchObject({ kind: 'done', replayed: false, revision: 2 });
      expect(second).toEqual({ ...first, replayed: true });
    });

    it('refuses another body, and keeps keys of different people apart', async () => {
      const id = await district.file();
      const idempotencyKey = randomUUID();
      await district.do(id, 'dispatcher', { type: 'comment', text: '甲' }, { idempotencyKey, bodyHash: 'one' });
      expect(
        await execute(id, 'dispatcher', { type: 'comment', text: '乙' }, { idempotencyKey, bodyHash: 'two' }),
      ).toEqual({ kind: 'key_reused' });
      await district.do(id, 'inspector', { type: 'comment', text: '丙' }, { idempotencyKey, bodyHash: 'two' });
    });

    it('files once when twins race under different ids', async () => {
      const options = { idempotencyKey: randomUUID(), bodyHash: 'same' };
      const before = await district.count('finding');
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, () => randomUUID()).map((id) => execute(id, 'inspector', filing({ id }), options)),
      );
      const numbers = new Set(outcomes.map((outcome) => outcome.kind === 'done' && outcome.number));
      expect(numbers.size).toBe(1);
      expect(outcomes.filter((outcome) => outcome.kind === 'done' && !outcome.replayed)).toHaveLength(1);
      expect(await district.count('finding')).toBe(before + 1);
    });

    it('is not kept for a refusal: the same key may be used once the way is free', async () => {
      const id = await district.file();
      const options = { idempotencyKey: randomUUID(), bodyHash: 'x' };
      expect(await execute(id, 'handler.cg', { type: 'sign' }, options)).toMatchObject({ kind: 'refused' });
      await district.do(id, 'dispatcher', { type: 'assign', unitId: 'cg' });
      expect(await execute(id, 'handler.cg', { type: 'sign' }, options)).toMatchObject({
        kind: 'done',
        replayed: false,
      });
    });
  });

  it('that merges changes both findings or neither, and is taken back the same way', async () => {
    const target = await district.rectifying();
    const source = await district.rectifying();
    const merged = await district.do(source, 'dispatcher', { type: 'merge', into: target, reason: '重复' });
    expect(merged.finding).toMatchObject({ status: 'merged', mergedInto: target });
    expect((await district.record.findings.read(target))!.finding.absorbed).toEqual([source]);

    await district.do(source, 'dispatcher', { type: 'unmerge', reason: '误并' });
    expect((await district.record.findings.read(source))!.finding.status).toBe('rectifying');
    expect((await district.record.findings.read(target))!.finding.absorbed).toEqual([]);

    await district.do(target, 'office.head', { type: 'void', reason: '误报' });
    await district.do(target, 'approver', { type: 'void', reason: '误报' });
    const before = await census();
    expect(await execute(source, 'dispatcher', { type: 'merge', into: target, reason: '重复' })).toMatchObject({
      kind: 'refused',
    });
    expect(await execute(source, 'dispatcher', { type: 'merge', into: randomUUID(), reason: '重复' })).toEqual({
      kind: 'not_found',
    });
    expect(await census()).toEqual(before);
  });

  it('never deadlocks when two are merged into each other', async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await district.rectifying(), await district.rectifying()];
      const outcomes = await Promise.all([
        execute(one, 'dispatcher', { type: 'merge', into: other, reason: '重复' }),
        execute(other, 'dispatcher', { type: 'merge', into: one, reason: '重复' }),
      ]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    }
  });

  it('is caught up with time first: what was due before it stands before it', async () => {
    const id = await district.file();
    await district.do(id, 'dispatcher', { type: 'assign', unitId: 'cg' });
    district.clock.now = MORNING + 48 * HOUR;
    const { events } = await district.do(id, 'handler.cg', { type: 'report-progress', text: '在办' });
    expect(events.at(-1)).toMatchObject({ type: 'progress_reported' });
    const signed = events.find((event) => event.type === 'line_signed');
    expect(signed).toMatchObject({ how: 'deemed', by: null });
    expect(signed!.at).toBeLessThan(MORNING + 48 * HOUR);
  });

  it('is done once when its connection dies under it: the key tells whether the first try was committed', async () => {
    const id = await district.rectifying();
    let dying = true;
    const killer = (async () => {
      while (dying) {
        await district.owner.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'duban' AND random() < 0.3`,
        );
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    })();
    const texts = Array.from({ length: 60 }, (_, i) => `第${i}条`);
    const done: string[] = [];
    for (const text of texts) {
      const options = { idempotencyKey: randomUUID(), bodyHash: text };
      const outcome = await execute(id, 'dispatcher', { type: 'comment', text }, options).catch(() => null);
      if (outcome?.kind === 'done') done.push(text);
    }
    dying = false;
    await killer;
    const events = await district.record.findings.events(id);
    const said = events.flatMap(({ event }) => (event.type === 'commented' ? [event.text] : []));
    expect(new Set(said).size).toBe(said.length);
    expect(said).toEqual(expect.arrayContaining(done));
    expect(done.length).toBeGreaterThan(30);
    expect((await district.record.audit.verify()).faults).toEqual([]);
  });

  it('of one dispatch is numbered once, however many items it brings at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => district.file()));
    const [one, other] = [randomUUID(), randomUUID()];
    const outcomes = await Promise.all(
      ids.map((id, i) => execute(id, 'dispatcher', { type: 'assign', unitId: 'cg', dispatchId: i < 4 ? one : other })),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(ids.map(() => 'done'));
    const { rows } = await district.owner.query('SELECT id, number, unit_id FROM dispatch ORDER BY number');
    expect(rows.map(({ number }) => number)).toEqual(['JB-2026-0001', 'JB-2026-0002']);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([one, other]));
    const sent = await district.record.findings.list({ dispatchId: one }, EVERYTHING, null, 10);
    expect(sent.rows.map(({ id }) => id).sort()).toEqual(ids.slice(0, 4).sort());
  });

  it('to a unit that is no more is refused, and what it had follows its successor on the same case clock', async () => {
    const [lead, co] = [await district.rectifying(), await district.file()];
    const fixed = {
      leader: '分管副区长',
      officer: '丁交办',
      task: '清运并补植',
      milestones: [{ name: '清运', date: '2026-09-17' }],
    };
    await district.do(co, 'dispatcher', { type: 'assign', unitId: 'zj', coUnitIds: ['cg'], ...fixed });
    const before = (await district.record.findings.read(lead))!.finding;
    await district.owner.query(
      `INSERT INTO org_unit (id, parent_id, path, name, kind, relation, valid_from)
       VALUES ('cgzf', 'ja', 'ja.cgzf', '区城管执法局', 'department', 'commanded', '2026-09-17')`,
    );
    await district.owner.query(`UPDATE org_unit SET valid_to = '2026-09-18', successor_id = 'cgzf' WHERE id = 'cg'`);
    district.clock.now = MORNING + 24 * HOUR;
    await new Promise((resolve) => setTimeout(resolve, 1_100));

    const fresh = await district.file();
    expect(await execute(fresh, 'dispatcher', { type: 'assign', unitId: 'cg' })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'unknown_unit' },
    });
    expect(await district.record.findings.followSuccessors()).toBeGreaterThanOrEqual(2);
    const after = (await district.record.findings.read(lead))!.finding;
    expect(after.lines.map(({ unitId, status }) => [unitId, status])).toEqual([
      ['cg', 'reassigned'],
      ['cgzf', 'open'],
    ]);
    expect(after.clocks['case']!.dueAt).toBe(before.clocks['case']!.dueAt);
    const { lines, fixings } = (await district.record.findings.read(co))!.finding;
    expect(fixings).toEqual({ ...fixed, unitId: 'zj', coUnitIds: ['cgzf'] });
    const open = lines.filter(({ status }) => status === 'open');
    expect(open.map(({ unitId, role }) => [unitId, role])).toEqual([
      ['zj', 'lead'],
      ['cgzf', 'co'],
    ]);
    expect(await district.record.findings.followSuccessors()).toBe(0);
  });
});
