import {
  CancellationScope,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';

import { type Look, lookSignal, type Position, positionQuery, positionSignal } from '#contract/temporal';
import type { Stage } from '#domain';

import { tick } from './activities';

/** A wake-up this much later than wanted is not worth a second timer (the sweeper's grace is 5 s). */
const SLACK_MS = 1_000;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/** Before the first look. */
const UNREAD: Position = { seq: 0, stage: 'discover', terminal: false, wakeAt: 0 };
/** No such finding: nothing to drive. */
const GONE: Position = { ...UNREAD, terminal: true };

/**
 * Drives one finding 问题 through 发现 → 交办 → 督办 → 反馈 → 销号. PostgreSQL decides; this run never forgets to ask. It holds nothing
 * that the row does not, so it may be terminated and started again at any moment. Only the record ends it: cancelling has no effect.
 */
export function superviseFinding(findingId: string): Promise<void> {
  return CancellationScope.nonCancellable(() => supervise(findingId));
}

async function supervise(findingId: string): Promise<void> {
  let at = UNREAD;
  /** Whether the record must be read before anything else; every run begins so. */
  let due = true;
  /** When the timers that still run will ring. */
  const armed = new Set<number>();

  // Messages. The handlers are plain assignments: one that awaited could lose the signal behind it.
  setHandler(positionQuery, () => at);
  setHandler(positionSignal, (told) => {
    if (told.seq > at.seq) at = told;
  });
  setHandler(lookSignal, () => {
    due = true;
  });

  // The loop. Positions jump and go back, so any stage may follow any other.
  const stages: Record<Stage, () => Promise<void>> = {
    /** 发现: until the office registers it or refuses it. */
    discover: () => stay('discover'),
    /** 交办: until a unit signs for it. */
    assign: () => stay('assign'),
    /** 督办: until the unit feeds back. */
    supervise: () => stay('supervise'),
    /** 反馈: until somebody else has verified it. */
    feedback: () => stay('feedback'),
    /** 销号: until it is written off for good, or comes back. */
    close: () => stay('close'),
  };

  await look();
  while (!at.terminal) await stages[at.stage]();

  /** Returns once the finding is elsewhere; meanwhile looks whenever time or a message asks for it. */
  async function stay(stage: Stage): Promise<void> {
    while (at.stage === stage && !at.terminal) {
      setCurrentDetails(`**${at.stage}** seq ${at.seq}`);
      arm(at.wakeAt);
      const believed = at;
      await condition(() => due || at !== believed);
      if (at.terminal) return;
      await look();
      if (!at.terminal && workflowInfo().continueAsNewSuggested)
        await continueAsNew<typeof superviseFinding>(findingId);
    }
  }

  /** Reads the record if it must be read; while it cannot be, tries again after a durable pause and never fails the run. */
  async function look(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; due; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      due = false;
      const believed = at;
      try {
        const seen = await tick(findingId);
        // A signal that came meanwhile may be newer than the answer: only another look can tell.
        due ||= at !== believed;
        at = seen ? positionOf(seen) : GONE;
      } catch {
        due = true;
        await sleep(pause);
      }
    }
  }

  /** Timers are never cancelled: an earlier wake-up arms another, and a stale one rings, looks and finds nothing due. */
  function arm(wakeAt: number): void {
    if ([...armed].some((ringsAt) => ringsAt <= wakeAt + SLACK_MS)) return;
    armed.add(wakeAt);
    void sleep(wakeAt - Date.now()).then(() => {
      armed.delete(wakeAt);
      due = true;
    });
  }
}

const positionOf = ({ seq, stage, terminal, waitMs }: Look): Position => ({
  seq,
  stage,
  terminal,
  wakeAt: Date.now() + waitMs,
});
