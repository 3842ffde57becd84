import { consumedBetween, type Instant, type WorkCalendar } from '#calendar';
import type { Event } from '../events';
import type { ClockKind, Finding, Kind } from '../finding';
import { isLead, menderOf } from '../line';
import type { Channel, Severity, Source, Urgency } from '../policy';
import type { Status } from '../status';
import { judgedBy } from '../timeliness';
import { spotOf } from './case-traits';
import { type CaseWalk, type Step, stepsOf } from './case-walk';
import { runningBetween } from './pauses';

/** Something due from somebody, and when it was done. */
export interface Duty {
  unitId: string | null;
  dueAt: Instant;
  doneAt: Instant;
}

/** 统计件: one case as of an instant, as far as indicators look at it. */
export interface CaseRecord {
  id: string;
  kind: Kind;
  status: Status;
  source: Source;
  channel: Channel;
  severity: Severity;
  urgency: Urgency;
  categoryCode: string | null;
  spot: string | null;
  streetId: string | null;
  communityId: string | null;
  subject: string | null;
  listId: string | null;
  legacy: boolean;
  /** The unit of record: the last lead, else who mended it on the spot. */
  unitId: string | null;
  supervisingUnitId: string;
  filedAt: Instant;
  registeredAt: Instant | null;
  assignedAt: Instant | null;
  dueAt: Instant | null;
  /** When the feedback that stands was handed in, and whether in time. */
  submittedAt: Instant | null;
  inTime: boolean | null;
  passed: boolean;
  closedAt: Instant | null;
  /** 缓办: suspended at that instant. */
  suspended: boolean;
  /** 反馈 by the outcome of its verification. */
  feedbacks: { at: Instant; passed: boolean | null }[];
  /** 签收 and 视同签收. */
  receipts: { unitId: string; at: Instant; signed: boolean }[];
  dispatches: { unitId: string; at: Instant }[];
  returns: { unitId: string | null; at: Instant; upheld: boolean }[];
  extensions: Instant[];
  lookBacks: { at: Instant; passed: boolean }[];
  verifications: Duty[];
  approvals: Duty[];
  /** 整改净用时, working minutes of the office; null while it is not closed. */
  netMinutes: number | null;
  /** 回访: the last answer; null when nobody was asked. */
  calledBack: { at: Instant; satisfied: boolean } | null;
}

/** What indicators need of one case's log, up to an instant. */
export function caseRecord(
  log: readonly Event[],
  asOf: Instant,
  calendar: WorkCalendar,
  { steps, state }: CaseWalk = stepsOf(log, asOf),
): CaseRecord {
  const standing = state.submissions.findLast(
    ({ submittedAt, outcome }) => submittedAt !== null && outcome !== 'failed',
  );
  const assignedAt = timeOf(steps, 'assigned');
  const dues = new Dues([log[0]!, ...steps.map(({ event }) => event)]);
  return {
    id: state.id,
    kind: state.kind,
    status: state.status,
    source: state.source,
    channel: state.channel,
    severity: state.severity,
    urgency: state.urgency,
    categoryCode: state.categoryCode,
    spot: spotOf(state),
    streetId: state.place.streetId,
    communityId: state.place.communityId,
    subject: state.subject,
    listId: state.listId,
    legacy: state.legacy,
    unitId: state.lines.findLast(isLead)?.unitId ?? menderOf(state),
    supervisingUnitId: state.supervisingUnitId,
    filedAt: state.filedAt,
    registeredAt: timeOf(steps, 'registered'),
    assignedAt,
    dueAt: standing?.dueAt ?? dues.of(judgedBy(state)?.id, asOf),
    submittedAt: standing?.submittedAt ?? null,
    inTime: standing?.inTime ?? null,
    passed: state.witnessed || standing?.outcome === 'passed',
    closedAt: state.writtenOffAt,
    suspended: state.suspensions.some(({ endedAt }) => endedAt === null),
    feedbacks: state.submissions.flatMap(({ submittedAt: at, outcome }) =>
      at === null ? [] : { at, passed: outcome === 'passed' ? true : outcome === 'failed' ? false : null },
    ),
    receipts: steps.flatMap(({ event, after }) =>
      event.type === 'line_signed'
        ? { unitId: unitOf(after, event.lineId), at: event.at, signed: event.how === 'signed' }
        : [],
    ),
    dispatches: steps.flatMap(({ event }) =>
      event.type === 'assigned' ? { unitId: event.fixings.unitId, at: event.at } : [],
    ),
    returns: steps.flatMap(returned),
    extensions: steps.flatMap(({ event }) => (event.type === 'extension_granted' ? event.at : [])),
    lookBacks: steps.flatMap(({ event }) =>
      event.type === 'look_back_passed' || event.type === 'look_back_failed'
        ? { at: event.at, passed: event.type === 'look_back_passed' }
        : [],
    ),
    verifications: steps.flatMap((step) =>
      step.event.type === 'verified' || step.event.type === 'verification_failed' ? dues.done(step, 'verify') : [],
    ),
    approvals: steps.flatMap((step) => (step.event.type === 'level_approved' ? dues.done(step, 'approve') : [])),
    netMinutes: netMinutes(state, assignedAt, standing?.submittedAt ?? null, calendar),
    calledBack: calledBack(steps),
  };
}

