import type { Clock, Event, EventOf, EventType, EvidenceRef, Finding, Line, Request } from '#domain';
import { timestamptz } from '../clock';
import { searchWords } from '../desk/search-words';
import { deliveriesOf } from '../delivery/deliveries-of';
import type { ChainedEvent } from './chain';
import type { Change } from './change';
import { bytea } from './row';

/**
 * One table that a change writes beside the row: the rows that changed (most often none, and then the table is not in the
 * statement at all) and their columns by SQL type. `update` is what a second row of the same `key` replaces; without a
 * key a second row is an error.
 */
export interface Projection {
  table: string;
  columns: Record<string, string>;
  key: readonly string[];
  update: readonly string[];
  rows(change: Change): Record<string, unknown>[];
}

export const PROJECTIONS: readonly Projection[] = [
  appended('finding_event', {
    columns: {
      seq: 'int',
      prev_hash: 'bytea',
      hash: 'bytea',
      type: 'text',
      effective_at: 'timestamptz',
      recorded_at: 'timestamptz',
      by_person: 'text',
      body: 'text',
    },
    rows: ({ events }) =>
      events.map(({ seq, prevHash, hash, event, body, recordedAt }) => ({
        seq,
        prev_hash: bytea(prevHash),
        hash: bytea(hash),
        type: event.type,
        effective_at: timestamptz(event.at),
        recorded_at: timestamptz(recordedAt),
        by_person: event.by?.personId ?? null,
        body,
      })),
  }),
  upserted('finding_text', [], {
    columns: { words: 'text' },
    rows: ({ before, after }) => {
      const same = before?.description === after.description && before.place.pointName === after.place.pointName;
      return same ? [] : [{ words: wordsOf(after) }];
    },
  }),
  upserted('clock', ['id'], {
    columns: {
      id: 'text',
      kind: 'text',
      of_id: 'text',
      step: 'text',
      unit_id: 'text',
      unit: 'text',
      service: 'text',
      budget: 'double precision',
      consumed: 'double precision',
      fixed: 'boolean',
      anchor_at: 'timestamptz',
      running_since: 'timestamptz',
      generation: 'int',
      due_at: 'timestamptz',
      provisional: 'boolean',
      ladder: 'text',
      held_until: 'timestamptz',
      breached_due_at: 'timestamptz',
      calendar_version: 'text',
      policy_version: 'int',
      stopped: 'boolean',
    },
    rows: ({ before, after }) =>
      changed(Object.values(before?.clocks ?? {}), Object.values(after.clocks)).map(clockRow),
  }),
  appended('rung_firing', {
    columns: {
      clock_id: 'text',
      generation: 'int',
      rung: 'text',
      seq: 'int',
      due_at: 'timestamptz',
      recorded_at: 'timestamptz',
      unit_id: 'text',
      colour: 'text',
      slip: 'text',
      measure: 'text',
      list_in: 'text',
    },
    rows: ({ events }) =>
      of(events, 'rung_fired', 'reminder_repeated').map(({ seq, event, recordedAt }) => ({
        ...(event.type === 'rung_fired' && {
          unit_id: event.unitId,
          colour: event.colour,
          slip: event.slip,
          measure: event.measure,
          list_in: event.listIn,
        }),
        clock_id: event.clockId,
        generation: event.generation,
        rung: event.rung,
        seq,
        due_at: timestamptz(event.at),
        recorded_at: timestamptz(recordedAt),
      })),
  }),
  upserted('assignment', ['id'], {
    columns: {
      id: 'text',
      unit_id: 'text',
      unit_path: 'ltree',
      role: 'text',
      parent_id: 'text',
      status: 'text',
      assigned_at: 'timestamptz',
      signed_at: 'timestamptz',
      signed_how: 'text',
      booked: 'double precision',
      closed_at: 'timestamptz',
    },
    rows: ({ before, after, surroundings }) =>
      changed(before?.lines ?? [], after.lines).map((line) =>
        lineRow(line, surroundings.unit(line.unitId)?.path ?? null),
      ),
  }),
  upserted('step', ['code'], {
    columns: { code: 'text', ordinal: 'int', zh: 'text', completed_at: 'timestamptz' },
    rows: ({ before, after }) =>
      changed(before?.steps ?? [], after.steps).map((step) => ({
        code: step.code,
        ordinal: after.steps.indexOf(step) + 1,
        zh: step.zh,
        completed_at: timestamptz(step.completedAt),
      })),
  }),
  requests('return_request', 'return'),
  requests('extension', 'extension'),
  requests('suspension_request', 'suspension'),
  upserted('suspension', ['id'], {
    columns: {
      id: 'text',
      reason: 'text',
      since: 'timestamptz',
      until: 'timestamptz',
      group_id: 'text',
      ended_at: 'timestamptz',
    },
    rows: ({ before, after }) =>
      changed(before?.suspensions ?? [], after.suspensions).map((suspension) => ({
        id: suspension.id,
        reason: suspension.reason,
        since: timestamptz(suspension.since),
        until: timestamptz(suspension.until),
        group_id: suspension.groupId,
        ended_at: timestamptz(suspension.endedAt),
      })),
  }),
  upserted('submission', ['id'], {
    columns: {
      id: 'text',
      cycle: 'int',
      line_id: 'text',
      unit_id: 'text',
      text: 'text',
      by_person: 'text',
      submitted_at: 'timestamptz',
      endorsed_by: 'text',
      due_at: 'timestamptz',
      in_time: 'boolean',
      outcome: 'text',
    },
    rows: ({ before, after }) =>
      changed(before?.submissions ?? [], after.submissions).map((submission) => ({
        id: submission.id,
        cycle: submission.cycle,
        line_id: submission.lineId,
        unit_id: submission.unitId,
        text: submission.text,
        by_person: submission.by.personId,
        submitted_at: timestamptz(submission.submittedAt),
        endorsed_by: submission.endorsedBy?.personId ?? null,
        due_at: timestamptz(submission.dueAt),
        in_time: submission.inTime,
        outcome: submission.outcome,
      })),
  }),
  {
    table: 'finding_evidence',
    columns: { sha256: 'text', role: 'text', defect: 'int', flags: 'jsonb', attached_at: 'timestamptz' },
    key: ['finding_id', 'sha256', 'role', 'defect'],
    update: [],
    rows: ({ before, after, at }) =>
      attached(before?.evidence ?? [], after.evidence).map((ref) => evidenceRow(ref, at)),
  },
  appended('verification', {
    columns: {
      seq: 'int',
      submission_id: 'text',
      outcome: 'text',
      mode: 'text',
      by_person: 'text',
      at: 'timestamptz',
      reason: 'text',
      sham: 'boolean',
    },
    rows: ({ events }) =>
      of(events, 'verified', 'verification_failed', 'witnessed').map(({ seq, event }) => ({
        ...acted(seq, event),
        submission_id: event.type === 'witnessed' ? null : event.submissionId,
        outcome: VERIFICATION[event.type],
        mode: event.type === 'witnessed' ? 'site' : event.mode,
        reason: event.type === 'verification_failed' ? event.reason : null,
        sham: event.type === 'verification_failed' && event.sham,
      })),
  }),
  appended('write_off_step', {
    columns: { seq: 'int', level: 'text', outcome: 'text', by_person: 'text', at: 'timestamptz', reason: 'text' },
    rows: ({ events }) =>
      of(events, 'level_approved', 'write_off_rejected').map(({ seq, event }) => ({
        ...acted(seq, event),
        ...(event.type === 'level_approved'
          ? { level: event.level, outcome: 'approved' }
          : { outcome: 'rejected', reason: event.reason }),
      })),
  }),
  appended('objection', {
    columns: { seq: 'int', act: 'text', by_person: 'text', at: 'timestamptz', reason: 'text' },
    rows: ({ events }) =>
      of(events, 'objected', 'objection_upheld', 'objection_refused').map(({ seq, event }) => ({
        ...acted(seq, event),
        act: OBJECTION[event.type],
        reason: event.reason,
      })),
  }),
  upserted('instruction', ['id'], {
    columns: {
      id: 'text',
      by_person: 'text',
      text: 'text',
      to_unit_id: 'text',
      at: 'timestamptz',
      replied_at: 'timestamptz',
    },
    rows: ({ before, after }) =>
      changed(before?.instructions ?? [], after.instructions).map((instruction) => ({
        id: instruction.id,
        by_person: instruction.by.personId,
        text: instruction.text,
        to_unit_id: instruction.toUnitId,
        at: timestamptz(instruction.at),
        replied_at: timestamptz(instruction.repliedAt),
      })),
  }),
  {
    table: 'delivery',
    columns: {
      id: 'text',
      seq: 'int',
      subject: 'text',
      recipient_role: 'text',
      unit_id: 'text',
      person_id: 'text',
      at_once: 'boolean',
      sms: 'boolean',
      digest_key: 'text',
      not_before: 'timestamptz',
      state: 'text',
      recorded_at: 'timestamptz',
    },
    key: ['id'],
    update: [],
    rows: deliveriesOf,
  },
  {
    table: 'outbox',
    columns: { seq: 'int', queued_at: 'timestamptz', attempts: 'int' },
    key: ['finding_id'],
    update: ['seq'],
    rows: ({ tells, after, at }) => (tells ? [{ seq: after.seq, queued_at: timestamptz(at), attempts: 0 }] : []),
  },
];

