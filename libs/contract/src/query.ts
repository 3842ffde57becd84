import { z } from 'zod';
import { channel, colour, kind, severity, source, stage, status, urgency } from './codes';
import { instant, latitude, longitude, reference, text } from './values';

/** `?status=assigned,rectifying` or the parameter repeated. */
const someOf = <Code extends z.ZodType<string, string>>(code: Code) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap((part) => part.split(',')))
    .pipe(z.array(code).min(1).max(20));

const yesNo = z.enum(['true', 'false']).transform((given) => given === 'true');

const box = z
  .string()
  .transform((given) => given.split(',').map(Number))
  .pipe(z.tuple([longitude, latitude, longitude, latitude]))
  .transform(([west, south, east, north]) => ({ west, south, east, north }))
  .refine(({ west, south, east, north }) => west <= east && south <= north, { params: { code: 'empty_box' } });

const limit = (max: number, usual: number) => z.coerce.number().int().min(1).max(max).default(usual);
const cursor = z.string().min(1).max(400).optional();

/** `GET /findings`: every filter narrows; newest first. */
export const findingQuery = z.strictObject({
  stage: someOf(stage).optional(),
  status: someOf(status).optional(),
  kind: kind.optional(),
  open: yesNo.optional(),
  overdue: yesNo.optional(),
  suspended: yesNo.optional(),
  dueAfter: instant.optional(),
  dueBefore: instant.optional(),
  filedAfter: instant.optional(),
  filedBefore: instant.optional(),
  /** The lead unit, or one below it. */
  unit: reference.optional(),
  supervisingUnit: reference.optional(),
  category: reference.optional(),
  severity: severity.optional(),
  urgency: urgency.optional(),
  source: source.optional(),
  channel: channel.optional(),
  colour: colour.optional(),
  street: reference.optional(),
  community: reference.optional(),
  list: reference.optional(),
  dispatch: reference.optional(),
  /** `west,south,east,north` in degrees. */
  bbox: box.optional(),
  /** `assigned`: an open line of the caller's unit; `filed`: filed or entered by the caller. */
  mine: z.enum(['assigned', 'filed']).optional(),
  /** Part of the description, of the point's name, or a number. */
  text: text(100).optional(),
  cursor,
  limit: limit(200, 50),
});
export type FindingQuery = z.output<typeof findingQuery>;

export const dryRunQuery = z.strictObject({ dryRun: yesNo.default(false) });
export const inboxQuery = z.strictObject({ limit: limit(200, 50) });
export const noticeQuery = z.strictObject({
  unit: reference.optional(),
  colour: colour.optional(),
  life: z.enum(['draft', 'checked', 'issued', 'sent', 'signed', 'replied', 'closed', 'withdrawn']).optional(),
  cursor,
  limit: limit(200, 50),
});
export type NoticeQuery = z.output<typeof noticeQuery>;
