import { isReference } from '../../app/reference';
import { isDay } from '../../design/dates';

/** What the board counts: a period by its two days, and where. All of it lives in the address. */
export interface BoardSearch {
  from?: string;
  to?: string;
  street?: string;
  category?: string;
  trend?: 'day' | 'week' | 'month';
}

const TRENDS = ['day', 'week', 'month'] as const;

export function boardSearch({ from, to, street, category, trend }: Record<string, unknown>): BoardSearch {
  const rhythm = TRENDS.find((one) => one === trend);
  return {
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(isReference(street) && { street }),
    ...(isReference(category) && { category }),
    ...(rhythm && { trend: rhythm }),
  };
}
