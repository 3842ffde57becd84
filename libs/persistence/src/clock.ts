import type { Instant } from '#calendar';

/**
 * The one source of now. Null means "the database says": the instant is read together with the guarded or locked row,
 * so a wait for a lock never makes a command older than what it waited for.
 */
export interface Clock {
  at(): Promise<Instant | null>;
}

/** Production. */
export const databaseClock: Clock = { at: () => Promise.resolve(null) };

/** Demonstrations and tests: time stands until it is moved. */
export class SimulatedClock implements Clock {
  constructor(public now: Instant) {}

  at(): Promise<Instant> {
    return Promise.resolve(this.now);
  }
}
