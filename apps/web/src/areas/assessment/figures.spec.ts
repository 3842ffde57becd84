import { overOf, score, shown, signed } from './figures';

const figure = (given: object) =>
  ({
    code: 'close_rate',
    zh: '',
    en: '',
    formulaZh: '',
    formulaEn: '',
    numerator: 0,
    denominator: 0,
    value: null,
    ...given,
  }) as Parameters<typeof shown>[0];

it('a rate over nothing is a dash, never a hundred percent', () => expect(shown(figure({}))).toBe('—'));
it('a rate has two places and its fraction', () => {
  const one = figure({ numerator: 2, denominator: 3, value: 2 / 3 });
  expect([shown(one), overOf(one)]).toEqual(['66.67%', '2/3']);
});
it('a count is a count', () => {
  const one = figure({ numerator: 7, denominator: null, value: 7 });
  expect([shown(one), overOf(one)]).toEqual(['7', '']);
});
it('points bear their sign', () =>
  expect([signed(0.5), signed(-0.2), score(null), score(99.8)]).toEqual(['+0.5', '-0.2', '—', '99.80']));
