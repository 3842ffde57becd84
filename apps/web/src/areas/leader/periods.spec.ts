import { periodsUpTo } from './periods';

const of = (today: string, key: string) => {
  const { from, to } = periodsUpTo(today).find((period) => period.key === key)!;
  return [from, to];
};

describe('the periods of the board', () => {
  it('ends what has begun with today', () => {
    expect(of('2026-11-23', 'thisMonth')).toEqual(['2026-11-01', '2026-11-23']);
    expect(of('2026-11-23', 'thisQuarter')).toEqual(['2026-10-01', '2026-11-23']);
    expect(of('2026-11-23', 'thisYear')).toEqual(['2026-01-01', '2026-11-23']);
  });

  it('takes the month before whole, over the year and in February', () => {
    expect(of('2026-01-02', 'lastMonth')).toEqual(['2025-12-01', '2025-12-31']);
    expect(of('2028-03-31', 'lastMonth')).toEqual(['2028-02-01', '2028-02-29']);
  });
});
