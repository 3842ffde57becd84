import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Actor, Command, Finding, Refusal } from '#domain';
import type { ContextStore } from '../reference/context-store';
import { timestamptz } from '../clock';
import type { Change, Held } from './change';
import { catchUp, judge, judgeNew } from './judge';
import { successions } from './successions';
import { mayBeTogether, write, writeTogether } from './write';

/** Findings in one statement. */
const TOGETHER = 250;

export interface Act {
  id: string;
  command: Command;
  actor: Actor;
  at: Instant;
}

export interface ChronicleRefusal {
  act: Act;
  refusal: Refusal;
}

/** How much there is of what: events by type, slips by colour, proposals by measure. */
export interface Census {
  events: Record<string, number>;
  slips: Record<string, number>;
  proposals: Record<string, number>;
  ledgerEntries: number;
}

/**
 * Many cases carried on by one hand, for what is told in simulated time: judged by the record's own rules from rows held in
 * memory, written by the record's own guarded statement, hundreds at once. What happens to a case between two writings is
 * written as one change. Nobody else may write to these cases meanwhile, and who reads them has them written down first.
 */
export class Chronicle {
  private readonly rows = new Map<string, Held>();
  private readonly wakes = new Map<string, Instant>();
  private readonly unwritten = new Map<string, Change>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly context: ContextStore,
  ) {}

  /** Null before it was filed, and once it has ended and was written down. */
  read(id: string): Finding | null {
    return this.rows.get(id)?.finding ?? null;
  }

  /** No two acts on one case. Answers what the rules refused. */
  async record(acts: readonly Act[]): Promise<ChronicleRefusal[]> {
    const world = await this.context.world();
    const refused: ChronicleRefusal[] = [];
    const changes: Change[] = [];
    for (const act of acts) {
      const held = this.rows.get(act.id);
      const judged = held
        ? judge(held, act.command, act.actor, world, 'command', act.at)
        : judgeNew(act.id, act.command, act.actor, world, act.at, undefined);
      if (judged.ok) changes.push(judged.change);
      else refused.push({ act, refusal: judged.refusal });
    }
    await this.take(changes);
    return refused;
  }

  /** Everything that time has made due by then. */
  async passTime(at: Instant): Promise<void> {
    const world = await this.context.world();
    const late = [...this.wakes].filter(([, wakeAt]) => wakeAt <= at).map(([id]) => this.rows.get(id)!);
    await this.take(late.map((held) => catchUp({ ...held, at: Math.max(at, held.at) }, world, 'time')));
  }

  /** Open work of units that ended goes to who came after them; answers how much. */
  async followSuccessors(at: Instant): Promise<number> {
    await this.writeDown();
    const followed = await successions(this.pool, timestamptz(at));
    const refused = await this.record(followed.map((one) => ({ ...one, at })));
    return followed.length - refused.length;
  }

  /** Everything that has happened so far stands in the record afterwards. */
  async writeDown(): Promise<void> {
    const changes = [...this.unwritten.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    this.unwritten.clear();
    const filings = changes.filter(({ before }) => before === null);
    const moves = changes.filter(({ before }) => before !== null);
    for (const some of [...chunks(filings), ...chunks(moves)]) {
      const entries = some.map((change) => ({ change }));
      this.number(some, await writeTogether(this.pool, entries));
    }
    for (const { id, terminal } of changes) if (terminal && !this.wakes.has(id)) this.rows.delete(id);
  }

  /** What the record holds by now. */
  async census(): Promise<Census> {
    const [events, slips, proposals, ledger] = await Promise.all([
      this.counted('SELECT type AS name, count(*) AS n FROM finding_event GROUP BY type ORDER BY type'),
      this.counted(
        `SELECT colour AS name, count(*) AS n FROM notice WHERE colour IS NOT NULL GROUP BY colour ORDER BY 1`,
      ),
      this.counted('SELECT measure AS name, count(*) AS n FROM assessment_proposal GROUP BY measure ORDER BY measure'),
      this.pool.query<{ n: number }>('SELECT count(*) AS n FROM score_event'),
    ]);
    return { events, slips, proposals, ledgerEntries: ledger.rows[0]!.n };
  }

  private async counted(sql: string): Promise<Record<string, number>> {
    const { rows } = await this.pool.query<{ name: string; n: number }>(sql);
    return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
  }

  /** What takes numbers of slips and papers takes them at once, in the order of things. */
  private async take(changes: readonly Change[]): Promise<void> {
    const made = changes.filter(({ events }) => events.length > 0).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const numbered = made.filter((change) => !mayBeTogether({ change }));
    // A number is given only to what the record knows.
    if (numbered.some(({ id }) => this.unwritten.get(id)?.before === null)) await this.writeDown();
    for (const change of made) this.keep(change);
    for (const some of chunks(numbered)) {
      const whole = some.map(({ id }) => this.unwritten.get(id)!);
      for (const { id } of some) this.unwritten.delete(id);
      this.number(whole, await write(this.pool, whole));
    }
  }

  private keep(change: Change): void {
    const { id, after, events, revision, told, at, externalNumber, wakeAt } = change;
    const head = { seq: after.seq, hash: events.at(-1)!.hash };
    const number = this.rows.get(id)?.number ?? '';
    this.rows.set(id, { id, finding: after, number, externalNumber, revision, head, told, at });
    if (wakeAt === null) this.wakes.delete(id);
    else this.wakes.set(id, wakeAt);
    const earlier = this.unwritten.get(id);
    this.unwritten.set(id, earlier ? joined(earlier, change) : change);
  }

  private number(changes: readonly Change[], written: readonly { id: string; number: string }[]): void {
    if (written.length !== changes.length) throw new Error('somebody else wrote to a case of the chronicle');
    for (const { id, number } of written) this.rows.get(id)!.number = number;
  }
}

/** Two changes of one case, the one after the other, as one. */
const joined = (first: Change, then: Change): Change => ({
  ...then,
  before: first.before,
  events: [...first.events, ...then.events],
  head: first.head,
  tells: first.tells || then.tells,
});

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += TOGETHER) yield all.slice(from, from + TOGETHER);
}
