import fc from 'fast-check';
import type { Instant } from '#calendar';
import { advance, type CommandOf, decide, type Event, evolve, type Finding, fold, isTerminal, wakeAt } from '#domain';
import { isRectifyClock, runningClocks } from './clocks';
import { context, gridWorker, inspector } from '../test/district';
import { type Act, acts, chosen, filings } from '../test/plausible';
import { asStored, wall } from '../test/scene';

const BEGINS = wall('2026-09-07 09:00');
const MINUTE = 60_000;

/** After one act: the row, the log so far, and the instant at which it was recorded. */
interface Look {
  state: Finding;
  events: Event[];
  at: Instant;
}

/** Plays a script; `looking` also advances at every needless look, and reads the row back each time as stored. */
function play(filing: CommandOf<'file'>, script: readonly Act[], looking: boolean, see?: (now: Look) => void): Event[] {
  const ctx = context();
  const events: Event[] = [];
  let state: Finding | null = null;
  let at = BEGINS;
  const keep = (made: readonly Event[]) => {
    for (const event of made) state = evolve(state, event);
    events.push(...made);
    if (looking && state) state = asStored(state);
    if (state) see?.({ state, events, at });
  };
  const filed = decide(null, filing, filing.channel === 'grid' ? gridWorker : inspector, at, ctx);
  if (!filed.ok) throw new Error(filed.refusal.code);
  keep(filed.events);
  for (const act of script) {
    const start = at;
    const looks = looking ? act.looks.filter((minute) => minute < act.pause).sort((a, b) => a - b) : [];
    for (const minute of [...looks, act.pause]) {
      at = start + minute * MINUTE;
      keep(advance(state!, at, ctx));
    }
    const [actor, command] = chosen(state!, act, at, ctx);
    const decision = decide(state, command, actor, at, ctx);
    if (decision.ok) keep(decision.events);
  }
  at += 40 * 1440 * MINUTE;
  keep(advance(state!, at, ctx));
  return events;
}

const runs = { numRuns: Number(process.env.RUNS ?? 150) };
const always = (hold: (filing: CommandOf<'file'>, script: Act[]) => void) =>
  fc.assert(fc.property(filings, acts, hold), runs);

test('extra or missing ticks, and the order of stored keys, change no event', () => {
  always((filing, script) => expect(play(filing, script, true)).toEqual(play(filing, script, false)));
});

test('the row is the fold of its log, as the log is stored', () => {
  always((filing, script) => {
    let last: Look | undefined;
    play(filing, script, false, (now) => (last = now));
    expect(fold(JSON.parse(JSON.stringify(last!.events)) as Event[])).toEqual(last!.state);
    expect(last!.state.seq).toBe(last!.events.length);
  });
});

test('an open case always has a bell, a closed one runs no clock but a review', () => {
  always((filing, script) => {
    play(filing, script, true, ({ state }) => {
      if (!isTerminal(state.status)) expect(wakeAt(state)).not.toBeNull();
      else expect(runningClocks(state).filter((clock) => clock.kind !== 'review_decision')).toEqual([]);
    });
  });
});

test('no rung twice in a generation, none before its time, and instants never run backwards', () => {
  always((filing, script) => {
    let seen = 0;
    const fired = new Set<string>();
    play(filing, script, true, ({ events, at }) => {
      for (; seen < events.length; seen += 1) {
        const event = events[seen]!;
        expect(event.at).toBeLessThanOrEqual(at);
        if (seen > 0) expect(event.at).toBeGreaterThanOrEqual(events[seen - 1]!.at);
        if (event.type !== 'rung_fired') continue;
        const key = `${event.clockId} ${event.generation} ${event.rung}`;
        expect(fired).not.toContain(key);
        fired.add(key);
      }
    });
  });
});

test('what is consumed only grows, but for credit', () => {
  always((filing, script) => {
    let before: Finding | undefined;
    let seen = 0;
    play(filing, script, true, ({ state, events }) => {
      const credited = events.slice(seen).some((e) => e.type === 'clock_rescheduled' && e.why === 'credit');
      for (const clock of Object.values(state.clocks)) {
        const earlier = before?.clocks[clock.id];
        if (!credited && earlier && clock.anchorAt === earlier.anchorAt)
          expect(clock.consumed).toBeGreaterThanOrEqual(earlier.consumed);
      }
      before = state;
      seen = events.length;
    });
  });
});

test('the clocks of rectification run while the unit has the work, and only then', () => {
  always((filing, script) => {
    play(filing, script, true, ({ state }) => {
      const running = runningClocks(state).filter(isRectifyClock);
      const suspended = state.suspensions.some((s) => s.endedAt === null);
      const withUnit = state.status === 'assigned' || state.status === 'rectifying';
      if (suspended || (!withUnit && state.status !== 'registered')) expect(running.map((c) => c.id)).toEqual([]);
      else if (withUnit && !state.transfer) expect(running.map((c) => c.kind)).toContain('rectify');
    });
  });
});
