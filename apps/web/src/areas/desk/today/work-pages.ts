import type { Schemas } from '../../../api/queries';

type Bucket = Schemas['Bucket'];

/** Where the work of a kind is done many at a time; the others are done from their list. */
export const WORK_PAGES = {
  dispatch: '/dispatch',
  verify: '/verify',
  approve: '/write-off',
  rule_return: '/rulings',
  decide_extension: '/rulings',
  decide_suspension: '/rulings',
  rule_reason: '/rulings',
  rule_objection: '/rulings',
  decide_review: '/rulings',
} as const satisfies { [Key in Bucket]?: string };

export type WorkPage = (typeof WORK_PAGES)[keyof typeof WORK_PAGES];

export const workPageOf = (bucket: Bucket): WorkPage | undefined =>
  (WORK_PAGES as { [Key in Bucket]?: WorkPage })[bucket];

/** States to keep an eye on rather than things to do. */
export const WATCHED: ReadonlySet<Bucket> = new Set(['due_today', 'due_soon', 'overdue', 'red', 'undelivered']);

/** 1 to 9, then letters that no page and no `g` sequence uses. */
export const BUCKET_KEYS = [...'123456789', ...'abcdefhmnopqrstuvw'];
