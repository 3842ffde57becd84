import { dayIn, monthsBetween, weeksOf } from './days';

const calendar = {
  version: 'v',
  publishedUntil: '2026-12-31',
  years: { '2026': { rest: [{ name: '中秋节', from: '2026-09-25', to: '2026-09-27' }], work: ['2026-09-20'] } },
  overrides: [{ date: '2026-09-22', kind: 'rest' as const, basis: '通知' }],
  services: {},
} as never;

it('tells working days, weekends, holidays, make-up days and a district’s own', () => {
  const kinds = ['2026-09-18', '2026-09-19', '2026-09-20', '2026-09-22', '2026-09-25'].map(
    (date) => dayIn(calendar, date).kind,
  );
  expect(kinds).toEqual(['work', 'weekend', 'make_up', 'override_rest', 'rest']);
  expect(dayIn(calendar, '2026-09-25').name).toBe('中秋节');
  expect(dayIn(calendar, '2027-01-04').provisional).toBe(true);
});

it('lays out weeks from Monday, and months over a year’s end', () => {
  expect(weeksOf('2026-09')[0]).toEqual([
    null,
    '2026-09-01',
    '2026-09-02',
    '2026-09-03',
    '2026-09-04',
    '2026-09-05',
    '2026-09-06',
  ]);
  expect(weeksOf('2026-09').flat().filter(Boolean)).toHaveLength(30);
  expect(monthsBetween('2026-12-30', '2027-01-02')).toEqual(['2026-12', '2027-01']);
});
