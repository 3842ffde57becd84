import type { ClockKind } from './finding';
import type { Status } from './status';

/** 今天要办: what may wait for a person. */
export const BUCKETS = [
  'dispatch',
  'pass_on',
  'rule_return',
  'decide_extension',
  'decide_suspension',
  'rule_reason',
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

/** The clock of what a status waits for, where that is not the unit's mending: no time hides at the top (OFFICE_SELF). */
export const AWAITED_IN: Partial<Record<Status, readonly ClockKind[]>> = {
  filed: ['screen', 'grid_village', 'grid_township'],
  registered: ['dispatch'],
  submitted: ['verify'],
  verified: ['approve'],
  publicizing: ['publicity'],
  written_off: ['look_back', 'recheck'],
};

/** The supervisors' own clock of what they clear; a bucket that is absent goes by what its case waits for. */
export const AWAITED_BY: Partial<Record<Bucket, readonly ClockKind[]>> = {
  dispatch: ['screen', 'dispatch'],
  pass_on: ['grid_village', 'grid_township'],
  rule_return: ['return_ruling'],
  decide_extension: ['extension_reply'],
  decide_suspension: ['suspension_reply'],
  rule_objection: ['objection_ruling'],
  decide_review: ['review_decision'],
  verify: ['verify'],
  recheck: ['recheck'],
  approve: ['approve'],
  check_paper: ['sign_document'],
  sign_paper: ['sign_document'],
  confirm_transfer: ['transfer'],
};
