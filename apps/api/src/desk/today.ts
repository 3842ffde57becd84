import { Injectable } from '@nestjs/common';
import type { Today } from '#contract';
import { type Actor, BUCKETS } from '#domain';
import { DeskStore, FindingStore, mayWaitFor, scopeOf, type Tally, type Waiting } from '#persistence';
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
    private readonly findings: FindingStore,
    private readonly filters: FindingFilters,
    private readonly presenter: FindingPresenter,
    private readonly clock: RecordClock,
  ) {}

  async of(actor: Actor): Promise<Today> {
    const kinds = BUCKETS.filter((bucket) => mayWaitFor(bucket, actor.roles));
    const waits = await Promise.all(kinds.map((bucket) => this.filters.waiting(bucket, actor)));
    const tallies = await this.desk.countEach(
      waits.map((waiting) => ({ waiting })),
      scopeOf(actor),
    );
    const buckets = await Promise.all(waits.map((waiting, index) => this.bucket(waiting, tallies[index]!, actor)));
    return { asOf: written(await this.clock.now()), buckets };
  }

  private async bucket(waiting: Waiting, tally: Tally, actor: Actor): Promise<Today['buckets'][number]> {
    const { bucket } = waiting;
    const page =
      tally.findings === 0 ? null : await this.findings.list({ waiting }, scopeOf(actor), null, FIRST, 'due');
    return {
      bucket,
      ...BUCKET_WORDS[bucket],
      ...tally,
      filter: `waitingFor=${bucket}`,
      items: (page?.rows ?? []).map((row) => this.presenter.summary(row)),
    };
  }
}
