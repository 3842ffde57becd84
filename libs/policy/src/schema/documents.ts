import { z } from 'zod';
import { marks } from './codes';

/** Numbers of papers: 发文字号 given at signature, slips and findings numbered by the machine. */
export const documentNumbers = z.strictObject({
  official: z.strictObject({
    pattern: z.string(),
    pad: z.literal('none'),
    no_di: z.literal(true),
    assigned_at: z.literal('签发'),
    series_per: z.tuple([z.literal('代字'), z.literal('year')]),
    void_stays: z.literal(true),
    src: marks,
  }),
  series: z.array(z.strictObject({ 代字: z.string(), unit: z.string() })).min(1),
  slip: z.strictObject({
    pattern: z.string(),
    kinds: z.record(z.string().regex(/^[A-Z]{2}$/), z.string()),
    src: marks,
  }),
  finding: z.strictObject({ pattern: z.string(), keep_external: z.boolean() }),
});

/** Channels of delivery, quiet hours and the duty roster (送达与值班). */
export const delivery = z.looseObject({
  channels: z.array(z.string()).min(1),
  quiet: z.strictObject({ from: z.string(), to: z.string(), except: z.array(z.string()) }),
  src: marks,
});

/** Words on screen by profile of the office in charge; the codes never change. */
export const terms = z.looseObject({
  profiles: z.record(z.string(), z.record(z.string(), z.string())),
  five_fixings: z.array(z.string()).length(5),
  src: marks,
});
