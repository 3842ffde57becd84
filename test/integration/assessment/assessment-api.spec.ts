import { instantOf } from '#calendar';
import { periodOf } from '#domain';
import { Served } from '../api/served';

const SEPTEMBER = periodOf('month', '2026-09-01');
const EDITION = '/assessments/units-month-2026-09-01-1';

/* oxlint-disable typescript/no-explicit-any -- rules and answers are mended and read as they come */
let served: Served;
beforeAll(async () => {
  served = await Served.open();
  await served.rectifying();
  served.district.clock.now = instantOf('2026-09-22', '10:00');
  while ((await served.district.record.findings.sweep({ graceMs: 0 })).claimed > 0);
  served.district.clock.now = instantOf('2026-10-09', '09:00');
});
afterAll(() => served.close());

const office = () => served.district.record.assessment.office;
const entryOf = async (unit: string, username: string) => {
  const { body } = await served.get(username, `${EDITION}/units/${unit}`);
  return body.entries.find(({ rule }: { rule: string }) => rule === 'not_rectified_in_time');
};

describe('an edition', () => {
  it('as a draft is the office’s alone', async () => {
    await office().compute(SEPTEMBER);
    expect((await served.get('dispatcher', '/assessments')).body.items).toHaveLength(2);
    expect((await served.get('handler.cg', '/assessments')).body.items).toEqual([]);
    expect((await served.get('handler.cg', EDITION)).status).toBe(404);
  });

  it('open for appeals shows each unit itself', async () => {
    await office().openAppeals(SEPTEMBER);
    const names = async (username: string) => {
      const { body } = await served.get(username, EDITION);
      return body.classes.flatMap((one: { units: { unitId: string }[] }) => one.units.map(({ unitId }) => unitId));
    };
    expect(await names('handler.cg')).toEqual(['cg']);
    expect(await names('street.dongshi')).toEqual(expect.arrayContaining(['dongshi', 'dongshi-yunlu']));
    expect(await names('street.dongshi')).not.toContain('sanliqiao');
    expect((await names('auditor')).length).toBeGreaterThan(20);
    expect((await served.get('handler.zj', `${EDITION}/units/cg`)).status).toBe(404);
  });

  it('tells each figure with its 口径, a rate over nothing as nothing, and why somebody is not ranked', async () => {
    const { body } = await served.get('handler.cg', `${EDITION}/units/cg`);
    expect(body.unit).toMatchObject({ rank: null, why: 'small_sample' });
    expect(body.floor).toEqual({ points: 10, findings: 5 });
    expect(body.formulaZh).toContain('分母为零');
    for (const { zh, formulaZh, formulaEn } of body.unit.figures)
      expect([zh, formulaZh, formulaEn].every(Boolean)).toBe(true);
    expect(body.unit.figures.find(({ code }: { code: string }) => code === 'relapse_rate')).toMatchObject({
      denominator: 0,
      value: null,
    });
  });

  it('goes from the score to its lines to the event, and never says who found it', async () => {
    const entry = await entryOf('cg', 'handler.cg');
    expect(entry).toMatchObject({ role: 'lead', ruleZh: '逾期未整改', mayAppeal: true });
    const { body, text } = await served.get('handler.cg', `${EDITION}/ground?entry=${encodeURIComponent(entry.id)}`);
    expect(body.event).toMatchObject({ type: 'rung_fired', description: '垃圾桶满溢未清运' });
    const { personId } = await served.district.actor('inspector');
    const sheet = await served.get('handler.cg', `${EDITION}/units/cg`);
    for (const told of [text, sheet.text]) expect(told).not.toContain(personId);
    expect((await served.get('handler.zj', `${EDITION}/ground?entry=${encodeURIComponent(entry.id)}`)).status).toBe(
      404,
    );
  });

  it('is appealed against by its unit, once, and ruled by others', async () => {
    const entry = await entryOf('cg', 'handler.cg');
    const appeal = { entryId: entry.id, text: '当日已清运' };
    expect((await served.post('dispatcher', `${EDITION}/appeals`, appeal)).body.code).toBe('not_your_role');
    expect((await served.post('handler.zj', `${EDITION}/appeals`, appeal)).body).toMatchObject({
      status: 409,
      code: 'no_such_entry',
    });
    expect((await served.post('handler.cg', `${EDITION}/appeals`, { entryId: entry.id, text: ' ' })).body.code).toBe(
      'invalid_request',
    );
    const key = { 'idempotency-key': 'once' };
    const asked = await served.done('handler.cg', `${EDITION}/appeals`, appeal, key);
    await served.done('handler.cg', `${EDITION}/appeals`, appeal, key);
    expect(asked.body.appeals).toHaveLength(1);
    const [{ id }] = asked.body.appeals;
    const ruling = { upheld: true, reason: '属实' };
    expect((await served.post('leader.cg', `${EDITION}/appeals/${id}/rule`, ruling)).status).toBe(403);
    const { body } = await served.done('approver', `${EDITION}/appeals/${id}/rule`, ruling);
    expect(body.appeals).toMatchObject([{ upheld: true }]);
    expect((await served.post('approver', `${EDITION}/appeals/${id}/rule`, ruling)).body.code).toBe('no_such_appeal');
  });

  it('is published for everybody as the edition that holds the ruling, and recomputed the same', async () => {
    served.district.clock.now = instantOf('2026-10-20', '09:00');
    await office().publish(SEPTEMBER);
    const [published] = (await served.get('handler.zj', '/assessments?kind=month&subject=units')).body.items;
    expect(published).toMatchObject({ status: 'published', edition: 2, corrects: 'units-month-2026-09-01-1' });
    const path = `/assessments/${published.id}`;
    expect((await served.get('handler.zj', path)).body.classes.length).toBeGreaterThan(3);
    const verified = (await served.get('handler.zj', `${path}/verification`)).body;
    expect(verified).toMatchObject({ same: true, published: published.sha256, recomputed: published.sha256 });
    expect((await served.post('handler.cg', `${path}/appeals`, { entryId: 'x', text: '晚了' })).body.code).toBe(
      'not_at_this_step',
    );
    const { body: sheet } = await served.get('handler.cg', `${path}/units/cg`);
    expect(sheet.trend).toMatchObject([{ start: '2026-09-01', rank: null }]);
    expect(sheet.suretyBy).toEqual([]);
    expect((await served.get('street.dongshi', `${path}/units/dongshi`)).body.suretyBy).toEqual(['区教育局']);
    const workbook = await served.get('handler.zj', `${path}/ranking.xlsx`);
    expect(workbook.status).toBe(200);
    expect((await served.post('dispatcher', `${path}/correct`)).status).toBe(403);
    expect((await served.done('approver', `${path}/correct`)).body.items[0]).toMatchObject({
      edition: 3,
      status: 'draft',
    });
    expect((await served.post('approver', `${path}/correct`)).body.code).toBe('edition_open');
  });
});

