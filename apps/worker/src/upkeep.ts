import { civilDate } from '#calendar';
import type { DistrictRecord } from '#persistence';
import type { Log, OneAtATime } from '#temporal';

const REST_MS = 60 * 60_000;

interface UpkeepParts {
  record: Pick<DistrictRecord, 'findings' | 'audit' | 'directoryChanges' | 'now'> & {
    assessment: Pick<DistrictRecord['assessment'], 'registry'>;
  };
  oneAtATime: OneAtATime;
  log: Log;
}

/** 日常维护: what a new day brings about without anybody's asking. Looks every hour, so that a restart misses no day. */
export class Upkeep {
  constructor(private readonly parts: UpkeepParts) {}

  /** Answers how long to rest. */
  async turn(): Promise<number> {
    await this.parts.oneAtATime(() => this.keepUp());
    return REST_MS;
  }

  /** Units and credit entries end with a day; open work follows its unit before the day's checkpoint is written. */
  private async keepUp(): Promise<void> {
    const { record, log } = this.parts;
    await record.directoryChanges.keepUp();
    const followed = await record.findings.followSuccessors();
    if (followed > 0) log.info({ followed }, 'upkeep: open work went to successors');
    const expired = await record.assessment.registry.expire();
    if (expired > 0) log.info({ expired }, 'upkeep: credit entries ran out');
    const [now, last] = await Promise.all([record.now(), record.audit.lastCheckpointAt()]);
    if (last !== null && civilDate(last) === civilDate(now)) return;
    const { root, findings } = await record.audit.writeCheckpoint();
    log.info({ root, findings }, 'upkeep: checkpoint');
  }
}
