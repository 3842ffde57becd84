import fc from 'fast-check';
import { at, calendar } from '../fixture/years-2024-2026';
import {
  type ClockUnit,
  type Instant,
  type Measure,
  addDays,
  civilDate,
  consumedBetween,
  dueAt,
  explain,
  inTime,
  instantOf,
  minuteAfter,
  offsetFrom,
  quanta,
  shareAt,
} from '.';
import { dateEndingAt } from './civil';

const SERVICES = ['OFFICE', 'CITY_OPS', 'ALWAYS'];
const service = fc.constantFrom(...SERVICES);
const measureIn = (...units: ClockUnit[]) => fc.record<Measure>({ unit: fc.constantFrom(...units), service });
const minuteMeasure = measureIn('ELAPSED_MINUTES', 'WORK_MINUTES');
const dayMeasure = measureIn('WORK_DAYS', 'CALENDAR_DAYS');
const measure = fc.oneof(minuteMeasure, dayMeasure);

/** Any millisecond of the three published years, with the edges of days and openings made likely. */
const instant = fc.oneof(
  fc.integer({ min: at('2024-01-01 00:00'), max: at('2026-12-31 24:00') }),
  fc
    .record({
      day: fc.integer({ min: 0, max: 1_095 }),
      time: fc.constantFrom('00:00', '08:00', '12:00', '14:30', '15:00', '17:30', '18:00', '24:00'),
      shift: fc.integer({ min: -1, max: 1 }),
    })
    .map(({ day, time, shift }) => instantOf(addDays('2024-01-01', day), time) + shift),
);
const instants = (count: number) =>
  fc.array(instant, { minLength: count, maxLength: count }).map((list) => list.sort((a, b) => a - b));
const amount = fc.integer({ min: 1, max: 40 });
const budgetOf = (unit: ClockUnit, n: number): number =>
  unit.endsWith('MINUTES') ? quanta(unit, n * 37) : quanta(unit, n);

const consumed = (m: Measure, from: Instant, to: Instant): number => consumedBetween(calendar, m, from, to);
const due = (m: Measure, from: Instant, remaining: number): Instant => dueAt(calendar, m, from, remaining).at;
const isWorkingDay = (date: string): boolean => calendar.day('OFFICE', date).close !== null;

/** Dates that begin after `from` and no later than `to`: a day is consumed at its close, the starting day never. */
const datesAfter = (from: Instant, to: Instant): number =>
  (instantOf(civilDate(to)) - instantOf(civilDate(from))) / 86_400_000;

describe('laws of consumption', () => {
  it('never runs backwards and never outruns natural time', () => {
    fc.assert(
      fc.property(measure, instants(3), (m, [a, b, c]) => {
        const once = consumed(m, a!, b!);
        expect(once).toBeGreaterThanOrEqual(0);
        expect(consumed(m, a!, c!)).toBeGreaterThanOrEqual(once);
        expect(consumed(m, b!, c!)).toBeLessThanOrEqual(consumed(m, a!, c!));
        expect(once).toBeLessThanOrEqual(m.unit.endsWith('MINUTES') ? b! - a! : datesAfter(a!, b!));
      }),
    );
  });

  it('adds up over adjacent intervals, to the millisecond, for minutes', () => {
    fc.assert(
      fc.property(minuteMeasure, instants(3), (m, [a, b, c]) => {
        expect(consumed(m, a!, b!) + consumed(m, b!, c!)).toBe(consumed(m, a!, c!));
      }),
    );
  });

  /**
   * consumed(a,c) = consumed(a,b) + consumed(b,c) + lost, where lost is 1 exactly if the clock was stopped and resumed at b
   * on a counted day (not the starting one) that was not yet over at b and is over by c: a resuming day is not counted.
   */
  it('loses at most the resuming day for day units, and only if it was not yet over', () => {
    fc.assert(
      fc.property(dayMeasure, instants(3), (m, [a, b, c]) => {
        const date = civilDate(b!);
        const close = m.unit === 'CALENDAR_DAYS' ? instantOf(date, '24:00') : calendar.day(m.service, date).close;
        const lost = date > civilDate(a!) && close !== null && b! < close && close <= c!;
        expect(consumed(m, a!, c!) - consumed(m, a!, b!) - consumed(m, b!, c!)).toBe(lost ? 1 : 0);
      }),
    );
  });
});

