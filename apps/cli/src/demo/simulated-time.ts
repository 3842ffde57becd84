import type { TestWorkflowEnvironment } from '@temporalio/testing';

import type { Instant } from '#calendar';
import type { Clock } from '#persistence';

/**
 * Simulated now = the test server's now − offset. While the actions of an instant run, time stands at that instant, so
 * what people do has the same time in every run.
 */
export class SimulatedTime implements Clock {
  private standing: Instant | null;

  private constructor(
    private readonly server: TestWorkflowEnvironment,
    readonly offsetMs: number,
    start: Instant,
  ) {
    this.standing = start;
  }

  static async startingAt(start: Instant, server: TestWorkflowEnvironment): Promise<SimulatedTime> {
    return new SimulatedTime(server, (await server.currentTimeMs()) - start, start);
  }

  async at(): Promise<Instant> {
    return this.standing ?? (await this.server.currentTimeMs()) - this.offsetMs;
  }

  /** Lets time run to `instant`; whatever Temporal has to ring on the way, rings. */
  async moveTo(instant: Instant): Promise<void> {
    this.standing = null;
    const left = instant - (await this.at());
    if (left > 0) await this.server.sleep(left);
    this.standing = instant;
  }
}
