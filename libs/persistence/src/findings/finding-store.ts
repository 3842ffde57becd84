import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Actor, type Command, type CommandOf, type Event, type Finding, fold, stageOf, watchersOf } from '#domain';
import { type Clock, timestamptz } from '../clock';
import { inTransaction, isConnectionLoss, sqlState } from '../pool';
import type { ContextStore } from '../reference/context-store';
import type { World } from '../reference/world';
import type { UnitTriggers } from '../unit-triggers';
import { readBody } from './chain';
import type { Change, Held } from './change';
import { FindingQueries } from './finding-queries';
import { GroupCommit } from './group-commit';
import { catchUp, judge, type Judged, judgeNew, type Refused } from './judge';
import type { Done, ExecuteOptions, Outcome } from './outcome';
import { type CommandReads, commandReads, type KeptAnswer, lockHeld, readHeld } from './read';
import type { DeadlineChange, Position, SweepOptions, Swept } from './recorded';
import { successions } from './successions';
import { Sweeper } from './sweeper';
import { type Entry, type KeptKey, write, writeOne, type Written } from './write';

/** Optimistic tries before the row is locked. */
const OPTIMISTIC_TRIES = 3;
const TRIES = 8;
const SYSTEM_BATCH = 200;
/** A tick must not wait long for a row that a command holds: its workflow asks again. */
const TICK_TRIES = 4;
const SHORTEST_WAIT_MS = 1_000;

type Answer = Outcome | 'lost the race';

/** The record of findings: the only way in is a command, the tick or the sweep. */
export class FindingStore extends FindingQueries {
  private readonly sweeper: Sweeper;
  private readonly reads: CommandReads;
  private readonly commits: GroupCommit;

  constructor(
    pool: pg.Pool,
    clock: Clock,
    private readonly context: ContextStore,
    private readonly triggers: UnitTriggers,
  ) {
    super(pool, clock);
    this.sweeper = new Sweeper(pool, clock, context, triggers);
    this.reads = commandReads(pool);
    this.commits = new GroupCommit(pool);
  }

  /**
   * Advances, decides and writes in one guarded statement. `file` and `open` bring the id of the new finding; what merges
   * or unmerges changes both findings in one transaction.
   */
  async execute(id: string, command: Command, actor: Actor, options: ExecuteOptions = {}): Promise<Outcome> {
    for (let tries = 1; ; tries++) {
      try {
        const locking = tries > OPTIMISTIC_TRIES;
        const answer = await this.context.abreast(() => this.attempt(id, command, actor, options, locking));
        if (answer !== 'lost the race') return await this.told(answer);
      } catch (error) {
        if (!mayRetry(error, options) || tries >= TRIES) throw error;
        if (isConnectionLoss(error)) await pause(100 * tries);
      }
      if (tries >= TRIES) throw new Error(`finding ${id} moved ${TRIES} times while a command was decided: try again`);
    }
  }

  private async told(outcome: Outcome): Promise<Outcome> {
    if (outcome.kind === 'done' && !outcome.replayed) await this.triggers.raiseFor(outcome.events);
    return outcome;
  }

  private async attempt(
    id: string,
    command: Command,
    actor: Actor,
    options: ExecuteOptions,
    locking: boolean,
  ): Promise<Answer> {
    const [world, now] = await Promise.all([this.context.world(), this.now()]);
    const key = options.idempotencyKey ?? null;
    const { held, at, kept } = await this.reads.ask({ id, personId: actor.personId, key, now });
    if (kept) return kept.bodyHash === (options.bodyHash ?? '') ? this.replay(kept) : { kind: 'key_reused' };
    if (!held && command.type !== 'file' && command.type !== 'open') return { kind: 'not_found' };
    if (held && options.ifRevision !== undefined && held.revision !== options.ifRevision)
      return { kind: 'stale', revision: held.revision };
    const partner = held && partnerOf(held.finding, command);
    if (held && partner) return this.executePair(held.id, partner, command, actor, options, world);
    if (held && locking)
      return inTransaction(this.pool, async (client) => {
        const [locked] = await lockHeld(client, [id], now);
        if (!locked) return { kind: 'not_found' };
        const whole = await this.completed(command, locked);
        const judged = judge(locked, whole, actor, world, 'command');
        return conclude(judged, actor, options, (entry) => writeOne(client, entry));
      });
    const judged = held
      ? judge(held, await this.completed(command, held), actor, world, 'command')
      : judgeNew(id, command, actor, world, at, options.externalNumber);
    return conclude(judged, actor, options, (entry) => this.commits.write(entry));
  }

  /** 撤回 goes back to where the log stood before the act. */
  private async completed(command: Command, { id, head }: Held): Promise<Command> {
    if (command.type !== 'take-back') return command;
    const log = await this.events(id);
    return { ...command, log: log.slice(0, head.seq).map(({ event }) => event) };
  }

