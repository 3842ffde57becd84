import type { Instant } from '#calendar';
import { statusAfter } from './edges';
import type { Event, FiledFacts } from './events';
import { clockChanges, noticeChanges } from './evolve-clocks';
import type { Finding, Line, Plea, Request, Submission } from './finding';
import { leadOf } from './line';
import type { ApproverPosition } from './policy';
import type { Status } from './status';

/** Folds one event into the row. Pure and mechanical: every computed value stands in the event (I3). */
export function evolve(state: Finding | null, event: Event): Finding {
  if (event.type === 'filed') return born(event.facts, event.at, 'filed');
  if (event.type === 'opened') return { ...born(event.facts, event.at, event.status, event.levels), legacy: true };
  if (!state) throw new Error(`event ${event.type} before the finding was filed`);
  const status = statusAfter(state, event);
  const next = { ...state, ...changes(state, event), status, seq: state.seq + 1, ...lastActAfter(state, event) };
  return { ...next, disputed: isDisputed(next) };
}

/** A rung leaves the case where it is; whatever else time does moves it on. */
const LEAVES_BE: ReadonlySet<Event['type']> = new Set([
  'rung_fired',
  'reminder_repeated',
  'notice_written',
  'clock_started',
]);

function lastActAfter(state: Finding, { of: command, by, at, type }: Event): Pick<Finding, 'lastAct'> {
  if (command && by) return { lastAct: { command, by, at, seq: state.seq + 1 } };
  return state.lastAct && by === null && !LEAVES_BE.has(type) ? { lastAct: null } : {};
}

/** A return, an objection or a review waits for its ruling. */
const isDisputed = (state: Finding): boolean =>
  state.objection !== null ||
  state.requests.some((r) => r.kind === 'return' && r.status === 'open') ||
  state.reviews.some((r) => r.outcome === null);

/** The row that a whole log folds into. */
export const fold = (events: readonly Event[]): Finding | null =>
  events.reduce<Finding | null>((state, event) => evolve(state, event), null);

function born(facts: FiledFacts, at: Instant, status: Status, levels: ApproverPosition[] = []): Finding {
  return {
    ...facts,
    status,
    legacy: false,
    seq: 1,
    cycle: 1,
    filedAt: at,
    fixings: null,
    dispatchId: null,
    witnessed: false,
    lines: [],
    steps: [],
    clocks: {},
    requests: [],
    returnsAsked: 0,
    bindingRuling: false,
    suspensions: [],
    submissions: [],
    verification: null,
    writeOff: { levels, granted: [] },
    rectifiers: [],
    objection: null,
    lookBacks: [],
    notices: [],
    instructions: [],
    reviews: [],
    transfer: null,
    voidProposedBy: null,
    mergedInto: null,
    statusBeforeMerge: null,
    absorbed: [],
    disputed: false,
    writtenOffAt: null,
    colour: null,
  };
}

/** What an event changes beside the status, by the part of the row that it touches. */
const PARTS = [
  assignmentChanges,
  requestChanges,
  feedbackChanges,
  closureChanges,
  exitChanges,
  noticeChanges,
  clockChanges,
] as const;

function changes(state: Finding, event: Event): Partial<Finding> {
  for (const changesOf of PARTS) {
    const changed = changesOf(state, event);
    if (changed) return changed;
  }
  return {};
}

/** 发现 and 交办: the facts, the steps, and who mends. */
function assignmentChanges(state: Finding, event: Event): Partial<Finding> | null {
  switch (event.type) {
    case 'amended':
      return event.facts;
    case 'taken_back':
      return event.restored;
    case 'steps_set':
      return { steps: event.steps };
    case 'passed_on':
    case 'passed_back':
      return { chainLevel: event.level };
    case 'settled_in_chain':
      return { chainLevel: null };
    case 'assigned':
      return {
        fixings: event.fixings,
        dispatchId: event.dispatchId,
        steps: event.steps,
        bindingRuling: false,
        transfer: null,
      };
    case 'line_opened':
      return { lines: [...state.lines, event.line] };
    case 'line_signed':
      return line(state, event.lineId, { signedAt: event.at, signedHow: event.how });
    case 'line_closed':
      return {
        ...line(state, event.lineId, { status: event.why, booked: event.booked, closedAt: event.at }),
        submissions: draftsWithdrawn(state, event.lineId),
      };
    case 'line_answered':
      return {
        ...line(state, event.lineId, { status: 'answered', closedAt: event.at }),
        evidence: [...state.evidence, ...event.evidence],
        rectifiers: rectified(state, event),
      };
    default:
      return null;
  }
}

