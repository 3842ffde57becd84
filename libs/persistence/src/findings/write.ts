import { createHash } from 'node:crypto';
import type pg from 'pg';
import { dispatchRow, findingSeries, numberingOf, wantedNumber } from '../documents/numbering';
import { timestamptz } from '../clock';
import type { Change } from './change';
import type { Part, Row } from './part';
import { type Projection, PROJECTIONS } from './projections';
import { ROW_COLUMNS, rowOf } from './row';
import { takenAway } from './taken-away';

/** The answer kept under an idempotency key, written by the statement that it answers for. */
export interface KeptKey {
  personId: string;
  key: string;
  bodyHash: string;
}

export interface Written {
  id: string;
  number: string;
}

/** A command's change with the key that it is answered under. */
export interface Entry {
  change: Change;
  key?: KeptKey;
}

type Columns = Record<string, string>;

/**
 * Writes changes in one guarded statement: a row of which the head has moved is not written, and nothing of it. Answers
 * the findings that were. Parts without rows are left out; each combination is prepared once per connection.
 */
export function write(client: pg.ClientBase | pg.Pool, changes: readonly Change[], key?: KeptKey): Promise<Written[]> {
  const [change] = changes;
  const parts = [
    ...guardOf(changes),
    ...takenAway(changes),
    ...projected(changes).filter(holdsRows),
    ...dispatched(changes),
    ...numbered(changes),
    ...kept(change && key ? [{ change, key }] : []).filter(holdsRows),
  ];
  // A batch is planned for what it holds.
  return run(client, parts, changes.length === 1);
}

/** Null when the row has moved. */
export async function writeOne(client: pg.ClientBase | pg.Pool, { change, key }: Entry): Promise<Written | null> {
  return (await write(client, [change], key))[0] ?? null;
}

/**
 * Writes the changes of several commands in one guarded statement. What somebody else holds is not waited for: it counts as moved.
 * All filings or none, no finding twice, and only what `mayBeTogether`.
 */
export function writeTogether(client: pg.Pool, entries: readonly Entry[]): Promise<Written[]> {
  const changes = entries.map(({ change }) => change);
  const guard = changes[0]!.before ? guardOfMany(changes) : guardOfFilings(changes);
  // Always the same parts, with or without rows: a handful of statements to be prepared, whatever the commands.
  return run(client, [...guard, ...projected(changes), ...numbered(changes), ...kept(entries)], true);
}

/** Whether a change may be written together with others: what takes numbers takes them only if it is written. */
export function mayBeTogether({ change }: Entry): boolean {
  if (dispatchRow(change).length > 0 || numberingOf([change]).counters.length > 0) return false;
  if (takenAway([change]).length > 0) return false;
  return change.before !== null || wantedNumber(change.externalNumber) === null;
}

async function run(client: pg.ClientBase | pg.Pool, parts: readonly Part[], prepared: boolean): Promise<Written[]> {
  const values: string[] = [];
  const ctes = parts.map(({ name, sql, rows }) => {
    if (rows) values.push(JSON.stringify(rows));
    return `${name} AS (${sql.replaceAll('$rows', `$${values.length}::jsonb`)})`;
  });
  const { rows } = await client.query<Written>({
    ...(prepared && { name: nameOf(parts) }),
    text: `WITH ${ctes.join(',\n')}\nSELECT id, number FROM guarded`,
    values,
  });
  return rows;
}

const holdsRows = ({ rows }: Part): boolean => (rows ?? []).length > 0;

/** A prepared statement's name has 63 bytes, and what is longer is cut: the digest of the combination stands for it. */
const nameOf = (parts: readonly Part[]): string =>
  createHash('sha256')
    .update(parts.map(({ name, sql }) => (name === 'guarded' ? sql : name)).join(' '))
    .digest('base64url');

const typed = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
const padded = (count: string, width: string): string =>
  `lpad(${count}::text, greatest(${width}, length(${count}::text)), '0')`;

const ROW_TYPES = typed(ROW_COLUMNS);
const ROW_NAMES = Object.keys(ROW_COLUMNS).join(', ');
const ROW_SET = Object.keys(ROW_COLUMNS)
  .map((column) => `${column} = r.${column}`)
  .join(', ');

function guardOf(changes: readonly Change[]): Part[] {
  if (changes[0]?.before === null)
    return FILING.map((part) => ({ ...part, ...(part.rows && { rows: changes.map(newRow) }) }));
  const rows = changes.map(rowOf);
  return [
    changes.length === 1 ? { name: 'guarded', sql: UPDATE_ONE, rows } : { name: 'guarded', sql: UPDATE_MANY, rows },
  ];
}

/** Locked in one order, and not waited for: whoever holds a row has moved it when he lets go. */
const LOCKED_MANY: Part = {
  name: 'held',
  rows: [],
  sql: `SELECT id FROM finding
    WHERE id = ANY (ARRAY(SELECT (jsonb_array_elements($rows) ->> 'id')::uuid)) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`,
};

