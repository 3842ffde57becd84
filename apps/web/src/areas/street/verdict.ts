import { Problem } from '../../api/problem';
import type { Refused } from './store';

const BUSY: ReadonlySet<number> = new Set([408, 425, 429]);
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 10 * 60_000;

/** What an error means for what was to be sent. */
export type Verdict =
  /** Nobody answers: nothing else will get through either. */
  | { next: 'stop' }
  /** The session has ended. */
  | { next: 'sign-in' }
  /** Again, later, under the same key. */
  | { next: 'again' }
  /** As it is it will never be taken. */
  | { next: 'mend'; why: Refused };

export function verdictOn(error: unknown): Verdict {
  if (!(error instanceof Problem) || error.status === 0) return { next: 'stop' };
  if (error.status === 401) return { next: 'sign-in' };
  if (error.unknownOutcome || BUSY.has(error.status)) return { next: 'again' };
  const details = [error.detail, ...error.errors.map(({ detail }) => detail)];
  return { next: 'mend', why: { title: error.title, details: details.filter((one) => one !== undefined) } };
}

/** Twice as long after each attempt. */
export const waitAfter = (attempts: number): number => Math.min(FIRST_WAIT_MS * 2 ** attempts, LONGEST_WAIT_MS);
