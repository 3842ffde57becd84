import type { Instant } from '#calendar';
import type { CommandType, Event, Finding, Refusal } from '#domain';

/** What became of a command. Only `done` left anything in the database. */
export type Outcome =
  | Done
  /** The rules say no; `allowed` is what this actor may do instead. */
  | { kind: 'refused'; refusal: Refusal; allowed: CommandType[] }
  /** If-Match named another revision than the row's. */
  | { kind: 'stale'; revision: number }
  /** The idempotency key was used with another body. */
  | { kind: 'key_reused' }
  | { kind: 'not_found' };

export interface Done {
  kind: 'done';
  finding: Finding;
  number: string;
  revision: number;
  /** Everything appended by the command, what time had made due included. */
  events: Event[];
  /** True when the key was answered from the record and nothing was written. */
  replayed: boolean;
  /** When it was recorded. */
  at: Instant;
}

export interface ExecuteOptions {
  /** At most 200 characters; unique per person. */
  idempotencyKey?: string;
  /** Any digest of the request's body; same key and another hash is `key_reused`. */
  bodyHash?: string;
  /** The revision that If-Match names. */
  ifRevision?: number;
  /** The number under which the filer knows it (DC2026-001); kept as our own when it is free and of our pattern. */
  externalNumber?: string;
}
