import type { Step } from './loop';
import type { Runs } from './runs';

/** One of the two engines that are measured: the same people, the same steps, the same servers. */
export interface Side {
  name: string;
  /** Ids of findings not yet filed, each of which ends with its last step. */
  fresh(count: number): string[];
  /** Takes a step; resolves once it is judged and durably in PostgreSQL. */
  take(findingId: string, step: Step): Promise<void>;
  /** Resolves once Temporal has been told of every step taken on the finding so far. */
  told(findingId: string): Promise<void>;
  /** Resolves once nothing is left to be done: every finding ended, nothing queued, no run open. */
  atRest(): Promise<void>;
  /** Steps in the record of each finding, and whether it stands at its terminal status. */
  recorded(findingIds: readonly string[]): Promise<Map<string, Recorded>>;
  runs: Runs;
  close(): Promise<void>;
}

export interface Recorded {
  steps: number;
  terminal: boolean;
}
