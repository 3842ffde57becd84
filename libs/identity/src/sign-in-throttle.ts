import { performance } from 'node:perf_hooks';

interface Allowance {
  /** Failures that the account or address has left, and when that was last reckoned. */
  left: number;
  at: number;
}

/** How many failures may come at once, and how long until one is forgiven. */
export interface ThrottleRule {
  failures: number;
  forgiveEveryMs: number;
}

export const PER_ACCOUNT: ThrottleRule = { failures: 5, forgiveEveryMs: 60_000 };
export const PER_ADDRESS: ThrottleRule = { failures: 30, forgiveEveryMs: 10_000 };

const REMEMBERED = 50_000;

/**
 * Slows down the guessing of passwords: a leaky bucket of failures per key, counted in this process and measured by
 * elapsed time, not by the clock of record.
 */
export class SignInThrottle {
  private readonly allowances = new Map<string, Allowance>();

  constructor(
    private readonly rule: ThrottleRule,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  /** Milliseconds until `key` may try again; 0 means now. */
  waitFor(key: string): number {
    const { left } = this.reckon(key);
    return left >= 1 ? 0 : Math.ceil((1 - left) * this.rule.forgiveEveryMs);
  }

  /** Counts an attempt that is under way: taken before the password is checked, so that a burst cannot outrun it. */
  take(key: string): void {
    const now = this.reckon(key);
    this.allowances.delete(key);
    this.allowances.set(key, { ...now, left: Math.max(0, now.left - 1) });
    this.forgetOldest();
  }

  /** The attempt was good: it was no failure. */
  giveBack(key: string): void {
    const now = this.reckon(key);
    if (this.allowances.has(key))
      this.allowances.set(key, { ...now, left: Math.min(this.rule.failures, now.left + 1) });
  }

  private reckon(key: string): Allowance {
    const at = this.elapsed();
    const known = this.allowances.get(key);
    if (!known) return { left: this.rule.failures, at };
    return { left: Math.min(this.rule.failures, known.left + (at - known.at) / this.rule.forgiveEveryMs), at };
  }

  private forgetOldest(): void {
    if (this.allowances.size <= REMEMBERED) return;
    const oldest = this.allowances.keys().next().value;
    if (oldest !== undefined) this.allowances.delete(oldest);
  }
}
