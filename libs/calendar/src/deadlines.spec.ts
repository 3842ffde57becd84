import { YEARS_2024_2026, at, calendar } from '../fixture/years-2024-2026';
import {
  CivilDateError,
  type ClockUnit,
  type Measure,
  compileCalendar,
  consumedBetween,
  dueAt,
  fixedDue,
  inTime,
  minuteAfter,
  offsetFrom,
  quanta,
  shareAt,
  wallTime,
} from '.';

const measure = (unit: ClockUnit, service = 'OFFICE'): Measure => ({ unit, service });
const due = (unit: ClockUnit, service: string, from: string, amount: number): string =>
  wallTime(dueAt(calendar, measure(unit, service), at(from), quanta(unit, amount)).at);

describe('dueAt', () => {
  it.each<[ClockUnit, string, string, number, string]>([
    // DC2026-054, the loose manhole on the eve of Mid-Autumn: natural time runs at once
    ['ELAPSED_MINUTES', 'ALWAYS', '2026-09-24 23:41', 60, '2026-09-25 00:41'],
    ['ELAPSED_MINUTES', 'ALWAYS', '2026-09-24 23:41', 360, '2026-09-25 05:41'],
    // four working hours filed then wait for the service to open
    ['WORK_MINUTES', 'CITY_OPS', '2026-09-24 23:41', 240, '2026-09-25 12:00'],
    ['WORK_MINUTES', 'OFFICE', '2026-09-24 23:41', 240, '2026-09-28 12:00'],
    ['WORK_MINUTES', 'OFFICE', '2026-09-28 11:00', 120, '2026-09-28 16:00'],
    // the afternoon starts at 14:30 until 30 April, at 15:00 until 30 September
    ['WORK_MINUTES', 'OFFICE', '2026-04-30 14:00', 30, '2026-04-30 15:00'],
    ['WORK_MINUTES', 'OFFICE', '2026-04-30 17:00', 60, '2026-05-06 08:30'],
    ['WORK_MINUTES', 'OFFICE', '2026-05-06 14:00', 30, '2026-05-06 15:30'],
    ['WORK_MINUTES', 'OFFICE', '2026-09-30 17:30', 60, '2026-10-08 08:30'],
    ['WORK_DAYS', 'OFFICE', '2026-04-29 09:00', 1, '2026-04-30 17:30'],
    ['WORK_DAYS', 'OFFICE', '2026-04-30 09:00', 1, '2026-05-06 18:00'],
    // 29 and 30 Sept, 8 and 9 Oct, and Saturday 10 Oct, a make-up day
    ['WORK_DAYS', 'OFFICE', '2026-09-28 16:40', 5, '2026-10-10 17:30'],
    ['WORK_DAYS', 'OFFICE', '2026-09-26 10:00', 1, '2026-09-28 18:00'],
    ['WORK_DAYS', 'CITY_OPS', '2026-09-30 10:00', 2, '2026-10-02 18:00'],
    ['WORK_DAYS', 'OFFICE', '2024-02-08 10:00', 1, '2024-02-09 17:30'],
    ['WORK_DAYS', 'OFFICE', '2024-02-09 10:00', 1, '2024-02-18 17:30'],
    // Thursday's own 24:00; the holiday rolls to Monday's close; a make-up Saturday does not roll
    ['CALENDAR_DAYS', 'OFFICE', '2026-09-21 10:00', 3, '2026-09-25 00:00'],
    ['CALENDAR_DAYS', 'OFFICE', '2026-09-22 10:00', 3, '2026-09-28 18:00'],
    ['CALENDAR_DAYS', 'ALWAYS', '2026-09-01 10:00', 30, '2026-10-08 17:30'],
    ['CALENDAR_DAYS', 'OFFICE', '2026-10-03 10:00', 7, '2026-10-11 00:00'],
  ])('%s %s from %s, %i: %s', (unit, service, from, amount, expected) => {
    expect(due(unit, service, from, amount)).toBe(expected);
  });

  it.each<ClockUnit>(['ELAPSED_MINUTES', 'WORK_MINUTES', 'WORK_DAYS', 'CALENDAR_DAYS'])(
    'is the start itself when no %s remain',
    (unit) => {
      for (const remaining of [0, -2])
        expect(dueAt(calendar, measure(unit), at('2026-10-03 03:00'), remaining).at).toBe(at('2026-10-03 03:00'));
    },
  );

  it('is provisional past the published calendar, unless in natural time', () => {
    const from = at('2026-12-29 10:00');
    expect(dueAt(calendar, measure('WORK_DAYS'), from, 2)).toEqual({ at: at('2026-12-31 17:30'), provisional: false });
    expect(dueAt(calendar, measure('WORK_DAYS'), from, 5)).toEqual({ at: at('2027-01-05 17:30'), provisional: true });
    expect(dueAt(calendar, measure('CALENDAR_DAYS'), from, 2)).toEqual({
      at: at('2026-12-31 24:00'),
      provisional: false,
    });
    expect(dueAt(calendar, measure('ELAPSED_MINUTES'), from, quanta('ELAPSED_MINUTES', 10_000)).provisional).toBe(
      false,
    );
  });

  it('follows the next list once it is imported', () => {
    const extended = compileCalendar({
      ...YEARS_2024_2026,
      version: '2027.1',
      publishedUntil: '2027-12-31',
      years: {
        ...YEARS_2024_2026.years,
        2027: { rest: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }], work: [] },
      },
    });
    expect(dueAt(extended, measure('WORK_DAYS'), at('2026-12-29 10:00'), 5)).toEqual({
      at: at('2027-01-06 17:30'),
      provisional: false,
    });
  });

  it('refuses a budget of more than a hundred years', () => {
    for (const remaining of [1e6, Infinity])
      expect(() => dueAt(calendar, measure('WORK_DAYS'), at('2026-09-24 10:00'), remaining)).toThrow(CivilDateError);
  });
});

