import type { Instant } from '#calendar';
import type { Clock, DistrictRecord } from '#persistence';

import type { Stepped } from '../agenda';

const HOUR = 3_600_000;
/** What falls due is written so soon after its instant. */
const LOOKS_EVERY = HOUR / 2;

/** The record's clock while the story is told: the database's until it is set, then wherever it was moved. */
export class StandingClock implements Clock {
  standing: Instant | null = null;

  at(): Promise<Instant | null> {
    return Promise.resolve(this.standing);
  }
}

/** Lets time pass without Temporal: on the way the sweeper fires what is due and messages go out. */
export class PassingTime implements Stepped {
  private looked: Instant;

  constructor(
    private readonly clock: StandingClock,
    private readonly record: DistrictRecord,
    start: Instant,
  ) {
    clock.standing = start;
    this.looked = start;
  }

  async moveTo(instant: Instant): Promise<void> {
    if (instant - this.looked >= LOOKS_EVERY) await this.look(instant);
    this.clock.standing = instant;
  }

  /** Everything that has fallen due by `instant` is written and told. */
  async look(instant: Instant): Promise<void> {
    this.clock.standing = instant;
    while ((await this.record.findings.sweep({ graceMs: 0 })).claimed > 0);
    while ((await this.record.deliveries.deliverDue(500)) > 0);
    this.looked = instant;
  }
}
