import { Injectable } from '@nestjs/common';
import type { Today } from '#contract';
import { type Actor, BUCKETS } from '#domain';
import { DeskStore, mayWaitFor, scopeOf } from '#persistence';
import { FindingFilters } from '../findings/finding-filters';
import { FindingPresenter } from '../findings/finding.presenter';
import { RecordClock } from '../findings/record-clock';
import { written } from '../http/written';
import { BUCKET_WORDS } from './bucket-words';

const FIRST = 5;

/** 今天要办: what this person may and must do now, not what there is. */
@Injectable()
export class TodayReader {
  constructor(
    private readonly desk: DeskStore,
    private readonly filters: FindingFilters,
    private readonly presenter: FindingPresenter,
    private readonly clock: RecordClock,
  ) {}

  async of(actor: Actor): Promise<Today> {
    const waitingOf = await this.filters.waitingOf(actor);
    const kinds = BUCKETS.filter((bucket) => mayWaitFor(bucket, actor.roles));
    const [now, heads] = await Promise.all([
      this.clock.now(),
      this.desk.heads(
        kinds.map((bucket) => ({ waiting: waitingOf(bucket) })),
        scopeOf(actor),
        FIRST,
      ),
    ]);
    const buckets = kinds.map((bucket, index) => {
      const { findings, overdue, rows } = heads[index]!;
      const items = rows.map((row) => this.presenter.summary(row));
      return { bucket, ...BUCKET_WORDS[bucket], findings, overdue, filter: `waitingFor=${bucket}`, items };
    });
    return { asOf: written(now), buckets };
  }
}
