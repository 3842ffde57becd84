import { randomUUID } from 'node:crypto';
import { instantOf } from '#calendar';
import { outage, reformed, simulatedDeadline, simulatedEscalation } from '#contract';
import { loadDefaults } from '#policy';
import { filing, Served } from './served';

interface LoosePolicy {
  categories: { name: string }[];
  suspensions: unknown[];
  extensions: unknown[];
  ladders: Record<'STD', { code: string; issue: string; to: string[]; colour: string | null }[]>;
}

describe('calendars, policies, outages and what they would do', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  const dueOf = async (id: string): Promise<string> =>
    (await served.get('dispatcher', `/findings/${id}`)).body.timeliness.dueAt;

  it('tells what a calendar would move, then moves it, and twice changes nothing', async () => {
    const id = await served.file({ categoryCode: 'SS03' });
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'zj' });
    await served.done('handler.zj', `/findings/${id}/sign`);
    expect(await dueOf(id)).toBe('2026-09-23T18:00:00.000+08:00');
    const { body: calendar } = await served.get('admin', '/calendars/current');
    const overrides = [...calendar.overrides, { date: '2026-09-22', kind: 'rest', basis: '金政办〔2026〕9号' }];
    const next = { ...calendar, version: 'district-storm', overrides };

    const rows = await served.rowCounts();
    const forecast = reformed.parse((await served.done('admin', '/calendars?dryRun=true', next)).body);
    expect(await served.rowCounts()).toEqual(rows);
    const moved = forecast.changes.find(({ id: one, clockKind }) => one === id && clockKind === 'rectify')!;
    expect(moved).toMatchObject({ before: '2026-09-23T18:00:00.000+08:00', after: '2026-09-24T18:00:00.000+08:00' });

    const done = reformed.parse((await served.done('admin', '/calendars', next)).body);
    expect(done.changes.filter((change) => change.id === id)).toEqual(
      forecast.changes.filter((change) => change.id === id),
    );
    expect(await dueOf(id)).toBe('2026-09-24T18:00:00.000+08:00');
    expect((await served.done('admin', '/calendars', next)).body.changes).toEqual([]);
    const explained = (await served.get('handler.zj', `/findings/${id}/deadline`)).body.clocks;
    const rectify = explained.find((clock: { kind: string }) => clock.kind === 'rectify');
    expect(rectify.changes).toMatchObject([{ why: 'calendar' }]);
    expect(rectify.zh.join()).toContain('金政办〔2026〕9号');
  });

  it('keeps running clocks when a policy is edited, unless the edit says otherwise', async () => {
    const id = await served.rectifying();
    const before = await dueOf(id);
    const { body: policy } = await served.get('admin', '/policies/current');
    const category = policy.categories.find(({ code }: { code: string }) => code === 'HW01');
    category.steps[0].limit.amount *= 2;
    const forecast = reformed.parse(
      (await served.done('admin', '/policies?dryRun=true', { policy, mode: 'from_start' })).body,
    );
    expect(forecast.changes.some((change) => change.id === id)).toBe(true);
    expect((await served.get('admin', '/policies/current')).body.version).toBe(policy.version);

    const kept = reformed.parse((await served.done('admin', '/policies', { policy })).body);
    expect(kept).toMatchObject({ version: String(policy.version + 1), changes: [] });
    expect(await dueOf(id)).toBe(before);
    const stale = { ...policy, returnMax: policy.returnMax + 1 };
    expect((await served.post('admin', '/policies', { policy: stale })).body.code).toBe('stale_version');

    const again = { ...policy, version: policy.version + 1 };
    const applied = reformed.parse(
      (await served.done('admin', '/policies', { policy: again, mode: 'from_start' })).body,
    );
    expect(applied.changes.some((change) => change.id === id)).toBe(true);
    expect(await dueOf(id)).not.toBe(before);
  });

  it('retires a category: nothing new is filed under it, what was goes on, and it is taken back', async () => {
    const id = await served.rectifying();
    const saved = async (retired: boolean) => {
      const { body: policy } = await served.get('admin', '/policies/current');
      const { retired: _, ...category } = policy.categories.find(({ code }: { code: string }) => code === 'HW01');
      const next = { ...category, ...(retired && { retired }) };
      const categories = policy.categories.map((one: { code: string }) => (one.code === 'HW01' ? next : one));
      return served.done('admin', '/policies', { policy: { ...policy, categories } });
    };
    const services = async () => (await fetch(`${served.origin}/open311/v2/services.json`)).text();
    const facts = filing({ categoryCode: 'HW01' });
    expect(await services()).toContain('"HW01"');

    await saved(true);
    const refused = await served.post('inspector', '/findings', facts);
    expect(refused).toMatchObject({ status: 422, body: { code: 'category_retired' } });
    expect(await services()).not.toContain('"HW01"');
    const { items } = (await served.get('inspector', '/categories')).body;
    expect(items.find(({ code }: { code: string }) => code === 'HW01')).toMatchObject({ retired: true });
    expect((await served.get('dispatcher', `/findings/${id}`)).body.categoryCode).toBe('HW01');
    await served.done('dispatcher', `/findings/${id}/amend`, { categoryCode: 'HW01', description: '垃圾桶满溢' });
    const other = await served.file({ categoryCode: 'SS03' });
    const changed = await served.post('dispatcher', `/findings/${other}/amend`, { categoryCode: 'HW01' });
    expect(changed.body.code).toBe('category_retired');

    await saved(false);
    expect((await served.post('inspector', '/findings', facts)).status).toBe(201);
  });

  const policyWith = async (change: (policy: LoosePolicy) => void) => {
    const { body: policy } = await served.get('admin', '/policies/current');
    change(policy);
    return served.post('admin', '/policies?dryRun=true', { policy });
  };
  it.each<[string, (policy: LoosePolicy) => void]>([
    ['category_gone', (policy) => policy.categories.pop()],
    ['reason_gone', (policy) => policy.suspensions.pop()],
    ['name_twice', ({ categories }) => (categories[1]!.name = categories[0]!.name)],
    ['not_in_order', ({ extensions }) => extensions.reverse()],
    ['rung_twice', ({ ladders }) => (ladders.STD[1]!.code = ladders.STD[0]!.code)],
    ['no_rung_at_due', ({ ladders }) => ladders.STD.splice(1, 1)],
    ['red_unsigned', ({ ladders }) => (ladders.STD[3]!.issue = 'auto')],
    ['measure_decided', ({ ladders }) => (ladders.STD[4]!.issue = 'auto')],
    ['tells_nobody', ({ ladders }) => (ladders.STD[0]!.to = [])],
    ['colour_before_due', ({ ladders }) => (ladders.STD[0]!.colour = 'blue')],
    ['colours_fall', ({ ladders }) => (ladders.STD[1]!.colour = 'red')],
  ])('refuses a policy that cannot stand: %s', async (code, change) => {
    const { status, body } = await policyWith(change);
    expect(status).toBe(422);
    expect(body.errors.map((error: { code: string }) => error.code)).toContain(code);
  });

  it('of two who save at once one is told that the other came first', async () => {
    const { body: policy } = await served.get('admin', '/policies/current');
    const both = [policy.returnMax + 1, policy.returnMax + 2].map((returnMax) =>
      served.post('admin', '/policies', { policy: { ...policy, returnMax } }),
    );
    expect(new Set((await Promise.all(both)).map(({ status }) => status))).toEqual(new Set([200, 412]));
    const { body: calendar } = await served.get('admin', '/calendars/current');
    const overrides = ['2026-12-21', '2026-12-22'].map((date) => ({ date, kind: 'rest', basis: '金政办〔2026〕40号' }));
    const imports = overrides.map((one) =>
      served.post('admin', '/calendars', {
        ...calendar,
        version: 'at-once',
        overrides: [...calendar.overrides, one],
      }),
    );
    expect(new Set((await Promise.all(imports)).map(({ status }) => status))).toEqual(new Set([200, 409]));
    const editions = ['first-of-two', 'second-of-two'].map((version) =>
      served.post('admin', '/calendars', { ...calendar, version, overrides: [...calendar.overrides, overrides[0]] }),
    );
    expect((await Promise.all(editions)).map(({ status }) => status)).toEqual([200, 200]);
    const back = await served.post('admin', '/calendars', calendar);
    expect(back).toMatchObject({ status: 409, body: { code: 'version_taken' } });
  });

  it('refuses a holiday list of another year', async () => {
    const { body: calendar } = await served.get('admin', '/calendars/current');
    const wrong = { rest: [{ name: '元旦', from: '2026-01-01', to: '2026-01-03' }], work: [] };
    const years = {
      ...calendar.years,
      2027: { ...wrong, rest: [...wrong.rest, { ...wrong.rest[0], from: '2025-11-01' }] },
    };
    const { status, body } = await served.post('admin', '/calendars?dryRun=true', { ...calendar, version: 'x', years });
    expect([status, body.errors[0].code]).toEqual([422, 'wrong_year']);
  });

  it('goes on with a policy whose application broke off, and twice changes nothing', async () => {
    const id = await served.rectifying();
    const { body: policy } = await served.get('admin', '/policies/current');
    const category = policy.categories.find(({ code }: { code: string }) => code === 'HW01');
    category.steps[0].limit.amount += 60;
    // The process ended between the saving and the first finding.
    await served.district.record.context.savePolicy(policy);
    const before = await dueOf(id);
    const sent = { policy, mode: 'from_start' };
    const resumed = reformed.parse((await served.done('admin', '/policies', sent)).body);
    expect(resumed.version).toBe(String(policy.version + 1));
    expect(resumed.changes.some((change) => change.id === id)).toBe(true);
    expect(await dueOf(id)).not.toBe(before);
    expect(reformed.parse((await served.done('admin', '/policies', sent)).body)).toMatchObject({ changes: [] });
  });

  it('reads a policy that another process has just saved', async () => {
    const { body: policy } = await served.get('admin', '/policies/current');
    await served.district.owner.query(
      `INSERT INTO policy (version, data, saved_at) SELECT $1, jsonb_set(data, '{version}', to_jsonb($1::int)), saved_at
       FROM policy WHERE version = $1 - 1`,
      [policy.version + 1],
    );
    expect((await served.get('admin', '/policies/current')).body.version).toBe(policy.version + 1);
  });

  it('keeps both names of who acts for another in an outage, and still asks for two people', async () => {
    const { record } = served.district;
    const window = [Date.parse('2026-09-11T09:00:00+08:00'), Date.parse('2026-09-11T10:00:00+08:00')] as const;
    await record.outages.record('by-proxy', ...window, { personId: 'p-clerk', onBehalfOf: 'p-head' });
    expect(await record.outages.find('by-proxy')).toMatchObject({ recordedBy: 'p-clerk', recordedFor: 'p-head' });
    for (const author of [
      { personId: 'p-head', onBehalfOf: null },
      { personId: 'p-other', onBehalfOf: 'p-clerk' },
    ])
      await expect(record.outages.confirm('by-proxy', author)).rejects.toThrow('outage_has_two_people');
    expect(await record.outages.confirm('by-proxy', { personId: 'p-other', onBehalfOf: 'p-third' })).toBe(true);
    const confirmed = { confirmedBy: 'p-other', confirmedFor: 'p-third' };
    expect(await record.outages.find('by-proxy')).toMatchObject(confirmed);
  });

  it('lets an outage of ours move what fell in it once a second person confirms it', async () => {
    const id = await served.rectifying();
    const due = Date.parse(await dueOf(id));
    const window = { from: new Date(due - 1_800_000).toISOString(), to: new Date(due + 1_800_000).toISOString() };
    served.district.clock.now = due + 1_800_000;
    const { body } = await served.done('admin', '/outages', window);
    expect(outage.parse(body)).toMatchObject({ confirmedBy: null, changes: [] });
    const alone = await served.post('admin', `/outages/${body.id}/confirm`);
    expect(alone).toMatchObject({ status: 403, body: { code: 'same_person' } });
    const confirmed = outage.parse((await served.done('admin2', `/outages/${body.id}/confirm`)).body);
    expect(confirmed.changes.some((change) => change.id === id)).toBe(true);
    expect(Date.parse(await dueOf(id))).toBe(due + 3_600_000);
    const again = outage.parse((await served.done('admin2', `/outages/${body.id}/confirm`)).body);
    expect(again.changes).toEqual([]);
    expect(Date.parse(await dueOf(id))).toBe(due + 3_600_000);
    served.district.clock.now = instantOf('2026-09-17', '09:00');
  });

  it('records an outage once per key', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const window = { from: '2026-09-10T09:00:00+08:00', to: '2026-09-10T10:00:00+08:00' };
    const [one, two] = [
      await served.done('admin', '/outages', window, key),
      await served.done('admin', '/outages', window, key),
    ];
    expect(two.body.id).toBe(one.body.id);
    const other = { ...window, to: '2026-09-10T11:00:00+08:00' };
    expect((await served.post('admin', '/outages', other, key)).body.code).toBe('idempotency_key_reused');
  });

  it('reckons a deadline without writing, under the rules in force and under others', async () => {
    const rows = await served.rowCounts();
    const asked = { startAt: '2026-09-24T23:41:00+08:00', categoryCode: 'SS01' };
    const { steps } = simulatedDeadline.parse((await served.done('inspector', '/simulations/deadline', asked)).body);
    expect(steps.map(({ inForce }) => inForce.dueAt)).toEqual([
      '2026-09-25T00:41:00.000+08:00',
      '2026-09-25T05:41:00.000+08:00',
    ]);
    const { calendar } = loadDefaults();
    const limit = { amount: 5, unit: 'WORK_DAYS', service: 'OFFICE' };
    const rest = { date: '2026-10-12', kind: 'rest', basis: '区政府通知' };
    const other = { ...calendar, version: 'what-if', overrides: [rest] };
    const body = { startAt: '2026-10-08T09:00:00+08:00', limit, calendar: other };
    const [step] = simulatedDeadline.parse((await served.done('inspector', '/simulations/deadline', body)).body).steps;
    expect(step!.inForce.dueAt).toBe('2026-10-14T17:30:00.000+08:00');
    expect(step!.proposed!.dueAt).toBe('2026-10-15T17:30:00.000+08:00');
    expect(step!.proposed!.zh.join()).toContain('区政府通知');
    expect(await served.rowCounts()).toEqual(rows);
  });

  it('reckons every rung of an escalation', async () => {
    const asked = { assignedAt: '2026-09-17T09:00:00+08:00', categoryCode: 'SS03' };
    const { steps } = simulatedEscalation.parse(
      (await served.done('leader.cg', '/simulations/escalation', asked)).body,
    );
    const [step] = steps;
    expect(step).toMatchObject({ ladder: 'STD', dueAt: '2026-09-24T18:00:00.000+08:00' });
    expect(step!.rungs.map(({ code, colour }) => [code, colour])).toEqual(
      expect.arrayContaining([
        ['R0', null],
        ['R1', 'blue'],
        ['R2', 'yellow'],
        ['R3', 'red'],
      ]),
    );
    const unknown = await served.post('inspector', '/simulations/escalation', { ...asked, categoryCode: 'ZZ99' });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'unknown_category' } });
  });
});
