import type { ClosingTable, FindingAccount } from './account';

export interface DemoResult {
  findings: FindingAccount[];
  closing: ClosingTable;
  /** What the sweeper still found late at the end: the timers must have left it nothing. */
  leftForSweeper: number;
}