const VERIFICATION = { verified: 'passed', verification_failed: 'failed', witnessed: 'witnessed' } as const;
const OBJECTION = { objected: 'raised', objection_upheld: 'upheld', objection_refused: 'refused' } as const;

type Shape = Pick<Projection, 'columns' | 'rows'>;

/** Facts: written once; a second row of the same key is an error. */
function appended(table: string, shape: Shape): Projection {
  return { table, key: [], update: [], ...shape };
}

/** Parts of the finding: the row is what the part is now. */
function upserted(table: string, key: string[], shape: Shape): Projection {
  const update = Object.keys(shape.columns).filter((column) => !key.includes(column));
  return { table, key: ['finding_id', ...key], update, ...shape };
}

function requests(table: string, kind: Request['kind']): Projection {
  return upserted(table, ['id'], {
    columns: {
      id: 'text',
      line_id: 'text',
      asked_at: 'timestamptz',
      by_person: 'text',
      status: 'text',
      reason: 'text',
      basis: 'text',
      proposed_unit_id: 'text',
      amount: 'double precision',
      until: 'timestamptz',
      reply_due_at: 'timestamptz',
    },
    rows: ({ before, after }) =>
      changed(before?.requests ?? [], after.requests)
        .filter((request) => request.kind === kind)
        .map(requestRow),
  });
}