  /** 并案: the source's command and the target's `absorb` or `release`, both findings locked by id, one transaction. */
  private executePair(
    sourceId: string,
    targetId: string,
    command: Command,
    actor: Actor,
    options: ExecuteOptions,
    world: World,
  ): Promise<Outcome> {
    return inTransaction(this.pool, async (client): Promise<Outcome> => {
      const locked = await lockHeld(client, [sourceId, targetId], await this.now());
      const source = locked.find(({ id }) => id === sourceId);
      const target = locked.find(({ id }) => id === targetId);
      if (!source || !target) return { kind: 'not_found' };
      if (options.ifRevision !== undefined && source.revision !== options.ifRevision)
        return { kind: 'stale', revision: source.revision };
      const at = Math.max(source.at, target.at);
      const whole = survivedBy(command, target.finding);
      const first = judge(source, whole, actor, world, 'command', at);
      if (!first.ok) return { kind: 'refused', refusal: first.refusal, allowed: first.allowed };
      const answering = answerOfTarget(source, first.change.after);
      const second = answering && judge(target, answering, actor, world, 'command', at);
      if (second && !second.ok) return { kind: 'refused', refusal: second.refusal, allowed: [] };
      const changes = [first.change, ...(second ? [second.change] : [])];
      const written = await write(client, changes, keyOf(actor, options));
      if (written.length !== changes.length) throw new Error('a locked finding moved');
      return done(first.change.after, source.number, first.change.revision, first.events, at, false);
    });
  }

  /** The stored answer, folded up to where it stood then. */
  private async replay({ findingId, firstSeq, lastSeq, revision }: KeptAnswer): Promise<Outcome> {
    const { rows } = await this.pool.query<{ seq: number; body: string; number: string }>(
      `SELECT seq, body, number FROM finding_event e JOIN finding f ON f.id = e.finding_id
       WHERE finding_id = $1 AND seq <= $2 ORDER BY seq`,
      [findingId, lastSeq],
    );
    const bodies = rows.map(({ body }) => readBody(body));
    const events = bodies.map(({ event }) => event);
    const { recordedAt } = bodies.at(-1)!;
    return done(fold(events)!, rows[0]!.number, revision, events.slice(firstSeq - 1), recordedAt, true);
  }

  /**
   * A system act (reproject-calendar, apply-policy, excuse-outage) over open findings, batch by batch; `dryRun` only
   * answers what it would move. Raises no revision: a page that is being read stays current.
   */
  async applyToOpen(command: Command, actor: Actor, { dryRun }: { dryRun: boolean }): Promise<DeadlineChange[]> {
    const moved: DeadlineChange[] = [];
    for (let after: string | null = null; ;) {
      const ids = await this.openIds(after, SYSTEM_BATCH);
      if (ids.length === 0) return moved;
      moved.push(...(await this.context.abreast(() => this.applyToBatch(ids, command, actor, dryRun))));
      after = ids.at(-1)!;
    }
  }

  private async applyToBatch(
    ids: string[],
    command: Command,
    actor: Actor,
    dryRun: boolean,
  ): Promise<DeadlineChange[]> {
    const world = await this.context.world();
    return inTransaction(this.pool, async (client) => {
      const locked = await lockHeld(client, ids, await this.now());
      const steps = locked.flatMap((held) => {
        const judged = judge(held, command, actor, world, 'system');
        return judged.ok && judged.events.length > 0 ? [{ held, change: judged.change }] : [];
      });
      if (!dryRun && steps.length > 0)
        await write(
          client,
          steps.map(({ change }) => change),
        );
      return steps.flatMap(({ held, change }) => movedDeadlines(held, change));
    });
  }

  /** 机构改革: open work of a unit that is no more goes to its successor; the case clock goes on (ruling 11). Answers how many cases. */
  async followSuccessors(): Promise<number> {
    let followed = 0;
    for (const { id, command, actor } of await successions(this.pool, await this.now())) {
      if ((await this.execute(id, command, actor)).kind === 'done') followed += 1;
    }
    return followed;
  }

  /** Writes what time has made due and answers how long to wait. Null when there is no such finding. */
  tick(id: string): Promise<Position | null> {
    return this.context.abreast(() => this.catchUp(id));
  }

  private async catchUp(id: string): Promise<Position | null> {
    for (let tries = 1; tries <= TICK_TRIES; tries++) {
      const [world, now] = await Promise.all([this.context.world(), this.now()]);
      const held = await readHeld(this.pool, id, now);
      if (!held) return null;
      const change = catchUp(held, world, 'tick');
      if (await this.recordTick(held, change)) {
        await this.triggers.raiseFor(change.events.map(({ event }) => event));
        return positionOf(change);
      }
    }
    throw new Error(`finding ${id} moved ${TICK_TRIES} times during a tick: look again`);
  }

