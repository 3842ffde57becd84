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

/** POST Service Request. The reporter's name, phone and mail are not taken: a district keeps no more than it needs. */
export const serviceRequestForm = z
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
export type ServiceRequestForm = z.output<typeof serviceRequestForm>;

/** GET Service Requests. */
export const serviceRequestQuery = z.object({
  service_request_id: z
    .string()
    .transform((given) => given.split(','))
    .pipe(z.array(z.string().min(1).max(60)).max(50))
    .optional(),
  service_code: z.string().min(1).max(80).optional(),
  start_date: when.optional(),
  end_date: when.optional(),
  status: z.enum(['open', 'closed']).optional(),
});
export type ServiceRequestQuery = z.output<typeof serviceRequestQuery>;
