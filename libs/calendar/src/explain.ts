import { OFFICE } from './check-calendar-data';
import { type Instant, addDays, civilDate, dateEndingAt, datesFrom, instantOf } from './civil';
import { consumedBetween } from './consumed';
import type { Measure } from './measure';
import type { DayKind, ServiceDay, WorkCalendar } from './work-calendar';

export type SegmentReason =
  | 'open'
  | 'closed'
  | 'weekend'
  | 'holiday'
  | 'make_up'
  | 'override'
  | 'start_day'
  | 'paused'
  | 'rolled';

/** A stretch of a clock's life: the quanta it counted, and why. */
export interface Segment {
  from: Instant;
  to: Instant;
  counted: number;
  why: SegmentReason;
  /** The holiday, the notice, or what the clock was paused for. */
  name?: string;
}

/**
 * Why a clock that ran from `from` to `until` stands where it does: contiguous segments whose counts add up to
 * `consumedBetween`. A calendar-day clock that ends at an OFFICE close after days off is shown as rolled over them.
 */
export function explain(cal: WorkCalendar, measure: Measure, from: Instant, until: Instant): Segment[] {
  if (until <= from) return [];
  switch (measure.unit) {
    case 'ELAPSED_MINUTES':
      return [{ from, to: until, counted: until - from, why: 'open' }];
    case 'WORK_MINUTES':
      return merged(minuteSegments(cal, measure, from, until));
    case 'WORK_DAYS':
    case 'CALENDAR_DAYS':
      return merged(daySegments(cal, measure, from, until));
  }
}

const REASONS: Record<DayKind, SegmentReason> = {
  workday: 'open',
  every_day: 'open',
  weekend: 'weekend',
  holiday: 'holiday',
  make_up: 'make_up',
  override_rest: 'override',
  override_work: 'override',
};

function* minuteSegments(cal: WorkCalendar, measure: Measure, from: Instant, until: Instant): Generator<Segment> {
  for (const [start, end, day] of daysOf(cal, measure.service, from, until)) {
    const reason = reasonOf(day);
    let reached = start;
    for (const [opens, closes] of day.open) {
      const begin = Math.min(Math.max(opens, reached), end);
      const finish = Math.min(Math.max(closes, reached), end);
      yield { from: reached, to: begin, counted: 0, why: 'closed' };
      yield { from: begin, to: finish, counted: finish - begin, ...reason };
      reached = finish;
    }
    yield { from: reached, to: end, counted: 0, ...(day.close === null ? reason : { why: 'closed' as const }) };
  }
}

function* daySegments(cal: WorkCalendar, measure: Measure, from: Instant, until: Instant): Generator<Segment> {
  const service = measure.unit === 'CALENDAR_DAYS' ? OFFICE : measure.service;
  const rolledSince = measure.unit === 'CALENDAR_DAYS' ? rollStart(cal, until) : Infinity;
  for (const [start, end, day] of daysOf(cal, service, from, until)) {
    // Asked from the day before, so that this day is not taken for a starting day.
    const counted = start === from ? 0 : consumedBetween(cal, measure, start - 1, end);
    const reason = reasonOf(day);
    if (start === from) yield { from: start, to: end, counted, why: 'start_day' };
    else if (start >= rolledSince) yield { from: start, to: end, counted, ...reason, why: 'rolled' };
    else if (measure.unit === 'CALENDAR_DAYS') yield { from: start, to: end, counted, why: 'open' };
    else yield { from: start, to: end, counted, ...reason };
  }
}

function* daysOf(
  cal: WorkCalendar,
  service: string,
  from: Instant,
  until: Instant,
): Generator<[Instant, Instant, ServiceDay]> {
  for (const date of datesFrom(civilDate(from), 1)) {
    const midnight = instantOf(date);
    if (midnight >= until) return;
    yield [Math.max(from, midnight), Math.min(until, instantOf(date, '24:00')), cal.day(service, date)];
  }
}

/** Midnight of the first of the days off that a rolled calendar-day clock ending at `until` passed over. */
function rollStart(cal: WorkCalendar, until: Instant): Instant {
  const landing = dateEndingAt(until);
  if (cal.day(OFFICE, landing).close !== until || cal.day(OFFICE, addDays(landing, -1)).close !== null) return Infinity;
  for (const date of datesFrom(addDays(landing, -1), -1))
    if (cal.day(OFFICE, date).close !== null) return instantOf(date, '24:00');
  throw new RangeError('unreachable: datesFrom throws at its horizon');
}

function reasonOf({ kind, name }: ServiceDay): Pick<Segment, 'why' | 'name'> {
  return { why: REASONS[kind], ...(name && { name }) };
}

/** Drops empty segments and joins neighbours of one reason, unless one of them counts and the other does not. */
function merged(segments: Iterable<Segment>): Segment[] {
  const joined: Segment[] = [];
  for (const next of segments) {
    const last = joined.at(-1);
    if (next.to === next.from) continue;
    if (last && last.why === next.why && last.name === next.name && last.counted > 0 === next.counted > 0) {
      last.to = next.to;
      last.counted += next.counted;
    } else joined.push({ ...next });
  }
  return joined;
}
