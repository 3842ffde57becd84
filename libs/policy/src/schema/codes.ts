import type { Channel, LadderName, Severity, Source, Urgency } from '#domain';
import { z } from 'zod';

export const SEVERITIES = ['minor', 'serious', 'major'] as const satisfies readonly Severity[];
export const SOURCES = [
  'self',
  'street',
  'district',
  'hotline',
  'city',
  'media',
  'leader',
  'province',
  'central',
] as const satisfies readonly Source[];
export const CHANNELS = ['round', 'grid', 'hotline', 'import', 'verbal', 'proxy'] as const satisfies readonly Channel[];
export const LADDERS = [
  'URGENT',
  'SHORT',
  'STD',
  'LONG',
  'OFFICE_SELF',
  'REPLY',
  'EXTERNAL',
] as const satisfies readonly LadderName[];

export const severity = z.enum(SEVERITIES);
export const urgency = z.enum(['routine', 'expedited', 'urgent'] as const satisfies readonly Urgency[]);
export const source = z.enum(SOURCES);
export const ladderName = z.enum(LADDERS);
export const verificationMode = z.enum(['photo', 'site', 'sampled']);
export const colour = z.enum(['blue', 'yellow', 'red']);

/** Keys of `sources`; one may be written bare. */
export const marks = z.union([z.string(), z.array(z.string()).min(1)]).transform((src) => [src].flat());