/** The fold shares what an event left alone, so what is another object is what changed. */
function changed<T>(before: readonly T[], after: readonly T[]): T[] {
  if (before === after) return [];
  const known = new Set(before);
  return after.filter((part) => !known.has(part));
}

/** One row per key in one statement: PostgreSQL refuses to meet the same key twice. */
function attached(before: readonly EvidenceRef[], after: readonly EvidenceRef[]): EvidenceRef[] {
  const news = changed(before, after).map((ref) => [`${ref.sha256} ${ref.role} ${ref.defect}`, ref] as const);
  return [...new Map(news).values()];
}

const of = <T extends EventType>(events: readonly ChainedEvent[], ...types: T[]) =>
  events.filter(({ event }) => (types as EventType[]).includes(event.type)) as (ChainedEvent & { event: EventOf<T> })[];

const wordsOf = ({ description, place }: Finding): string => searchWords([description, place.pointName]);

const acted = (seq: number, event: Event) => ({
  seq,
  by_person: event.by?.personId ?? null,
  at: timestamptz(event.at),
});

const clockRow = (clock: Clock) => ({
  id: clock.id,
  kind: clock.kind,
  of_id: clock.of,
  step: clock.step,
  unit_id: clock.unitId,
  unit: clock.unit,
  service: clock.service,
  budget: clock.budget,
  consumed: clock.consumed,
  fixed: clock.fixed,
  anchor_at: timestamptz(clock.anchorAt),
  running_since: timestamptz(clock.runningSince),
  generation: clock.generation,
  due_at: timestamptz(clock.dueAt),
  provisional: clock.provisional,
  ladder: clock.ladder,
  held_until: timestamptz(clock.held?.until ?? null),
  breached_due_at: timestamptz(clock.breachedDueAt),
  calendar_version: clock.calendarVersion,
  policy_version: clock.policyVersion,
  stopped: clock.stopped,
});

const lineRow = (line: Line, path: string | null) => ({
  id: line.id,
  unit_id: line.unitId,
  unit_path: path,
  role: line.role,
  parent_id: line.parentId,
  status: line.status,
  assigned_at: timestamptz(line.assignedAt),
  signed_at: timestamptz(line.signedAt),
  signed_how: line.signedHow,
  booked: line.booked,
  closed_at: timestamptz(line.closedAt),
});

const requestRow = (request: Request) => ({
  id: request.id,
  line_id: request.lineId,
  asked_at: timestamptz(request.askedAt),
  by_person: request.by.personId,
  status: request.status,
  reason: request.reason,
  basis: request.basis,
  proposed_unit_id: request.proposedUnitId,
  amount: request.amount,
  until: timestamptz(request.until),
  reply_due_at: timestamptz(request.replyDueAt),
});

const evidenceRow = (ref: EvidenceRef, at: number) => ({
  sha256: ref.sha256,
  role: ref.role,
  defect: ref.defect,
  flags: ref.flags,
  attached_at: timestamptz(at),
});
