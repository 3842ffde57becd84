import type { Instant } from '#calendar';
import type { Actor, Bucket, Policy } from '#domain';

/** Whom it waits for, and until when today and the next days go. */
export interface Waiting {
  bucket: Bucket;
  actor: Actor;
  policy: Pick<Policy, 'extensions' | 'suspensions'>;
  /** First instant of tomorrow. */
  tomorrow: Instant;
  /** End of what is due soon. */
  soonEnds: Instant;
}
