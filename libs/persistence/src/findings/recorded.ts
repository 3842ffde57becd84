import type { Instant } from '#calendar';
import type { Event, Finding, Stage, Status } from '#domain';

/** The row of record with what stands beside the folded finding. */
export interface RecordedFinding {
  finding: Finding;
  number: string;
  externalNumber: string | null;
  /** Raised by commands only: the ETag. */
  revision: number;
  wakeAt: Instant | null;
  terminal: boolean;
  /** The record's now, read with the row. */
  at: Instant;
}

/** An event with its place in the chain. */
export interface RecordedEvent {
  seq: number;
  event: Event;
  recordedAt: Instant;
  /** Hexadecimal sha256 over the previous hash and the canonical text. */
  hash: string;
}

/** What a finding's workflow run needs to know; `waitMs` is counted on the record's clock, null when terminal. */
export interface Position {
  seq: number;
  stage: Stage;
  status: Status;
  terminal: boolean;
  waitMs: number | null;
}

/** What the outbox's relay tells Temporal. */
export interface CurrentPosition {
  id: string;
  seq: number;
  stage: Stage;
  terminal: boolean;
  wakeAt: Instant | null;
}

export interface SweepOptions {
  /** Only findings late by more than this; above the tick's p99, or the sweeper takes the timers' work. Default 5000. */
  graceMs?: number;
  /** Findings per batch. Default 500. */
  limit?: number;
}

export interface Swept {
  claimed: number;
  /** Rungs fired. */
  fired: number;
  /** Findings set aside with `sweep_error` until their back-off has passed. */
  failed: number;
}

/** A deadline that a system act moves (a calendar import, a policy edit, an outage). */
export interface DeadlineChange {
  id: string;
  number: string;
  clockId: string;
  clockKind: string;
  before: Instant | null;
  after: Instant | null;
}
