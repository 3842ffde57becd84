import fc from 'fast-check';
import { addDays, civilDate, consumedBetween, type Instant, instantOf } from '#calendar';
import { type Event, evolve, type Finding } from '#domain';
import { dutyLead, handlerOf, verifier } from '../test/district';
import { rectifying, type Scene, submit } from '../test/scene';
import { reason } from '../test/standing';

const zj = handlerOf('ZJ');
const failed = { type: 'verify', outcome: 'failed', reason } as const;
/** Five working days: due on Friday the 11th at 18:00, its yellow slip a working day later, the red one five. */
const late = () => rectifying('2026-09-04 09:00');
const APART: Record<string, number> = { R2: 1, R3: 5, R4: 15 };
const rung = (scene: Scene, code: string) => scene.fired('L1.rectify').find((fired) => fired.startsWith(code));

describe('a clock that stops late', () => {
  test('over a weekend is late by no working day when it resumes', () => {
    const scene = late().until('2026-09-14 10:00').when(zj, submit()).until('2026-09-16 10:00').when(verifier, failed);
    expect(scene.due('L1.rectify')).toBe('2026-09-13 18:00');
    expect(rung(scene.until('2026-10-30 09:00'), 'R2')).toBe('R2 2026-09-17 18:00');
    expect(rung(scene, 'R3')).toBe('R3 2026-09-22 18:00');
  });

  test('climbs on from the rung that it had reached, however often it stops', () => {
    const scene = late().until('2026-09-15 10:00').when(zj, submit()).until('2026-09-16 10:00').when(verifier, failed);
    scene.until('2026-09-18 10:00').when(zj, submit()).until('2026-09-21 10:00').when(verifier, failed);
    // A day before the first stop and one before the second, 17 September; three more from the 22nd.
    expect(rung(scene.until('2026-10-30 09:00'), 'R2')).toBe('R2 2026-09-14 18:00');
    expect(rung(scene, 'R3')).toBe('R3 2026-09-24 18:00');
  });

  test('rings no rung twice and none in the past', () => {
    const scene = late().until('2026-09-25 10:00').when(zj, submit()).until('2026-09-28 10:00').when(verifier, failed);
    const fired = scene
      .until('2026-12-30 09:00')
      .fired('L1.rectify')
      .map((each) => each.slice(0, 2));
    expect(fired).toEqual(['R0', 'R1', 'R2', 'R3', 'R4', 'R5']);
  });

  test('under an older record, which did not count it, stays late by the clock on the wall', () => {
    const scene = late().until('2026-09-14 10:00').when(zj, submit());
    const uncounted = scene.events.map(({ ...event }): Event => {
      if (event.type === 'clock_stopped') delete event.late;
      return event;
    });
    const before = uncounted.reduce<Finding | null>(evolve, null)!;
    expect(before.clocks['L1.rectify']).toMatchObject({ lateness: 64 * 3_600_000 });
    expect(before.clocks['L1.rectify']).not.toHaveProperty('late');
    const { late: counted, ...clock } = scene.clock('L1.rectify');
    expect(counted).toEqual([{ unit: 'WORK_DAYS', service: 'OFFICE', used: 0 }]);
    expect(before.clocks['L1.rectify']).toEqual(clock);
  });
});

interface Stretch {
  from: Instant;
  to: Instant;
}

/** When the clock ran past its first due, read from the log alone. */
function lateRuns(scene: Scene, until: Instant): Stretch[] {
  const runs: Stretch[] = [];
  let since: Instant | null = null;
  for (const event of scene.events) {
    if (!('clockId' in event) || event.clockId !== 'L1.rectify') continue;
    if (event.type === 'rung_fired' && event.rung === 'R1') since = event.dueAt;
    if (event.type === 'clock_resumed' && runs.length > 0) since = event.at;
    if ((event.type === 'clock_paused' || event.type === 'clock_stopped') && since !== null) {
      runs.push({ from: since, to: event.at });
      since = null;
    }
  }
  return (since === null ? runs : [...runs, { from: since, to: until }]).filter(({ from }) => from < until);
}

/** Office days that end in it; neither the first day nor one that it resumes on counts. */
const daysIn = (scene: Scene, { from, to }: Stretch): number =>
  consumedBetween(scene.ctx.calendar, { unit: 'WORK_DAYS', service: 'OFFICE' }, from - 1, to);

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const stops = fc.array(
  fc.record({
    run: fc.integer({ min: 1, max: 5 * 1440 }),
    rest: fc.integer({ min: 1, max: 6 * 1440 }),
    suspended: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

function stopping(script: { run: number; rest: number; suspended: boolean }[]): Scene {
  const scene = late().until('2026-09-11 18:01');
  for (const { run, rest, suspended } of script) {
    scene.until(scene.at + run * MINUTE);
    if (suspended) {
      const until = addDays(civilDate(scene.at), Math.ceil(rest / 1440));
      scene
        .when(dutyLead, { type: 'suspend', reason: 'weather', until, groupId: 'storm' })
        .until(instantOf(until, '24:00'));
    } else {
      scene
        .when(zj, submit())
        .until(scene.at + rest * MINUTE)
        .when(verifier, failed);
    }
  }
  return scene.until(scene.at + 60 * DAY);
}

test('a rung is reached when the clock has run late for as many office days as it is set apart by', () => {
  fc.assert(
    fc.property(stops, (script) => {
      const scene = stopping(script);
      const reached = scene.log('rung_fired').filter(({ clockId, rung }) => clockId === 'L1.rectify' && rung in APART);
      const days = reached.map(({ at, rung }) => {
        const runs = lateRuns(scene, at);
        const last = runs.at(-1)!;
        return [
          rung,
          runs.reduce((sum, run) => sum + daysIn(scene, { ...run, to: Math.min(run.to, at) }), 0),
          last.to >= at,
        ];
      });
      expect(days).toEqual(reached.map(({ rung }) => [rung, APART[rung], true]));
      expect(reached.map(({ rung }) => rung)).toEqual(['R2', 'R3', 'R4']);
    }),
    { numRuns: 100 },
  );
});

test('a rest moves no rung forward, and a last one that is longer none backward', () => {
  const instants = (scene: Scene) =>
    scene.log('rung_fired').flatMap((e) => (e.clockId === 'L1.rectify' && e.rung in APART ? [e.at] : []));
  const never = instants(stopping([]));
  fc.assert(
    fc.property(stops, fc.integer({ min: 1, max: 2 * 1440 }), (script, longer) => {
      const rested = instants(stopping(script));
      const last = script.at(-1)!;
      const more = instants(stopping([...script.slice(0, -1), { ...last, rest: last.rest + longer }]));
      expect(rested.filter((at, i) => at < never[i]!)).toEqual([]);
      expect(more.filter((at, i) => at < rested[i]!)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