describe('laws of deadlines', () => {
  it('dueAt undoes consumedBetween: the budget is consumed at the due instant and not a millisecond before', () => {
    fc.assert(
      fc.property(measureIn('ELAPSED_MINUTES', 'WORK_MINUTES', 'WORK_DAYS'), instant, amount, (m, from, n) => {
        const budget = budgetOf(m.unit, n);
        expect(consumed(m, from, due(m, from, budget))).toBe(budget);
        expect(consumed(m, from, due(m, from, budget) - 1)).toBeLessThan(budget);
      }),
    );
  });

  it('calendar days are consumed by the due instant: exactly then on a working day, before it when rolled', () => {
    fc.assert(
      fc.property(service, instant, amount, (name, from, n) => {
        const m: Measure = { unit: 'CALENDAR_DAYS', service: name };
        const last = addDays(civilDate(from), n);
        expect(consumed(m, from, instantOf(last, '24:00'))).toBe(n);
        if (isWorkingDay(last)) expect(due(m, from, n)).toBe(instantOf(last, '24:00'));
        else expect(due(m, from, n)).toBeGreaterThan(instantOf(last, '24:00'));
      }),
    );
  });

  it('is later for a later start and for a larger budget', () => {
    fc.assert(
      fc.property(measure, instants(2), amount, amount, (m, [a, b], n, more) => {
        const budget = budgetOf(m.unit, n);
        expect(due(m, a!, budget)).toBeGreaterThan(a!);
        expect(due(m, b!, budget)).toBeGreaterThanOrEqual(due(m, a!, budget));
        expect(due(m, a!, budget + budgetOf(m.unit, more))).toBeGreaterThanOrEqual(due(m, a!, budget));
      }),
    );
  });

  it('never falls on a non-working instant', () => {
    fc.assert(
      fc.property(measure, instant, amount, (m, from, n) => {
        const deadline = due(m, from, budgetOf(m.unit, n));
        const date = dateEndingAt(deadline);
        const day = calendar.day(m.unit === 'CALENDAR_DAYS' ? 'OFFICE' : m.service, date);
        if (m.unit === 'WORK_MINUTES')
          expect(day.open.some(([opens, closes]) => opens < deadline && deadline <= closes)).toBe(true);
        if (m.unit === 'WORK_DAYS') expect(deadline).toBe(day.close);
        if (m.unit === 'CALENDAR_DAYS') {
          expect(isWorkingDay(date)).toBe(true);
          expect([day.close, instantOf(date, '24:00')]).toContain(deadline);
        }
      }),
    );
  });
});

describe('suspended time is neutral', () => {
  const resumed = (m: Measure, start: Instant, pause: Instant, resume: Instant, budget: number): Instant =>
    due(m, resume, budget - consumed(m, start, pause));

  it('a pause gives back exactly the open time it covered', () => {
    fc.assert(
      fc.property(minuteMeasure, instants(3), amount, (m, [start, pause, resume], n) => {
        const budget = budgetOf(m.unit, n);
        fc.pre(pause! < due(m, start!, budget));
        expect(resumed(m, start!, pause!, resume!, budget)).toBe(due(m, start!, budget + consumed(m, pause!, resume!)));
      }),
    );
  });

  it('a pause in closed hours moves nothing', () => {
    fc.assert(
      fc.property(instants(1), amount, fc.nat(), fc.nat(), ([start], n, skip, length) => {
        const m: Measure = { unit: 'WORK_MINUTES', service: 'OFFICE' };
        const budget = budgetOf(m.unit, n);
        const closed = explain(calendar, m, start!, due(m, start!, budget)).filter(({ counted }) => counted === 0);
        fc.pre(closed.length > 0);
        const { from, to } = closed[skip % closed.length]!;
        const pause = from + (skip % (to - from));
        const resume = pause + (length % (to - pause + 1));
        expect(resumed(m, start!, pause, resume, budget)).toBe(due(m, start!, budget));
      }),
    );
  });

  it('for day units, a pause between a close and the next midnight moves nothing', () => {
    fc.assert(
      fc.property(instant, amount, fc.nat(), (start, n, ahead) => {
        const m: Measure = { unit: 'WORK_DAYS', service: 'OFFICE' };
        const day = calendar.day('OFFICE', addDays(civilDate(start), 1 + (ahead % n)));
        fc.pre(day.close !== null && day.close < due(m, start, n));
        expect(resumed(m, start, day.close!, instantOf(day.date, '24:00') - 1, n)).toBe(due(m, start, n));
      }),
    );
  });

  it('for day units, a pause takes nothing: what was consumed before it and what is consumed after it make the budget', () => {
    fc.assert(
      fc.property(service, instants(3), amount, (name, [start, pause, resume], n) => {
        const m: Measure = { unit: 'WORK_DAYS', service: name };
        fc.pre(pause! < due(m, start!, n));
        const deadline = resumed(m, start!, pause!, resume!, n);
        expect(deadline).toBeGreaterThanOrEqual(due(m, start!, n));
        expect(consumed(m, start!, pause!) + consumed(m, resume!, deadline)).toBe(n);
      }),
    );
  });
});