/** What a unit asks for while it mends, and what became of it: 退回, 延期, 挂账, 陈述理由. */
function requestChanges(state: Finding, event: Event): Partial<Finding> | null {
  switch (event.type) {
    case 'return_requested':
      return {
        requests: [...state.requests, event.request],
        returnsAsked: state.returnsAsked + (leadOf(state)?.id === event.request.lineId ? 1 : 0),
      };
    case 'extension_requested':
    case 'suspension_requested':
      return { requests: [...state.requests, event.request] };
    case 'return_upheld':
      return request(state, event.requestId, 'granted');
    case 'extension_granted':
      return {
        ...request(state, event.requestId, 'granted'),
        ...(event.lineId && { lateGrants: [...(state.lateGrants ?? []), event.lineId] }),
      };
    case 'return_refused':
      return { ...request(state, event.requestId, 'refused'), bindingRuling: event.binding };
    case 'extension_refused':
    case 'suspension_refused':
      return request(state, event.requestId, 'refused');
    case 'request_lapsed':
      return request(state, event.requestId, 'lapsed');
    case 'suspended':
      return {
        ...(event.requestId ? request(state, event.requestId, 'granted') : {}),
        suspensions: [...state.suspensions, event.suspension],
      };
    case 'suspension_ended':
      return {
        suspensions: state.suspensions.map((s) => (s.id === event.suspensionId ? { ...s, endedAt: event.at } : s)),
      };
    case 'reason_stated':
      return { pleas: [...(state.pleas ?? []), event.plea] };
    case 'reason_accepted':
      return plea(state, event.pleaId, { outcome: 'held', until: event.until });
    case 'reason_refused':
      return plea(state, event.pleaId, { outcome: 'refused' });
    default:
      return null;
  }
}

/** 反馈: what was mended, and whether it is. */
function feedbackChanges(state: Finding, event: Event): Partial<Finding> | null {
  switch (event.type) {
    case 'step_completed':
      return {
        steps: state.steps.map((s) => (s.code === event.step ? { ...s, completedAt: event.at } : s)),
        evidence: [...state.evidence, ...event.evidence],
        rectifiers: rectified(state, event),
      };
    case 'feedback_drafted':
      return { submissions: [...state.submissions, event.submission], rectifiers: rectified(state, event) };
    case 'feedback_sent_back':
      return submission(state, event.submissionId, { outcome: 'sent_back' });
    case 'submitted':
      return {
        submissions: [
          ...draftsWithdrawn(state, event.submission.lineId).filter((s) => s.id !== event.submission.id),
          event.submission,
        ],
        steps: state.steps.map((s) => ({ ...s, completedAt: s.completedAt ?? event.at })),
        evidence: [...state.evidence, ...event.submission.evidence],
        rectifiers: [...state.rectifiers, ...handedInBy(event.submission)],
        verification: null,
      };
    case 'verdict_excused':
      return submission(state, event.submissionId, { dueAt: event.dueAt, inTime: event.inTime });
    case 'witnessed':
      return {
        witnessed: true,
        rectifiers: [...state.rectifiers, event.rectifiedBy],
        evidence: [...state.evidence, ...event.evidence],
        writeOff: { levels: event.levels, granted: [] },
        verification: event.by && { by: event.by, mode: 'site', at: event.at },
      };
    case 'verified':
      return {
        ...(event.submissionId ? submission(state, event.submissionId, { outcome: 'passed' }) : {}),
        verification: event.by && { by: event.by, mode: event.mode, at: event.at },
        writeOff: { levels: event.levels, granted: [] },
      };
    case 'verification_failed':
      return {
        ...(event.submissionId ? submission(state, event.submissionId, { outcome: 'failed' }) : {}),
        ...nextCycle(state),
      };
    default:
      return null;
  }
}

/** 销号: the levels of the write-off, what is objected, looked back at and reviewed. */
function closureChanges(state: Finding, event: Event): Partial<Finding> | null {
  switch (event.type) {
    case 'level_approved':
      return {
        writeOff: {
          ...state.writeOff,
          granted: [
            ...state.writeOff.granted,
            ...(event.by ? [{ level: event.level, by: event.by, at: event.at }] : []),
          ],
        },
      };
    case 'write_off_rejected':
      return {
        writeOff: { levels: [], granted: [] },
        ...(event.to === 'rectifying' ? nextCycle(state) : { submissions: lastPending(state) }),
      };
    case 'objected':
      return { objection: event.by && { by: event.by, at: event.at } };
    case 'objection_refused':
      return { objection: null };
    case 'objection_upheld':
      return { objection: null, writeOff: { levels: [], granted: [] }, ...nextCycle(state) };
    case 'written_off':
      return {
        writtenOffAt: event.at,
        lookBacks: event.lookBacks.map((dueAt) => ({ dueAt, openedAt: null, outcome: null })),
      };
    case 'look_back_opened':
      return { lookBacks: firstOpen(state, { openedAt: event.at }) };
    case 'look_back_passed':
      return { lookBacks: firstOpen(state, { outcome: 'passed' }) };
    case 'look_back_failed':
      return { lookBacks: firstOpen(state, { outcome: 'failed' }), writtenOffAt: null, ...nextCycle(state) };
    case 'review_requested':
      return event.by
        ? { reviews: [...state.reviews, { id: event.reviewId, by: event.by, at: event.at, outcome: null }] }
        : {};
    case 'review_decided':
      return {
        reviews: state.reviews.map((r) => (r.id === event.reviewId ? { ...r, outcome: event.outcome } : r)),
      };
    default:
      return null;
  }
}

