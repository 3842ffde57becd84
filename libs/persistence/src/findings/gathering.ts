/** What one question of a group came to. */
export type Settled<Answer> = PromiseSettledResult<Answer>;

interface Waiting<Ask, Answer> {
  ask: Ask;
  resolve: (answer: Answer) => void;
  reject: (reason: unknown) => void;
}

interface Gathered<Ask, Answer> {
  /** Groups under way at once. */
  lanes: number;
  /** Questions in a group at most. */
  most: number;
  /** Answers each of the group, in its order. */
  answer(asks: Ask[]): Promise<Settled<Answer>[]>;
}

/**
 * Gathers what is asked in one turn of the event loop, or while all lanes are busy, into one group. A finding is in a group
 * once: a second question about it waits for the next.
 */
export class Gathering<Ask extends { id: string }, Answer> {
  private waiting: Waiting<Ask, Answer>[] = [];
  private busy = 0;
  private called = false;

  constructor(private readonly parts: Gathered<Ask, Answer>) {}

  ask(ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ask, resolve, reject });
      this.call();
    });
  }

  private call(): void {
    if (this.called) return;
    this.called = true;
    setImmediate(() => {
      this.called = false;
      while (this.waiting.length > 0 && this.busy < this.parts.lanes) void this.take();
    });
  }

  private async take(): Promise<void> {
    const group = this.nextGroup();
    this.busy += 1;
    try {
      const settled = await this.parts.answer(group.map(({ ask }) => ask));
      for (const [i, { resolve, reject }] of group.entries()) {
        const outcome = settled[i]!;
        if (outcome.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome.reason);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      this.busy -= 1;
      if (this.waiting.length > 0) this.call();
    }
  }

  private nextGroup(): Waiting<Ask, Answer>[] {
    const group = new Map<string, Waiting<Ask, Answer>>();
    const left = this.waiting.filter((waiting) => {
      const { id } = waiting.ask;
      if (group.has(id) || group.size === this.parts.most) return true;
      group.set(id, waiting);
      return false;
    });
    this.waiting = left;
    return [...group.values()];
  }
}