describe('the 通报 of an edition', () => {
  const published = '/assessments/units-month-2026-09-01-2';

  it('is drafted once it is published, from what is published', async () => {
    expect((await served.post('handler.zj', `${published}/bulletin`)).status).toBe(403);
    expect((await served.post('dispatcher', '/assessments/units-month-2026-09-01-3/bulletin')).body.code).toBe(
      'no_bulletin_yet',
    );
    const { body } = await served.done('dispatcher', `${published}/bulletin`);
    expect(body).toMatchObject({ kind: 'bulletin', life: 'draft', number: null });
    const file = await served.get('dispatcher', body.address.replace('/api/v1', '') + '.docx');
    expect(file.status).toBe(200);
  });
});

describe('the scoring rules', () => {
  const current = async () => (await served.get('handler.cg', '/rulebooks/current')).body;
  const sent = async (mend: (rules: any) => void) => {
    const { version, rules } = await current();
    mend(rules);
    return { version, rules, note: '按联席会议意见调整' };
  };

  it('are read by everybody, with the 口径 of every indicator', async () => {
    const { version, rules, indicators } = await current();
    expect(version).toBe(1);
    expect(rules.scoring.base).toBe(100);
    expect(rules.property.sheet).toHaveLength(39);
    for (const one of indicators) expect([one.zh, one.en, one.formulaZh].every(Boolean)).toBe(true);
    expect((await served.get('handler.cg', '/rulebooks/0')).status).toBe(404);
    expect((await served.get('handler.cg', '/rulebooks/9')).status).toBe(404);
  });

  it.each([
    ['an item of the sheet worth more', (r: any) => (r.property.sheet[0].points += 1), '/rules/property/sheet'],
    ['a monthly scheme that is not there', (r: any) => (r.monthlyScheme = 'none'), '/rules/monthlyScheme'],
    ['a scheme that is not there', (r: any) => (r.propertyScheme = 'none'), '/rules/propertyScheme'],
    ['shares of more than a whole', (r: any) => (r.property.quarter.street = 0.9), '/rules/property/quarter'],
    [
      'a deduction that nothing recognises',
      (r: any) => (r.scoring.deductions[0].code = 'sign_in'),
      '/rules/scoring/deductions',
    ],
    ['a joint code that is no deduction', (r: any) => r.scoring.joint.push('none'), '/rules/scoring/joint'],
    [
      'no black line at all',
      (r: any) => (r.property.schemes.threshold_both.blackBelow = null),
      '/rules/property/schemes/threshold_both',
    ],
    ['points below nothing', (r: any) => (r.scoring.deductions[0].points = -1), '/rules/scoring/deductions/0/points'],
  ])('refuse %s', async (_what, mend, pointer) => {
    const { status, body } = await served.post('admin', '/rulebooks', await sent(mend));
    expect(status).toBe(422);
    expect(body.errors[0].pointer).toBe(pointer);
    expect((await current()).version).toBe(1);
  });

  it('tell what they would change before they are saved, and an edition keeps those it was reckoned by', async () => {
    const edited = await sent((rules) => {
      rules.monthly.find(({ of }: { of: string }) => of === 'on_time_rate').weight = 0;
    });
    const tried = (await served.done('admin', '/rulebooks?dryRun=true', edited)).body;
    expect(tried).toMatchObject({ dryRun: true, version: 2 });
    const month = tried.effects.find(({ edition }: any) => edition.subject === 'units');
    expect(month.changes.map(({ subjectId }: any) => subjectId)).toContain('cg');
    expect((await current()).version).toBe(1);
    expect((await served.post('dispatcher', '/rulebooks', edited)).status).toBe(403);
    await served.done('admin', '/rulebooks', edited);
    expect((await served.post('admin', '/rulebooks', edited)).body.code).toBe('stale_version');
    expect((await served.get('auditor', '/rulebooks')).body.items).toMatchObject([
      { version: 2, note: '按联席会议意见调整' },
      { version: 1, savedBy: null },
    ]);
    expect((await served.get('auditor', '/assessments/units-month-2026-09-01-2/verification')).body.same).toBe(true);
  });
});

