import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Event, Visibility } from '#domain';
import { readBody } from '../findings/chain';

/** An event that is told of, with what a message says of its finding now. */
export interface RecordedFact {
  findingId: string;
  seq: number;
  number: string;
  categoryCode: string | null;
  visibility: Visibility;
  pointName: string | null;
  status: string;
  stage: string;
  leadUnitId: string | null;
  dueAt: Instant | null;
  clockKind: string | null;
  event: Event;
}

type Row = Omit<RecordedFact, 'event'> & { body: string };

/** In the order of their keys. */
export async function factsOf(
  client: pg.ClientBase | pg.Pool,
  keys: readonly { findingId: string; seq: number }[],
): Promise<RecordedFact[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<Row>(
    `SELECT f.id AS "findingId", e.seq, f.number, f.category_code AS "categoryCode", f.visibility,
       f.state #>> '{place,pointName}' AS "pointName", f.status, f.stage, f.lead_unit_id AS "leadUnitId", f.due_at AS "dueAt",
       c.kind AS "clockKind", e.body
     FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY AS k (finding_id, seq, place)
     JOIN finding f ON f.id = k.finding_id
     JOIN finding_event e ON e.finding_id = k.finding_id AND e.seq = k.seq
     LEFT JOIN clock c ON c.finding_id = f.id AND c.id = e.body::jsonb #>> '{event,clockId}'
     ORDER BY k.place`,
    [keys.map(({ findingId }) => findingId), keys.map(({ seq }) => seq)],
  );
  return rows.map(({ body, ...row }) => ({ ...row, event: readBody(body).event }));
}
