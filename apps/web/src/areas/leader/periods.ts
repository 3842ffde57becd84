export interface Period {
  key: 'thisMonth' | 'lastMonth' | 'thisQuarter' | 'thisYear';
  from: string;
  to: string;
}

const two = (n: number): string => String(n).padStart(2, '0');
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Civil dates, both included; what has begun ends today. */
export function periodsUpTo(today: string): Period[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const before = month === 1 ? { year: year - 1, month: 12 } : { year, month: month - 1 };
  const quarter = month - ((month - 1) % 3);
  return [
    { key: 'thisMonth', from: `${year}-${two(month)}-01`, to: today },
    {
      key: 'lastMonth',
      from: `${before.year}-${two(before.month)}-01`,
      to: `${before.year}-${two(before.month)}-${two(lastDay(before.year, before.month))}`,
    },
    { key: 'thisQuarter', from: `${year}-${two(quarter)}-01`, to: today },
    { key: 'thisYear', from: `${year}-01-01`, to: today },
  ];
}