/** A stopped clock has forgotten its due; the log has not. */
class Dues {
  private readonly set: { clockId: string; kind: ClockKind | null; at: Instant; dueAt: Instant }[];

  constructor(log: readonly Event[]) {
    this.set = log.flatMap((event) => {
      if (event.type === 'clock_started' && event.clock.dueAt !== null)
        return { clockId: event.clock.id, kind: event.clock.kind, at: event.at, dueAt: event.clock.dueAt };
      if ((event.type === 'clock_resumed' || event.type === 'clock_rescheduled') && event.schedule)
        return { clockId: event.clockId, kind: null, at: event.at, dueAt: event.schedule.dueAt };
      return [];
    });
  }

  of(clockId: string | undefined, asOf: Instant): Instant | null {
    return this.set.findLast((one) => one.clockId === clockId && one.at <= asOf)?.dueAt ?? null;
  }

  done({ event, before }: Step, kind: ClockKind): Duty[] {
    const started = this.set.findLast((one) => one.kind === kind && one.at <= event.at);
    const dueAt = this.of(started?.clockId, event.at);
    return dueAt === null ? [] : [{ unitId: before.supervisingUnitId, dueAt, doneAt: event.at }];
  }
}

const timeOf = (steps: readonly Step[], type: Event['type']): Instant | null =>
  steps.find(({ event }) => event.type === type)?.event.at ?? null;

const unitOf = (state: Finding, lineId: string): string => state.lines.find(({ id }) => id === lineId)?.unitId ?? '';

function returned({ event, after }: Step): CaseRecord['returns'] {
  if (event.type !== 'return_upheld' && event.type !== 'return_refused') return [];
  const lineId = after.requests.find(({ id }) => id === event.requestId)?.lineId;
  const unitId = after.lines.find(({ id }) => id === lineId)?.unitId ?? null;
  return [{ unitId, at: event.at, upheld: event.type === 'return_upheld' }];
}

function calledBack(steps: readonly Step[]): CaseRecord['calledBack'] {
  const last = steps.findLast(({ event }) => event.type === 'called_back')?.event;
  return last?.type === 'called_back' ? { at: last.at, satisfied: last.satisfied } : null;
}

const OFFICE_MINUTES = { unit: 'WORK_MINUTES', service: 'OFFICE' } as const;

function netMinutes(
  { writtenOffAt, suspensions }: Finding,
  from: Instant | null,
  to: Instant | null,
  calendar: WorkCalendar,
): number | null {
  if (writtenOffAt === null || from === null || to === null) return null;
  return runningBetween(suspensions, from, to).reduce(
    (sum, [a, b]) => sum + consumedBetween(calendar, OFFICE_MINUTES, a, b) / 60_000,
    0,
  );
}
