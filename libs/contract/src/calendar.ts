import { z } from 'zod';
import type { CalendarData } from '#calendar';
import { civilDate, reference, text } from './values';

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const open = z.array(z.tuple([wallTime, wallTime])).max(6);
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const name = text(60);

/** A whole version of the working calendar, as it is imported or simulated. */
export const calendar = z
  .strictObject({
    version: reference,
    publishedUntil: civilDate,
    years: z.record(
      z.string().regex(/^20\d\d$/),
      z.strictObject({
        rest: z.array(z.strictObject({ name, from: civilDate, to: civilDate })).max(40),
        work: z.array(civilDate).max(40),
      }),
    ),
    overrides: z
      .array(
        z.strictObject({
          date: civilDate,
          kind: z.enum(['rest', 'work']),
          hours: open.optional(),
          basis: text(200),
        }),
      )
      .max(500),
    services: z.record(
      reference,
      z.strictObject({
        days: z.enum(['state_council', 'every']),
        hours: z.array(z.strictObject({ from: monthDay, to: monthDay, open })).max(12),
      }),
    ),
  })
  .meta({ id: 'Calendar' }) satisfies z.ZodType<CalendarData>;
