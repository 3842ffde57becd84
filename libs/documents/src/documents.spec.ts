import { instantOf } from '#calendar';
import type { Finding, Notice } from '#domain';
import type { CaseFacts } from './content/case';
import { dossierPaper } from './content/dossier';
import { findingPaper } from './content/finding-papers';
import type { ReportFacts } from './content/report-facts';
import { periodOf, reportPaper } from './content/reports';
import { footOf, shownDate } from './foot';
import { FINDING_KINDS, kindOfNotice, REPORT_KINDS } from './kinds';
import type { PaperContent } from './paper';
import { writeCsv } from './sheets/csv';
import { dateZh, dueZh, ordinalZh, rateZh } from './wording';

const at = instantOf('2026-10-12', '09:30');
const finder = { personId: 'person-who-found', unitId: 'dcs', onBehalfOf: null };

const finding = {
  id: 'f',
  status: 'rectifying',
  cycle: 2,
  source: 'district',
  severity: 'serious',
  urgency: 'expedited',
  categoryCode: 'HW01',
  description: '垃圾桶满溢未清运。',
  place: { streetId: 'dongshi', communityId: null, pointName: '云路社区1号点位', lng: null, lat: null },
  defects: 1,
  subject: null,
  supervisingUnitId: 'dcs',
  filedBy: finder,
  enteredBy: finder,
  filedAt: at - 86_400_000,
  capturedAt: null,
  evidence: [],
  fixings: { leader: null, unitId: 'cg', coUnitIds: ['dongshi'], task: '', milestones: [], officer: null },
  lines: [{ id: 'L1', unitId: 'cg', role: 'lead', parentId: null, status: 'open', assignedAt: at }],
  clocks: {},
  steps: [],
  requests: [],
  suspensions: [],
  submissions: [],
  verification: { by: finder, mode: 'site', at },
  writeOff: { levels: [], granted: [] },
  lookBacks: [],
  notices: [],
  instructions: [],
  reviews: [],
  transfer: null,
  writtenOffAt: null,
  witnessed: false,
} as unknown as Finding;

const facts: CaseFacts = {
  finding,
  number: 'DC2026-012',
  events: [
    { type: 'filed', facts: finding as never, at, by: finder },
    { type: 'commented', text: '现场已拍照', at, by: finder },
    { type: 'registered', at, by: finder },
  ],
  at,
  issuer: '区政府督查室',
  unit: (id) => ({ cg: '区城管局', dongshi: '东市街道' })[id ?? ''] ?? '—',
  category: () => '垃圾桶满溢',
  reason: (code) => code,
  explained: ['4个工作小时'],
};

const red: Notice = {
  id: 'N1',
  class: 'paper',
  title: '督办单',
  colour: 'red',
  unitId: 'cg',
  clockId: null,
  rung: 'R3',
  cancels: null,
  life: 'draft',
  at,
};

const saidBy = (content: PaperContent): string => JSON.stringify(content);

describe('papers about a finding', () => {
  it.each(FINDING_KINDS)('%s names the case and nobody', (kind) => {
    const said = saidBy(findingPaper(kind, facts));
    expect(said).toContain('DC2026-012');
    expect(said).not.toContain(finder.personId);
    expect(said).not.toContain('现场已拍照');
  });

  it('a 整改通知书 names what GB practice asks of it', () => {
    const said = saidBy(findingPaper('rectification', facts));
    for (const label of ['受检单位', '检查日期', '存在问题', '依据', '整改要求', '整改期限', '复查日期', '签收'])
      expect(said).toContain(label);
  });

  it('a red 督办单 is a 公文, a slip of the same name never bears a red head, what goes up names who signed', () => {
    expect(findingPaper('supervision', facts, red)).toMatchObject({ form: 'official', to: ['区城管局'] });
    expect(findingPaper('supervision', facts, { ...red, class: 'slip', colour: 'yellow' }).form).toBe('slip');
    expect(findingPaper('coordination-letter', facts, { ...red, title: '提请市级协调' }).form).toBe('official');
  });

  it('is not copied to the unit that it is to', () => {
    expect(findingPaper('supervision', facts, { ...red, unitId: 'cg' }).copies).toEqual(['东市街道']);
    expect(findingPaper('supervision', facts, { ...red, unitId: 'dongshi' }).copies).toEqual([]);
  });

  it('a red 督办单 says why: late, mended badly, or ordered so', () => {
    const saying = (changed: Partial<Finding>) =>
      saidBy(findingPaper('supervision', { ...facts, finding: { ...finding, ...changed } }, red));
    expect(saying({ cycle: 2 })).toContain('经核查整改不到位，已退回重办。现予红色督办');
    expect(saying({ cycle: 1 })).toContain('经研究须重点督办。现予红色督办');
  });

  it('knows every slip of a ladder by its title', () => {
    expect(kindOfNotice('催办单')).toBe('urge');
    expect(kindOfNotice('撤销单')).toBe('cancellation');
    expect(kindOfNotice('督促函')).toBe('supervision');
  });

  it('the dossier calls our own people 督查组', () => {
    const said = saidBy(dossierPaper(facts, new Map()));
    expect(said).toContain('督查组');
    expect(said).not.toContain(finder.personId);
  });
});

