const DAY_MS = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The weeks, from Monday, that show a month (`2026-11`) whole. */
export function weeksOf(month: string): string[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const last = Date.parse(`${next(month, 1)}-01T00:00:00Z`) - DAY_MS;
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY_MS;
  const weeks: string[][] = [];
  for (let monday = start; monday <= last; monday += 7 * DAY_MS)
    weeks.push(Array.from({ length: 7 }, (_, day) => dayOf(monday + day * DAY_MS)));
  return weeks;
}

/** So many months on. */
export function next(month: string, by: number): string {
  const [year = 0, ordinal = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, ordinal - 1 + by, 1)).toISOString().slice(0, 7);
}
