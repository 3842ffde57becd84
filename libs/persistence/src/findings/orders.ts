import type { Instant } from '#calendar';
import { AWAITED_BY, type Bucket } from '#domain';
import { awaitedDueSql } from './awaited-sql';
import type { Cursor } from './cursor';
import type { FindingOrder, FindingRow } from './finding-list';

interface Order {
  by: string;
  /** Condition for what comes after the cursor's row. */
  after: (at: string, id: string) => string;
  cursorOf: (row: FindingRow) => Cursor;
}

/** What has no due comes last, as though due at the end of time. */
const NEVER = 9_999_999_999_999;

function soonest(dueSql: string, dueOf: (row: FindingRow) => Instant | null | undefined): Order {
  const due = `coalesce(${dueSql}, '2286-11-20T17:46:39.999Z'::timestamptz)`;
  return {
    by: `${due}, f.id`,
    after: (at, id) => `(${due}, f.id) > (${at}, ${id}::uuid)`,
    cursorOf: (row) => ({ at: dueOf(row) ?? NEVER, id: row.id }),
  };
}

const ORDERS: Record<FindingOrder, Order> = {
  filed: {
    by: 'f.filed_at DESC, f.id DESC',
    after: (at, id) => `(f.filed_at, f.id) < (${at}, ${id}::uuid)`,
    cursorOf: ({ filedAt, id }) => ({ at: filedAt, id }),
  },
  due: soonest('f.due_at', ({ dueAt }) => dueAt),
  number: {
    by: 'f.number',
    // Typed, though not needed: every parameter of a statement must have a type.
    after: (at, id) =>
      `${at}::timestamptz IS NOT NULL AND f.number > (SELECT c.number FROM finding c WHERE c.id = ${id}::uuid)`,
    cursorOf: ({ filedAt, id }) => ({ at: filedAt, id }),
  },
};

/** By what is due to whoever clears the bucket, where that is not the case itself. */
export const orderOf = (order: FindingOrder, bucket?: Bucket): Order =>
  order === 'due' && bucket && AWAITED_BY[bucket]
    ? soonest(awaitedDueSql(bucket), ({ awaited }) => awaited?.dueAt)
    : ORDERS[order];
