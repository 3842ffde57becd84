import type { Instant } from '#calendar';
import { type Event, type Finding, isTerminal, type OrgUnit, stageOf, wakeAt } from '#domain';
import { chain, type ChainedEvent, type Head } from './chain';

/** What brought the change about: a person, a system act, the passing of time, or the finding's own workflow run. */
export type Cause = 'command' | 'system' | 'time' | 'tick';

/** What was last told to Temporal, or queued to be told. */
export interface Told {
  stage: string | null;
  wakeAt: Instant | null;
  terminal: boolean | null;
}

/** The row as it was read, with the instant of the reading. */
export interface Held {
  id: string;
  finding: Finding;
  number: string;
  externalNumber: string | null;
  revision: number;
  head: Head;
  told: Told;
  at: Instant;
}

/** One finding's step from one row to the next, ready to be written. */
export interface Change {
  id: string;
  before: Finding | null;
  after: Finding;
  events: ChainedEvent[];
  head: Head;
  revision: number;
  at: Instant;
  terminal: boolean;
  /** Also of what has ended: a review or an objection that is still to be answered has a clock. */
  wakeAt: Instant | null;
  told: Told;
  /** Temporal must learn of it. */
  tells: boolean;
  externalNumber: string | null;
  surroundings: Surroundings;
}

/** What the projections need to know of the world at the instant of the change. */
export interface Surroundings {
  unit(id: string): OrgUnit | undefined;
  /** 机关代字 under which the unit's papers are numbered. */
  paperCode(unitId: string): string;
  /** Earliest instant from `at` on at which an ordinary message may go out. */
  deliverFrom(at: Instant): Instant;
}

interface Made {
  events: readonly Event[];
  after: Finding;
  at: Instant;
  cause: Cause;
  surroundings: Surroundings;
  externalNumber?: string;
}

/** @throws Error when the events do not lead to the state: the rules and the fold would disagree for ever after. */
export function changeOf(id: string, held: Held | null, made: Made): Change {
  const { events, after, at, cause } = made;
  const head = held?.head ?? { seq: 0, hash: null };
  if (after.seq !== head.seq + events.length)
    throw new Error(`finding ${id}: ${events.length} events lead to seq ${after.seq}`);
  const terminal = isTerminal(after.status);
  const wake = wakeAt(after);
  // What has ended has no run; the sweeper rings what is left of its clocks.
  const next: Told = { stage: stageOf(after.status), wakeAt: terminal ? null : wake, terminal };
  const tells = cause !== 'tick' && mustTell(held?.told ?? null, next);
  return {
    id,
    before: held?.finding ?? null,
    after,
    events: chain(id, head, events, at),
    head,
    revision: (held?.revision ?? 0) + (cause === 'command' ? 1 : 0),
    at,
    terminal,
    wakeAt: wake,
    // A tick's answer is the telling; otherwise what the run was told stands until it is told anew.
    told: tells || cause === 'tick' ? next : held!.told,
    tells,
    externalNumber: held?.externalNumber ?? made.externalNumber ?? null,
    surroundings: made.surroundings,
  };
}

/** New, ended (or open again), or rings earlier: a new stage and a later wake-up are found out when the timer rings. */
function mustTell(told: Told | null, next: Told): boolean {
  if (!told || told.terminal !== next.terminal) return true;
  return next.wakeAt !== null && (told.wakeAt === null || next.wakeAt < told.wakeAt);
}
