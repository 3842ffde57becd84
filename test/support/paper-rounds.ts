import type { RoundLook } from '#contract/temporal';
import type { RoundRecord } from '#temporal';

interface Times {
  draws: number;
  opens: number;
  closes: number;
  ends: number;
}
type Phase = RoundLook['phase'];

const NEXT: [from: Phase, to: Phase, time: keyof Times][] = [
  ['planned', 'drawn', 'draws'],
  ['drawn', 'filing', 'opens'],
  ['filing', 'following', 'closes'],
  ['following', 'finished', 'ends'],
];

/** Rounds on paper: what PostgreSQL would say, for tests of their runs. */
export class PaperRounds implements Pick<RoundRecord, 'tick'> {
  /** How many of the next ticks fail. */
  readonly failing = new Map<string, number>();
  private readonly rows = new Map<string, { times: Times; phase: Phase; moves: { phase: Phase; at: number }[] }>();
  private readonly ticks = new Map<string, number>();

  constructor(private readonly now: () => Promise<number>) {}

  put(id: string, times: Times): void {
    this.rows.set(id, { times, phase: 'planned', moves: [] });
  }

  cancel(id: string): void {
    this.rows.get(id)!.phase = 'cancelled';
  }

  movesOf(id: string) {
    return this.rows.get(id)!.moves;
  }

  ticksOf(id: string): number {
    return this.ticks.get(id) ?? 0;
  }

  async tick(id: string) {
    this.ticks.set(id, this.ticksOf(id) + 1);
    const failures = this.failing.get(id) ?? 0;
    if (failures > 0) {
      this.failing.set(id, failures - 1);
      throw new Error('the record is away');
    }
    const row = this.rows.get(id);
    if (!row) return null;
    const now = await this.now();
    for (const [from, to, time] of NEXT) {
      if (row.phase !== from || row.times[time] > now) continue;
      row.phase = to;
      row.moves.push({ phase: to, at: now });
    }
    const next = NEXT.find(([from]) => from === row.phase);
    return { phase: row.phase, over: !next, waitMs: next ? Math.max(0, row.times[next[2]] - now) : null };
  }
}
