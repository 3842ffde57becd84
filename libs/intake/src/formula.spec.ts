import { Workbook } from 'exceljs';
import fc from 'fast-check';
import { jinanContext } from '../../../test/support/intake-context';
import { planFindings } from './findings';
import { neutraliseFormula } from './formula';
import { readTable } from './read-table';
import { writeRefusals } from './refusals-workbook';

const LIVE = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
const dangerous = fc.tuple(fc.constantFrom(...LIVE), fc.string()).map(([first, rest]) => first + rest);

describe('neutraliseFormula', () => {
  it('puts an apostrophe before everything that would start a formula', () => {
    fc.assert(fc.property(dangerous, (text) => expect(neutraliseFormula(text)).toBe(`'${text}`)));
  });

  it('looks behind leading blanks and invisible characters', () => {
    const blanks = fc.string({ unit: fc.constantFrom(' ', '\u3000', '\u200b', '\ufeff', '\u00a0') });
    const operators = fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠');
    fc.assert(
      fc.property(blanks, operators, fc.string(), (blank, operator, rest) => {
        expect(neutraliseFormula(blank + operator + rest)).toBe(`'${blank}${operator}${rest}`);
      }),
    );
  });

  it('leaves nothing live, changes nothing else, and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), dangerous), (text) => {
        const safe = neutraliseFormula(text);
        expect(LIVE).not.toContain(safe.charAt(0));
        expect([text, `'${text}`]).toContain(safe);
        expect(neutraliseFormula(safe)).toBe(safe);
      }),
    );
  });

  it('leaves ordinary text alone', () => {
    for (const text of ['路灯不亮', 'DC2026-001', "'=1", '', '3-5号楼']) expect(neutraliseFormula(text)).toBe(text);
  });
});

it('writeRefusals lists row, column, reason and remedy, with nothing live', async () => {
  const list = Buffer.from('编号,发现时间,问题描述\n=1+1,2026-02-30,路灯不亮\n=1+1,2026-02-01,飞线充电\n');
  const plan = planFindings((await readTable(list, '清单.csv'))[0]!, jinanContext());
  const [first] = plan.refused;
  const live = { ...first!, column: { letter: 'B', heading: '发现时间' }, message: { zh: '=HYPERLINK("x")', en: '' } };
  const book = new Workbook();
  await book.xlsx.load((await writeRefusals({ refused: [...plan.refused, live] })) as never);
  const rows: unknown[] = [];
  book.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
  expect(rows).toHaveLength(4);
  expect(rows[1]).toEqual([
    2,
    'B 发现时间',
    '没有“2026-02-30”这个日期或时刻\nThere is no such date or time as "2026-02-30"',
    expect.stringContaining('请改为实际的日期'),
  ]);
  expect(rows[3]).toContain('\'=HYPERLINK("x")\n');
});
