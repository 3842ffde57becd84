import { instantOf } from '#calendar';
import { periodOf } from '#domain';
import { Served } from '../api/served';

const SEPTEMBER = periodOf('month', '2026-09-01');
const EDITION = '/assessments/units-month-2026-09-01-1';

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

describe('a grid worker’s sheet', () => {
  it('is the worker’s and the community’s, and nobody else’s', async () => {
    const mine = (await served.get('grid.dongshi-yunlu', '/grid-sheets')).body.items;
    expect(mine).toHaveLength(1);
    expect(mine[0].items.map(({ value }: { value: number | null }) => value)).toEqual([1, null, null]);
    for (const other of ['handler.cg', 'dispatcher', 'mayor', 'admin'])
      expect((await served.get(other, '/grid-sheets')).body.items).toEqual([]);
  });
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
    expect(seen.companies).toContainEqual({ companyId: 'wy-ankang', name: '安康物业服务有限公司', points: -2 });
    await step('dispatcher', { type: 'apply-repair', evidence: '整改照片' });
    expect((await step('approver', { type: 'rule-repair', granted: true, reason: '已整改' })).body).toMatchObject({
      status: 'removed',
      inForce: false,
    });
    expect((await served.get('dispatcher', '/property/agenda.xlsx')).status).toBe(200);
    expect((await served.get('handler.cg', '/property/agenda.xlsx')).status).toBe(403);
  });
});
