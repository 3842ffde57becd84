import { z } from 'zod';

/** What a client of GeoReport v2 may send; names are the standard's. Unknown parameters are ignored, as it asks. */
const number = (low: number, high: number) => z.coerce.number().min(low).max(high);
const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !/[\0\p{Surrogate}]/u.test(value));
const when = z.iso.datetime({ offset: true }).transform((given) => Date.parse(given));

/** A form sends a field that nobody filled in as an empty one: it is absent. */
const blanksLeftOut = (given: unknown): unknown =>
  typeof given === 'object' && given !== null
    ? Object.fromEntries(Object.entries(given).filter(([, one]) => typeof one !== 'string' || one.trim() !== ''))
    : given;
/** Declared several times, or once with commas between. */
const several = (most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap((one) => one.split(',')))
    .pipe(z.array(z.string().trim().min(1).max(80)).max(most));

/** POST Service Request. The reporter's name, phone and mail are not taken: a district keeps no more than it needs. */
const filledIn = z
  .object({
    service_code: z.string().min(1).max(80),
    lat: number(-90, 90).optional(),
    long: number(-180, 180).optional(),
    address_string: words(200).optional(),
    description: words(4000).optional(),
    media_url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
  })
  .refine(({ lat, long }) => (lat === undefined) === (long === undefined), { path: ['long'] })
  .refine(({ lat, address_string }) => lat !== undefined || address_string !== undefined, { path: ['address_string'] });
export const serviceRequestForm = z.preprocess(blanksLeftOut, filledIn);
export type ServiceRequestForm = z.output<typeof serviceRequestForm>;

/** GET Service Requests. */
const asked = z.object({
  service_request_id: several(50).optional(),
  service_code: several(200).optional(),
  start_date: when.optional(),
  end_date: when.optional(),
  status: several(2)
    .pipe(z.array(z.enum(['open', 'closed'])))
    .optional(),
});
export const serviceRequestQuery = z.preprocess(blanksLeftOut, asked);
export type ServiceRequestQuery = z.output<typeof serviceRequestQuery>;
