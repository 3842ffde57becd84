import type pg from 'pg';
import type { Instant } from '#calendar';
import { timestamptz } from '../clock';
import type { PlannedFact } from './plan';

/** What is open for the same recipient takes the fact up; what was told on the channel before is left out. */
const OPEN_MESSAGES = `
  WITH facts AS MATERIALIZED (
    SELECT f.* FROM jsonb_to_recordset($1::jsonb) AS f (finding_id uuid, seq int, subject text, note text, to_finder boolean,
      recipient text, person_id text, unit_id text, channel text, outlet_id uuid, merge_key text, at_once boolean,
      not_before timestamptz, why text)
    WHERE NOT EXISTS (SELECT FROM message_fact k
      WHERE (k.finding_id, k.seq, k.recipient, k.channel) = (f.finding_id, f.seq, f.recipient, f.channel))
  ),
  opened AS (
    INSERT INTO message (id, outlet_id, channel, recipient, person_id, unit_id, merge_key, at_once, test, not_before, state,
      attempts, repeated, why, recorded_at)
    SELECT DISTINCT ON (outlet_id, recipient, merge_key) gen_random_uuid(), outlet_id, channel, recipient, person_id, unit_id,
      merge_key, at_once, false, not_before, CASE WHEN why IS NULL THEN 'queued' ELSE 'undelivered' END, 0, false, why, $2
    FROM facts ORDER BY outlet_id, recipient, merge_key, not_before
    ON CONFLICT (outlet_id, recipient, merge_key) WHERE state = 'queued' DO UPDATE SET at_once = message.at_once
    RETURNING id, outlet_id, recipient, merge_key
  )
  INSERT INTO message_fact (finding_id, seq, recipient, channel, message_id, subject, note, to_finder)
  SELECT f.finding_id, f.seq, f.recipient, f.channel, o.id, f.subject, f.note, f.to_finder
  FROM facts f JOIN opened o
    ON o.recipient = f.recipient AND o.merge_key = f.merge_key AND o.outlet_id IS NOT DISTINCT FROM f.outlet_id`;

/** Any number that no other lock of ours bears: two planners would both miss what the other tells. */
const PLANNING = 4_715_881;

export async function openMessages(client: pg.ClientBase, facts: readonly PlannedFact[], at: Instant): Promise<void> {
  if (facts.length === 0) return;
  await client.query('SELECT pg_advisory_xact_lock($1)', [PLANNING]);
  await client.query(OPEN_MESSAGES, [JSON.stringify(facts.map(rowOf)), timestamptz(at)]);
}

const rowOf = (fact: PlannedFact) => ({
  finding_id: fact.findingId,
  seq: fact.seq,
  subject: fact.subject,
  note: fact.note,
  to_finder: fact.toFinder,
  recipient: fact.recipient,
  person_id: fact.personId,
  unit_id: fact.unitId,
  channel: fact.channel,
  outlet_id: fact.outletId,
  merge_key: fact.mergeKey,
  at_once: fact.atOnce,
  not_before: timestamptz(fact.notBefore),
  why: fact.why,
});
