import { z } from 'zod';

/** What the pages are told before anybody has signed in; nothing here is secret. */
export const publicSettings = z
  .object({
    hostedBy: z.string(),
    recordNumber: z.string(),
    complaints: z.string(),
    map: z.object({ tiles: z.string(), attribution: z.string() }).nullable(),
    pwa: z.boolean(),
    ssoName: z.string().nullable(),
  })
  .meta({ id: 'PublicSettings' });
export type PublicSettings = z.output<typeof publicSettings>;
