import { type Instant, minuteAfter } from '#calendar';
import type { Event, EventOf } from '../events';
import { evolve } from '../evolve';
import type { Clock, Finding } from '../finding';
import { verdictOf } from '../clocks';

/** A breach of one line's own clock (ruling 1): the due that passed, and the event that says so. */
export interface Breach {
  lineId: string;
  dueAt: Instant;
  seq: number;
}

/** A step of a case's life as assessment reads it. */
export interface Step {
  event: Event;
  /** From 1, as the record counts. */
  seq: number;
  /** The row before and after it. */
  before: Finding;
  after: Finding;
}

/** A log as it was folded: facts and figures are read from the same one. */
export interface CaseWalk {
  steps: Step[];
  state: Finding;
}

/** The steps of a log up to an instant, the filing and what was taken back (撤回) aside. */
export function stepsOf(log: readonly Event[], asOf: Instant): CaseWalk {
  const first = log[0];
  if (!first) throw new RangeError('a case without events');
  let state = evolve(null, first);
  let steps: Step[] = [];
  for (const [index, event] of log.entries()) {
    if (index === 0) continue;
    if (event.at > asOf) break;
    const after = evolve(state, event);
    if (event.type === 'taken_back') steps = steps.filter((step) => step.seq < event.fromSeq || hasRung(step, after));
    steps.push({ event, seq: index + 1, before: state, after });
    state = after;
  }
  return { steps, state };
}

/** What rang meanwhile on a clock that stays has rung, whatever was taken back beside it. */
function hasRung({ event }: Step, { clocks }: Finding): boolean {
  if (event.type !== 'rung_fired') return false;
  const clock = clocks[event.clockId];
  return clock?.generation === event.generation && clock.fired.includes(event.rung);
}

/**
 * One breach a line at most (一事一扣): by the first rung that rang after its due or by late feedback. What moves the due
 * afterwards without leaving the breach standing (a request made in time, an outage, a credit) takes it away again.
 */
export function breachesOf(steps: readonly Step[]): Breach[] {
  const breaches = new Map<string, Breach>();
  for (const step of steps) {
    const breach = breachIn(step);
    if (breach && !breaches.has(breach.lineId)) breaches.set(breach.lineId, breach);
    const forgiven = forgivenIn(step, breaches);
    if (forgiven) breaches.delete(forgiven);
  }
  return [...breaches.values()];
}

function breachIn({ event, seq, after }: Step): Breach | null {
  if (event.type === 'submitted') return lateFeedback(event, seq);
  if (event.type !== 'rung_fired' || event.at < minuteAfter(event.dueAt)) return null;
  const clock = after.clocks[event.clockId];
  return clock && isVerdict(after, clock) ? { lineId: clock.of!, dueAt: event.dueAt, seq } : null;
}

function lateFeedback({ submission }: EventOf<'submitted'>, seq: number): Breach | null {
  const { lineId, dueAt, inTime } = submission;
  return inTime === false && dueAt !== null ? { lineId, dueAt, seq } : null;
}

function forgivenIn({ event, after }: Step, breaches: ReadonlyMap<string, Breach>): string | null {
  if (event.type === 'verdict_excused')
    return event.inTime ? (after.submissions.find(({ id }) => id === event.submissionId)?.lineId ?? null) : null;
  if (event.type !== 'clock_rescheduled' || !event.schedule) return null;
  const clock = after.clocks[event.clockId];
  const breach = clock && isVerdict(after, clock) ? breaches.get(clock.of!) : undefined;
  return breach && clock?.breachedDueAt === null && event.schedule.dueAt > breach.dueAt ? breach.lineId : null;
}

/** The last step's clock judges the line. */
const isVerdict = (state: Finding, clock: Clock): boolean =>
  clock.kind === 'rectify' && clock.of !== null && verdictOf(state, clock.of)?.id === clock.id;
