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

/**
 * The only SQL that reads time: the clock's instant as a timestamptz, given the place of a parameter that bears
 * `timestamptz(await clock.at())`. Beside a lock it belongs outside a MATERIALIZED query that takes the lock; anywhere
 * else it would be read before the wait.
 */
export const instantSql = (parameter: `$${number}`): string =>
  `coalesce(${parameter}::timestamptz, date_trunc('milliseconds', clock_timestamp()))`;

/** An instant as PostgreSQL reads it. */
export function timestamptz(at: Instant): string;
export function timestamptz(at: Instant | null): string | null;
export function timestamptz(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
