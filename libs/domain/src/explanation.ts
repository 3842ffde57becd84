import { explain, type Instant, type Measure, type Segment, type WorkCalendar } from '#calendar';
import type { Event, RescheduleReason } from './events';
import type { ClockKind } from './finding';

/** Why a deadline is what it is: the stretches that make it up and everything that moved it. */
export interface DeadlineExplanation {
  clockId: string;
  kind: ClockKind;
  unitId: string | null;
  measure: Measure;
  /** The due in force, or the last one before the clock stopped. */
  dueAt: Instant;
  provisional: boolean;
  stoppedAt: Instant | null;
  segments: Segment[];
  changes: { why: RescheduleReason; at: Instant; dueBefore: Instant; dueAt: Instant }[];
}

interface Run {
  from: Instant;
  to: Instant | null;
}

/** Reads one clock's life out of the log; null when the log knows no such clock. */
export function explainClock(
  events: readonly Event[],
  clockId: string,
  calendar: WorkCalendar,
): DeadlineExplanation | null {
  let found: DeadlineExplanation | null = null;
  let runs: Run[] = [];
  for (const event of events) {
    if (event.type === 'clock_started' && event.clock.id === clockId) {
      const { kind, unitId, unit, service, dueAt, provisional, runningSince } = event.clock;
      runs = [{ from: runningSince ?? event.at, to: null }];
      const due = dueAt ?? event.at;
      found = {
        clockId,
        kind,
        unitId,
        measure: { unit, service },
        dueAt: due,
        provisional,
        stoppedAt: null,
        segments: [],
        changes: [],
      };
    } else if (found && 'clockId' in event && event.clockId === clockId) {
      found = afterwards(found, event, runs);
    }
  }
  return found && { ...found, segments: segmentsOf(found, runs, calendar) };
}

/** Lengthens or ends the last run in place. */
function afterwards(before: DeadlineExplanation, event: Event, runs: Run[]): DeadlineExplanation {
  switch (event.type) {
    case 'clock_paused':
    case 'clock_stopped': {
      const last = runs.at(-1);
      if (last && last.to === null) last.to = event.at;
      return { ...before, stoppedAt: event.type === 'clock_stopped' ? event.at : before.stoppedAt };
    }
    case 'clock_resumed':
      runs.push({ from: event.at, to: null });
      return { ...before, stoppedAt: null, dueAt: event.schedule.dueAt, provisional: event.schedule.provisional };
    case 'clock_rescheduled': {
      if (!event.schedule) return before;
      const { dueAt, provisional } = event.schedule;
      const change = { why: event.why, at: event.at, dueBefore: before.dueAt, dueAt };
      return { ...before, dueAt, provisional, changes: [...before.changes, change] };
    }
    default:
      return before;
  }
}

function segmentsOf({ measure, dueAt }: DeadlineExplanation, runs: Run[], calendar: WorkCalendar): Segment[] {
  return runs.flatMap((run, index): Segment[] => {
    const next = runs[index + 1];
    const until = next ? (run.to ?? next.from) : Math.max(run.from, dueAt);
    const counted = until > run.from ? explain(calendar, measure, run.from, until) : [];
    return next ? [...counted, { from: until, to: next.from, counted: 0, why: 'paused' }] : counted;
  });
}
