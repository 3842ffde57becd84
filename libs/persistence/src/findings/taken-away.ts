import type { EvidenceRef, Finding, Request } from '#domain';
import type { Change } from './change';
import type { Part } from './part';

/** What a 撤回 undoes has no row any more; the log keeps it. */
interface Image {
  table: string;
  /** Columns that tell its rows apart beside the finding, by SQL type. */
  key: Record<string, string>;
  keys: (state: Finding) => Record<string, unknown>[];
}

const ID = { id: 'text' };
const requests = (table: string, kind: Request['kind']): Image => ({
  table,
  key: ID,
  keys: (state) => state.requests.filter((request) => request.kind === kind).map(({ id }) => ({ id })),
});

const PARTS: readonly Image[] = [
  { table: 'clock', key: ID, keys: ({ clocks }) => Object.keys(clocks).map((id) => ({ id })) },
  { table: 'assignment', key: ID, keys: ({ lines }) => lines.map(({ id }) => ({ id })) },
  { table: 'step', key: { code: 'text' }, keys: ({ steps }) => steps.map(({ code }) => ({ code })) },
  requests('return_request', 'return'),
  requests('extension', 'extension'),
  requests('suspension_request', 'suspension'),
  { table: 'suspension', key: ID, keys: ({ suspensions }) => suspensions.map(({ id }) => ({ id })) },
  { table: 'submission', key: ID, keys: ({ submissions }) => submissions.map(({ id }) => ({ id })) },
  {
    table: 'finding_evidence',
    key: { sha256: 'text', role: 'text', defect: 'int' },
    keys: ({ evidence }) => evidence.map(({ sha256, role, defect }: EvidenceRef) => ({ sha256, role, defect })),
  },
];

/** One row per event: those from the undone act on go. */
const FACTS = ['verification', 'write_off_step', 'objection'] as const;

export const UNDOABLE_TABLES: readonly string[] = [...PARTS.map(({ table }) => table), ...FACTS, 'delivery'];

export function takenAway(changes: readonly Change[]): Part[] {
  const undone = changes.flatMap((change) =>
    change.events.flatMap(({ event }) => (event.type === 'taken_back' ? [{ change, since: event.fromSeq }] : [])),
  );
  if (undone.length === 0) return [];
  const parts = PARTS.flatMap(({ table, key, keys }) => {
    const rows = undone.flatMap(({ change }) => goneFrom(change, keys));
    return rows.length === 0 ? [] : [{ name: `${table}_gone`, sql: DELETE(table, key), rows }];
  });
  const facts = undone.map(({ change, since }) => ({ finding_id: change.id, since }));
  return [
    ...parts,
    ...FACTS.map((table) => ({ name: `${table}_gone`, sql: DELETE_SINCE(table), rows: facts })),
    { name: 'delivery_gone', sql: UNTOLD, rows: facts },
  ];
}

function goneFrom({ id, before, after }: Change, keys: Image['keys']): Record<string, unknown>[] {
  const kept = new Set(keys(after).map((key) => JSON.stringify(key)));
  const gone = before ? keys(before).filter((key) => !kept.has(JSON.stringify(key))) : [];
  return gone.map((key) => ({ finding_id: id, ...key }));
}

const DELETE = (table: string, key: Record<string, string>): string => `
  DELETE FROM ${table} t
  USING guarded g, jsonb_to_recordset($rows) AS r (finding_id uuid, ${Object.entries(key)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})
  WHERE t.finding_id = g.id AND r.finding_id = g.id AND ${Object.keys(key)
    .map((name) => `t.${name} = r.${name}`)
    .join(' AND ')}`;

const DELETE_SINCE = (table: string): string => `
  DELETE FROM ${table} t USING guarded g, jsonb_to_recordset($rows) AS r (finding_id uuid, since int)
  WHERE t.finding_id = g.id AND r.finding_id = g.id AND t.seq >= r.since`;

/**
 * Nobody is told any more of what was undone before he was; what time brought stands. A unit that loses the work is told of
 * both, the one explaining the other.
 */
const UNTOLD = `${DELETE_SINCE('delivery')} AND t.state = 'queued' AND t.subject <> 'line_opened'
  AND EXISTS (SELECT FROM finding_event e WHERE e.finding_id = t.finding_id AND e.seq = t.seq AND e.by_person IS NOT NULL)`;
