import type pg from 'pg';
import type { Instant } from '#calendar';
import type { ActorRef } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';

export type DirectoryAuthor = Pick<ActorRef, 'personId' | 'onBehalfOf'>;

/** Why the directory stays as it is; nothing has been written. */
export class DirectoryRefused extends Error {
  constructor(
    readonly code: DirectoryRefusal,
    readonly facts: Record<string, string | number> = {},
  ) {
    super(code);
  }
}
export type DirectoryRefusal =
  | 'unknown_parent'
  | 'unknown_unit_named'
  | 'unknown_person'
  | 'not_a_colleague'
  | 'delegation_too_long'
  | 'unit_cycle'
  | 'unit_name_taken'
  | 'unit_has_open_work'
  | 'unit_has_people'
  | 'unit_has_children'
  | 'unit_named_twice'
  | 'unit_misplaced'
  | 'unit_begins'
  | 'unit_ends'
  | 'not_an_area'
  | 'dates_overlap'
  | 'date_past'
  | 'username_taken'
  | 'closing_yourself'
  | 'outside_your_scope'
  | 'weak_password'
  | 'subject_name_taken'
  | 'not_found';

export interface NewChange {
  what: string;
  subject: string;
  before?: unknown;
  after?: unknown;
  batchId?: string;
}

export interface DirectoryChange {
  ordinal: number;
  at: Instant;
  by: string;
  byName: string;
  byFor: string | null;
  what: string;
  subject: string;
  subjectName: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Within the change's own transaction: what is not logged has not happened. */
export async function logChange(
  client: pg.ClientBase,
  clock: Clock,
  { personId, onBehalfOf }: DirectoryAuthor,
  { what, subject, before, after, batchId }: NewChange,
): Promise<void> {
  await client.query(
    `INSERT INTO directory_change (at, by_person, by_for, batch_id, what, subject, before, after)
     VALUES (${instantSql('$1')}, $2, $3, $4, $5, $6, $7, $8)`,
    [
      timestamptz(await clock.at()),
      personId,
      onBehalfOf,
      batchId ?? null,
      what,
      subject,
      before === undefined ? null : JSON.stringify(before),
      after === undefined ? null : JSON.stringify(after),
    ],
  );
}

const MOST = 200;

/** 变更记录: who changed what of the directory, newest first. */
export class DirectoryLog {
  constructor(private readonly pool: pg.Pool) {}

  async changes(before: number | null, subject: string | null): Promise<DirectoryChange[]> {
    const { rows } = await this.pool.query<DirectoryChange>(
      `SELECT c.ordinal, c.at, c.by_person AS by, coalesce(p.name, c.by_person) AS "byName", f.name AS "byFor", c.what,
         c.subject, coalesce(u.name, s.name, j.name, c.subject) AS "subjectName", c.before, c.after
       FROM directory_change c LEFT JOIN person p ON p.id = c.by_person LEFT JOIN person f ON f.id = c.by_for
         LEFT JOIN org_unit u ON u.id = c.subject LEFT JOIN person s ON s.id = c.subject
         LEFT JOIN subject j ON j.id = c.subject
       WHERE c.what <> 'batch' AND ($1::bigint IS NULL OR c.ordinal < $1) AND ($2::text IS NULL OR c.subject = $2)
       ORDER BY c.ordinal DESC LIMIT $3`,
      [before, subject, MOST],
    );
    return rows;
  }
}