function guardOfMany(changes: readonly Change[]): Part[] {
  const ids = changes.map(({ id }) => ({ id }));
  return [
    { ...LOCKED_MANY, rows: ids },
    { name: 'guarded', sql: UPDATE_HELD, rows: changes.map(rowOf) },
  ];
}

function guardOfFilings(changes: readonly Change[]): Part[] {
  const taken = new Map<string, number>();
  const rows = changes.map((change): Row => {
    const series = findingSeries(change.at);
    const ordinal = (taken.get(series) ?? 0) + 1;
    taken.set(series, ordinal);
    return { ...rowOf(change), external_number: change.externalNumber, series, ordinal };
  });
  const counters = [...taken].map(([key, count]) => ({ key, taken: count }));
  return [
    { name: 'counted_findings', sql: COUNTED_FINDINGS, rows: counters },
    { name: 'guarded', sql: FILE_MANY, rows },
  ];
}

const COUNTED_FINDINGS = `
  INSERT INTO doc_counter AS c (key, last)
  SELECT key, taken FROM jsonb_to_recordset($rows) AS r (key text, taken int) ORDER BY key
  ON CONFLICT (key) DO UPDATE SET last = c.last + excluded.last
  RETURNING key, last, (SELECT taken FROM jsonb_to_recordset($rows) AS r (key text, taken int) WHERE r.key = c.key) AS taken`;

const FILE_MANY = `
  INSERT INTO finding (id, number, external_number, ${ROW_NAMES})
  SELECT id, r.series || ${padded('(c.last - c.taken + r.ordinal)', '3')}, external_number, ${ROW_NAMES}
  FROM jsonb_to_recordset($rows) AS r (id uuid, external_number text, series text, ordinal int, ${ROW_TYPES})
  JOIN counted_findings c ON c.key = r.series
  RETURNING id, number`;

function newRow(change: Change): Row {
  const wanted = wantedNumber(change.externalNumber);
  return {
    ...rowOf(change),
    external_number: change.externalNumber,
    series: findingSeries(change.at),
    wanted_series: wanted?.series ?? null,
    wanted: wanted?.n ?? null,
  };
}

/** A number given from outside is kept while it is free, and later numbers come after it. */
const FILING: readonly Part[] = [
  {
    name: 'filed',
    rows: [],
    sql: `SELECT r.*, wanted IS NOT NULL AND NOT EXISTS (SELECT FROM finding f WHERE f.number = r.external_number) AS keeps
      FROM jsonb_to_recordset($rows)
        AS r (id uuid, external_number text, series text, wanted_series text, wanted int, ${ROW_TYPES})`,
  },
  {
    name: 'counted_findings',
    sql: `INSERT INTO doc_counter AS c (key, last)
      SELECT CASE WHEN keeps THEN wanted_series ELSE series END, CASE WHEN keeps THEN wanted ELSE 1 END FROM filed
      ON CONFLICT (key) DO UPDATE
        SET last = CASE WHEN (SELECT keeps FROM filed) THEN greatest(c.last, excluded.last) ELSE c.last + 1 END
      RETURNING last`,
  },
  {
    name: 'guarded',
    sql: `INSERT INTO finding (id, number, external_number, ${ROW_NAMES})
      SELECT id, CASE WHEN keeps THEN external_number ELSE series || ${padded('last', '3')} END, external_number, ${ROW_NAMES}
      FROM filed, counted_findings
      RETURNING id, number`,
  },
];

const UPDATE_MANY = `
  UPDATE finding f SET ${ROW_SET}, sweep_error = NULL, sweep_failures = 0, sweep_retry_at = NULL
  FROM jsonb_to_recordset($rows) AS r (id uuid, guard_seq int, ${ROW_TYPES})
  WHERE f.id = r.id AND f.head_seq = r.guard_seq
  RETURNING f.id, f.number`;

const UPDATE_HELD = UPDATE_MANY.replace(
  'WHERE',
  'JOIN held ON held.id = r.id WHERE f.id = ANY (ARRAY(SELECT id FROM held)) AND',
);

/** A prepared plan does not know that the JSON holds one row: without its id beside it, it would scan the table. */
const UPDATE_ONE = UPDATE_MANY.replace('WHERE', `WHERE f.id = ($rows -> 0 ->> 'id')::uuid AND`);

function projected(changes: readonly Change[]): Part[] {
  return PROJECTIONS.map((projection) => {
    const rows = changes.flatMap((change) => projection.rows(change).map((row) => ({ finding_id: change.id, ...row })));
    return { name: `${projection.table}_rows`, sql: INTO.get(projection)!, rows };
  });
}

const INTO = new Map(PROJECTIONS.map((projection) => [projection, insertSql(projection)]));

function insertSql({ table, columns, key, update }: Omit<Projection, 'rows'>): string {
  const names = Object.keys(columns).join(', ');
  return `
    INSERT INTO ${table} (finding_id, ${names})
    SELECT g.id, ${Object.keys(columns)
      .map((name) => `r.${name}`)
      .join(', ')}
    FROM guarded g JOIN jsonb_to_recordset($rows) AS r (finding_id uuid, ${typed(columns)}) ON r.finding_id = g.id
    ORDER BY g.id
    ${onConflict(key, update)}`;
}

