import { Client, Connection } from '@temporalio/client';

/** A call to Temporal that has not been answered after this long has failed; one to a dead server would block for 19 s. */
const DEADLINE_MS = 2_000;

export interface TemporalAddress {
  /** host:port of a frontend. */
  address: string;
  namespace: string;
}

/** Connects at the first call and again after every loss, so that a process starts while Temporal is down. */
export function temporalClient({ address, namespace }: TemporalAddress): Client {
  // No retries behind our back: one still due after close() would throw where nobody can catch it.
  return new Client({ connection: Connection.lazy({ address, interceptors: [] }), namespace });
}

/** @throws ServiceError when Temporal has not answered within two seconds. */
export function bounded<T>(client: Client, call: () => Promise<T>): Promise<T> {
  return client.withDeadline(performance.timeOrigin + performance.now() + DEADLINE_MS, call);
}