/** Ways out of the loop, and back: 移交, 作废, 合并. */
function exitChanges(state: Finding, event: Event): Partial<Finding> | null {
  switch (event.type) {
    case 'transfer_sent':
      return { transfer: { toUnit: event.toUnit, letter: event.letter, at: event.at } };
    case 'transfer_refused':
      return { transfer: null };
    case 'void_proposed':
      return { voidProposedBy: event.by };
    case 'merged':
      return { mergedInto: event.into, statusBeforeMerge: state.status, ...(event.across && { mergedAcross: true }) };
    case 'unmerged':
      return { mergedInto: null, statusBeforeMerge: null, ...(event.across && { mergedAcross: false }) };
    case 'absorbed':
      return {
        absorbed: [...state.absorbed, event.findingId],
        filedAt: Math.min(state.filedAt, event.filedAt),
        evidence: [...state.evidence, ...event.evidence],
        ...(event.watchedBy && { watchers: { ...state.watchers, [event.findingId]: event.watchedBy } }),
        ...(event.dueAt !== undefined && { inherited: { ...state.inherited, [event.findingId]: event.dueAt } }),
      };
    case 'released':
      return {
        absorbed: state.absorbed.filter((id) => id !== event.findingId),
        ...(state.watchers && { watchers: { ...state.watchers, [event.findingId]: [] } }),
        ...(state.inherited && { inherited: without(state.inherited, event.findingId) }),
      };
    default:
      return null;
  }
}

/** The last step opens again; what made the place safe stays done. */
const nextCycle = (state: Finding) => ({
  cycle: state.cycle + 1,
  verification: null,
  steps: state.steps.map((s, i) => (i === state.steps.length - 1 ? { ...s, completedAt: null } : s)),
});

const rectified = (state: Finding, { by }: Event) => (by ? [...state.rectifiers, by] : state.rectifiers);

/** Who wrote the feedback and who let it leave (审签). */
const handedInBy = ({ by, endorsedBy }: Submission) => (endorsedBy ? [by, endorsedBy] : [by]);

const line = (state: Finding, id: string, change: Partial<Line>): Partial<Finding> => ({
  lines: state.lines.map((l) => (l.id === id ? { ...l, ...change } : l)),
});

const request = (state: Finding, id: string, status: Request['status']): Partial<Finding> => ({
  requests: state.requests.map((r) => (r.id === id ? { ...r, status } : r)),
});

const plea = (state: Finding, id: string, change: Partial<Plea>): Partial<Finding> => ({
  pleas: (state.pleas ?? []).map((p) => (p.id === id ? { ...p, ...change } : p)),
});

const submission = (state: Finding, id: string, change: Partial<Submission>): Partial<Finding> => ({
  submissions: state.submissions.map((s) => (s.id === id ? { ...s, ...change } : s)),
});

/** A draft that was never endorsed falls away with its line, or when the feedback leaves without it. */
const draftsWithdrawn = (state: Finding, lineId: string): Submission[] =>
  state.submissions.map((s) =>
    s.lineId === lineId && s.submittedAt === null && s.outcome === 'pending' ? { ...s, outcome: 'withdrawn' } : s,
  );

/** What was passed waits for its verification once more. */
const lastPending = (state: Finding): Submission[] =>
  state.submissions.map((s, i) => (i === state.submissions.length - 1 ? { ...s, outcome: 'pending' } : s));

const without = <T>(all: Record<string, T>, gone: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([id]) => id !== gone));

function firstOpen(state: Finding, change: Partial<Finding['lookBacks'][number]>): Finding['lookBacks'] {
  const index = state.lookBacks.findIndex((l) => l.outcome === null);
  return state.lookBacks.map((l, i) => (i === index ? { ...l, ...change } : l));
}