describe('a grid worker’s sheet', () => {
  it('is the worker’s and the community’s, and nobody else’s', async () => {
    const mine = (await served.get('grid.dongshi-yunlu', '/grid-sheets')).body.items;
    expect(mine).toHaveLength(1);
    expect(mine[0].items.map(({ value }: { value: number | null }) => value)).toEqual([1, null, null]);
    for (const other of ['handler.cg', 'dispatcher', 'mayor', 'admin'])
      expect((await served.get(other, '/grid-sheets')).body.items).toEqual([]);
  });
});

const waiving = (items: number[], times: Record<number, number> = {}) => ({
  on: '2026-10-12',
  times,
  notApplicable: items.map((item) => ({ item, reason: '无健身设施' })),
});

describe('property services', () => {
  it('are visited at two levels by 39 items, and a sheet is corrected by another', async () => {
    expect((await served.get('dispatcher', '/property/sheet')).body.items).toHaveLength(39);
    const path = '/property/projects/xq-yunlu';
    const street = await served.done('street.dongshi', `${path}/visits`, { on: '2026-10-12', times: { 6: 2, 20: 1 } });
    expect(street.body.visits).toMatchObject([{ level: 'street', score: 96, severe: [20] }]);
    const replaces = street.body.visits[0].id;
    const corrected = await served.done('street.dongshi', `${path}/visits`, {
      on: '2026-10-12',
      times: { 6: 1 },
      replaces,
    });
    expect(corrected.body.project.visits).toBe(1);
    const district = await served.done('inspector', `${path}/visits`, {
      on: '2026-10-13',
      times: {},
      notApplicable: [{ item: 28, reason: '无健身设施' }],
    });
    expect(district.body.visits[0]).toMatchObject({ level: 'district', score: 100 });
  });

  it.each([
    ['an item that the sheet has not', { on: '2026-10-12', times: { 40: 1 } }, 'unknown_sheet_item'],
    ['an item that findings count', { on: '2026-10-12', times: { 37: 1 } }, 'unknown_sheet_item'],
    ['a day ahead', { on: '2026-12-12', times: {} }, 'visit_ahead'],
    ['a count below nothing', { on: '2026-10-12', times: { 1: -1 } }, 'invalid_request'],
    ['a visit to correct that is not there', { on: '2026-10-12', times: {}, replaces: 'none' }, 'not_found'],
    ['findings waived by pen', waiving([37]), 'unknown_sheet_item'],
    ['an item waived twice', waiving([28, 28]), 'waived_and_counted'],
    ['an item waived and counted', waiving([28], { 28: 2 }), 'waived_and_counted'],
  ])('refuse %s', async (_what, body, code) => {
    const before = await served.district.count('property_visit');
    expect((await served.post('street.dongshi', '/property/projects/xq-yunlu/visits', body)).body.code).toBe(code);
    expect(await served.district.count('property_visit')).toBe(before);
  });

  it('of another street are out of sight', async () => {
    expect((await served.get('street.dongshi', '/property/projects/xq-meishan')).status).toBe(404);
    expect(
      (await served.post('street.dongshi', '/property/projects/xq-meishan/visits', { on: '2026-10-12', times: {} }))
        .status,
    ).toBe(404);
    expect(
      (await served.post('handler.dongshi', '/property/projects/xq-yunlu/visits', { on: '2026-10-12', times: {} }))
        .status,
    ).toBe(403);
  });

  it('are drawn street by street; the draw can be repeated by anyone and the first one stands', async () => {
    const seed = 'a1'.repeat(16);
    const { body } = await served.done('inspector', '/property/draws', { start: '2026-10-01', seed, perStreet: 1 });
    expect(body.drawn.length).toBe(5);
    expect(body.same).toBe(true);
    const again = await served.done('inspector', '/property/draws', {
      start: '2026-11-01',
      seed: 'b2'.repeat(16),
      perStreet: 2,
    });
    expect(again.body).toEqual(body);
    expect(
      (await served.post('inspector', '/property/draws', { start: '2026-10-01', seed: 'xyz', perStreet: 1 })).body.code,
    ).toBe('invalid_request');
    expect((await served.get('handler.cg', '/property/draws/2026-10-01')).body.seed).toBe(seed);
    for (const start of ['2026-07-01', '2027-01-01'])
      expect((await served.post('inspector', '/property/draws', { start, seed, perStreet: 1 })).body.code).toBe(
        'draw_out_of_season',
      );
    expect((await served.get('handler.cg', '/property/draws/2026-13-01')).status).toBe(404);
  });

  it('enter the credit file by notice, statement, decision, publication and repair, each by who may', async () => {
    const notice = { projectId: 'xq-yunlu', points: -2, fact: '三季度考核黑榜', basis: '考核办法第十条' };
    expect((await served.post('handler.cg', '/property/credit', notice)).status).toBe(403);
    const { id } = (await served.done('approver', '/property/credit', notice)).body;
    const step = (who: string, body: object) => served.post(who, `/property/credit/${id}/steps`, body);
    const decide = { type: 'decide', list: true, reason: '事实清楚' };
    expect((await step('approver2', decide)).body.code).toBe('statement_window');
    await step('dispatcher', { type: 'state', text: '已整改' });
    expect((await step('dispatcher', decide)).status).toBe(403);
    expect((await step('approver', decide)).body.code).toBe('another_person');
    expect((await step('approver2', decide)).body).toMatchObject({ status: 'decided', inForce: false });
    expect((await step('dispatcher', { type: 'publish' })).body).toMatchObject({ status: 'published', inForce: true });
    const seen = (await served.get('handler.dongshi', '/property/credit')).body;
    expect(seen.companies).toContainEqual(
      expect.objectContaining({ companyId: 'wy-ankang', name: '安康物业服务有限公司', points: -2 }),
    );
    await step('dispatcher', { type: 'apply-repair', evidence: '整改照片' });
    expect((await step('approver', { type: 'rule-repair', granted: true, reason: '已整改' })).body).toMatchObject({
      status: 'removed',
      inForce: false,
    });
    expect((await served.get('dispatcher', '/property/agenda.xlsx')).status).toBe(200);
    expect((await served.get('handler.cg', '/property/agenda.xlsx')).status).toBe(403);
  });

  it('are kept by the office: a company, a project, its end; a name is used once', async () => {
    const company = { name: '新安物业服务有限公司' };
    expect((await served.post('approver', '/property/companies', company)).status).toBe(403);
    const { companies } = (await served.done('dispatcher', '/property/companies', company)).body;
    const { companyId } = companies.find(({ name }: { name: string }) => name === company.name);
    expect((await served.post('dispatcher', '/property/companies', company)).body.code).toBe('subject_name_taken');
    const facts = { name: '新安嘉园', companyId, streetId: 'dongshi', housing: 'old' };
    const { project } = (await served.done('dispatcher', '/property/projects', facts)).body;
    expect(project).toMatchObject({ name: '新安嘉园', companyName: company.name, closedOn: null });
    expect((await served.post('dispatcher', '/property/projects', { ...facts, streetId: 'cg' })).body.code).toBe(
      'unknown_unit_named',
    );
    const path = `/property/projects/${project.id}`;
    await served.done('dispatcher', path, { ...facts, closedOn: '2026-10-15' });
    expect((await served.post('inspector', `${path}/visits`, { on: '2026-10-12', times: {} })).body.code).toBe(
      'project_closed',
    );
    const log = await served.get('auditor', '/directory/changes');
    expect(log.text).toContain('新安嘉园');
  });

  it('and units have their marks of the year', async () => {
    const given = { year: 2026, subject: 'property', subjectId: 'xq-yunlu', onSite: null, satisfaction: 88.5 };
    expect((await served.post('approver', '/year-marks', given)).status).toBe(403);
    const { items } = (await served.done('dispatcher', '/year-marks', given)).body;
    expect(items).toContainEqual({
      subjectId: 'xq-yunlu',
      name: '云路花园',
      group: 'commercial',
      onSite: null,
      satisfaction: 88.5,
    });
    expect((await served.post('dispatcher', '/year-marks', { ...given, subjectId: 'none' })).status).toBe(404);
    expect((await served.post('dispatcher', '/year-marks', { ...given, year: 2027 })).body.code).toBe('year_ahead');
    expect((await served.post('dispatcher', '/year-marks', { ...given, satisfaction: 101 })).body.code).toBe(
      'invalid_request',
    );
  });
});