describe('fixedDue', () => {
  it('ends at 24:00 of its date, also on a day off', () => {
    expect(fixedDue(calendar, '2026-10-05')).toEqual({ at: at('2026-10-05 24:00'), provisional: false });
    expect(fixedDue(calendar, '2026-12-31').provisional).toBe(false);
    expect(fixedDue(calendar, '2027-01-31')).toEqual({ at: at('2027-01-31 24:00'), provisional: true });
  });

  it('refuses a date that does not exist', () => {
    expect(() => fixedDue(calendar, '2026-11-31')).toThrow(CivilDateError);
  });
});

describe('consumedBetween', () => {
  it.each<[ClockUnit, string, string, string, number]>([
    ['ELAPSED_MINUTES', 'ALWAYS', '2026-09-24 23:41', '2026-09-25 00:41', 60],
    ['WORK_MINUTES', 'OFFICE', '2026-09-24 17:00', '2026-09-28 09:00', 120],
    ['WORK_MINUTES', 'OFFICE', '2026-09-24 12:00', '2026-09-24 15:00', 0],
    ['WORK_DAYS', 'OFFICE', '2026-09-28 07:00', '2026-09-28 23:00', 0],
    ['WORK_DAYS', 'OFFICE', '2026-09-28 16:40', '2026-09-29 17:59', 0],
    ['WORK_DAYS', 'OFFICE', '2026-09-28 16:40', '2026-09-29 18:00', 1],
    ['WORK_DAYS', 'OFFICE', '2026-09-28 16:40', '2026-10-10 17:30', 5],
    ['CALENDAR_DAYS', 'OFFICE', '2026-09-28 16:40', '2026-09-29 23:59', 0],
    ['CALENDAR_DAYS', 'OFFICE', '2026-09-28 16:40', '2026-09-29 24:00', 1],
    ['CALENDAR_DAYS', 'OFFICE', '2026-09-28 16:40', '2026-10-08 12:00', 9],
    ['WORK_DAYS', 'OFFICE', '2026-10-10 17:30', '2026-09-28 16:40', 0],
  ])('%s %s from %s to %s: %i', (unit, service, from, to, amount) => {
    expect(consumedBetween(calendar, measure(unit, service), at(from), at(to))).toBe(quanta(unit, amount));
  });
});

describe('shareAt', () => {
  const share = (unit: ClockUnit, service: string, from: string, consumed: number, budget: number, part: number) => {
    const instant = shareAt(
      calendar,
      measure(unit, service),
      at(from),
      quanta(unit, consumed),
      quanta(unit, budget),
      part,
    );
    return instant === null ? null : wallTime(instant);
  };

  it.each<[ClockUnit, string, string, number, number, number, string | null]>([
    ['ELAPSED_MINUTES', 'ALWAYS', '2026-09-24 23:41', 0, 60, 0.5, '2026-09-25 00:11'],
    ['WORK_MINUTES', 'CITY_OPS', '2026-09-24 23:41', 0, 240, 0.75, '2026-09-25 11:00'],
    ['WORK_MINUTES', 'CITY_OPS', '2026-09-25 08:00', 60, 240, 0.75, '2026-09-25 10:00'],
    ['WORK_DAYS', 'OFFICE', '2026-10-08 10:00', 0, 1, 0.75, '2026-10-09 15:45'],
    ['WORK_DAYS', 'CITY_OPS', '2026-10-08 10:00', 0, 1, 0.8, '2026-10-09 16:00'],
    ['WORK_DAYS', 'OFFICE', '2026-09-28 16:40', 0, 5, 0.8, '2026-10-09 17:30'],
    ['WORK_DAYS', 'OFFICE', '2026-09-28 16:40', 0, 5, 0.5, '2026-10-08 11:30'],
    ['WORK_DAYS', 'OFFICE', '2026-09-28 16:40', 0, 30, 0.1, '2026-10-08 17:30'],
    // 0.07 × 100 is 7.000000000000001: the seventh day, not the morning of the eighth
    ['WORK_DAYS', 'CITY_OPS', '2026-09-28 16:40', 0, 100, 0.07, '2026-10-05 18:00'],
    ['WORK_DAYS', 'OFFICE', '2026-09-28 16:40', 1, 5, 0.5, '2026-09-30 11:30'],
    ['WORK_DAYS', 'OFFICE', '2026-09-28 16:40', 3, 5, 0.5, null],
    ['CALENDAR_DAYS', 'OFFICE', '2026-09-22 10:00', 0, 3, 0.5, '2026-09-24 12:00'],
    ['CALENDAR_DAYS', 'OFFICE', '2026-09-22 10:00', 0, 3, 1, '2026-09-28 18:00'],
    ['ELAPSED_MINUTES', 'ALWAYS', '2026-09-24 23:41', 30, 60, 0.5, null],
  ])('%s %s from %s, %i of %i, share %d: %s', (unit, service, from, consumed, budget, part, expected) => {
    expect(share(unit, service, from, consumed, budget, part)).toBe(expected);
  });
});

