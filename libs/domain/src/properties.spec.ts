import fc from 'fast-check';
import { addDays, civilDate, type Instant, instantOf } from '#calendar';
import {
  advance,
  type Clock,
  type CommandOf,
  decide,
  type Event,
  evolve,
  type Finding,
  fold,
  isTerminal,
  wakeAt,
} from '#domain';
import { consumedAt, isRectifyClock, runningClocks } from './clocks';
import { isLead } from './line';
import { context, dutyLead, gridWorker, inspector } from '../test/district';
import { type Act, acts, chosen, filings } from '../test/plausible';
import { asStored, rectifying, wall } from '../test/scene';

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
    const [actor, command] = chosen(state!, act, at, ctx, events);
    const decision = decide(state, command, actor, at, ctx);
    if (decision.ok) keep(decision.events);
  }
  at += 40 * 1440 * MINUTE;
  keep(advance(state!, at, ctx));
  return events;
}

const always = (hold: (filing: CommandOf<'file'>, script: Act[]) => void) =>
  fc.assert(fc.property(filings, acts, hold), { numRuns: 60, endOnFailure: true });

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

test('one lead answers for what a unit has; what has ended waits for nothing and runs no clock of its own', () => {
  always((filing, script) => {
    const wrong = new Set<string>();
    play(filing, script, false, ({ state }) => {
      const { lines, requests, suspensions, status } = state;
      const leads = lines.filter((line) => isLead(line) && line.status === 'open').length;
      const withUnit = (status === 'assigned' || status === 'rectifying') && !state.transfer;
      if (withUnit ? leads !== 1 : leads > 1) wrong.add(`${leads} leads ${status}`);
      const parts = [...lines, ...requests];
      const closed = new Set(parts.filter((part) => part.status !== 'open').map(({ id }) => id));
      for (const { id, of } of runningClocks(state)) if (closed.has(of ?? '')) wrong.add(`clock ${id}`);
      if (!isTerminal(status) || status === 'merged') return;
      if (closed.size < parts.length || suspensions.some((s) => s.endedAt === null)) wrong.add(`waits ${status}`);
    });
    expect([...wrong]).toEqual([]);
  });
});

test('no rung twice in a generation, none before its time, and instants never run backwards', () => {
  always((filing, script) => {
    const recorded: Instant[] = [];
    const events = play(filing, script, true, (now) => {
      while (recorded.length < now.events.length) recorded.push(now.at);
    });
    const fired = events.flatMap((e) => (e.type === 'rung_fired' ? [`${e.clockId} ${e.generation} ${e.rung}`] : []));
    expect(fired).toEqual([...new Set(fired)]);
    expect(events.filter((event, i) => event.at > recorded[i]!)).toEqual([]);
    expect(events.filter((event, i) => i > 0 && event.at < events[i - 1]!.at)).toEqual([]);
  });
});

test('a unit that we cannot order is sent no colour', () => {
  always((filing, script) => {
    const sent = play(filing, script, false).flatMap((e) => (e.type === 'notice_written' ? [e.notice] : []));
    expect(sent.filter(({ unitId, colour }) => unitId === 'GW' && colour !== null)).toEqual([]);
  });
});

test('what is consumed only grows, but for credit and what was taken back', () => {
  always((filing, script) => {
    const shrunk: Clock[] = [];
    let before: Finding | undefined;
    let seen = 0;
    play(filing, script, true, ({ state, events }) => {
      const credited = events
        .slice(seen)
        .some((e) => e.type === 'taken_back' || (e.type === 'clock_rescheduled' && e.why === 'credit'));
      const less = Object.values(state.clocks).filter((clock) => {
        const earlier = before?.clocks[clock.id];
        return earlier?.anchorAt === clock.anchorAt && clock.consumed < earlier.consumed;
      });
      if (!credited) shrunk.push(...less);
      before = state;
      seen = events.length;
    });
    expect(shrunk).toEqual([]);
  });
});

test('the clocks of rectification run while the unit has the work, and only then', () => {
  always((filing, script) => {
    const wrong: Finding[] = [];
    play(filing, script, true, ({ state }) => {
      const running = runningClocks(state).filter(isRectifyClock);
      const suspended = state.suspensions.some((s) => s.endedAt === null);
      const withUnit = state.status === 'assigned' || state.status === 'rectifying';
      if (suspended || (!withUnit && state.status !== 'registered')) wrong.push(...(running.length > 0 ? [state] : []));
      else if (withUnit && !state.transfer && !running.some((c) => c.kind === 'rectify')) wrong.push(state);
    });
    expect(wrong).toEqual([]);
  });
});

test('suspended time is neutral: a pause moves the deadline and consumes nothing', () => {
  const day = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 12 }), (start, length) => {
      const free = rectifying('2026-09-07 09:00');
      const paused = rectifying('2026-09-07 09:00').until(BEGINS + start * 1440 * MINUTE);
      const consumed = consumedAt(paused.ctx, paused.clock('L1.rectify'), paused.at);
      const until = addDays(civilDate(paused.at), length);
      paused
        .when(dutyLead, { type: 'suspend', reason: 'weather', until, groupId: 'storm' })
        .until(instantOf(until, '24:00'));
      expect(paused.clock('L1.rectify').consumed).toBe(consumed);
      expect(paused.clock('L1.rectify').dueAt!).toBeGreaterThan(free.clock('L1.rectify').dueAt!);
    }),
  );
});