  /** What the run learns from a tick that found nothing is noted too, or an earlier wake-up would not be told to it. */
  private async recordTick(held: Held, change: Change): Promise<boolean> {
    if (change.events.length > 0) return (await this.commits.write({ change })) !== null;
    const { told } = change;
    if (JSON.stringify(told) === JSON.stringify(held.told)) return true;
    const { rowCount } = await this.pool.query({
      name: 'told',
      text: `UPDATE finding SET told_stage = $3, told_wake_at = $4, told_terminal = $5 WHERE id = $1 AND head_seq = $2`,
      values: [change.id, change.head.seq, told.stage, timestamptz(told.wakeAt), told.terminal],
    });
    return rowCount === 1;
  }

  /** Fires what nobody's timer has fired. Safe beside other sweepers, ticks and commands. */
  sweep(options: SweepOptions = {}): Promise<Swept> {
    return this.sweeper.sweep(options);
  }

  private async now(): Promise<string | null> {
    return timestamptz(await this.clock.at());
  }
}

async function conclude(
  judged: Judged | Refused,
  actor: Actor,
  options: ExecuteOptions,
  record: (entry: Entry) => Promise<Written | null>,
): Promise<Answer> {
  if (!judged.ok) return { kind: 'refused', refusal: judged.refusal, allowed: judged.allowed };
  const { change } = judged;
  if (options.ifRevision !== undefined && change.before && change.revision !== options.ifRevision + 1)
    return { kind: 'stale', revision: change.revision - 1 };
  const written = await record({ change, key: keyOf(actor, options) });
  if (!written) return 'lost the race';
  return done(change.after, written.number, change.revision, judged.events, change.at, false);
}

const keyOf = (actor: Actor, { idempotencyKey, bodyHash = '' }: ExecuteOptions): KeptKey | undefined =>
  idempotencyKey ? { personId: actor.personId, key: idempotencyKey, bodyHash } : undefined;

const done = (
  finding: Finding,
  number: string,
  revision: number,
  events: Event[],
  at: Instant,
  replayed: boolean,
): Done => ({ kind: 'done', finding, number, revision, events, at, replayed });

/** The other finding that a command changes too. */
function partnerOf(finding: Finding, command: Command): string | null {
  if (command.type === 'merge') return command.into === finding.id ? null : command.into;
  if (command.type === 'rule-return') return (command.upheld && command.mergeInto) || null;
  return command.type === 'unmerge' ? finding.mergedInto : null;
}

/** The record knows whose loop the surviving case is, whatever the caller says. */
const survivedBy = (command: Command, { supervisingUnitId }: Finding): Command =>
  command.type === 'merge' || command.type === 'rule-return'
    ? { ...command, survivorUnitId: supervisingUnitId }
    : command;

/** What the target does in answer; nothing when the ruling led elsewhere than to a merge. */
function answerOfTarget({ finding: before }: Held, after: Finding): CommandOf<'absorb' | 'release'> | null {
  if (after.mergedInto && !before.mergedInto)
    return {
      type: 'absorb',
      findingId: before.id,
      filedAt: before.filedAt,
      dueAt: before.clocks['case']?.dueAt ?? null,
      evidence: before.evidence,
      watchedBy: watchersOf(before),
    };
  return before.mergedInto && !after.mergedInto ? { type: 'release', findingId: before.id } : null;
}

function positionOf({ after, told, terminal, at }: Change): Position {
  return {
    seq: after.seq,
    stage: stageOf(after.status),
    status: after.status,
    terminal,
    waitMs: told.wakeAt === null ? null : Math.max(told.wakeAt - at, SHORTEST_WAIT_MS),
  };
}

function movedDeadlines({ finding, number }: Held, { id, after }: Change): DeadlineChange[] {
  return Object.values(after.clocks).flatMap((clock) => {
    const before = finding.clocks[clock.id]?.dueAt ?? null;
    if (clock.stopped || before === clock.dueAt) return [];
    return [{ id, number, clockId: clock.id, clockKind: clock.kind, before, after: clock.dueAt }];
  });
}

const RACES = new Set([
  'finding_pkey',
  'finding_number_key',
  'idempotency_key_pkey',
  'finding_event_pkey',
  'dispatch_pkey',
]);

/** Lost races, deadlocks, and with a key also a lost connection: the key tells whether the first try was committed. */
function mayRetry(error: unknown, { idempotencyKey }: ExecuteOptions): boolean {
  const state = sqlState(error);
  if (state === '23505') return RACES.has((error as pg.DatabaseError).constraint ?? '');
  if (state === '40001' || state === '40P01') return true;
  return idempotencyKey !== undefined && isConnectionLoss(error);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
