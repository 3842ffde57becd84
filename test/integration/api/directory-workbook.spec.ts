import { writeXlsx } from '#documents';
import { readTable } from '#intake';
import { Served } from './served';

type Rows = (string | null)[][];

describe('units, people and positions as a workbook', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  const HEADINGS = {
    单位: ['*单位名称', '*类型', '*上级单位', '隶属'],
    人员: ['*用户名', '*姓名', '*单位', '*角色', '电话'],
    职务: ['*用户名', '*单位', '*职务', '*起', '止'],
  };

  async function workbook(rows: Partial<Record<keyof typeof HEADINGS, Rows>>): Promise<FormData> {
    const sheets = (Object.keys(rows) as (keyof typeof HEADINGS)[]).map((name) => ({
      name,
      columns: HEADINGS[name].map((heading) => ({ heading, width: 16 })),
      rows: rows[name]!,
    }));
    return form(await writeXlsx(sheets, served.district.clock.now));
  }

  function form(bytes: Buffer): FormData {
    const given = new FormData();
    given.set('file', new Blob([new Uint8Array(bytes)]), '机构与人员.xlsx');
    return given;
  }

  async function exported(path: string): Promise<Buffer> {
    const response = await fetch(`${served.origin}/api/v1${path}`, {
      headers: { authorization: `Bearer ${await served.token('admin')}` },
    });
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  }

  it('is exported, and what was exported changes nothing', async () => {
    const bytes = await exported('/directory/workbook');
    const tables = await readTable(bytes, '机构与人员.xlsx');
    const people = tables.find(({ sheet }) => sheet === '人员')!;
    expect(people.rows.map(({ cells }) => cells[0]?.text)).toContain('handler.cg');
    const rows = await served.rowCounts();
    const again = (await served.done('admin', '/directory/workbook', form(bytes))).body;
    expect(again).toMatchObject({ entered: true, units: [], opened: [], amended: [], positions: 0, refused: [] });
    expect(await served.rowCounts()).toEqual(rows);
  });

  it('has a template with headings and the words that may be chosen', async () => {
    const tables = await readTable(await exported('/directory/workbook/template'), '模板.xlsx');
    const headings = tables.map(({ sheet, rows }) => [sheet, rows[0]?.cells.map((cell) => cell?.text)]);
    for (const [sheet, wanted] of Object.entries(HEADINGS)) expect(headings).toContainEqual([sheet, wanted]);
    expect(tables.find(({ sheet }) => sheet === '人员')!.rows).toHaveLength(1);
  });

  it('is tried without a trace, then entered: a unit, its person and the position, with a password shown once', async () => {
    const given = () =>
      workbook({
        单位: [['区大数据局', '部门', '金安区', '区直管']],
        人员: [
          ['dsj.zhou', '周数据', '区大数据局', '承办人、单位负责人', '13900000000'],
          ['handler.wm', '文明办承办人', '区文明办', '承办人', null],
        ],
        职务: [['dsj.zhou', '区大数据局', '主要负责人', '2026-09-17', null]],
      });
    await served.token('admin');
    const rows = await served.rowCounts();
    const tried = (await served.done('admin', '/directory/workbook?dryRun=true', await given())).body;
    expect(tried).toMatchObject({
      entered: false,
      units: ['区大数据局'],
      opened: ['dsj.zhou'],
      amended: ['handler.wm'],
      positions: 1,
      refused: [],
      passwords: [],
    });
    expect(await served.rowCounts()).toEqual(rows);

    const done = (await served.done('admin', '/directory/workbook', await given())).body;
    expect(done).toMatchObject({ entered: true, passwords: [{ username: 'dsj.zhou', name: '周数据' }] });
    const [{ password }] = done.passwords;
    const session = await served.post(null, '/sessions', { username: 'dsj.zhou', password });
    expect(session.body.me).toMatchObject({ unitName: '区大数据局', mustChoosePassword: true });
    const [person] = (await served.get('admin', '/directory/people?q=dsj.zhou')).body.items;
    expect(person).toMatchObject({ roles: ['handler', 'unit_leader'], positions: [{ code: 'unit_head' }] });
    const again = (await served.done('admin', '/directory/workbook', await given())).body;
    expect(again).toMatchObject({ entered: true, units: [], opened: [], amended: [], positions: 0, passwords: [] });
  });

  it.each<[string, Partial<Record<keyof typeof HEADINGS, Rows>>]>([
    ['missing', { 单位: [['某局', '', '金安区', '']] }],
    ['unknown_kind', { 单位: [['某局', '公司', '金安区', '']] }],
    ['unknown_relation', { 单位: [['某局', '部门', '金安区', '别的']] }],
    ['unknown_unit', { 单位: [['某局', '部门', '没有的区', '']] }],
    [
      'twice',
      {
        单位: [
          ['某局', '部门', '金安区', ''],
          ['某局', '部门', '金安区', ''],
        ],
      },
    ],
    ['too_long', { 单位: [['局'.repeat(61), '部门', '金安区', '']] }],
    ['bad_username', { 人员: [['王', '王某', '区文明办', '承办人', '']] }],
    ['unknown_role', { 人员: [['wm.wang', '王某', '区文明办', '司机', '']] }],
    ['bad_phone', { 人员: [['wm.wang', '王某', '区文明办', '承办人', '没有']] }],
    ['unknown_person', { 职务: [['nobody', '区文明办', '承办人', '2026-09-17', '']] }],
    ['unknown_position', { 职务: [['handler.wm', '区文明办', '厨师', '2026-09-17', '']] }],
    ['bad_date', { 职务: [['handler.wm', '区文明办', '主要负责人', '2026-09-17', '2026-09-17']] }],
    ['dates_overlap', { 职务: [['handler.wm', '区文明办', '承办人', '2027-09-17', '']] }],
  ])('refuses a row and enters nothing: %s', async (code, rows) => {
    await served.token('admin');
    const before = await served.rowCounts();
    const people: Rows = [...(rows.人员 ?? []), ['wm.good', '好某', '区文明办', '承办人', '']];
    const answer = (await served.done('admin', '/directory/workbook', await workbook({ ...rows, 人员: people }))).body;
    expect(answer).toMatchObject({ entered: false, passwords: [] });
    expect(answer.refused.map((one: { code: string }) => one.code)).toEqual([code]);
    expect(await served.rowCounts()).toEqual(before);
  });

  it('refuses what lies outside the administrator’s scope, and a file without the sheets', async () => {
    await served.district.owner.query(
      `UPDATE person SET scope_path = (SELECT path FROM org_unit WHERE id = 'dongshi') WHERE username = 'admin2'`,
    );
    const given = await workbook({ 单位: [['某局', '部门', '金安区', '']] });
    const answer = (await served.done('admin2', '/directory/workbook', given)).body;
    expect(answer.refused).toMatchObject([{ sheet: '单位', row: 2, code: 'outside_your_scope' }]);
    const other = await writeXlsx(
      [{ name: '别的', columns: [{ heading: '甲', width: 8 }], rows: [['乙']] }],
      served.district.clock.now,
    );
    const strange = (await served.done('admin', '/directory/workbook', form(other))).body;
    expect(strange.refused).toMatchObject([{ code: 'no_sheets' }]);
    const text = form(Buffer.from('a,b\n1,2\n'));
    expect((await served.post('admin', '/directory/workbook', text)).body.code).toBe('not_a_workbook');
    expect((await served.post('admin', '/directory/workbook', new FormData())).body.code).toBe('file_missing');
  });
});
