import { MINUTE } from './civil';

export type ClockUnit = 'ELAPSED_MINUTES' | 'WORK_MINUTES' | 'WORK_DAYS' | 'CALENDAR_DAYS';

/** What a clock counts and by whose hours. Its *quantum* is 1 ms for minute units and 1 day for day units. */
export interface Measure {
  unit: ClockUnit;
  /** 'OFFICE', 'CITY_OPS', 'ALWAYS' or a service of the district's own; elapsed minutes and calendar days do not ask it. */
  service: string;
}

export function countsDays(unit: ClockUnit): boolean {
  return unit === 'WORK_DAYS' || unit === 'CALENDAR_DAYS';
}

/** 60 minutes are 3,600,000 quanta, 5 days are 5. */
export function quanta(unit: ClockUnit, amount: number): number {
  return countsDays(unit) ? amount : Math.round(amount * MINUTE);
}
