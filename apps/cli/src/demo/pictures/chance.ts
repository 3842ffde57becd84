/** A row of numbers that looks random and is the same for the same seed. */
export class Chance {
  private state: number;

  constructor(...seeds: number[]) {
    this.state = seeds.reduce(
      (mixed, seed) => Math.imul(mixed ^ (seed + 0x9e3779b9), 0x85ebca6b) ^ (mixed >>> 13),
      0x1b873593,
    );
    for (let i = 0; i < 4; i += 1) this.next();
  }

  /** From 0 up to 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  one<T>(among: readonly T[]): T {
    return among[Math.floor(this.next() * among.length)]!;
  }

  odds(share: number): boolean {
    return this.next() < share;
  }
}
