import { AWAITED_BY, AWAITED_IN, type Bucket, type ClockKind } from '#domain';

const arrayOf = (kinds: readonly ClockKind[]): string => `'{${kinds.join(',')}}'::text[]`;

const BY_STATUS = `CASE f.status ${Object.entries(AWAITED_IN)
  .map(([status, kinds]) => `WHEN '${status}' THEN ${arrayOf(kinds)}`)
  .join(' ')} END`;

const kindsOf = (bucket?: Bucket): string => {
  const kinds = bucket && AWAITED_BY[bucket];
  return kinds ? arrayOf(kinds) : BY_STATUS;
};

const running = (bucket?: Bucket): string =>
  `clock c WHERE c.finding_id = f.id AND NOT c.stopped AND c.due_at IS NOT NULL AND c.kind = ANY(${kindsOf(bucket)})`;

/** The office's own clock that `finding f` waits for, or that the bucket is cleared against; null where the case's counts. */
export const awaitedSql = (bucket?: Bucket): string =>
  `(SELECT jsonb_build_object('clock', c.kind, 'dueAt', (extract(epoch FROM c.due_at) * 1000)::bigint)
    FROM ${running(bucket)} ORDER BY c.due_at LIMIT 1)`;

export const awaitedDueSql = (bucket: Bucket): string => `(SELECT min(c.due_at) FROM ${running(bucket)})`;

/** Past the minute in which it was due (ruling 14). */
export const awaitedLateSql = (bucket: Bucket, now: string): string =>
  `EXISTS (SELECT FROM ${running(bucket)} AND c.due_at < date_trunc('minute', ${now}))`;
