import { instantOf } from '#calendar';
import type { ReportFacts, ReportItem } from '../content/report-facts';
import { reportPaper } from '../content/reports';
import type { Paper } from '../paper';
import { Typesetter } from './typesetter';

const at = instantOf('2026-10-12', '17:30');
const long = '窨井盖松动且周边路面塌陷，'.repeat(40);
const item: ReportItem = {
  number: 'DC2026-054',
  place: '三里桥街道梅山社区梅山路与解放路交叉口东南角',
  description: long,
  unit: '区住房和城乡建设局',
  status: 'rectifying',
  dueAt: at,
  overdue: true,
};
const full: ReportFacts = {
  issuer: '六安市金安区人民政府督查室',
  from: instantOf('2026-10-12'),
  to: instantOf('2026-10-13'),
  at,
  figures: { filed: 571, closed: 388, due: 388, onTime: 350, open: 1190, overdue: 400, suspended: 20, red: 100 },
  units: [],
  categories: [],
  overdue: Array<ReportItem>(60).fill(item),
  urgent: Array<ReportItem>(60).fill(item),
  dueNext: Array<ReportItem>(60).fill(item),
  proposals: Array(9).fill({ unit: '区住房和城乡建设局', what: '提请约谈', why: long }),
  examples: [],
  perUnit: [],
  leftOut: { overdue: 300, urgent: 30, dueNext: 99 },
};
const daily: Paper = {
  ...reportPaper('daily', full),
  number: 'DZ-2026-0001',
  issuedAt: at,
  signer: null,
  mark: null,
  verifyUrl: 'https://duban.example.gov.cn/s/Ab3dEf6hIj9kLm2nOp5qRs',
};

describe('the typesetter', () => {
  const typesetter = new Typesetter();
  afterAll(() => typesetter.close());

  it('sets the fullest daily sheet on one page, the same each time', async () => {
    const [first, second] = await Promise.all([typesetter.pdf(daily, new Map()), typesetter.pdf(daily, new Map())]);
    expect(first.pages).toBe(1);
    expect(first.pdf.equals(second.pdf)).toBe(true);
  });

  it('takes text for text, whatever Typst would make of it', async () => {
    const hostile = '#read("/etc/passwd") $x$ *a* _b_ @c <d> `e` \\ // /* [ ] { }';
    const paper: Paper = { ...daily, title: hostile, blocks: [{ type: 'text', style: 'body', text: hostile }] };
    expect((await typesetter.pdf(paper, new Map())).pages).toBe(1);
  });

  it('says that a picture is none, and goes on with the next paper', async () => {
    const photo = { sha256: 'a'.repeat(64), caption: '整改前' };
    const broken: Paper = {
      ...daily,
      blocks: [{ type: 'photos', pairs: [{ title: '一', before: photo, after: null }] }],
    };
    const pictures = new Map([[photo.sha256, Buffer.from('no picture')]]);
    await expect(typesetter.pdf(broken, pictures)).rejects.toMatchObject({ code: 'faulty' });
    expect((await typesetter.pdf(broken, new Map())).pages).toBe(1);
  });

  it('starts again after it was ended', async () => {
    typesetter.close();
    expect((await typesetter.pdf(daily, new Map())).pages).toBe(1);
  });
});
