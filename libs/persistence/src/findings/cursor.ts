import type { Instant } from '#calendar';

/** Where a list goes on: after this row, in the order of the list. */
export interface Cursor {
  at: Instant;
  id: string;
}

/** A cursor that no list of ours gave out. */
export class BadCursor extends Error {
  constructor() {
    super('游标无效，请从第一页重新查询 / not a cursor of ours: start again from the first page');
  }
}

export const writeCursor = ({ at, id }: Cursor): string => Buffer.from(`${at} ${id}`).toString('base64url');

/** @throws BadCursor */
export function readCursor(text: string): Cursor {
  const [, at, id] = /^(\d{1,13}) ([\w/-]{1,80})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (!at || !id) throw new BadCursor();
  return { at: Number(at), id };
}