describe('offsetFrom', () => {
  it.each<[string, number, ClockUnit, string | undefined, string]>([
    ['2026-09-25 00:41', 60, 'ELAPSED_MINUTES', undefined, '2026-09-25 01:41'],
    ['2026-09-28 18:00', -180, 'WORK_MINUTES', undefined, '2026-09-28 15:00'],
    ['2026-09-28 18:00', -240, 'WORK_MINUTES', undefined, '2026-09-28 11:00'],
    ['2026-09-28 08:30', -60, 'WORK_MINUTES', undefined, '2026-09-24 17:30'],
    ['2026-09-25 17:00', 120, 'WORK_MINUTES', 'CITY_OPS', '2026-09-26 09:00'],
    ['2026-10-10 17:30', 1, 'WORK_DAYS', undefined, '2026-10-12 17:30'],
    ['2026-10-10 17:30', 5, 'WORK_DAYS', undefined, '2026-10-16 17:30'],
    ['2026-10-01 18:00', 1, 'WORK_DAYS', 'CITY_OPS', '2026-10-02 18:00'],
    ['2026-09-28 18:00', -1, 'WORK_DAYS', undefined, '2026-09-24 18:00'],
    ['2026-09-28 12:00', -3, 'WORK_DAYS', undefined, '2026-09-22 18:00'],
    // 24:00 belongs to the day it ends
    ['2026-09-24 24:00', -1, 'WORK_DAYS', undefined, '2026-09-23 18:00'],
    ['2026-09-24 24:00', 1, 'WORK_DAYS', undefined, '2026-09-28 18:00'],
    // ruling 5: Sunday 31 January 2027 is reminded of on Friday the 29th
    ['2027-01-31 24:00', -1, 'WORK_DAYS', undefined, '2027-01-29 17:30'],
    ['2027-01-31 24:00', -3, 'WORK_DAYS', undefined, '2027-01-27 17:30'],
    ['2027-01-31 24:00', 1, 'WORK_DAYS', undefined, '2027-02-01 17:30'],
    ['2026-10-05 24:00', -1, 'WORK_DAYS', undefined, '2026-09-30 18:00'],
    ['2026-09-28 18:00', 30, 'CALENDAR_DAYS', undefined, '2026-10-28 18:00'],
    ['2026-09-28 18:00', -1, 'CALENDAR_DAYS', undefined, '2026-09-27 18:00'],
    ['2026-10-03 03:00', 0, 'WORK_DAYS', undefined, '2026-10-03 03:00'],
  ])('%s %i %s %s: %s', (from, amount, unit, service, expected) => {
    expect(wallTime(offsetFrom(calendar, at(from), { amount, unit, service }))).toBe(expected);
  });
});

describe('in time (ruling 14)', () => {
  const due = at('2026-10-10 17:30');

  it('counts the whole minute of the due instant', () => {
    expect(inTime(due, due)).toBe(true);
    expect(inTime(due + 40_000, due)).toBe(true);
    expect(inTime(due + 59_999, due)).toBe(true);
    expect(inTime(due + 60_000, due)).toBe(false);
  });

  it('lets a rung at due fire only when nobody can be in time any more', () => {
    for (const seconds of [0, 25, 59]) {
      const exact = due + seconds * 1_000;
      expect(minuteAfter(exact)).toBe(due + 60_000);
      expect(inTime(minuteAfter(exact) - 1, exact)).toBe(true);
      expect(inTime(minuteAfter(exact), exact)).toBe(false);
    }
  });
});