describe('laws of rungs', () => {
  const shares = fc
    .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 })
    .map((list) => list.sort((a, b) => a - b));

  it('a larger share is reached later, none after the due instant, the whole at it', () => {
    fc.assert(
      fc.property(measure, instant, amount, shares, (m, from, n, [less, more]) => {
        const budget = budgetOf(m.unit, n);
        const [first, second, whole] = [less!, more!, 1].map((share) => shareAt(calendar, m, from, 0, budget, share)!);
        expect(first!).toBeGreaterThan(from);
        expect(second!).toBeGreaterThanOrEqual(first!);
        expect(whole!).toBeGreaterThanOrEqual(second!);
        expect(whole!).toBe(due(m, from, budget));
      }),
    );
  });

  it('is null once the share is consumed', () => {
    fc.assert(
      fc.property(measure, instant, amount, (m, from, n) => {
        const budget = budgetOf(m.unit, n);
        expect(shareAt(calendar, m, from, budget, budget, 1)).toBeNull();
        expect(shareAt(calendar, m, from, budget / 2, budget, 0.5)).toBeNull();
      }),
    );
  });

  it('working-day offsets land on closes, before and after, and undo each other from a working day', () => {
    fc.assert(
      fc.property(instant, amount, (from, n) => {
        const after = offsetFrom(calendar, from, { amount: n, unit: 'WORK_DAYS' });
        const before = offsetFrom(calendar, from, { amount: -n, unit: 'WORK_DAYS' });
        for (const rung of [before, after]) expect(calendar.day('OFFICE', civilDate(rung)).close).toBe(rung);
        expect(before).toBeLessThan(from);
        expect(after).toBeGreaterThan(from);
        const { close } = calendar.day('OFFICE', dateEndingAt(from));
        fc.pre(close !== null);
        expect(offsetFrom(calendar, after, { amount: -n, unit: 'WORK_DAYS' })).toBe(close);
      }),
    );
  });

  it('working minutes taken back are working minutes counted forward', () => {
    fc.assert(
      fc.property(service, instant, amount, (name, from, n) => {
        const m: Measure = { unit: 'WORK_MINUTES', service: name };
        const before = offsetFrom(calendar, from, { amount: -n, ...m });
        expect(consumed(m, before, from)).toBe(quanta(m.unit, n));
      }),
    );
  });

  it('in time and fired never overlap and leave no gap', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -120_000, max: 120_000 }), (deadline, late) => {
        expect(inTime(deadline + late, deadline)).toBe(deadline + late < minuteAfter(deadline));
      }),
    );
  });
});

describe('explanations', () => {
  it('are contiguous, cover the interval and add up', () => {
    fc.assert(
      fc.property(measure, instant, fc.integer({ min: 1, max: 60 * 86_400_000 }), (m, from, length) => {
        const segments = explain(calendar, m, from, from + length);
        expect(segments[0]!.from).toBe(from);
        expect(segments.at(-1)!.to).toBe(from + length);
        for (const [index, next] of segments.slice(1).entries()) expect(next.from).toBe(segments[index]!.to);
        expect(segments.reduce((sum, { counted }) => sum + counted, 0)).toBe(consumed(m, from, from + length));
      }),
    );
  });
});
