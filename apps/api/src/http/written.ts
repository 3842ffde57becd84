import type { Instant } from '#calendar';

const SHANGHAI_MS = 8 * 3_600_000;

/** RFC 3339 at +08:00, as every answer writes instants. */
export const written = (at: Instant): string => new Date(at + SHANGHAI_MS).toISOString().replace('Z', '+08:00');

export const writtenOrNull = (at: Instant | null): string | null => (at === null ? null : written(at));