describe('the red and black lists of a quarter', () => {
  const QUARTER = periodOf('quarter', '2026-07-01');
  const lists = async (username: string) => (await served.get(username, '/red-black?kind=quarter')).body;

  it('are the office’s alone before they are published, and then everybody’s, each figure with its ground', async () => {
    const { district } = served;
    const { personId, unitId } = await district.actor('inspector');
    const visit = (id: string, projectId: string, level: 'street' | 'district', times: Record<number, number>) =>
      district.record.assessment.property.recordVisit(
        { id, projectId, level, on: '2026-09-10', times, notApplicable: [] },
        { personId, unitId },
      );
    // 云路花园 loses little; 皋陶新村, an old estate, more than twenty points, seen twice.
    await visit('v1', 'xq-yunlu', 'street', { 3: 1 });
    for (const id of ['v2', 'v3']) await visit(id, 'xq-gaotao', 'street', { 6: 5, 7: 8, 12: 8, 16: 3, 36: 2, 22: 4 });
    await office().compute(QUARTER);
    expect((await lists('handler.cg')).property).toBeNull();
    const draft = (await lists('dispatcher')).property;
    expect(draft.edition.status).toBe('draft');
    await office().openAppeals(QUARTER);
    district.clock.now = instantOf('2026-11-02', '09:00');
    await office().publish(QUARTER);
    const { property, units, periods } = await lists('street.dongshi');
    expect(periods).toContain('2026-07-01');
    expect(units.rules.red).toEqual({ top: 3, min: 90, noMajor: true });
    const [red] = property.types[0].red;
    expect(red).toMatchObject({ projectId: 'xq-yunlu', alsoLast: false, credit: 2, street: 99.5, district: null });
    expect(red.visits).toMatchObject([{ on: '2026-09-10', wanting: [{ item: 3, deducted: 0.5 }] }]);
    const [black] = property.types[1].black;
    expect(black).toMatchObject({ projectId: 'xq-gaotao', entry: null });
    expect(black.score).toBeLessThan(80);
    expect((await lists('street.sanliqiao')).property.types[1].black[0].visits).toEqual([]);
  });

  it('lead to an entry of the credit file, step by step, each offered to who may take it', async () => {
    const given = { projectId: 'xq-gaotao', points: -2, fact: '2026年第3季度考核黑榜', basis: '考核办法' };
    const editionId = 'property-quarter-2026-07-01-1';
    const { body } = await served.done('dispatcher', '/property/credit', {
      ...given,
      editionId,
    });
    // One listing, one entry: neither a second notice nor other points, nor a list that is not there.
    const notice = (mend: object) => served.post('approver', '/property/credit', { ...given, editionId, ...mend });
    expect((await notice({})).body.code).toBe('already_noticed');
    expect((await notice({ projectId: 'xq-yunlu', points: -2 })).body.code).toBe('not_listed_so');
    for (const other of ['none', 'units-quarter-2026-07-01-1', 'property-month-2026-09-01-1'])
      expect((await notice({ editionId: other })).body.code).toBe('not_listed_so');
    expect((await served.done('dispatcher', '/property/credit', { ...given, editionId })).body.id).toBe(body.id);
    expect(body.allowedSteps).toEqual(['state']);
    const black = async (username: string) => (await lists(username)).property.types[1].black[0];
    expect((await black('dispatcher')).entry).toMatchObject({ id: body.id, status: 'noticed' });
    expect((await black('street.dongshi')).entry).toBeNull();
    await served.done('dispatcher', `/property/credit/${body.id}/steps`, { type: 'state', text: '正在整改' });
    expect((await black('dispatcher')).entry.allowedSteps).toEqual([]);
    expect((await black('approver')).entry.allowedSteps).toEqual(['decide']);
    expect((await black('auditor')).entry.allowedSteps).toEqual([]);
  });

  const proposed = async (edition: number) => {
    const assessment = `property-quarter-2026-07-01-${edition}`;
    const id = `${assessment}:exit:xq-gaotao`;
    await served.district.owner.query(
      `INSERT INTO assessment_proposal (id, assessment_id, measure, subject_id, deciders, basis)
       VALUES ($1, $2, 'exit', 'xq-gaotao', '业主共同决定', '一年三次考核黑榜')`,
      [id, assessment],
    );
    return id;
  };
  const putForward = (edition: number, id: string) =>
    served.done('approver', `/assessments/property-quarter-2026-07-01-${edition}/proposals/${id}/decide`, {
      decision: 'approved',
      reason: '提请业主大会',
    });

  it('lead to an exit, which owners decide: recorded with day, decider and document, and shown in the credit file', async () => {
    const id = await proposed(1);
    const decided = {
      outcome: 'dismissed',
      decidedOn: '2026-11-02',
      decider: '皋陶新村业主大会',
      document: '业主大会决议〔2026〕2号',
    };
    const record = (body: object = decided) => served.post('dispatcher', `/property/credit/exits/${id}`, body);
    const exit = async (username: string) => (await served.get(username, '/property/credit')).body.exits[0];
    expect((await record()).body.code).toBe('not_put_forward');
    expect(await exit('approver')).toMatchObject({ projectId: 'xq-gaotao', mayRecord: false });
    await putForward(1, id);
    expect(await exit('street.dongshi')).toBeUndefined();
    const refused = await Promise.all(
      [{ decidedOn: '2026-11-03' }, { decidedOn: '2026-07-01' }, { document: ' ' }, { outcome: 'none' }].map((mend) =>
        record({ ...decided, ...mend }),
      ),
    );
    expect(refused.map(({ body }) => body.code)).toEqual([
      'decision_day',
      'decision_day',
      'invalid_request',
      'invalid_request',
    ]);
    expect((await served.post('handler.cg', `/property/credit/exits/${id}`, decided)).status).toBe(403);
    expect((await record()).status).toBe(201);
    expect((await exit('street.dongshi')).proposal.owners).toEqual(decided);
    expect(await exit('handler.cg')).toBeUndefined();
    // A wrong record is corrected by another, and both are kept.
    expect((await record({ ...decided, outcome: 'kept' })).status).toBe(201);
    expect((await exit('street.dongshi')).proposal.owners.outcome).toBe('kept');
    await expect(served.district.owner.query('DELETE FROM exit_decision')).rejects.toThrow(/append-only/);
    expect(await served.district.count('exit_decision')).toBe(2);
  });

  it('are corrected, and what owners decided on them before stands to be recorded', async () => {
    await served.done('approver', '/assessments/property-quarter-2026-07-01-1/correct');
    await office().openAppeals(QUARTER);
    served.district.clock.now = instantOf('2026-11-16', '09:00');
    await office().publish(QUARTER);
    const id = await proposed(2);
    await putForward(2, id);
    const decided = { outcome: 'dismissed', decider: '皋陶新村业主大会', document: '业主大会决议〔2026〕2号' };
    const record = (decidedOn: string) =>
      served.post('dispatcher', `/property/credit/exits/${id}`, { ...decided, decidedOn });
    expect((await record('2026-11-01')).body.code).toBe('decision_day');
    expect((await record('2026-11-02')).status).toBe(201);
  });
});

