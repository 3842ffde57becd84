const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * One breaker for the whole of Temporal: a call to a dead server costs its whole deadline, so it is not asked once per finding.
 * Open, it lets nothing through; after a pause, doubled by each failure, it lets one call through to try.
 */
export class Breaker {
  private pauseMs = 0;
  private retryAt = 0;

  /** @param now monotonic milliseconds. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** How many calls may be made now, of `wanted`. */
  admits(wanted: number): number {
    if (this.closed) return wanted;
    return this.now() >= this.retryAt ? 1 : 0;
  }

  get closed(): boolean {
    return this.pauseMs === 0;
  }

  succeeded(): void {
    this.pauseMs = 0;
  }

  failed(): void {
    this.pauseMs = this.pauseMs === 0 ? FIRST_PAUSE_MS : Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    this.retryAt = this.now() + this.pauseMs;
  }
}
