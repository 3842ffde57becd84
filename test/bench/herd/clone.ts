import type { Client } from 'pg';

/** Rows that stand beside a finding and name it nowhere but in `finding_id`. */
const PLAIN_TABLES = ['finding_text', 'clock', 'rung_firing', 'assignment', 'step'];

/**
 * Multiplies patterns within the caller's transaction: `each` further findings like each of them, under ids and numbers of
 * their own, every event chained anew. One by one through the rules this would take as long as all the rest of the bench;
 * the audit finds no difference.
 */
export async function clone(database: Client, patterns: readonly string[], each: number): Promise<void> {
  // What is copied has been checked: loading looks up no foreign key.
  await database.query('SET LOCAL session_replication_role = replica');
  await database.query(HERD, [patterns, each]);
  await database.query(EVENTS);
  await database.query(await cloned(database, 'finding', FINDING, 'id'));
  for (const table of PLAIN_TABLES) await database.query(await cloned(database, table));
  await database.query(await cloned(database, 'delivery', DELIVERY));
  await database.query(await cloned(database, 'notice', { number: nextNumber(4) }));
  await database.query(COUNTERS);
}

const SERIES = `regexp_replace(t.number, '\\d+$', '')`;

/** The next of its series, at least so many digits wide. */
function nextNumber(digits: number): string {
  const last = `(SELECT last FROM doc_counter WHERE key = ${SERIES})`;
  return `${SERIES} || to_char(${last} + h.n, 'FM999${'0'.repeat(digits)}')`;
}

const HERD = `
  CREATE TEMP TABLE herd ON COMMIT DROP AS
  SELECT pattern, gen_random_uuid() AS id, row_number() OVER () AS n
  FROM unnest($1::uuid[]) AS pattern, generate_series(1, $2)`;

const EVENTS = `
  WITH RECURSIVE chained AS (
    SELECT h.id, h.pattern, e.seq, NULL::bytea AS prev_hash, sha256(convert_to(text, 'UTF8')) AS hash, text AS body
    FROM herd h JOIN finding_event e ON e.finding_id = h.pattern AND e.seq = 1,
      LATERAL replace(e.body, h.pattern::text, h.id::text) AS text
    UNION ALL
    SELECT c.id, c.pattern, e.seq, c.hash, sha256(c.hash || convert_to(text, 'UTF8')), text
    FROM chained c JOIN finding_event e ON e.finding_id = c.pattern AND e.seq = c.seq + 1,
      LATERAL replace(e.body, c.pattern::text, c.id::text) AS text
  )
  INSERT INTO finding_event (finding_id, seq, prev_hash, hash, type, effective_at, recorded_at, by_person, body)
  SELECT c.id, c.seq, c.prev_hash, c.hash, e.type, e.effective_at, e.recorded_at, e.by_person, c.body
  FROM chained c JOIN finding_event e ON e.finding_id = c.pattern AND e.seq = c.seq`;

const FINDING = {
  number: nextNumber(3),
  state: `jsonb_set(t.state, '{id}', to_jsonb(h.id))`,
  head_hash: '(SELECT hash FROM finding_event e WHERE e.finding_id = h.id AND e.seq = t.head_seq)',
};

/** What was due to be told to people has long been. */
const DELIVERY = {
  id: 'replace(t.id, h.pattern::text, h.id::text)',
  digest_key: 'replace(t.digest_key, h.pattern::text, h.id::text)',
  state: `'delivered'`,
  delivered_at: 't.recorded_at',
};

/** Every series, of slips and of findings, has given one number to each of the herd. */
const COUNTERS = `
  UPDATE doc_counter SET last = last + (SELECT count(*) FROM herd)
  WHERE key IN (
    SELECT ${SERIES} FROM notice t WHERE finding_id IN (SELECT pattern FROM herd)
    UNION SELECT ${SERIES} FROM finding t WHERE id IN (SELECT pattern FROM herd))`;

async function cloned(
  database: Client,
  table: string,
  instead: Record<string, string> = {},
  owner = 'finding_id',
): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  const values: Record<string, string> = { [owner]: 'h.id', ...instead };
  return `INSERT INTO ${table} (${rows.map(({ name }) => name).join(', ')})
    SELECT ${rows.map(({ name }) => values[name] ?? `t.${name}`).join(', ')}
    FROM herd h JOIN ${table} t ON t.${owner} = h.pattern`;
}
