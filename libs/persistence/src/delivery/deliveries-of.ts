import { type Event, watchersOf } from '#domain';
import { timestamptz } from '../clock';
import type { ChainedEvent } from '../findings/chain';
import type { Change } from '../findings/change';

/** Somebody who must be told: a position of a unit, or a person. */
interface Recipient {
  role: string;
  unitId: string | null;
  personId?: string;
}

interface Message {
  subject: string;
  to: Recipient[];
  atOnce?: boolean;
  sms?: boolean;
}

/**
 * One row per event and recipient. All that one change tells the same recipient shares a digest: rungs skipped in an
 * outage go out as one message (ruling 15). No personal data: the message is written from the finding when it is sent.
 */
export function deliveriesOf(change: Change): Record<string, unknown>[] {
  const first = change.events[0]?.seq ?? 0;
  return change.events.flatMap((chained) => {
    const message = messageOf(chained.event, change);
    if (!message) return [];
    return unique(message.to).map((recipient) => row(change, chained, message, recipient, first));
  });
}

function row(change: Change, { seq }: ChainedEvent, message: Message, recipient: Recipient, firstSeq: number) {
  const who = `${recipient.role}@${recipient.unitId ?? recipient.personId ?? ''}`;
  const atOnce = message.atOnce ?? false;
  return {
    id: `${change.id}/${seq}/${who}`,
    seq,
    subject: message.subject,
    recipient_role: recipient.role,
    unit_id: recipient.unitId,
    person_id: recipient.personId ?? null,
    at_once: atOnce,
    sms: message.sms ?? false,
    digest_key: `${change.id}/${firstSeq}/${who}/${atOnce ? 'now' : 'hours'}`,
    not_before: timestamptz(atOnce ? change.at : change.surroundings.deliverFrom(change.at)),
    state: 'queued',
    recorded_at: timestamptz(change.at),
  };
}

const unique = (recipients: Recipient[]): Recipient[] => [
  ...new Map(recipients.map((r) => [`${r.role}@${r.unitId}${r.personId}`, r])).values(),
];

/** Positions that stand in the supervising office, whichever unit the rung is about. */
const OF_SUPERVISOR = new Set([
  'supervisor',
  'officer',
  'section_head',
  'office_head',
  'district_leader_in_charge',
  'duty_leader',
]);

function messageOf(event: Event, { before, after }: Change): Message | null {
  const supervising = after.supervisingUnitId;
  const urgent = after.urgency === 'urgent';
  const unitOfLine = (id: string | null) => after.lines.find((line) => line.id === id)?.unitId ?? null;
  const handlers = (unitId: string | null): Recipient[] => (unitId ? [{ role: 'handler', unitId }] : []);
  const watcher: Recipient = { role: 'officer', unitId: supervising };
  const filer: Recipient = { role: 'filer', unitId: null, personId: after.filedBy.personId };

  switch (event.type) {
    case 'rung_fired': {
      const place = (role: string) => (OF_SUPERVISOR.has(role) || !event.unitId ? supervising : event.unitId);
      const to = event.to.map((role) => ({ role, unitId: place(role) }));
      return { subject: event.rung, to, atOnce: event.atOnce, sms: event.sms };
    }
    case 'filed':
    case 'registered':
      // Until it is handed over, nobody else is awake for it.
      return urgent
        ? { subject: event.type, to: [{ role: 'duty', unitId: supervising }], atOnce: true, sms: true }
        : null;
    case 'line_opened':
      return { subject: event.type, to: handlers(event.line.unitId), atOnce: urgent, sms: urgent };
    case 'taken_back': {
      const gone = before?.lines.filter(({ id }) => !after.lines.some((line) => line.id === id)) ?? [];
      return { subject: event.type, to: gone.flatMap(({ unitId }) => handlers(unitId)), atOnce: urgent };
    }
    case 'reminder_repeated':
      return { subject: event.rung, to: [{ role: 'officer', unitId: supervising }] };
    case 'return_requested':
    case 'extension_requested':
    case 'suspension_requested':
    case 'reason_stated':
    case 'transfer_refused':
      return { subject: event.type, to: [{ role: 'officer', unitId: supervising }], atOnce: urgent };
    case 'return_upheld':
    case 'return_refused':
    case 'extension_granted':
    case 'extension_refused':
    case 'suspension_refused': {
      const request = after.requests.find(({ id }) => id === event.requestId);
      return { subject: event.type, to: handlers(unitOfLine(request?.lineId ?? null)), atOnce: urgent };
    }
    case 'reason_accepted':
    case 'reason_refused': {
      const plea = after.pleas?.find(({ id }) => id === event.pleaId);
      return { subject: event.type, to: handlers(unitOfLine(plea?.lineId ?? null)), atOnce: urgent };
    }
    case 'urged':
      return { subject: event.type, to: handlers(unitOfLine(event.lineId) ?? leadOf(after)), atOnce: urgent };
    case 'feedback_drafted':
      return { subject: event.type, to: [{ role: 'unit_head', unitId: event.submission.unitId }], atOnce: urgent };
    case 'submitted':
      return { subject: event.type, to: [{ role: 'verifier', unitId: supervising }], atOnce: urgent };
    case 'verification_failed':
    case 'objection_upheld':
    case 'look_back_failed':
      return { subject: event.type, to: handlers(leadOf(after)), atOnce: urgent };
    case 'verified':
    case 'witnessed':
      return { subject: event.type, to: [{ role: event.levels[0] ?? 'office_head', unitId: supervising }] };
    case 'level_approved': {
      const next = after.writeOff.levels[after.writeOff.granted.length];
      return next ? { subject: event.type, to: [{ role: next, unitId: supervising }] } : null;
    }
    case 'written_off':
      return {
        subject: event.type,
        to: [
          filer,
          ...(after.absorbed.length > 0 ? [{ role: 'filers_absorbed', unitId: null }] : []),
          ...others(after),
        ],
      };
    case 'merged':
    case 'unmerged':
      return { subject: event.type, to: event.across ? [filer, watcher] : [filer] };
    case 'dismissed':
    case 'absorbed':
      return { subject: event.type, to: [filer] };
    case 'instructed':
      return { subject: event.type, to: handlers(event.instruction.toUnitId ?? leadOf(after)), atOnce: urgent };
    default:
      return null;
  }
}

/** Other supervising units that are answered by what becomes of the surviving case (ruling 9). */
const others = (state: Change['after']): Recipient[] =>
  watchersOf(state).flatMap((unitId) => (unitId === state.supervisingUnitId ? [] : [{ role: 'officer', unitId }]));

const leadOf = (state: Change['after']): string | null => state.fixings?.unitId ?? null;
