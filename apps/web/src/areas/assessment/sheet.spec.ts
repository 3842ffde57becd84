import { CLEAN, counted, deductedOf, isWhole, scoreOf, visitOf, waived } from './sheet';

const item = (n: number, points: number, perTime: number) => ({
  item: n,
  group: '环境卫生管理',
  zh: '清扫保洁',
  points,
  perTime,
  severe: false,
  notFor: [],
  fromFindings: false,
});
const SHEET = [item(1, 5, 1), item(2, 4, 0.5), item(3, 1, 0.2)];

it('takes off each time, at most what the item is worth', () => {
  expect(deductedOf(SHEET[0]!, counted(CLEAN, 1, 2))).toBe(2);
  expect(deductedOf(SHEET[0]!, counted(CLEAN, 1, 9))).toBe(5);
});

it('scores what is kept over what applies, of a hundred', () => {
  expect(scoreOf(SHEET, CLEAN)).toBe(100);
  expect(scoreOf(SHEET, counted(CLEAN, 3, 2))).toBe(96);
  expect(scoreOf(SHEET, waived(counted(CLEAN, 1, 1), 2, '无此项'))).toBe(83.33);
});

it('a sheet of which nothing applies has no score', () =>
  expect(scoreOf([SHEET[0]!], waived(CLEAN, 1, '无此项'))).toBeNull());

it('counts in whole times, from nothing up', () => {
  expect(counted(CLEAN, 1, -3).times).toEqual({ 1: 0 });
  expect(counted(CLEAN, 1, 2.9).times).toEqual({ 1: 2 });
});

it('sends what was found wanting and what does not apply, each with its reason', () => {
  const entered = waived(counted(counted(CLEAN, 1, 2), 2, 1), 2, '无电梯');
  expect(visitOf('2026-10-12', entered)).toEqual({
    on: '2026-10-12',
    times: { 1: 2 },
    notApplicable: [{ item: 2, reason: '无电梯' }],
  });
});

it('is whole when the day is named and every reason written', () => {
  expect(isWhole('', CLEAN)).toBe(false);
  expect(isWhole('2026-10-12', waived(CLEAN, 2, ' '))).toBe(false);
  expect(isWhole('2026-10-12', waived(waived(CLEAN, 2, ' '), 2, null))).toBe(true);
});
