import type { ValueTransformer } from 'typeorm';
import type { Instant } from '#calendar';
import { timestamptz } from '../clock';

/** Columns of instants are epoch milliseconds in code. */
export const instant: ValueTransformer = {
  from: (value: Date | null): Instant | null => value?.getTime() ?? null,
  to: (value: Instant | null): string | null => timestamptz(value),
};
