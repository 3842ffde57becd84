import type { CalendarData } from '#calendar';
import { z } from 'zod';
import { marks } from './codes';

const date = z.iso.date();
const monthDay = z.string().regex(/^\d\d-\d\d$/);
const hours = z.array(z.tuple([z.string(), z.string()])).min(1);

const year = z.strictObject({
  src: marks,
  rest: z.array(z.strictObject({ name: z.string(), from: date, to: date })),
  work: z.array(date),
  note: z.string().optional(),
  workdays: z.int(),
});

export const calendars = z.strictObject({
  holidays: z.record(z.string().regex(/^\d{4}$/), year),
  local_overrides: z.array(
    z.strictObject({ date, kind: z.enum(['rest', 'work']), hours: hours.optional(), basis: z.string() }),
  ),
  service: z.record(
    z.string(),
    z.strictObject({
      days: z.enum(['state_council', 'every']),
      hours: z.array(z.strictObject({ from: monthDay, to: monthDay, open: hours })).min(1),
      src: marks,
      note: z.string().optional(),
    }),
  ),
});

/** The State Council's lists, the district's overrides and the services, as the calendar compiles them. */
export function calendarData(
  { holidays, local_overrides, service }: z.output<typeof calendars>,
  version: number,
  publishedUntil: string,
): CalendarData {
  return {
    version: String(version),
    publishedUntil,
    years: mapValues(holidays, ({ rest, work }) => ({ rest, work })),
    overrides: local_overrides,
    services: mapValues(service, ({ days, hours: seasons }) => ({ days, hours: seasons })),
  };
}

function mapValues<V, W>(record: Record<string, V>, map: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
