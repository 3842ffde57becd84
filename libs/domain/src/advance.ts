import type { Instant } from '#calendar';
import { ringsAt } from './bells';
import { nextReminder, runningClocks, standingAfter } from './clocks';
import type { Context } from './context';
import type { Event } from './events';
import type { Bell, Clock, Finding } from './finding';
import { deemSigned } from './assignment';
import { openLookBack, writeOff } from './closure';
import { fireRung } from './escalation';
import { progressUnsaid } from './progress';
import { endSuspension } from './suspension';
import { Turn } from './turn';

/**
 * Everything that time has made due up to `at`, in the order of its instants (DESIGN §3 "Catch up, then decide").
 * Each event carries the instant it was due, so extra or missing calls change nothing but when it is recorded.
 */
export function advance(state: Finding, at: Instant, ctx: Context): Event[] {
  const events: Event[] = [];
  let current = state;
  for (let next = earliest(current); next && next.at <= at; next = earliest(current)) {
    const turn = new Turn(current, next.at, null, ctx);
    ring(turn, next.clock, next.bell);
    events.push(...turn.events);
    current = turn.state;
  }
  return events;
}

/** The least instant at which time will do something to this finding; null when no clock has a bell left. */
export const wakeAt = (state: Finding): Instant | null => earliest(state)?.at ?? null;

interface Due {
  clock: Clock;
  bell: Bell;
  at: Instant;
}

function earliest(state: Finding): Due | null {
  let best: Due | null = null;
  for (const clock of runningClocks(state)) {
    for (const bell of clock.bells) {
      if (clock.fired.includes(bell.code)) continue;
      const at = ringsAt(clock, bell);
      if (best === null || at < best.at) best = { clock, bell, at };
    }
  }
  return best;
}

function ring(turn: Turn, clock: Clock, bell: Bell): void {
  switch (bell.effect) {
    case 'rung':
      return fireRung(turn, clock, bell.code);
    case 'standing_reminder':
      return repeatReminder(turn, clock, bell);
    case 'deem_signed':
      return deemSigned(turn, clock);
    case 'end_suspension':
      return endSuspension(turn, clock.of ?? '', 'expired');
    case 'end_publicity':
      return writeOff(turn);
    case 'open_look_back':
      return openLookBack(turn, clock);
    case 'next_progress':
      return progressUnsaid(turn, clock);
  }
}

/** No open case without a clock: after the last rung the case is brought up again every few working days. */
function repeatReminder(turn: Turn, clock: Clock, bell: Bell): void {
  const policy = turn.ctx.policyOf(clock.policyVersion);
  const heard: Clock = { ...clock, fired: [...clock.fired, bell.code] };
  turn.emit({
    type: 'reminder_repeated',
    clockId: clock.id,
    generation: clock.generation,
    rung: bell.code,
    next: { code: nextReminder(heard), at: standingAfter(turn.ctx, policy, bell.at), effect: 'standing_reminder' },
  });
}