function onConflict(key: readonly string[], update: readonly string[]): string {
  if (key.length === 0) return '';
  const sets = update.map((column) => `${column} = excluded.${column}`).join(', ');
  return `ON CONFLICT (${key.join(', ')}) DO ${sets ? `UPDATE SET ${sets}` : 'NOTHING'}`;
}

/** 交办单: the first item that it brings writes and numbers it; twins of that moment are tried again. */
function dispatched(changes: readonly Change[]): Part[] {
  const rows = changes.flatMap(dispatchRow);
  return rows.length === 0 ? [] : DISPATCH.map((part) => ({ ...part, ...(part.rows && { rows }) }));
}

const DISPATCH: readonly Part[] = [
  {
    name: 'new_dispatch',
    rows: [],
    sql: `SELECT r.* FROM guarded g
      JOIN jsonb_to_recordset($rows)
        AS r (finding_id uuid, id text, unit_id text, supervising_unit_id text, sent_at timestamptz, series text)
        ON r.finding_id = g.id
      WHERE NOT EXISTS (SELECT FROM dispatch d WHERE d.id = r.id)`,
  },
  {
    name: 'counted_dispatch',
    sql: `INSERT INTO doc_counter AS c (key, last) SELECT series, 1 FROM new_dispatch
      ON CONFLICT (key) DO UPDATE SET last = c.last + 1 RETURNING last`,
  },
  {
    name: 'dispatched',
    sql: `INSERT INTO dispatch (id, number, unit_id, supervising_unit_id, sent_at)
      SELECT id, series || ${padded('last', '4')}, unit_id, supervising_unit_id, sent_at
      FROM new_dispatch, counted_dispatch`,
  },
];

/** Counters come last, each raised once, in the order of their keys. */
function numbered(changes: readonly Change[]): Part[] {
  const { written, moved, counters } = numberingOf(changes);
  const noticeParts = [
    ...(written.length > 0 ? [{ name: 'notice_written', sql: NOTICE_WRITTEN, rows: written }] : []),
    ...(moved.length > 0 ? [{ name: 'notice_moved', sql: NOTICE_MOVED, rows: moved }] : []),
  ];
  return noticeParts.length === 0 ? [] : [{ name: 'counted', sql: COUNTED, rows: counters }, ...noticeParts];
}

const COUNTED = `
  INSERT INTO doc_counter AS c (key, last)
  SELECT key, taken FROM jsonb_to_recordset($rows) AS r (key text, taken int)
  WHERE EXISTS (SELECT FROM guarded) ORDER BY key
  ON CONFLICT (key) DO UPDATE SET last = c.last + excluded.last
  RETURNING key, last`;

const NUMBER = `r.series || ${padded('(c.last - r.taken + r.ordinal)', 'r.width')} || r.suffix`;
const NUMBERED = 'series text, suffix text, width int, ordinal int, taken int';

const NOTICE_WRITTEN = `
  INSERT INTO notice (finding_id, id, number, class, title, colour, unit_id, clock_id, rung, life, written_at, issued_at)
  SELECT g.id, r.id, ${NUMBER}, class, title, colour, unit_id, clock_id, rung, life, written_at, issued_at
  FROM guarded g
  JOIN jsonb_to_recordset($rows) AS r (finding_id uuid, id text, class text, title text, colour text, unit_id text,
    clock_id text, rung text, life text, written_at timestamptz, issued_at timestamptz, ${NUMBERED}) ON r.finding_id = g.id
  LEFT JOIN counted c ON c.key = r.series`;

const NOTICE_MOVED = `
  UPDATE notice n SET life = r.life, number = coalesce(n.number, ${NUMBER}), issued_at = coalesce(n.issued_at, r.issued_at)
  FROM guarded g
  JOIN jsonb_to_recordset($rows) AS r (finding_id uuid, id text, life text, issued_at timestamptz, ${NUMBERED})
    ON r.finding_id = g.id
  LEFT JOIN counted c ON c.key = r.series
  WHERE n.finding_id = g.id AND n.id = r.id`;

function kept(entries: readonly Entry[]): Part[] {
  const rows = entries.flatMap(({ change, key }) => (key ? [keptRow(change, key)] : []));
  return [{ name: 'kept', sql: KEPT, rows }];
}

const keptRow = (change: Change, key: KeptKey): Row => ({
  finding_id: change.id,
  person_id: key.personId,
  key: key.key,
  body_hash: key.bodyHash,
  first_seq: change.head.seq + 1,
  last_seq: change.after.seq,
  revision: change.revision,
  recorded_at: timestamptz(change.at),
});

const KEPT = insertSql({
  table: 'idempotency_key',
  columns: {
    person_id: 'text',
    key: 'text',
    body_hash: 'text',
    first_seq: 'int',
    last_seq: 'int',
    revision: 'int',
    recorded_at: 'timestamptz',
  },
  key: [],
  update: [],
});
