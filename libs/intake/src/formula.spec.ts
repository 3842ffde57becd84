import fc from 'fast-check';
import { neutraliseFormula } from './formula';

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
