import { randomUUID } from 'node:crypto';

import { instantOf } from '#calendar';
import { timeliness } from '#domain';
import { BadCursor, EVERYTHING, type FindingFilter, openRecord, scopeOf } from '#persistence';
import { District, filing, MORNING, photo } from './district';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('what may be asked', () => {
  let district: District;
  beforeAll(async () => void (district = await District.open()));
  afterAll(() => district.close());
  beforeEach(() => void (district.clock.now = MORNING));

  const idsSeenBy = async (username: string, filter: FindingFilter = {}) => {
    const scope = scopeOf(await district.actor(username));
    return (await district.record.findings.list(filter, scope, null, 200)).rows.map(({ id }) => id);
  };

  it('shows a unit its own findings, a street its places and the office everything', async () => {
    const withCg = await district.rectifying({ description: '甲' });
    const withNobody = await district.file({ description: '乙' });
    const ofStreet = randomUUID();
    await district.do(ofStreet, 'street.dongshi', {
      type: 'file',
      id: ofStreet,
      channel: 'round',
      source: 'street',
      categoryCode: 'HW01',
      description: '丙',
      supervisingUnitId: 'dongshi',
    });
    expect(await idsSeenBy('dispatcher')).toEqual(expect.arrayContaining([withCg, withNobody, ofStreet]));
    expect(await idsSeenBy('handler.cg')).toEqual([withCg]);
    expect(await idsSeenBy('handler.zj')).toEqual([]);
    expect(await idsSeenBy('checker.dongshi')).toEqual([ofStreet]);
    const zj = scopeOf(await district.actor('handler.zj'));
    expect(await district.record.findings.read(withCg, zj)).toBeNull();
    expect(await district.record.findings.read(withCg, scopeOf(await district.actor('handler.cg')))).not.toBeNull();
  });

  it('keeps sealed findings from all but leaders and auditors', async () => {
    const sealed = await district.file({ visibility: 'sealed' });
    expect(await idsSeenBy('dispatcher')).not.toContain(sealed);
    expect(await idsSeenBy('inspector')).toContain(sealed);
    expect(await idsSeenBy('deputy.mayor')).toContain(sealed);
    expect(await idsSeenBy('auditor')).toContain(sealed);
  });

  it('answers pages that neither repeat nor miss, and refuses a made-up cursor', async () => {
    const listId = randomUUID();
    const filed: string[] = [];
    for (let i = 0; i < 7; i++) {
      district.clock.now = MORNING + (i >> 1) * 1_000;
      filed.push(await district.file({ listId }));
    }
    const seen: string[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await district.record.findings.list({ listId }, EVERYTHING, cursor, 3);
      seen.push(...page.rows.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen)).toEqual(new Set(filed));
    await expect(district.record.findings.list({}, EVERYTHING, 'nonsense', 3)).rejects.toThrow(BadCursor);
  });

  it('filters by every field', async () => {
    const id = await district.rectifying({
      description: '人行道百分号100%_地砖',
      severity: 'serious',
      place: {
        streetId: 'wangcheng',
        communityId: 'wangcheng-chengbei',
        pointName: '城北4号',
        lng: 116.544,
        lat: 31.766,
      },
    });
    const { finding, number } = (await district.record.findings.read(id))!;
    const dueAt = finding.clocks['L1.rectify']!.dueAt!;
    const hits: FindingFilter[] = [
      { stage: ['supervise'] },
      { status: ['rectifying', 'filed'] },
      { kind: 'finding' },
      { open: true },
      { overdue: false },
      { suspended: false },
      { dueFrom: dueAt, dueBy: dueAt },
      { unitPath: 'ja.cg' },
      { supervisingPath: 'ja.dcs' },
      { categoryCode: 'HW01' },
      { severity: 'serious' },
      { urgency: 'routine' },
      { source: 'district' },
      { channel: 'round' },
      { streetId: 'wangcheng' },
      { communityId: 'wangcheng-chengbei' },
      { lineOfUnitId: 'cg' },
      { filedByPersonId: finding.filedBy.personId },
      { filedFrom: MORNING, filedBefore: MORNING + 1 },
      { box: { west: 116.54, east: 116.55, south: 31.76, north: 31.77 } },
      { text: '100%_' },
      { text: '城北4' },
      { text: number },
    ];
    const misses: FindingFilter[] = [
      { stage: ['close'] },
      { open: false },
      { overdue: true },
      { suspended: true },
      { dueBy: dueAt - 1 },
      { unitPath: 'ja.zj' },
      { supervisingPath: 'ja.dongshi' },
      { severity: 'minor' },
      { colour: 'red' },
      { lineOfUnitId: 'zj' },
      { filedFrom: MORNING + 1 },
      { box: { west: 116.55, east: 116.6, south: 31.76, north: 31.77 } },
      { text: '100_%' },
    ];
    const found = async (filter: FindingFilter) =>
      (await district.record.findings.list(filter, EVERYTHING, null, 200)).rows.some((row) => row.id === id);
    for (const filter of hits) expect([filter, await found(filter)]).toEqual([filter, true]);
    for (const filter of misses) expect([filter, await found(filter)]).toEqual([filter, false]);

    district.clock.now = dueAt + 59_000;
    expect(await found({ overdue: true })).toBe(false);
    district.clock.now = dueAt + 60_000;
    expect(await found({ overdue: true })).toBe(true);
    const counts = await district.record.findings.counts(EVERYTHING);
    expect(counts.find(({ status }) => status === 'rectifying')!.overdue).toBeGreaterThan(0);
  });

  it('lists as due and overdue what the facet of time says, whatever other clocks run', async () => {
    const answered = await district.rectifying();
    await district.do(answered, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
    const forgiven = await district.rectifying({ categoryCode: 'SS03' });
    district.clock.now += 11 * DAY;
    const grant = { type: 'decide-extension', granted: true, late: true, amount: 2 } as const;
    await district.do(forgiven, 'approver', grant);
    const ids = [answered, forgiven, await district.file(), await district.rectifying({ categoryCode: 'SR08' })];
    const seen = new Set<string>();
    for (const days of [11, 12, 15, 40, 70]) {
      district.clock.now = MORNING + days * DAY;
      const { rows } = await district.record.findings.list({}, EVERYTHING, null, 200);
      const overdue = await district.record.findings.list({ overdue: true }, EVERYTHING, null, 200);
      for (const id of ids) {
        const row = rows.find((each) => each.id === id)!;
        const facet = timeliness((await district.record.findings.read(id))!.finding, district.clock.now);
        seen.add(facet.state);
        expect(row).toMatchObject({ dueAt: facet.dueAt, overdue: facet.state === 'overdue' });
        expect(overdue.rows.some((each) => each.id === id)).toBe(row.overdue);
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining(['none', 'on_time', 'in_time', 'overdue']));
  });

  it('suggests open findings of the same kind close by', async () => {
    const near = { streetId: null, communityId: null, pointName: null, lng: 117, lat: 31 };
    const one = await district.file({ place: near, categoryCode: 'SS03' });
    await district.file({ place: { ...near, lat: 31.01 }, categoryCode: 'SS03' });
    await district.file({ place: near, categoryCode: 'SS02' });
    const suggested = await district.record.findings.duplicatesOf(
      { id: null, categoryCode: 'SS03', place: { ...near, lng: 117.0003 } },
      50,
      EVERYTHING,
    );
    expect(suggested.map(({ id }) => id)).toEqual([one]);
  });

  it('tells the duty leader of an urgent slip the same night, and the handler of a routine one in the morning', async () => {
    const night = instantOf('2026-09-24', '23:41');
    district.clock.now = night;
    const urgent = await district.file({ categoryCode: 'SS01', description: '窨井盖松动' });
    const routine = await district.file();
    await district.do(urgent, 'dispatcher', { type: 'assign', unitId: 'zj' });
    await district.do(routine, 'dispatcher', { type: 'assign', unitId: 'cg' });
    district.clock.now = instantOf('2026-09-25', '01:42');
    await district.record.findings.sweep();
    await district.record.deliveries.deliverDue(1000);

    const inbox = async (username: string) =>
      (await district.record.deliveries.inbox((await district.actor(username)).personId, { limit: 50 })).rows.filter(
        ({ findingId }) => [urgent, routine].includes(findingId),
      );
    const subjects = (facts: { subject: string }[]) => facts.map(({ subject }) => subject);
    expect(await inbox('approver')).toEqual([
      expect.objectContaining({ findingId: urgent, atOnce: true, unread: true, at: district.clock.now }),
    ]);
    expect((await inbox('approver')).map(({ facts }) => subjects(facts))).toEqual([['R1', 'R2']]);
    expect((await inbox('handler.zj')).length).toBeGreaterThan(0);
    expect(await inbox('handler.cg')).toEqual([]);
    district.clock.now = instantOf('2026-09-28', '08:00');
    await district.record.deliveries.deliverDue(1000);
    expect((await inbox('handler.cg')).flatMap(({ facts }) => subjects(facts))).toContain('line_opened');
    expect(await district.record.deliveries.deliverDue(1000)).toBe(0);
    const reports = await district.record.deliveries.ofFinding(urgent);
    expect(reports.every(({ state }) => state === 'delivered')).toBe(true);
  });

  it('wakes the duty desk for an urgent finding that nobody has been given yet', async () => {
    district.clock.now = instantOf('2026-09-24', '23:41');
    const urgent = await district.file({ categoryCode: 'SS01', description: '窨井盖松动' });
    const routine = await district.file();
    await district.record.deliveries.deliverDue(1000);
    const { personId } = await district.actor('dispatcher');
    expect(await district.record.deliveries.ofFinding(urgent)).toContainEqual(
      expect.objectContaining({ subject: 'filed', role: 'duty', state: 'delivered', personIds: [personId] }),
    );
    expect(await district.record.deliveries.ofFinding(routine)).toEqual([]);
  });

  it('finds whoever supervises from elsewhere, level after level, and the officer where nobody holds the position', async () => {
    const id = await district.rectifying({ source: 'media' });
    await district.do(id, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
    await district.do(id, 'leader.cg', { type: 'endorse' });
    await district.do(id, 'verifier', { type: 'verify', outcome: 'passed', mode: 'photo' });
    await district.do(id, 'industry.approver', { type: 'approve' });
    await district.owner.query(
      `DELETE FROM person_position WHERE position_id IN (SELECT id FROM position WHERE code = 'office_head')`,
    );
    await district.record.deliveries.deliverDue(1000);
    const told = (await district.record.deliveries.ofFinding(id)).filter(({ role }) =>
      /industry|office_head/.test(role),
    );
    expect(told).toMatchObject([
      { subject: 'verified', role: 'industry_department', state: 'delivered', note: null },
      { subject: 'level_approved', role: 'office_head', state: 'delivered', note: '无此岗位人员，由督查员代收' },
    ]);
    expect(told.map(({ personIds }) => personIds)).toEqual([
      [(await district.actor('industry.approver')).personId],
      [(await district.actor('dispatcher')).personId],
    ]);
  });

  it('tells at write-off whoever filed what was merged into it', async () => {
    const survivor = await district.rectifying();
    const merged = randomUUID();
    await district.do(merged, 'inspector2', { ...filing({ id: merged }) });
    await district.do(merged, 'dispatcher', { type: 'merge', into: survivor, reason: '同一处' });
    await district.do(survivor, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
    await district.do(survivor, 'verifier', { type: 'verify', outcome: 'passed', mode: 'photo' });
    await district.do(survivor, 'approver', { type: 'approve' });
    await district.record.deliveries.deliverDue(1000);
    const told = (await district.record.deliveries.ofFinding(survivor)).filter(
      ({ subject }) => subject === 'written_off',
    );
    expect(told.flatMap(({ personIds }) => personIds).sort()).toEqual(
      [(await district.actor('inspector')).personId, (await district.actor('inspector2')).personId].sort(),
    );
  });

  it('answers the other supervising unit of what was merged: at the merge, its undoing and the write-off', async () => {
    const survivor = await district.rectifying({ id: '00000000-0000-4000-8000-000000000002' });
    const ofStreet = randomUUID();
    await district.do(ofStreet, 'inspector2', filing({ id: ofStreet, supervisingUnitId: 'dongshi' }));
    const merge = { type: 'merge', into: survivor, reason: '同一处' } as const;
    await district.do(ofStreet, 'dispatcher', merge);
    await district.do(ofStreet, 'dispatcher', { type: 'unmerge', reason: '误并' });
    await district.do(ofStreet, 'dispatcher', merge);
    // What it had taken in before is answered by whoever takes it in.
    const last = await district.rectifying({ id: '00000000-0000-4000-8000-000000000003' });
    await district.do(survivor, 'dispatcher', { type: 'merge', into: last, reason: '同一处' });
    await district.do(last, 'handler.cg', { type: 'submit', text: '已清运', evidence: [photo()] });
    await district.do(last, 'verifier', { type: 'verify', outcome: 'passed', mode: 'photo' });
    await district.do(last, 'approver', { type: 'approve' });
    await district.record.deliveries.deliverDue(1000);

    const officer = await district.actor('street.dongshi');
    const toldOf = async (id: string) =>
      (await district.record.deliveries.ofFinding(id))
        .filter(({ unitId, personIds }) => unitId === 'dongshi' && personIds.includes(officer.personId))
        .map(({ subject }) => subject);
    expect(await toldOf(ofStreet)).toEqual(['merged', 'unmerged', 'merged']);
    expect(await toldOf(survivor)).toEqual([]);
    expect(await toldOf(last)).toEqual(['written_off']);
    const { rows } = await district.record.deliveries.inbox(officer.personId, { limit: 50 });
    expect(rows.map(({ findingId }) => findingId)).toEqual(expect.arrayContaining([ofStreet, last]));
    expect((await district.record.audit.verify()).faults).toEqual([]);
  });

  it('knows people, their authority and whom they act for while it lasts', async () => {
    const { people } = district.record;
    const deputy = (await people.personNamed('deputy.mayor'))!;
    const head = (await people.personNamed('office.head'))!;
    expect(await people.credentialOf('nobody')).toBeNull();
    expect((await people.credentialOf('office.head'))!.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await people.actorOf(head.id, deputy.id)).toBeNull();
    await people.delegate('d1', deputy.id, head.id, MORNING, MORNING + HOUR);
    expect(await people.actorOf(head.id, deputy.id)).toMatchObject({
      personId: head.id,
      onBehalfOf: deputy.id,
      unitId: 'ja',
      scopePath: 'ja',
      roles: ['leader'],
    });
    district.clock.now = MORNING + HOUR;
    expect(await people.actorOf(head.id, deputy.id)).toBeNull();
  });

  it('keeps a session until it ends, and never its token', async () => {
    const { sessions } = district.record;
    const { token, expiresAt } = await sessions.open((await district.actor('admin')).personId, HOUR);
    expect(expiresAt).toBe(MORNING + HOUR);
    expect(await sessions.find(token)).toEqual({
      personId: (await district.actor('admin')).personId,
      expiresAt,
      mustChoosePassword: false,
    });
    expect(await district.count('session', 'token_hash = $1', [token])).toBe(0);
    district.clock.now = MORNING + HOUR;
    expect(await sessions.find(token)).toBeNull();
    const other = await sessions.open((await district.actor('admin')).personId, HOUR);
    await sessions.close(other.token);
    expect(await sessions.find(other.token)).toBeNull();
    expect(await district.count('session')).toBe(0);
  });

  it('finds photos that look like one already filed', async () => {
    const sha256 = 'ab'.repeat(32);
    const photo = {
      sha256,
      mime: 'image/jpeg',
      bytes: 9,
      width: 1,
      height: 1,
      capturedAt: MORNING,
      lng: null,
      lat: null,
    };
    await district.record.evidence.save({ ...photo, dhash: 'f0f0f0f0f0f0f0f0', uploadedBy: 'p' });
    await district.record.evidence.save({ ...photo, dhash: '0000000000000000', uploadedBy: 'q' });
    expect(await district.record.evidence.find(sha256)).toEqual({
      ...photo,
      dhash: 'f0f0f0f0f0f0f0f0',
      uploadedBy: 'p',
    });
    const ref = {
      sha256,
      role: 'before' as const,
      defect: 1,
      capturedAt: null,
      lng: null,
      lat: null,
      dhash: null,
      flags: [],
    };
    const id = await district.file({ evidence: [ref] });
    const near = (dhash: string, since = 0) => district.record.evidence.nearDuplicates(dhash, 2, since);
    expect(await near('f0f0f0f0f0f0f0f3')).toEqual([{ sha256, findingId: id, distance: 2 }]);
    expect(await near('f0f0f0f0f0f0f0f7')).toEqual([]);
    expect(await near('f0f0f0f0f0f0f0f0', MORNING + 1)).toEqual([]);
  });

  it('takes a sheet’s row once and remembers a mapping for the same headings in any order', async () => {
    const { imports } = district.record;
    const findingId = await district.file();
    const batch = { fileName: 'a.csv', sha256: 'x', importedBy: 'p' };
    await imports.record({ ...batch, id: 'b1', rows: [{ row: 2, fingerprint: 'f1', findingId }] });
    await imports.record({ ...batch, id: 'b2', rows: [{ row: 3, fingerprint: 'f1', findingId: null }] });
    expect(await imports.taken(['f1', 'f2'])).toEqual(new Map([['f1', findingId]]));
    await imports.saveMapping(['问题', '单位'], { 问题: 'description' });
    expect(await imports.mapping(['单位', '问题'])).toEqual({ 问题: 'description' });
    expect(await imports.mapping(['单位'])).toBeNull();
  });

  it('knows the units of today, their other names and who bears which role', async () => {
    const { directory } = district.record;
    expect((await directory.units()).map(({ name }) => name)).not.toContain('区乡村振兴局');
    expect((await directory.unitsEver()).find(({ id }) => id === 'xczx')).toMatchObject({ successorId: 'ny' });
    expect(await directory.aliases()).toContainEqual({
      alias: '三十铺镇办事处',
      unitId: 'sanshipu',
      note: null,
      validTo: null,
    });
    expect(await directory.roleRules()).toContainEqual(expect.objectContaining({ role: 'ZJ', unitId: 'zj' }));
    await district.owner.query(`UPDATE category_rule SET valid_to = '2027-01-01' WHERE role = 'ZJ'`);
    await district.owner.query(
      `INSERT INTO category_rule (role, unit_id, valid_from) VALUES ('ZJ', 'cg', '2027-01-01')`,
    );
    const bearers = async () => (await directory.roleRules()).filter(({ role }) => role === 'ZJ');
    expect(await bearers()).toMatchObject([{ unitId: 'zj' }]);
    district.clock.now = instantOf('2027-01-01', '09:00');
    expect(await bearers()).toMatchObject([{ unitId: 'cg' }]);
  });

  it('sees another process’s new policy within a second or so', async () => {
    const other = await openRecord({ url: district.url, clock: district.clock });
    try {
      const { policy } = await district.record.context.current();
      const saved = await other.context.savePolicy({ ...policy, returnMax: 5 });
      expect(saved).toMatchObject({ version: policy.version + 1, returnMax: 5 });
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const context = await district.record.context.current();
      expect(context.policy.version).toBe(saved.version);
      expect(context.policyOf(policy.version).returnMax).toBe(policy.returnMax);
    } finally {
      await other.close();
    }
  });

  it('needs no second connection for anything, so that a full pool cannot stand still', async () => {
    const narrow = await openRecord({ url: district.url, clock: district.clock, poolSize: 1 });
    try {
      const id = await district.rectifying();
      const into = await district.rectifying();
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const dispatcher = await district.actor('dispatcher');
      const admin = await district.actor('admin');
      await narrow.findings.sweep();
      expect(await narrow.findings.execute(id, { type: 'merge', into, reason: '重复' }, dispatcher)).toMatchObject({
        kind: 'done',
      });
      await narrow.findings.applyToOpen({ type: 'reproject-calendar' }, admin, { dryRun: true });
      await narrow.findings.tick(into);
    } finally {
      await narrow.close();
    }
  });
});
