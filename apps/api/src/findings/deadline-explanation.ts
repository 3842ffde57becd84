import { describeSegmentsEn, describeSegmentsZh, type Instant, type Segment, type WorkCalendar } from '#calendar';
import type { ClockExplanation } from '#contract';
import {
  type Clock,
  type Context,
  type DeadlineExplanation,
  type Event,
  explainClock,
  type Finding,
  ifGranted,
  type Policy,
} from '#domain';
import type { RecordedFinding } from '#persistence';
import { written, writtenOrNull } from '../http/written';

interface Granting {
  clockId: string;
  dueAt: Instant | null;
  newDueAt: Instant;
  provisional: boolean;
  zh: string[];
  en: string[];
}

/** Why each clock of a finding stands where it does, read out of its own events. */
export function explainClocks(
  finding: Finding,
  events: readonly Event[],
  calendar: WorkCalendar,
  policy: Policy,
): ClockExplanation[] {
  const pauses = pausesOf(finding, policy);
  return Object.values(finding.clocks).flatMap((clock) => {
    const life = explainClock(events, clock.id, calendar);
    return life ? [explained(clock, life, named(life.segments, pauses))] : [];
  });
}

/** An extension that waits: the due that granting it would give, explained as if it had been. */
export function explainGranting(
  recorded: RecordedFinding,
  requestId: string,
  log: readonly Event[],
  context: Context,
): Granting | null {
  const { finding, at } = recorded;
  const granted = ifGranted(finding, requestId, at, context);
  const life = granted && explainClock([...log, ...granted.events], granted.clock.id, context.calendar);
  if (!life) return null;
  const { clock } = granted;
  const segments = named(life.segments, pausesOf(finding, context.policy));
  return {
    clockId: clock.id,
    dueAt: finding.clocks[clock.id]?.dueAt ?? null,
    newDueAt: granted.dueAt,
    provisional: clock.provisional,
    zh: told(clock, life, segments, 'zh'),
    en: told(clock, life, segments, 'en'),
  };
}

function explained(clock: Clock, life: DeadlineExplanation, segments: Segment[]): ClockExplanation {
  return {
    clockId: clock.id,
    kind: clock.kind,
    step: clock.step,
    unitId: clock.unitId,
    unit: clock.unit,
    service: clock.service,
    fixed: clock.fixed,
    budget: clock.budget,
    consumed: clock.consumed,
    running: clock.runningSince !== null,
    dueAt: written(life.dueAt),
    stoppedAt: writtenOrNull(life.stoppedAt),
    provisional: life.provisional,
    segments: segments.map((segment) => ({ ...segment, from: written(segment.from), to: written(segment.to) })),
    changes: life.changes.map(({ why, at, dueBefore, dueAt }) => ({
      why,
      at: written(at),
      before: written(dueBefore),
      after: written(dueAt),
    })),
    zh: told(clock, life, segments, 'zh'),
    en: told(clock, life, segments, 'en'),
  };
}

/** A pause bears the reason of the suspension that began with it. */
const named = (segments: readonly Segment[], pauses: ReadonlyMap<Instant, string>): Segment[] =>
  segments.map((segment) => {
    const name = segment.why === 'paused' ? pauses.get(segment.from) : undefined;
    return name === undefined ? segment : { ...segment, name };
  });

const pausesOf = (finding: Finding, policy: Policy): Map<Instant, string> =>
  new Map(
    finding.suspensions.map(({ since, reason }) => [
      since,
      policy.suspensions.find((rule) => rule.reason === reason)?.zh ?? reason,
    ]),
  );

const FIXED = {
  zh: '上级明确的日期，不因休息日顺延',
  en: 'A date set from above: it does not move for days off',
};
const DESCRIBED = { zh: describeSegmentsZh, en: describeSegmentsEn };

function told(clock: Clock, life: DeadlineExplanation, segments: Segment[], language: 'zh' | 'en'): string[] {
  const due = { at: life.dueAt, provisional: life.provisional };
  const lines = DESCRIBED[language](clock.fixed ? [] : segments, life.measure, due);
  return clock.fixed ? [FIXED[language], ...lines] : lines;
}
