import { Client } from 'pg';

import type { Operation } from './operations';

interface Kept {
  key: string;
  person_id: string;
  finding_id: string;
  first_seq: number;
  last_seq: number;
  /** Events of the range that are there. */
  events: number;
  head_seq: number;
}

const KEPT = `
  SELECT k.key, k.person_id, k.finding_id, k.first_seq, k.last_seq, f.head_seq,
    (SELECT count(*)::int FROM finding_event e
     WHERE e.finding_id = k.finding_id AND e.seq BETWEEN k.first_seq AND k.last_seq) AS events
  FROM idempotency_key k JOIN finding f ON f.id = k.finding_id`;

/** A finding, or a person's act on one, that no key answers for: something half-done. Time's own acts have no author. */
const UNCLAIMED = `
  SELECT e.finding_id, e.seq, e.type FROM finding_event e
  WHERE e.by_person IS NOT NULL AND NOT EXISTS (
    SELECT FROM idempotency_key k WHERE k.finding_id = e.finding_id AND e.seq BETWEEN k.first_seq AND k.last_seq)`;

/**
 * I1 and I7 against the senders' own account, every one of whose requests bore a key: what was acknowledged is there as it
 * was answered, what was refused is not, what went unanswered is wholly there or not at all, and nothing is there twice.
 */
export async function faultsOfOperations(databaseUrl: string, operations: readonly Operation[]): Promise<string[]> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const kept = (await database.query<Kept>(KEPT)).rows;
    const unclaimed = (await database.query<{ finding_id: string; seq: number; type: string }>(UNCLAIMED)).rows;
    const byKey = new Map(kept.map((row) => [`${row.person_id} ${row.key}`, row]));
    return [
      ...operations.flatMap((operation) => faultsOf(operation, byKey.get(`${operation.personId} ${operation.key}`))),
      ...kept
        .filter((row) => !isWhole(row))
        .map((row) => `${row.finding_id}: key ${row.key} answers for half a command`),
      ...unclaimed.map(({ finding_id, seq, type }) => `${finding_id}: event ${seq} ${type} answers to no request`),
    ];
  } finally {
    await database.end();
  }
}

const isWhole = ({ events, first_seq, last_seq, head_seq }: Kept): boolean =>
  events === last_seq - first_seq + 1 && head_seq >= last_seq;

function faultsOf({ command, key, outcome, answer }: Operation, kept: Kept | undefined): string[] {
  if (outcome === 'refused') return kept ? [`${command} ${key} was refused and left a trace`] : [];
  if (outcome === 'unknown' || !answer) return [];
  if (!kept) return [`${command} ${key} was acknowledged and is lost`];
  const same = kept.finding_id === answer.id && kept.last_seq === answer.seq;
  return same
    ? []
    : [`${command} ${key} was answered ${answer.id}/${answer.seq}, kept is ${kept.finding_id}/${kept.last_seq}`];
}
