import {
  CancellationScope,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';

import { lookSignal, type RoundLook, type RoundPhase, roundPhaseQuery } from '#contract/temporal';

import { tickRound } from './activities';

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/** Before the first look. */
const UNREAD: RoundLook = { phase: 'planned', over: false, waitMs: 0 };
/** No such round: nothing to carry out. */
const GONE: RoundLook = { phase: 'cancelled', over: true, waitMs: 0 };

/**
 * Carries one round 督查轮次 from its plan through the random draw, the filing window and the summary to the end of its
 * follow-up 跟踪问效. PostgreSQL decides; this run never forgets to ask, and holds nothing that the row does not.
 */
export function runInspection(roundId: string): Promise<void> {
  return CancellationScope.nonCancellable(() => inspect(roundId));
}

async function inspect(roundId: string): Promise<void> {
  let at = UNREAD;
  /** A message asks for a look before the time. */
  let asked = false;

  setHandler(roundPhaseQuery, () => at.phase);
  setHandler(lookSignal, () => {
    asked = true;
  });

  const phases: Record<RoundPhase, () => Promise<RoundLook>> = {
    /** 计划: until the hour of the draw. */
    planned: () => wait(),
    /** 随机抽取 is recorded: until the team goes out. */
    drawn: () => wait(),
    /** 检查上报: until the window closes and is summed up. */
    filing: () => wait(),
    /** 跟踪问效: until what was found is written off. */
    following: () => wait(),
  };

  at = await look();
  for (let phase = at.phase; phase !== 'finished' && phase !== 'cancelled'; phase = at.phase) {
    setCurrentDetails(`**${phase}**`);
    at = await phases[phase]();
    if (!at.over && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof runInspection>(roundId);
  }

  /** Until time or a message asks for a look; answers what it saw. */
  async function wait(): Promise<RoundLook> {
    await condition(() => asked, at.waitMs);
    return look();
  }

  /** Reads the record; while it cannot be read, tries again after a durable pause and never fails the run. */
  async function look(): Promise<RoundLook> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      asked = false;
      try {
        return (await tickRound(roundId)) ?? GONE;
      } catch {
        await sleep(pause);
      }
    }
  }
}
