/** A finding of which Temporal must learn, claimed under a lease. */
export interface OutboxRow {
  findingId: string;
  seq: number;
  attempts: number;
}

/** One row per finding, no payload: what is told is the position current at the telling. */
export class Outbox {
  /** Leases up to `limit` rows for ten seconds, ordered by finding. */
  async claim(_limit: number): Promise<OutboxRow[]> {
    throw new Error('the record is not written yet');
  }

  /** Deletes what did not move on since it was told; the rest is released for the next claim. */
  async done(_told: readonly { findingId: string; seq: number }[]): Promise<void> {
    throw new Error('the record is not written yet');
  }

  /** Gives the rows back at once: Temporal could not be told. */
  async release(_rows: readonly OutboxRow[]): Promise<void> {
    throw new Error('the record is not written yet');
  }

  /** Queued rows and how long the oldest has waited, in milliseconds. */
  async age(): Promise<{ rows: number; oldestMs: number }> {
    throw new Error('the record is not written yet');
  }
}
