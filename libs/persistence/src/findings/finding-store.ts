import type { Actor, Command, Finding } from '#domain';
import type { FindingFilter, FindingRow, Page, RowScope } from './finding-list';
import type { ExecuteOptions, Outcome } from './outcome';
import type {
  CurrentPosition,
  DeadlineChange,
  Position,
  RecordedEvent,
  RecordedFinding,
  SweepOptions,
  Swept,
} from './recorded';

const pending = (): never => {
  throw new Error('the record is not written yet');
};

/** The record of findings: the only way in is a command, the tick or the sweep. */
export class FindingStore {
  /**
   * Advances, decides and writes in one guarded statement. `file` and `open` bring the id of the new finding; `merge` and
   * `unmerge` change both findings in one transaction.
   */
  async execute(_id: string, _command: Command, _actor: Actor, _options: ExecuteOptions = {}): Promise<Outcome> {
    return pending();
  }

  /** A system act (reproject-calendar, apply-policy, excuse-outage) over open findings; `dryRun` only answers the differences. */
  async applyToOpen(_command: Command, _actor: Actor, _options: { dryRun: boolean }): Promise<DeadlineChange[]> {
    return pending();
  }

  /** Writes what time has made due and answers how long to wait. Null when there is no such finding. */
  async tick(_id: string): Promise<Position | null> {
    return pending();
  }

  /** Fires what nobody's timer has fired. Safe beside other sweepers, ticks and commands. */
  async sweep(_options: SweepOptions = {}): Promise<Swept> {
    return pending();
  }

  async positionsOf(_ids: readonly string[]): Promise<CurrentPosition[]> {
    return pending();
  }

  /** By id (uuid) or number; null when absent or outside the scope. */
  async read(_idOrNumber: string, _scope?: RowScope): Promise<RecordedFinding | null> {
    return pending();
  }

  async events(_id: string): Promise<RecordedEvent[]> {
    return pending();
  }

  /** Newest first. @throws BadCursor */
  async list(
    _filter: FindingFilter,
    _scope: RowScope,
    _cursor: string | null,
    _limit: number,
  ): Promise<Page<FindingRow>> {
    return pending();
  }

  /** Ids of open findings in order, after `afterId`. */
  async openIds(_afterId: string | null, _limit: number): Promise<string[]> {
    return pending();
  }

  /** Open findings of the same category within `metres`: suggestions for a merge (ruling 9). */
  async duplicatesOf(_finding: Finding, _metres: number, _scope: RowScope): Promise<FindingRow[]> {
    return pending();
  }

  async counts(_scope: RowScope): Promise<{ status: string; findings: number; overdue: number }[]> {
    return pending();
  }
}