describe('a recognition by the city or above', () => {
  const QUARTER = periodOf('quarter', '2026-07-01');
  const edition = (nth: number) => `units-quarter-2026-07-01-${nth}`;
  const practice = {
    bonus: 'practice_adopted',
    unitId: 'cg',
    on: '2026-09-30',
    documentTitle: '关于推广“门前三包”做法的通知',
    documentNumber: '六城管〔2026〕8号',
  };
  const point = { ...practice, bonus: 'clean_point_city', on: '2026-08-06', place: '云路街背巷' };
  const enter = (body: object, who = 'dispatcher', headers = {}) => served.post(who, '/recognitions', body, headers);
  const take = (id: string, step: object, who: string) =>
    served.post(who, `/recognitions/${id}/${'reason' in step ? 'withdraw' : 'confirm'}`, step);
  const seen = async (who: string) => (await served.get(who, '/recognitions')).body;
  const sheet = async (who: string, nth: number) =>
    (await served.get(who, `/assessments/${edition(nth)}/units/cg`)).body;
  const drafted = async (nth: number) => {
    await served.done('approver', `/assessments/${edition(nth)}/correct`);
    await office().openAppeals(QUARTER);
  };
  const ids: Record<'practice' | 'point' | 'stray', string> = { practice: '', point: '', stray: '' };

  it.each([
    ['an unknown bonus', { bonus: 'good_will' }, 422, 'unknown_bonus'],
    ['a bonus that the record shows by itself', { bonus: 'self_found_fixed' }, 422, 'unknown_bonus'],
    ['a unit that is not there', { unitId: 'none' }, 422, 'unknown_unit_named'],
    ['a unit that is not assessed', { unitId: 'xf' }, 422, 'unit_not_assessed'],
    ['the supervisors themselves', { unitId: 'dcs' }, 422, 'unit_not_assessed'],
    ['a day before the unit was assessed', { on: '2001-09-30' }, 422, 'unit_not_assessed'],
    ['a day ahead', { on: '2026-11-17' }, 422, 'bonus_ahead'],
    ['a clean point without its place', { bonus: 'clean_point_city' }, 422, 'place_of_bonus'],
    ['a practice with a place', { place: '云路街' }, 422, 'place_of_bonus'],
    ['a title too long', { documentTitle: '长'.repeat(201) }, 422, 'invalid_request'],
    ['a document without a number', { documentNumber: ' ' }, 422, 'invalid_request'],
    ['a place too long', { ...point, place: '长'.repeat(101) }, 422, 'invalid_request'],
    ['a day that is none', { on: '2026-02-30' }, 422, 'invalid_request'],
  ])('is not entered with %s', async (_what, mend, status, code) => {
    served.district.clock.now = instantOf('2026-11-16', '23:00');
    const { body, headers } = await enter({ ...practice, ...mend });
    expect(body).toMatchObject({ status, code, title: expect.stringMatching(/[一-鿿]/) });
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await served.district.count('recognition')).toBe(0);
  });

  it('is entered by the office, once however often it is sent', async () => {
    expect((await enter(practice, 'handler.cg')).status).toBe(403);
    expect((await enter(practice, 'street.dongshi')).body.code).toBe('not_your_role');
    const key = { 'idempotency-key': 'practice-1' };
    const { body, status } = await enter(practice, 'dispatcher', key);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...practice, place: null, confirmed: false, revision: 1, allowedSteps: [] });
    expect((await enter(practice, 'dispatcher', key)).body).toEqual(body);
    expect((await enter({ ...practice, on: '2026-09-29' }, 'dispatcher', key)).body.code).toBe(
      'idempotency_key_reused',
    );
    expect((await enter({ ...practice, on: '2026-09-29' })).body.code).toBe('recognised_before');
    ids.practice = body.id;
    ids.point = (await enter(point, 'approver')).body.id;
    ids.stray = (await enter({ ...point, place: '梅山路口' })).body.id;
    // Of two at once that say the same, one is entered.
    const both = await Promise.all([1, 2].map(() => enter({ ...point, place: '三里桥头' })));
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(await served.district.count('recognition')).toBe(4);
  });

  it('is confirmed by another, once, and counts for nothing before', async () => {
    expect((await seen('handler.cg')).items).toEqual([]);
    const confirm = { revision: 1 };
    expect((await take(ids.practice, confirm, 'dispatcher')).body.code).toBe('same_person');
    expect((await take(ids.practice, confirm, 'handler.cg')).status).toBe(403);
    expect((await take(ids.practice, { revision: 2 }, 'approver')).body.code).toBe('stale_revision');
    expect((await take('none', confirm, 'approver')).status).toBe(404);
    const both = await Promise.all(['approver', 'approver2'].map((who) => take(ids.practice, confirm, who)));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await take(ids.practice, confirm, 'mayor')).body.code).toBe('already_confirmed');
    await take(ids.point, confirm, 'dispatcher');
    expect((await seen('dispatcher')).items).toHaveLength(4);
    expect((await seen('dispatcher')).units).toContainEqual({ unitId: 'cg', name: '区城管局' });
  });

  it('is seen by its unit and those above it, without who entered or confirmed it', async () => {
    const { items, units } = await seen('handler.cg');
    expect(units).toEqual([]);
    expect(items.map(({ id }: { id: string }) => id)).toEqual([ids.practice, ids.point]);
    expect(items[0]).toMatchObject({ ...practice, unitName: '区城管局', confirmed: true, allowedSteps: [] });
    expect(JSON.stringify(items)).not.toMatch(/dispatcher|approver|person|entered/i);
    for (const other of ['handler.zj', 'street.dongshi']) expect((await seen(other)).items).toEqual([]);
  });

  it('enters the ledger of its quarter by a correction, names its document, and the editions before verify', async () => {
    const before = await sheet('auditor', 1);
    await drafted(1);
    const after = await sheet('handler.cg', 2);
    const lines = after.entries.filter(({ cites }: { cites: string }) => cites.startsWith('recognition:'));
    expect(lines.map(({ cites, points }: { cites: string; points: number }) => [cites, points])).toEqual([
      [`recognition:${ids.point}`, 0.2],
      [`recognition:${ids.practice}`, 1],
    ]);
    expect(after.unit.bonuses).toBeCloseTo(before.unit.bonuses + 1.2, 3);
    const ground = (who: string, line: { id: string }) =>
      served.get(who, `/assessments/${edition(2)}/ground?entry=${encodeURIComponent(line.id)}`);
    const { on, documentTitle, documentNumber, place } = point;
    expect((await ground('handler.cg', lines[0])).body).toMatchObject({
      event: null,
      recognition: { on, documentTitle, documentNumber, place },
    });
    expect((await ground('handler.zj', lines[0])).status).toBe(404);
    for (const { id } of await served.district.record.assessment.editions.list({}))
      expect(await office().verify(id)).toMatchObject({ id, same: true });
  });

  it('can be appealed against, withdrawn with a reason, and leaves the ledger by a counter-entry', async () => {
    const { entries } = await sheet('handler.cg', 2);
    const line = entries.find(({ cites }: { cites: string }) => cites === `recognition:${ids.point}`);
    expect(line.mayAppeal).toBe(true);
    await served.done('handler.cg', `/assessments/${edition(2)}/appeals`, { entryId: line.id, text: '点位不属本单位' });
    const { appeals } = await sheet('handler.cg', 2);
    const ruling = { upheld: true, reason: '属实' };
    await served.done('approver', `/assessments/${edition(2)}/appeals/${appeals[0].id}/rule`, ruling);
    served.district.clock.now = instantOf('2026-11-25', '09:00');
    await office().publish(QUARTER);
    expect((await sheet('handler.cg', 3)).edition.status).toBe('published');
    const withdraw = { revision: 2, reason: '通知已废止' };
    expect((await take(ids.practice, withdraw, 'dispatcher')).status).toBe(403);
    expect((await take(ids.practice, { ...withdraw, revision: 1 }, 'approver')).body.code).toBe('stale_revision');
    expect((await take(ids.practice, { ...withdraw, reason: ' ' }, 'approver')).body.code).toBe('invalid_request');
    expect((await take(ids.practice, { ...withdraw, reason: '长'.repeat(501) }, 'approver')).body.code).toBe(
      'invalid_request',
    );
    expect((await take(ids.practice, withdraw, 'approver')).body).toMatchObject({
      withdrawn: '通知已废止',
      revision: 3,
    });
    expect((await take(ids.practice, withdraw, 'mayor')).body.code).toBe('recognition_withdrawn');
    expect((await take(ids.stray, { revision: 1, reason: '重复' }, 'approver')).status).toBe(200);
    expect((await take(ids.stray, { revision: 1 }, 'approver')).body.code).toBe('recognition_withdrawn');
    const cites = `recognition:${ids.practice}`;
    const { entries: published } = await sheet('handler.cg', 3);
    expect(published.some((one: { cites: string }) => one.cites === cites)).toBe(true);
    await drafted(3);
    const { entries: corrected } = await sheet('handler.cg', 4);
    expect(corrected.some((one: { cites: string }) => one.cites === cites)).toBe(false);
    const { rows } = await served.district.owner.query(
      `SELECT sum(points)::float8 AS points, count(*)::int AS lines FROM score_event
       WHERE rule = 'practice_adopted' AND unit_id = 'cg' AND id LIKE $1 || ':%'`,
      [cites],
    );
    expect(rows).toEqual([{ points: 0, lines: 2 }]);
    expect((await seen('handler.cg')).items[0]).toMatchObject({ id: ids.practice, withdrawn: '通知已废止' });
    for (const { id } of await served.district.record.assessment.editions.list({}))
      expect(await office().verify(id)).toMatchObject({ id, same: true });
  });

  it('is never changed or taken out', async () => {
    const { owner } = served.district;
    await expect(owner.query('DELETE FROM recognition_step')).rejects.toThrow(/append-only/);
    await expect(owner.query(`UPDATE recognition SET unit_id = 'zj'`)).rejects.toThrow(/append-only/);
  });
});
