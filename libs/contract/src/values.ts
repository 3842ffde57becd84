import { z } from 'zod';

/** Dates before this or from {@link LATEST} on are slips of the pen (1900, 2206), not dates of a finding. */
const EARLIEST = '2000-01-01';
const LATEST = '2100-01-01';
const EARLIEST_AT = Date.parse(`${EARLIEST}T00:00:00+08:00`);
const LATEST_AT = Date.parse(`${LATEST}T00:00:00+08:00`);

/** The marks of our own rules on zod's `custom` issues; part of the public contract as `errors[].code`. */
const DATE_OUT_OF_BOUNDS = { params: { code: 'date_out_of_bounds' } };
export const NOT_TEXT = { params: { code: 'not_text' } };

/** Neither NUL, which PostgreSQL cannot hold, nor half a character. */
export const isText = (value: string): boolean => !/[\0\p{Surrogate}]/u.test(value);

/** Text a person wrote: trimmed, not empty, at most `max` UTF-16 units. */
export const text = (max: number) => z.string().trim().min(1).max(max).refine(isText, NOT_TEXT);

export const REASON = 500;
export const NARRATIVE = 4000;

export const findingId = z.uuid();

/** The id of anything but a finding: a unit, line, request, notice, person, list. */
export const reference = z.string().regex(/^[\w.:/-]{1,80}$/);

/** Civil date in Asia/Shanghai from 2000 to 2099. */
export const civilDate = z.iso.date().refine((date) => date >= EARLIEST && date < LATEST, DATE_OUT_OF_BOUNDS);

/** RFC 3339 with an offset on the wire, epoch milliseconds inside. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((written) => Date.parse(written))
  .refine((at) => at >= EARLIEST_AT && at < LATEST_AT, DATE_OUT_OF_BOUNDS);

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const longitude = z.number().min(-180).max(180);
export const latitude = z.number().min(-90).max(90);

/** RFC 3339 at +08:00, as answers carry it. */
export const answeredInstant = z.iso.datetime({ offset: true });
export const maybeInstant = answeredInstant.nullable();
