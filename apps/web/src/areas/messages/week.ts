const DAY_MS = 86_400_000;

/** Noon: a whole number of days away from any other day's, whatever the zone. */
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const dayAt = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

export const dayAfter = (day: string, days: number): string => dayAt(noon(day) + days * DAY_MS);

/** Monday to Sunday of the week that the day lies in. */
export function weekOf(day: string): string[] {
  const sinceMonday = (new Date(noon(day)).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, index) => dayAfter(day, index - sinceMonday));
}

/** An instant by the district's clock. */
export const instantAt = (day: string, time: string): string => `${day}T${time}:00+08:00`;

/** A shift that ends before it begins ends on the next day. */
export const endOf = (day: string, from: string, to: string): string =>
  instantAt(to > from ? day : dayAfter(day, 1), to);
