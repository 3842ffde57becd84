import type { Log } from './loop';
import type { RoundRecord } from './record-port';
import type { RoundRuns } from './round-runs';

const POLL_MS = 500;
/** What is late by more is done without Temporal. */
const GRACE_MS = 5_000;
const AT_ONCE = 20;

interface KeeperParts {
  record: RoundRecord;
  runs: Pick<RoundRuns, 'wake'>;
  log: Log;
}

/** Tells Temporal of rounds that people changed, and moves on by itself what Temporal is late for (I5). */
export class RoundKeeper {
  constructor(private readonly parts: KeeperParts) {}

  /** Answers how long to rest. */
  async turn(): Promise<number> {
    const { record, log } = this.parts;
    for (const id of await record.late(GRACE_MS, AT_ONCE)) {
      const position = await record.tick(id);
      log.info({ roundId: id, phase: position?.phase }, 'round moved on without its run');
    }
    await this.tell();
    return POLL_MS;
  }

  private async tell(): Promise<void> {
    const { record, runs, log } = this.parts;
    for (const { id, revision } of await record.untold(AT_ONCE)) {
      try {
        await runs.wake(id);
      } catch (error) {
        // The row says that it is untold still.
        log.warn({ err: error, roundId: id }, 'round: Temporal was not told');
        return;
      }
      await record.told(id, revision);
    }
  }
}
