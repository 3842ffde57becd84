import type { Instant } from '#calendar';
import type { Actor, Policy } from '#domain';

/** 今天要办: what may wait for a person, each with a condition of its own. */
export const BUCKETS = [
  'dispatch',
  'pass_on',
  'rule_return',
  'decide_extension',
  'decide_suspension',
  'rule_objection',
  'decide_review',
  'verify',
  'recheck',
  'approve',
  'check_paper',
  'sign_paper',
  'confirm_transfer',
  'confirm_void',
  'sign',
  'rectify',
  'endorse',
  'reply_instruction',
  'sign_notice',
  'reply_notice',
  'due_today',
  'due_soon',
  'overdue',
  'red',
  'undelivered',
] as const;
export type Bucket = (typeof BUCKETS)[number];

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
