import type { Instant } from '#calendar';

/** The record's now, which is the only now. */
export class RecordClock {
  constructor(readonly now: () => Promise<Instant>) {}
}
