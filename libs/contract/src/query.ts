import { z } from 'zod';
import { channel, colour, kind, severity, source, stage, status, urgency } from './codes';
import { boardFigure } from './board';
import { bucket } from './desk';
import { civilDate, findingId, instant, latitude, longitude, reference, text } from './values';

/** `?status=assigned,rectifying` or the parameter repeated. */
const someOf = <Code extends z.ZodType<string, string>>(code: Code, most = 20) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap((part) => part.split(',')))
    .pipe(z.array(code).min(1).max(most));

const yesNo = z.enum(['true', 'false']).transform((given) => given === 'true');

const box = z
  .string()
  .transform((given) => given.split(',').map(Number))
  .pipe(z.tuple([longitude, latitude, longitude, latitude]))
  .transform(([west, south, east, north]) => ({ west, south, east, north }))
  .refine(({ west, south, east, north }) => west <= east && south <= north, { params: { code: 'empty_box' } });

const limit = (max: number, usual: number) => z.coerce.number().int().min(1).max(max).default(usual);
const cursor = z.string().min(1).max(400).optional();

/** Every filter narrows; several values of one are alternatives. The same for lists, counts, map and calendar. */
const filters = {
  /** These and no others: as many as one 交办单 may hold. */
  ids: someOf(findingId, 200).optional(),
  stage: someOf(stage).optional(),
  status: someOf(status).optional(),
  kind: someOf(kind).optional(),
  open: yesNo.optional(),
  overdue: yesNo.optional(),
  suspended: yesNo.optional(),
  disputed: yesNo.optional(),
  dueAfter: instant.optional(),
  dueBefore: instant.optional(),
  filedAfter: instant.optional(),
  filedBefore: instant.optional(),
  /** The lead unit, or one below it. */
  unit: reference.optional(),
  /** The lead unit itself. */
  leadUnit: reference.optional(),
  /** A unit that has an open line on it, lead or co. */
  lineOf: reference.optional(),
  supervisingUnit: reference.optional(),
  category: someOf(reference).optional(),
  severity: someOf(severity).optional(),
  urgency: someOf(urgency).optional(),
  source: someOf(source).optional(),
  channel: someOf(channel).optional(),
  colour: someOf(colour).optional(),
  street: someOf(reference).optional(),
  community: someOf(reference).optional(),
  list: reference.optional(),
  /** 督查轮次: for the side that supervises. */
  round: findingId.optional(),
  dispatch: reference.optional(),
  /** `west,south,east,north` in degrees. */
  bbox: box.optional(),
  /** `assigned`: an open line of the caller's unit; `filed`: filed or entered by the caller. */
  mine: z.enum(['assigned', 'filed']).optional(),
  /** It waits for the caller: what `GET /today` counts. */
  waitingFor: bucket.optional(),
  /** What a figure of the board counts; its period and instant come with it. */
  figure: boardFigure.optional(),
  figureFrom: instant.optional(),
  figureTo: instant.optional(),
  asOf: instant.optional(),
  /** Part of the description, of the point's name, of their pinyin initials (ljt finds 垃圾桶), or of a number. */
  text: text(100).optional(),
};

/** `GET /findings`: newest first unless it is sorted otherwise. */
export const findingQuery = z.strictObject({
  ...filters,
  sort: z.enum(['filed', 'due', 'number']).default('filed'),
  cursor,
  limit: limit(200, 50),
});
export const countsQuery = z.strictObject(filters);
export type FindingFilters = z.output<typeof countsQuery>;
/** At most a quarter of a year. */
export const calendarQuery = z
  .strictObject({ ...filters, from: civilDate, to: civilDate })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= 92 * 86_400_000, {
    path: ['to'],
    params: { code: 'bad_period' },
  });
export type CalendarQuery = z.output<typeof calendarQuery>;
/** WGS 84 degrees and metres. */
export const nearbyQuery = z.strictObject({
  lng: z.coerce.number().pipe(longitude),
  lat: z.coerce.number().pipe(latitude),
  radius: z.coerce.number().min(1).max(2_000).default(100),
  category: someOf(reference).optional(),
  limit: limit(50, 20),
});
export type NearbyQuery = z.output<typeof nearbyQuery>;
export type FindingQuery = z.output<typeof findingQuery>;

export const dryRunQuery = z.strictObject({ dryRun: yesNo.default(false) });
export const noticeQuery = z.strictObject({
  unit: reference.optional(),
  colour: colour.optional(),
  life: z.enum(['draft', 'checked', 'issued', 'sent', 'signed', 'replied', 'closed', 'withdrawn']).optional(),
  cursor,
  limit: limit(200, 50),
});
export type NoticeQuery = z.output<typeof noticeQuery>;
