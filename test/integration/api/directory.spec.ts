import { randomUUID } from 'node:crypto';
import { Served } from './served';

const TODAY = '2026-09-17';

describe('the responsibility network and who keeps it', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  const batch = (operations: object[], effectiveOn = TODAY) => ({ effectiveOn, basis: '机构改革方案', operations });
  const close = (unitId: string, successorId: string | null) => ({ do: 'close', unitId, successorId });
  const open = (key: string, name: string, parentId = 'ja') => ({
    do: 'open',
    key,
    name,
    kind: 'department',
    parentId,
    relation: 'commanded',
  });
  const unit = async (id: string) =>
    (await served.get('admin', '/units')).body.items.find((one: { id: string }) => one.id === id);

  /** Refused with the code, by the administrator unless said otherwise, and without a trace. */
  async function expectRefused(path: string, body: object, code: string, by = 'admin'): Promise<void> {
    await served.token(by);
    const rows = await served.rowCounts();
    const answer = await served.post(by, path, body);
    expect(answer.body.code).toBe(code);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await served.rowCounts()).toEqual(rows);
  }

  it('tells what a merge would bring, then brings it: work, people and rules follow, the clock goes on', async () => {
    const id = await served.rectifying();
    const before = (await served.get('dispatcher', `/findings/${id}`)).body.timeliness;
    const merge = batch([open('new', '区城市管理和住建局'), close('cg', 'new'), close('zj', 'new')]);
    await served.token('admin');
    const rows = await served.rowCounts();
    const key = { 'idempotency-key': randomUUID() };
    const foretold = (await served.done('admin', '/directory/batches?dryRun=true', merge, key)).body;
    expect(await served.rowCounts()).toEqual(rows);
    expect(foretold).toMatchObject({ dryRun: true, followed: 0, opened: [{ name: '区城市管理和住建局' }] });
    expect(foretold.following[0].findings.map((one: { id: string }) => one.id)).toContain(id);
    expect(foretold.following[0].people.length).toBeGreaterThan(0);

    const done = (await served.done('admin', '/directory/batches', merge, key)).body;
    expect(done.followed).toBeGreaterThan(0);
    const after = (await served.get('dispatcher', `/findings/${id}`)).body;
    expect(after.timeliness.dueAt).toBe(before.dueAt);
    const [heir] = done.opened;
    expect(JSON.stringify(after)).toContain(heir.id);
    expect(await unit('cg')).toBeUndefined();
    expect(await unit(heir.id)).toMatchObject({ name: '区城市管理和住建局', parentId: 'ja' });
    expect((await served.get('handler.cg', '/people/me')).body).toMatchObject({ unitId: heir.id });
    expect(await served.district.record.directory.roleRules()).toEqual(
      expect.arrayContaining([expect.objectContaining({ role: 'CG', unitId: heir.id, validFrom: TODAY })]),
    );
    const ever = await served.district.record.directory.unitsEver();
    expect(ever.find((one) => one.id === 'cg')).toMatchObject({ validTo: TODAY, successorId: heir.id });
    expect((await served.done('admin', '/directory/batches', merge, key)).body.opened).toEqual(done.opened);

    // Compared with those that the units before it were compared with, from today on.
    const classes = (await served.get('dispatcher', '/assessed-units')).body.items;
    const classOf = (unitId: string) => classes.filter((one: { unitId: string }) => one.unitId === unitId);
    expect(classOf('cg')).toMatchObject([{ class: '区直职能单位', validTo: TODAY }]);
    expect(classOf(heir.id)).toMatchObject([{ class: '区直职能单位', validFrom: TODAY, validTo: null }]);

    const { items } = (await served.get('auditor', '/directory/changes')).body;
    expect(items.map((one: { what: string }) => one.what)).toEqual(
      expect.arrayContaining(['unit_opened', 'unit_closed', 'person_moved']),
    );
    await expect(served.district.owner.query(`UPDATE directory_change SET what = 'x'`)).rejects.toThrow(/append/);
    await expect(served.district.owner.query('DELETE FROM directory_change')).rejects.toThrow(/append/);
  });

  it('renames the district itself, which no batch closes', async () => {
    await served.done('admin', '/directory/batches', batch([{ do: 'rename', unitId: 'ja', name: '金安新区' }]));
    expect(await unit('ja')).toMatchObject({ name: '金安新区' });
    await served.done('admin', '/directory/batches', batch([{ do: 'rename', unitId: 'ja', name: '金安区' }]));
    const closing = await served.post('admin', '/directory/batches', batch([close('ja', 'cg')]));
    expect([closing.status, closing.body.code]).toEqual([422, 'unknown_unit_named']);
  });

  it('renames from a later day, and the former name is still understood', async () => {
    await served.done(
      'admin',
      '/directory/batches',
      batch([{ do: 'rename', unitId: 'sl', name: '区水务局' }], '2026-09-19'),
    );
    expect(await unit('sl')).toMatchObject({ name: '区水利局' });
    const was = served.district.clock.now;
    served.district.clock.now = was + 2 * 86_400_000;
    await served.district.record.directoryChanges.keepUp();
    expect(await unit('sl')).toMatchObject({ name: '区水务局' });
    const { items } = (await served.get('admin', '/directory/aliases')).body;
    expect(items).toContainEqual({ alias: '区水利局', unitId: 'sl', note: '曾用名' });
    served.district.clock.now = was;
  });

  it('brings the communities of a street along, and splits a unit', async () => {
    const moved = (await served.done('admin', '/directory/batches', batch([close('zhongshi', 'wangcheng')]))).body;
    expect(moved.opened.map(({ name, parentId }: { name: string; parentId: string }) => [name, parentId])).toEqual([
      ['人民路社区', 'wangcheng'],
      ['紫竹林社区', 'wangcheng'],
    ]);
    expect(moved.closed.length).toBe(3);
    // 区财政局 stood surety for the street, and rounds drew from its places.
    const { items: sureties } = (await served.get('admin', '/directory/sureties')).body;
    expect(sureties).toContainEqual({ unitId: 'cz', areaId: 'wangcheng', validFrom: TODAY, validTo: null });
    const places = (await served.get('dispatcher', '/inspection-places')).body.items as {
      streetId: string;
      communityId: string;
      validTo: string | null;
    }[];
    const ofStreet = (streetId: string) => places.filter((one) => one.streetId === streetId);
    expect(ofStreet('zhongshi').filter(({ validTo }) => validTo === null)).toEqual([]);
    const communities = new Set(moved.opened.map(({ id }: { id: string }) => id));
    expect(ofStreet('wangcheng').filter(({ communityId }) => communities.has(communityId))).toHaveLength(16);
    const split = [open('a', '区教育局基础处'), open('b', '区教育局职教处'), close('jy', 'a')];
    const done = (await served.done('admin', '/directory/batches', batch(split))).body;
    expect(done.opened).toHaveLength(2);
    expect(done.closed).toMatchObject([{ unitId: 'jy', successorId: done.opened[0].id }]);
  });

  it('sets in which class a unit is compared from a day on, for units that we command', async () => {
    const set = (body: object, who = 'admin') => served.post(who, '/assessed-units', body);
    const given = { unitId: 'xcb', class: '区直职能单位', from: '2026-10-01' };
    const { items } = (await served.done('admin', '/assessed-units', given)).body;
    expect(items.filter((one: { unitId: string }) => one.unitId === 'xcb')).toMatchObject([
      { class: '区直包保单位', validTo: '2026-10-01' },
      { class: '区直职能单位', validFrom: '2026-10-01', validTo: null },
    ]);
    expect((await set({ ...given, from: '2026-01-01' })).body.code).toBe('date_past');
    expect((await set({ ...given, unitId: 'xf' })).body.code).toBe('unknown_unit_named');
    expect((await set({ ...given, unitId: 'nowhere' })).body.code).toBe('unknown_unit_named');
    expect((await set(given, 'approver')).status).toBe(403);
  });

  it.each([
    ['unknown_parent', [open('a', '甲局', 'nowhere')]],
    ['unit_cycle', [open('a', '甲局', 'b'), open('b', '乙局', 'a')]],
    ['unit_cycle', [close('wm', 'ny'), close('ny', 'wm')]],
    ['unit_cycle', [close('dongshi', 'dongshi-yunlu')]],
    ['unit_name_taken', [open('a', '区文明办')]],
    ['unit_has_children', [close('dongshi', null)]],
    ['unit_has_people', [close('wm', null)]],
    ['unknown_unit_named', [close('nowhere', null)]],
    ['unknown_unit_named', [close('ja', 'wm')]],
    ['unknown_unit_named', [close('wm', 'nowhere')]],
    ['unit_cycle', [close('wm', 'wm')]],
    ['unit_named_twice', [open('a', '甲局'), open('a', '乙局')]],
    ['unit_named_twice', [close('wm', 'ny'), close('wm', 'rs')]],
    ['unit_named_twice', [{ do: 'rename', unitId: 'wm', name: '甲局' }, close('wm', 'ny')]],
    ['unit_misplaced', [open('a', '甲局', 'dongshi-yunlu')]],
    ['unit_misplaced', [{ ...open('a', '甲街道', 'dongshi'), kind: 'street' }]],
    ['unit_misplaced', [{ ...open('a', '甲区'), kind: 'district' }]],
    ['unit_misplaced', [close('dongshi-yunlu', 'wm')]],
  ])('refuses a batch: %s', (code, operations) => expectRefused('/directory/batches', batch(operations), code));

  it('leaves no gap in the dated tree: nothing stands on what has yet to begin, or hands on to what ends', async () => {
    const [later] = (await served.done('admin', '/directory/batches', batch([open('a', '明年局')], '2027-03-01'))).body
      .opened as { id: string }[];
    await served.done('admin', '/directory/batches', batch([close('yb', 'rs')], '2027-01-01'));
    const refused = (operations: object[], code: string) =>
      expectRefused('/directory/batches', batch(operations, '2026-12-01'), code);
    await refused([{ ...open('b', '明年科', later!.id), kind: 'section' }], 'unknown_parent');
    await refused([close('xcb', later!.id)], 'unit_begins');
    await refused([{ ...open('b', '医保科', 'yb'), kind: 'section' }], 'unit_ends');
    await refused([close('xcb', 'yb')], 'unit_ends');
    await refused([close('yb', 'xcb')], 'unit_ends');
    const rule = { categoryCode: 'SS04', areaId: null, unitId: 'yb', from: '2026-12-01' };
    await expectRefused('/directory/lead-rules', rule, 'unit_ends');
    await expectRefused('/directory/lead-rules', { ...rule, unitId: later!.id }, 'unknown_unit_named');
    await expectRefused('/directory/lead-rules', { ...rule, unitId: 'xcb', areaId: 'ny' }, 'not_an_area');
    const account = { username: 'too.early', name: '某人', unitId: later!.id, roles: ['handler'] };
    await expectRefused('/directory/people', account, 'unknown_unit_named');
    // What is to lead from a later day on goes to who comes after it, too.
    await served.done('admin', '/directory/lead-rules', { ...rule, unitId: 'xcb', from: '2027-02-01' });
    await served.done('admin', '/directory/batches', batch([close('xcb', 'zzb')], '2027-01-15'));
    const { items } = (await served.get('admin', '/directory/lead-rules')).body;
    expect(items).toContainEqual(
      expect.objectContaining({ categoryCode: 'SS04', unitId: 'zzb', validFrom: '2027-02-01' }),
    );
  });

  it('passes a rule on for as long as it was to hold, and ends with the unit what nobody takes over', async () => {
    const opening = batch([open('a', '甲办'), open('b', '乙办'), open('c', '丙办')]);
    const { opened } = (await served.done('admin', '/directory/batches', opening)).body;
    const [a, b, c] = opened.map(({ id }: { id: string }) => id);
    const lead = (categoryCode: string, unitId: string, from: string) =>
      served.done('admin', '/directory/lead-rules', { categoryCode, areaId: null, unitId, from });
    await lead('SR06', a, TODAY);
    await lead('SR06', c, '2027-02-01');
    await lead('SR05', b, '2027-02-01');
    await served.done('admin', '/directory/batches', batch([close(a, c), close(b, null)], '2027-01-15'));
    const { items } = (await served.get('admin', '/directory/lead-rules')).body;
    const of = (categoryCode: string) =>
      items
        .filter((one: { categoryCode: string }) => one.categoryCode === categoryCode)
        .map((one: { unitId: string; validFrom: string; validTo: string | null }) => [
          one.unitId,
          one.validFrom,
          one.validTo,
        ]);
    expect(of('SR06')).toEqual([
      [a, TODAY, '2027-01-15'],
      [c, '2027-01-15', '2027-02-01'],
      [c, '2027-02-01', null],
    ]);
    expect(of('SR05')).toEqual([[b, '2027-02-01', '2027-02-01']]);
  });

  it('refuses a day that has passed, open work without a successor, and who is no administrator there', async () => {
    await expectRefused('/directory/batches', batch([close('wm', 'ny')], '2026-09-16'), 'date_past');
    const id = await served.file();
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'sc' });
    await expectRefused('/directory/batches', batch([close('sc', null)]), 'unit_has_open_work');
    await expectRefused('/directory/batches', batch([close('wm', 'ny')]), 'not_your_role', 'dispatcher');
    const { owner } = served.district;
    await owner.query(
      `UPDATE person SET scope_path = (SELECT path FROM org_unit WHERE id = 'dongshi') WHERE username = 'admin2'`,
    );
    await expectRefused('/directory/batches', batch([close('wm', 'ny')]), 'outside_your_scope', 'admin2');
    const person = { username: 'wm.new', name: '某人', unitId: 'wm', roles: ['handler'] };
    await expectRefused('/directory/people', person, 'outside_your_scope', 'admin2');
  });

  it('opens an account whose first password opens once, and takes an own one', async () => {
    const { body } = await served.done('admin', '/directory/people', {
      username: 'wm.li',
      name: '李文明',
      unitId: 'wm',
      roles: ['handler'],
      phone: '13800000000',
    });
    const signIn = (password: string) => served.post(null, '/sessions', { username: 'wm.li', password });
    const session = await signIn(body.password);
    expect(session.status).toBe(201);
    expect((await signIn(body.password)).body.code).toBe('bad_credentials');
    expect((await served.get('wm.li', '/people/me')).body.mustChoosePassword).toBe(true);
    expect((await served.get('wm.li', '/findings')).body.code).toBe('must_choose_password');
    await expectRefused('/findings', {}, 'must_choose_password', 'wm.li');
    await expectRefused(
      '/people/me/password',
      { current: body.password, password: 'short1' },
      'weak_password',
      'wm.li',
    );
    await expectRefused(
      '/people/me/password',
      { current: body.password, password: 'wm.li-2026' },
      'weak_password',
      'wm.li',
    );
    await expectRefused(
      '/people/me/password',
      { current: 'wrong', password: 'Duban-2026x' },
      'bad_credentials',
      'wm.li',
    );
    await served.done('wm.li', '/people/me/password', { current: body.password, password: 'Duban-2026x' });
    expect((await served.get('wm.li', '/findings')).status).toBe(200);
    expect((await signIn('Duban-2026x')).status).toBe(201);
    await served.done('admin', `/directory/people/${body.id}/close`);
    expect((await signIn('Duban-2026x')).body.code).toBe('bad_credentials');
    const log = (await served.get('admin', `/directory/changes?subject=${body.id}`)).text;
    expect(log).toContain('person_closed');
    expect(log).not.toContain('13800000000');
  });

  it('refuses a user name that is taken, closing oneself, and terms that overlap', async () => {
    const person = { username: 'mayor', name: '某人', unitId: 'wm', roles: ['handler'] };
    await expectRefused('/directory/people', person, 'username_taken');
    await expectRefused('/directory/people', { ...person, username: 'x y' }, 'invalid_request');
    const me = (await served.get('admin', '/people/me')).body.personId;
    await expectRefused(`/directory/people/${me}/close`, {}, 'closing_yourself');
    const { personId } = await served.district.actor('verifier');
    const term = { unitId: 'dcs', code: 'contact', from: '2026-10-01', to: '2026-12-01' };
    await served.done('admin', `/directory/people/${personId}/positions`, term);
    await expectRefused(
      `/directory/people/${personId}/positions`,
      { ...term, from: '2026-11-01', to: null },
      'dates_overlap',
    );
    await expectRefused(
      `/directory/people/${personId}/positions`,
      { ...term, unitId: 'nowhere' },
      'unknown_unit_named',
    );
    for (const code of ['duty_oficer', 'constructor'])
      await expectRefused(`/directory/people/${personId}/positions`, { ...term, code }, 'unknown_position');
    await served.done('admin', `/directory/people/${personId}/positions`, { ...term, code: 'duty_leader' });
  });

  it('lets a delegation begin, overlap with nothing, and end when it is taken back', async () => {
    const to = (await served.district.actor('verifier2')).personId;
    const span = { to, startsAt: '2026-09-17T08:00:00+08:00', endsAt: '2026-09-20T18:00:00+08:00' };
    const decades = { ...span, endsAt: '2081-09-17T08:00:00+08:00' };
    await expectRefused('/delegations', decades, 'delegation_too_long', 'verifier');
    const { items } = (await served.done('verifier', '/delegations', span)).body;
    const acting = { 'duban-on-behalf-of': (await served.district.actor('verifier')).personId };
    expect(await served.district.record.people.actorOf(to, acting['duban-on-behalf-of'])).not.toBeNull();
    await expectRefused('/delegations', span, 'dates_overlap', 'verifier');
    await expectRefused(`/delegations/${items[0].id}/revoke`, {}, 'not_found', 'inspector');
    await served.done('verifier', `/delegations/${items[0].id}/revoke`);
    expect(await served.district.record.people.actorOf(to, acting['duban-on-behalf-of'])).toBeNull();
  });

  it('lets nobody’s authority go to another house', async () => {
    const to = (await served.district.actor('handler.ny')).personId;
    const span = { to, startsAt: '2026-09-17T08:00:00+08:00', endsAt: '2026-09-20T18:00:00+08:00' };
    for (const principal of ['dispatcher', 'leader.wj']) {
      await served.token(principal);
      await expectRefused('/delegations', span, 'not_a_colleague', principal);
    }
    await served.done('leader.ny', '/delegations', span);
  });

  it('says who leads a category in an area from a day on, and who stands surety', async () => {
    const rule = { categoryCode: 'HW01', areaId: 'dongshi', unitId: 'wm', from: TODAY };
    await served.done('admin', '/directory/lead-rules', rule);
    const elsewhere = { place: { streetId: 'sanliqiao', pointName: '梅山路口' } };
    const [there, other] = [await served.file(), await served.file(elsewhere)];
    const proposed = async (id: string) =>
      (await served.get('dispatcher', '/dispatches/proposal')).body.items.find(
        (item: { finding: { id: string } }) => item.finding.id === id,
      );
    expect(await proposed(there)).toMatchObject({ unitId: 'wm', suretyUnitIds: [expect.any(String)] });
    const bearers = await served.district.record.directory.roleRules();
    const { unitId: bearer } = bearers.find(({ role }) => role === 'CG')!;
    expect(await proposed(other)).toMatchObject({ unitId: bearer, suretyUnitIds: ['wj'] });
    expect((await proposed(other)).steps).toMatchObject([{ code: 'rectify', limit: { amount: 240 } }]);
    await served.done('admin', '/directory/lead-rules', { ...rule, unitId: 'ny', from: '2026-10-01' });
    const { items } = (await served.get('dispatcher', '/directory/lead-rules')).body;
    expect(items.filter((one: { categoryCode: string }) => one.categoryCode === 'HW01')).toMatchObject([
      { unitId: 'wm', validTo: '2026-10-01' },
      { unitId: 'ny', validTo: null },
    ]);
    await expectRefused('/directory/lead-rules', { ...rule, categoryCode: 'NO99' }, 'invalid_request');
    await expectRefused('/directory/lead-rules', { ...rule, unitId: 'nowhere' }, 'unknown_unit_named');
    const surety = { unitId: 'wm', areaId: 'dongshi-yunlu', from: TODAY };
    await served.done('admin', '/directory/sureties', surety);
    await expectRefused('/directory/sureties', surety, 'dates_overlap');
    const until = { ...surety, from: '2026-10-01', ends: true };
    const ended = (await served.done('admin', '/directory/sureties', until)).body.items;
    expect(ended).toContainEqual({
      unitId: 'wm',
      areaId: 'dongshi-yunlu',
      validFrom: TODAY,
      validTo: '2026-10-01',
    });
    await expectRefused('/directory/sureties', until, 'not_found');
    const drawn = (await served.get('inspector', '/directory/network')).body.items;
    const wm = drawn.find((one: { id: string }) => one.id === 'wm');
    expect(wm).toMatchObject({ suretyFor: ['dongshi-yunlu'], leads: [{ categoryCode: 'HW01', areaId: 'dongshi' }] });
    expect(wm.people.length).toBeGreaterThan(0);
  });

  it('passes a surety that is yet to begin on with its unit, or ends it before it begins', async () => {
    const given = { areaId: 'sanliqiao', from: '2026-10-01' };
    const sureties = async () => (await served.get('admin', '/directory/sureties')).body.items;
    await served.done('admin', '/directory/sureties', { ...given, unitId: 'ny' });
    const [heir] = (
      await served.done('admin', '/directory/batches', batch([open('heir', '区农业农村和水务局'), close('ny', 'heir')]))
    ).body.opened;
    const begins = { areaId: given.areaId, validFrom: given.from };
    expect(await sureties()).toContainEqual({ ...begins, unitId: heir.id, validTo: null });
    const [brief] = (await served.done('admin', '/directory/batches', batch([open('brief', '区临时专班')]))).body
      .opened;
    await served.done('admin', '/directory/sureties', { ...given, unitId: brief.id });
    await served.done('admin', '/directory/batches', batch([close(brief.id, null)], '2026-09-18'));
    expect(await sureties()).toContainEqual({ ...begins, unitId: brief.id, validTo: given.from });
  });
});
