import type { RoundLook } from '#contract/temporal';
import type { Stage } from '#domain';

/** A finding's position on the record's own clock. */
export interface RecordedPosition {
  id: string;
  seq: number;
  stage: Stage;
  terminal: boolean;
  /** Epoch milliseconds of the record's clock; null once terminal. */
  wakeAt: number | null;
}

/** What the engine asks of the record of findings; #persistence answers it. */
export interface FindingRecord {
  /** Applies what time has made due; `waitMs` is null once terminal, the whole answer when there is no such finding. */
  tick(id: string): Promise<{ seq: number; stage: Stage; terminal: boolean; waitMs: number | null } | null>;
  /** Fires, for at most `limit` findings, what is overdue by more than `graceMs`. */
  sweep(options: { graceMs: number; limit: number }): Promise<{ claimed: number; fired: number; failed: number }>;
  /** Unknown ids are left out. */
  positionsOf(ids: readonly string[]): Promise<RecordedPosition[]>;
  /** Open findings in the order of their ids, after `afterId`. */
  openIds(afterId: string | null, limit: number): Promise<string[]>;
}

export interface OutboxRow {
  findingId: string;
  seq: number;
  attempts: number;
  /** Since it was queued, milliseconds. */
  waitedMs: number;
}

/** The findings that Temporal has yet to learn about: one row each, no payload. */
export interface OutboxQueue {
  /** Leases up to `limit` rows for ten seconds: of findings to which nothing has happened for `stillMs`, or which have waited `longestMs`. */
  claim(limit: number, standing?: { stillMs: number; longestMs: number }): Promise<OutboxRow[]>;
  /** Deletes what has not moved on since it was claimed and frees the rest. */
  done(told: readonly { findingId: string; seq: number }[]): Promise<void>;
  /** Gives leases back before they lapse. */
  release(rows: readonly OutboxRow[]): Promise<void>;
  age(): Promise<{ rows: number; oldestMs: number }>;
}

/** What the engine asks of the record of inspection rounds; #persistence answers it. */
export interface RoundRecord {
  /** Applies what time has made due; null when there is no such round. */
  tick(id: string): Promise<(Omit<RoundLook, 'waitMs'> & { waitMs: number | null }) | null>;
  /** Rounds that were changed and Temporal has yet to learn of. */
  untold(limit: number): Promise<{ id: string; revision: number }[]>;
  told(id: string, revision: number): Promise<void>;
  /** Rounds that should have been looked at longer ago than the grace. */
  late(graceMs: number, limit: number): Promise<string[]>;
  openIds(): Promise<string[]>;
}
