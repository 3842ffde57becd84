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
const DUE = `coalesce(f.due_at, '2286-11-20T17:46:39.999Z'::timestamptz)`;

export const ORDERS: Record<FindingOrder, Order> = {
  filed: {
    by: 'f.filed_at DESC, f.id DESC',
    after: (at, id) => `(f.filed_at, f.id) < (${at}, ${id}::uuid)`,
    cursorOf: ({ filedAt, id }) => ({ at: filedAt, id }),
  },
  due: {
    by: `${DUE}, f.id`,
    after: (at, id) => `(${DUE}, f.id) > (${at}, ${id}::uuid)`,
    cursorOf: ({ dueAt, id }) => ({ at: dueAt ?? NEVER, id }),
  },
  number: {
    by: 'f.number',
    // Typed, though not needed: every parameter of a statement must have a type.
    after: (at, id) =>
      `${at}::timestamptz IS NOT NULL AND f.number > (SELECT c.number FROM finding c WHERE c.id = ${id}::uuid)`,
    cursorOf: ({ filedAt, id }) => ({ at: filedAt, id }),
  },
};
