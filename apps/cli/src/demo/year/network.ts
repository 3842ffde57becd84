import { instantOf } from '#calendar';
import type { DistrictRecord, UnitBatch } from '#persistence';

import type { Casework, World } from './casework';
import { uuidOf } from './chance';

/** From when it holds. */
export const BATCH_DAY = '2026-04-01';

/** 机构改革 of the year: a merge, a new name and a split, decided in one batch some days before they hold. */
const BATCH: UnitBatch = {
  effectiveOn: BATCH_DAY,
  basis: '金编办〔2026〕5号',
  operations: [
    { do: 'close', unitId: 'sl', successorId: 'ny' },
    { do: 'rename', unitId: 'ny', name: '区农业农村和水利局' },
    { do: 'open', key: 'east', name: '云路东社区', kind: 'community', parentId: 'dongshi', relation: 'commanded' },
    { do: 'open', key: 'west', name: '云路西社区', kind: 'community', parentId: 'dongshi', relation: 'commanded' },
    { do: 'close', unitId: 'dongshi-yunlu', successorId: 'east' },
  ],
};
const COMMUNITY = '社区';

/** 责任网络: changed by batch, history kept, open work followed. */
export class Network {
  readonly counts = { opened: 0, renamed: 0, closed: 0, followed: 0, logged: 0 };

  constructor(
    private readonly record: DistrictRecord,
    private readonly casework: Casework,
  ) {}

  async decide({ crew }: World): Promise<void> {
    const { directoryChanges, assessment } = this.record;
    const id = uuidOf('batch', BATCH_DAY);
    const foretold = await directoryChanges.batch(id, BATCH, { ...crew.admin, scopePath: 'ja' }, false);
    this.counts.opened = foretold.opened.length;
    this.counts.renamed = foretold.renamed.length;
    this.counts.closed = foretold.closed.length;
    for (const unit of foretold.opened)
      await assessment.classes.set({ unitId: unit.id, class: COMMUNITY, supervising: false }, BATCH_DAY, crew.admin);
  }

  /** The day from which it holds: names begin, people go over, open work follows. */
  async carryOut(): Promise<void> {
    await this.record.directoryChanges.keepUp();
    await this.record.context.latest();
    this.counts.followed = await this.casework.followSuccessors(instantOf(BATCH_DAY, '08:40'));
    this.counts.logged = (await this.record.directoryLog.changes(null, null)).length;
  }
}
