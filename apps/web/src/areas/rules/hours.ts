import type { CalendarData } from './days';

type Hours = CalendarData['services'][string]['hours'];

/** Office hours from a day of the year on, until the next season begins. */
export interface Season {
  /** MM-DD. */
  from: string;
  open: [string, string][];
}

export const TIME = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** In the order of the year; what ends a season is the next one's beginning. */
export const seasonsOf = (hours: Hours): Season[] =>
  hours
    .map(({ from, open }) => ({ from, open: open as [string, string][] }))
    .sort((one, other) => one.from.localeCompare(other.from));

/** Every day of the year falls in one season and no other. */
export function hoursOf(seasons: readonly Season[]): Hours {
  const sorted = [...seasons].sort((one, other) => one.from.localeCompare(other.from));
  return sorted.map(({ from, open }, index) => ({
    from,
    to: dayBefore((sorted[index + 1] ?? sorted[0])?.from ?? from),
    open,
  }));
}

/** In a leap year, so that no day of any year is left out. */
const dayBefore = (monthDay: string): string =>
  new Date(Date.parse(`2024-${monthDay}T00:00:00Z`) - 86_400_000).toISOString().slice(5, 10);

/** Pairs in order that do not touch, and no two seasons from the same day. */
export const isSound = (seasons: readonly Season[]): boolean =>
  seasons.length > 0 &&
  new Set(seasons.map(({ from }) => from)).size === seasons.length &&
  seasons.every(
    ({ open }) =>
      open.length > 0 &&
      open.flat().every((time, index, times) => TIME.test(time) && (index === 0 || (times[index - 1] ?? '') < time)),
  );

export const daysOf = (month: number): number => new Date(Date.UTC(2024, month, 0)).getUTCDate();

/** Services whose hours one calendar has otherwise than the other. */
export const hoursChanged = (before: CalendarData, after: CalendarData): string[] =>
  Object.keys(after.services).filter(
    (service) =>
      JSON.stringify(seasonsOf(before.services[service]?.hours ?? [])) !==
        JSON.stringify(seasonsOf(after.services[service]?.hours ?? [])) ||
      before.services[service]?.days !== after.services[service]?.days,
  );
