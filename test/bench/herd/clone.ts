import type { Client } from 'pg';

/** Rows that stand beside a finding and name it nowhere but in `finding_id`. */
const PLAIN_TABLES = ['finding_text', 'clock', 'rung_firing', 'assignment', 'step'];

/**
 * Multiplies patterns: `each` further findings like each of them, under ids and numbers of their own, every event chained
 * anew. Row by row through the rules this would take as long as the rest of the bench; the audit finds no difference.
 */
export async function clone(database: Client, patterns: readonly string[], each: number): Promise<void> {
  // Loading checks no foreign key: what is copied has been checked.
  await database.query('SET session_replication_role = replica');
  await database.query('BEGIN');
  await database.query(HERD, [patterns, each]);
  await database.query(EVENTS);
  await database.query(FINDINGS);
  for (const table of PLAIN_TABLES) await database.query(await cloned(database, table, {}));
  await database.query(await cloned(database, 'delivery', DELIVERY));
  await database.query(await cloned(database, 'notice', { number: NEXT_NUMBER }));
  await database.query(COUNTERS);
  await database.query('COMMIT');
  await database.query('SET session_replication_role = origin');
}

const HERD = `
  CREATE TEMP TABLE herd ON COMMIT DROP AS
  SELECT pattern, gen_random_uuid() AS id, row_number() OVER () AS n
  FROM unnest($1::uuid[]) AS pattern, generate_series(1, $2)`;

const EVENTS = `
  WITH RECURSIVE chained AS (
    SELECT h.id, h.pattern, e.seq, NULL::bytea AS prev_hash, sha256(convert_to(body, 'UTF8')) AS hash, body
    FROM herd h JOIN finding_event e ON e.finding_id = h.pattern AND e.seq = 1,
      LATERAL replace(e.body, h.pattern::text, h.id::text) AS body
    UNION ALL
    SELECT c.id, c.pattern, e.seq, c.hash, sha256(c.hash || convert_to(text, 'UTF8')), text
    FROM chained c JOIN finding_event e ON e.finding_id = c.pattern AND e.seq = c.seq + 1,
      LATERAL replace(e.body, c.pattern::text, c.id::text) AS text
  )
  INSERT INTO finding_event (finding_id, seq, prev_hash, hash, type, effective_at, recorded_at, by_person, body)
  SELECT c.id, c.seq, c.prev_hash, c.hash, e.type, e.effective_at, e.recorded_at, e.by_person, c.body
  FROM chained c JOIN finding_event e ON e.finding_id = c.pattern AND e.seq = c.seq`;

const FINDINGS = `
  WITH counted AS (
    UPDATE doc_counter SET last = last + (SELECT count(*) FROM herd)
    WHERE key = (SELECT regexp_replace(number, '\\d+$', '') FROM finding JOIN herd ON finding.id = pattern LIMIT 1)
    RETURNING key, last - (SELECT count(*) FROM herd) AS before
  )
  INSERT INTO finding
  SELECT (jsonb_populate_record(f, jsonb_build_object(
    'id', h.id,
    'number', counted.key || (counted.before + h.n),
    'state', jsonb_set(f.state, '{id}', to_jsonb(h.id)),
    'head_hash', (SELECT hash FROM finding_event e WHERE e.finding_id = h.id AND e.seq = f.head_seq)))).*
  FROM herd h JOIN finding f ON f.id = h.pattern, counted`;

/** What was due to be told to people has long been. */
const DELIVERY = {
  id: 'replace(t.id, h.pattern::text, h.id::text)',
  digest_key: 'replace(t.digest_key, h.pattern::text, h.id::text)',
  state: `'delivered'`,
  delivered_at: 't.recorded_at',
};

/** Pattern and clones take the numbers of a series in their order. */
const SERIES = `regexp_replace(t.number, '\\d+$', '')`;
const NEXT_NUMBER = `${SERIES} || to_char((SELECT last FROM doc_counter WHERE key = ${SERIES}) + h.n, 'FM9990000')`;

const COUNTERS = `
  UPDATE doc_counter SET last = last + (SELECT count(*) FROM herd)
  WHERE key IN (SELECT ${SERIES} FROM notice t JOIN herd ON t.finding_id = pattern)`;

async function cloned(database: Client, table: string, instead: Record<string, string>): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> 'finding_id'`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  return `INSERT INTO ${table} (finding_id, ${names.join(', ')})
    SELECT h.id, ${names.map((name) => instead[name] ?? `t.${name}`).join(', ')}
    FROM herd h JOIN ${table} t ON t.finding_id = h.pattern`;
}