describe('reports', () => {
  const none = { filed: 0, closed: 0, due: 0, onTime: 0, open: 0, overdue: 0, suspended: 0, red: 0 };
  const report: ReportFacts = {
    issuer: '区政府督查室',
    from: instantOf('2026-10-01'),
    to: instantOf('2026-11-01'),
    at,
    figures: none,
    units: [
      { unit: '甲街道', class: 'street', ...none },
      { unit: '乙街道', class: 'street', ...none, due: 4, onTime: 1 },
      { unit: '丙街道', class: 'street', ...none, due: 2, onTime: 2 },
      { unit: '供电公司', class: 'unranked', ...none, overdue: 9 },
    ],
    categories: [],
    overdue: [],
    urgent: [],
    dueNext: [],
    proposals: [],
    examples: [],
    perUnit: [],
    leftOut: {},
  };

  it.each(REPORT_KINDS)('%s of nothing says so and divides by nothing', (kind) => {
    const said = saidBy(reportPaper(kind, report));
    expect(said).not.toMatch(/NaN|undefined/);
  });

  it('ranks within a class by rate, gives no rank without a verdict, and never ranks whom it cannot order', () => {
    const table = reportPaper('monthly', report).blocks.find(
      (block) => block.type === 'table' && block.columns[0]?.heading === '名次',
    );
    expect(table?.type === 'table' && table.rows.map(([rank, unit]) => `${rank} ${unit}`)).toEqual([
      '1 丙街道',
      '2 乙街道',
      '— 甲街道',
    ]);
    for (const kind of ['monthly', 'bulletin'] as const)
      expect(saidBy(reportPaper(kind, report))).not.toContain('供电公司');
  });

  it('a 通报 is signed before what is attached to it', () => {
    const late = {
      number: 'DC2026-001',
      place: '—',
      description: '井盖松动',
      unit: '甲街道',
      status: 'rectifying' as const,
    };
    const { blocks } = reportPaper('bulletin', { ...report, overdue: [{ ...late, dueAt: at, overdue: true }] });
    const types = blocks.map(({ type }) => type);
    expect(types.indexOf('signed')).toBeLessThan(types.lastIndexOf('table'));
    expect(reportPaper('bulletin', report).blocks.some(({ type }) => type === 'signed')).toBe(false);
    // GB/T 9704-2012: a line above 附件说明; the title of an 附件 stands on its third line.
    const lines = blocks.map((block) => (block.type === 'text' ? block.text : block.type));
    const told = lines.indexOf('附件：逾期未办结问题清单');
    expect(lines.slice(told - 1, told + 1)).toEqual(['', '附件：逾期未办结问题清单']);
    expect(lines.slice(-4, -1)).toEqual(['附件', '', '逾期未办结问题清单']);
  });

  it.each([
    ['daily', '2026-10-12', ['2026-10-12', '2026-10-13']],
    ['weekly', '2026-10-11', ['2026-10-05', '2026-10-12']],
    ['weekly', '2026-10-12', ['2026-10-12', '2026-10-19']],
    ['monthly', '2026-12-31', ['2026-12-01', '2027-01-01']],
    ['monthly', '2027-01-31', ['2027-01-01', '2027-02-01']],
  ] as const)('a %s report of %s covers %j', (kind, date, period) => expect(periodOf(kind, date)).toEqual(period));
});

describe('the foot', () => {
  const content = findingPaper('conclusion', facts);
  const signed = { number: '金政督〔2026〕12号', issuedAt: at, signer: null, mark: null, verifyUrl: 'https://x/s/t' };

  it('of a 公文 names who printed it when; a letter’s does not, nor a draft’s', () => {
    const printed = { by: '区政府督查室', on: '2026年10月12日印发' };
    expect(footOf({ ...content, ...signed })).toMatchObject({ copies: '抄送：东市街道。', printed });
    expect(footOf({ ...findingPaper('hint-letter', facts), ...signed }).printed).toBeNull();
    expect(footOf({ ...content, ...signed, issuedAt: null }).printed).toBeNull();
  });

  it('leaves room for the date until it is signed', () => {
    expect(shownDate({ ...content, ...signed })).toBe('2026年10月12日');
    expect(shownDate({ ...content, ...signed, issuedAt: null })).toBe('　　　　年　　月　　日');
  });
});

describe('wording', () => {
  it('writes dates without leading zeros and midnight as the end of its day', () => {
    expect(dateZh(instantOf('2026-01-05'))).toBe('2026年1月5日');
    expect(dueZh(instantOf('2026-10-01', '00:00'))).toBe('2026年9月30日 24:00');
    expect(dueZh(null)).toBe('—');
  });

  it('writes a dash where there is nothing to divide by', () => {
    expect(rateZh(0, 0)).toBe('—');
    expect(rateZh(35, 38)).toBe('92.1%');
  });

  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [23, '二十三'],
  ])('%d is %s', (n, zh) => expect(ordinalZh(n)).toBe(zh));
});

it('CSV begins with a byte order mark and holds nothing live', () => {
  const sheet = { name: 'x', columns: [{ heading: '说明', width: 9 }], rows: [['=1+1'], ['a"b'], [null], [{ at }]] };
  expect(writeCsv(sheet).toString('utf8')).toBe(`\uFEFF说明\r\n'=1+1\r\n"a""b"\r\n\r\n2026-10-12 09:30\r\n`);
});
