import type pg from 'pg';
import type { CivilDate, Instant } from '#calendar';
import type { AssessmentResult, Event, PeriodKind, PropertyResult } from '#domain';
import { readBody } from '../findings/chain';
import { type AssessmentSubject, type EditionRow, readEditions, textsOf } from './editions';

/** What an entry of the ledger rests on: the event it cites, and the case that it is an event of. */
export interface CitedEvent {
  findingId: string;
  number: string;
  description: string;
  pointName: string | null;
  seq: number;
  type: Event['type'];
  at: Instant;
  recordedAt: Instant;
}

export class EditionReader {
  constructor(private readonly pool: pg.Pool) {}

  list(filter: { subject?: AssessmentSubject; kind?: PeriodKind; start?: CivilDate }): Promise<EditionRow[]> {
    return readEditions(this.pool, filter);
  }

  async find(id: string): Promise<EditionRow | null> {
    return (await readEditions(this.pool, { ids: [id] }))[0] ?? null;
  }

  async unitsResult(id: string): Promise<AssessmentResult> {
    return JSON.parse((await textsOf(this.pool, id)).result) as AssessmentResult;
  }

  async propertyResult(id: string): Promise<PropertyResult> {
    return JSON.parse((await textsOf(this.pool, id)).result) as PropertyResult;
  }

  /** How much the record holds: events, ledger lines, proposals by measure. */
  async census(): Promise<{ events: number; ledgerEntries: number; proposals: Record<string, number> }> {
    const { rows } = await this.pool.query<{ events: number; ledgerEntries: number }>(
      `SELECT (SELECT count(*) FROM finding_event) AS events, (SELECT count(*) FROM score_event) AS "ledgerEntries"`,
    );
    const { rows: proposed } = await this.pool.query<{ measure: string; n: number }>(
      'SELECT measure, count(*) AS n FROM assessment_proposal GROUP BY measure ORDER BY measure',
    );
    return { ...rows[0]!, proposals: Object.fromEntries(proposed.map(({ measure, n }) => [measure, n])) };
  }

  /** The event that a line cites (`finding#seq`); null for what cites no event. Who acted is not told (ruling 12). */
  async cited(cites: string): Promise<CitedEvent | null> {
    const [findingId, seq] = cites.split('#');
    if (!findingId || !/^\d+$/.test(seq ?? '') || !/^[0-9a-f-]{36}$/i.test(findingId)) return null;
    const { rows } = await this.pool.query<{
      number: string;
      body: string;
      description: string;
      pointName: string | null;
      recordedAt: Instant;
    }>(
      `SELECT f.number, e.body, f.state ->> 'description' AS description, f.state #>> '{place,pointName}' AS "pointName",
         e.recorded_at AS "recordedAt"
       FROM finding_event e JOIN finding f ON f.id = e.finding_id WHERE e.finding_id = $1 AND e.seq = $2`,
      [findingId, Number(seq)],
    );
    const [row] = rows;
    if (!row) return null;
    const { event } = readBody(row.body);
    const { number, description, pointName, recordedAt } = row;
    return { findingId, number, description, pointName, seq: Number(seq), type: event.type, at: event.at, recordedAt };
  }
}
