import type { Instant } from '#calendar';
import { type Finding, isLead, isSuspended, judgedBy, stageOf, timeliness, type Timeliness } from '#domain';
import { timestamptz } from '../clock';
import type { Change } from './change';

/** Columns of `finding` that follow from a change, by their SQL types; `number` and `external_number` never change. */
export const ROW_COLUMNS = {
  kind: 'text',
  status: 'text',
  stage: 'text',
  state: 'jsonb',
  head_seq: 'int',
  head_hash: 'bytea',
  head_at: 'timestamptz',
  revision: 'int',
  terminal: 'boolean',
  wake_at: 'timestamptz',
  told_stage: 'text',
  told_wake_at: 'timestamptz',
  told_terminal: 'boolean',
  filed_at: 'timestamptz',
  filed_by: 'text',
  category_code: 'text',
  severity: 'text',
  urgency: 'text',
  source: 'text',
  channel: 'text',
  visibility: 'text',
  supervising_unit_id: 'text',
  supervising_path: 'ltree',
  lead_unit_id: 'text',
  lead_path: 'ltree',
  street_id: 'text',
  community_id: 'text',
  lng: 'double precision',
  lat: 'double precision',
  list_id: 'text',
  round_id: 'uuid',
  due_at: 'timestamptz',
  overdue_after: 'timestamptz',
  provisional: 'boolean',
  colour: 'text',
  cycle: 'int',
  suspended: 'boolean',
  disputed: 'boolean',
} as const;

type Row = Record<keyof typeof ROW_COLUMNS, unknown>;

/** The row, with the head it must still have for the write to happen. */
export function rowOf(change: Change): Row & { id: string; guard_seq: number } {
  const { after, events, told } = change;
  const last = events.at(-1);
  const shown = timeliness(after, change.at);
  const leadUnitId = leadUnit(after);
  return {
    id: change.id,
    guard_seq: change.head.seq,
    kind: after.kind,
    status: after.status,
    stage: stageOf(after.status),
    state: after,
    head_seq: after.seq,
    head_hash: bytea(last?.hash ?? change.head.hash),
    head_at: timestamptz(change.at),
    revision: change.revision,
    terminal: change.terminal,
    wake_at: timestamptz(change.wakeAt),
    told_stage: told.stage,
    told_wake_at: timestamptz(told.wakeAt),
    told_terminal: told.terminal,
    filed_at: timestamptz(after.filedAt),
    filed_by: after.filedBy.personId,
    category_code: after.categoryCode,
    severity: after.severity,
    urgency: after.urgency,
    source: after.source,
    channel: after.channel,
    visibility: after.visibility,
    supervising_unit_id: after.supervisingUnitId,
    supervising_path: after.supervisingPath,
    lead_unit_id: leadUnitId,
    lead_path: (leadUnitId && change.surroundings.unit(leadUnitId)?.path) ?? null,
    street_id: after.place.streetId,
    community_id: after.place.communityId,
    lng: after.place.lng,
    lat: after.place.lat,
    list_id: after.listId,
    round_id: after.roundId ?? null,
    due_at: timestamptz(shown.dueAt),
    overdue_after: timestamptz(overdueAfter(after, shown)),
    provisional: shown.provisional,
    colour: after.colour,
    cycle: after.cycle,
    suspended: isSuspended(after),
    disputed: after.disputed,
  };
}

export const bytea = (bytes: Buffer | null): string | null => bytes && `\\x${bytes.toString('hex')}`;

/** The instant past whose minute `timeliness` says overdue; null while no clock runs or a submission's verdict stands. */
function overdueAfter(state: Finding, shown: Timeliness): Instant | null {
  if (!RUNNING.has(shown.state)) return null;
  return judgedBy(state)?.breachedDueAt ?? shown.dueAt;
}

const RUNNING: ReadonlySet<Timeliness['state']> = new Set(['on_time', 'due_soon', 'overdue']);

/** The unit that answers for the case now, or did last. */
const leadUnit = (state: Finding): string | null => state.lines.findLast(isLead)?.unitId ?? null;
