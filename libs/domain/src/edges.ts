import type { Event, EventType } from './events';
import type { Finding } from './finding';
import { leadOf, menderOf } from './line';
import { OPEN, type Status } from './status';

type Target = Status | ((event: never, state: Finding) => Status);
interface Edge {
  from: readonly Status[];
  to: Target;
}
const edge = <T extends EventType>(
  from: readonly Status[],
  to: Status | ((event: Extract<Event, { type: T }>, state: Finding) => Status),
): Edge => ({ from, to: to as Target });

/** Back to who mended it; an old ledger may not say who, then to its dispatch. */
const toWork = (_event: Event, state: Finding): Status => (menderOf(state) ? 'rectifying' : 'registered');

/** The state machine as a table: an event that is not here leaves the status alone (DESIGN §1; invariant I3). */
export const EDGES: Partial<Record<EventType, Edge>> = {
  registered: edge(['filed'], 'registered'),
  dismissed: edge(['filed', 'registered', 'assigned', 'rectifying'], 'dismissed'),
  assigned: edge(['registered', 'assigned', 'rectifying'], 'assigned'),
  recalled: edge(['assigned'], 'registered'),
  line_signed: edge<'line_signed'>(['assigned', 'rectifying', 'submitted'], (event, state) =>
    state.status === 'assigned' && leadOf(state)?.id === event.lineId ? 'rectifying' : state.status,
  ),
  return_upheld: edge<'return_upheld'>(['assigned', 'rectifying'], (event, state) =>
    event.outcome === 'reassign' ? 'registered' : state.status,
  ),
  submitted: edge(['registered', 'rectifying'], 'submitted'),
  witnessed: edge(['registered'], 'verified'),
  verified: edge(['submitted'], 'verified'),
  verification_failed: edge(['submitted'], toWork),
  write_off_rejected: edge<'write_off_rejected'>(['verified'], (event, state) =>
    event.to === 'rectifying' ? toWork(event, state) : event.to,
  ),
  publicity_opened: edge(['verified'], 'publicizing'),
  objection_upheld: edge(['publicizing'], toWork),
  written_off: edge(['verified', 'publicizing'], 'written_off'),
  look_back_failed: edge(['written_off'], toWork),
  archived: edge(['written_off'], 'archived'),
  transferred: edge(['registered', 'assigned', 'rectifying'], 'transferred'),
  transfer_refused: edge(['registered', 'assigned', 'rectifying'], 'registered'),
  voided: edge(OPEN, 'voided'),
  merged: edge(['filed', 'registered', 'assigned', 'rectifying', 'submitted'], 'merged'),
  taken_back: edge<'taken_back'>(
    [...OPEN, 'archived', 'dismissed'],
    (event, state) => event.restored.status ?? state.status,
  ),
  unmerged: edge<'unmerged'>(['merged'], (_event, state) => state.statusBeforeMerge ?? 'registered'),
};

/** Thrown when an event log holds an edge that the machine does not have: the log is corrupt, not the request. */
export class IllegalEdge extends Error {
  constructor(type: EventType, from: Status) {
    super(`event ${type} is not legal in status ${from}`);
  }
}

export function statusAfter(state: Finding, event: Event): Status {
  const found = EDGES[event.type];
  if (!found) return state.status;
  if (!found.from.includes(state.status)) throw new IllegalEdge(event.type, state.status);
  return typeof found.to === 'string' ? found.to : (found.to as (e: Event, s: Finding) => Status)(event, state);
}
