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

/** How a unit stood in an earlier period of the same kind. */
export interface PastScore {
  start: CivilDate;
  score: number | null;
  rank: number | null;
  /** How many of its class were ranked. */
  of: number;
  deductions: number;
  bonuses: number;
}

const MOST_PAST = 12;

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

  /** 快照 that an edition was reckoned from. */
  async snapshotOf(id: string): Promise<string> {
    return (await textsOf(this.pool, id)).snapshot;
  }

  /** 走势: published editions of the kind up to a period, oldest first. */
  async pastScores(unitId: string, kind: PeriodKind, until: CivilDate): Promise<PastScore[]> {
    const { rows } = await this.pool.query<PastScore>(
      `SELECT a.period_start AS start, (sheet ->> 'score')::float8 AS score, (placed ->> 'rank')::int AS rank,
         jsonb_array_length(class #> '{ranking,placed}') AS "of", (sheet ->> 'deductions')::float8 AS deductions,
         (sheet ->> 'bonuses')::float8 AS bonuses
       FROM (SELECT period_start, result::jsonb -> 'classes' AS classes FROM assessment
           WHERE subject = 'units' AND period_kind = $2 AND status = 'published' AND period_start <= $3::date
           ORDER BY period_start DESC LIMIT $4) AS a,
         jsonb_array_elements(a.classes) AS class, jsonb_array_elements(class -> 'sheets') AS sheet
         LEFT JOIN LATERAL (SELECT p AS placed FROM jsonb_array_elements(class #> '{ranking,placed}') AS p
           WHERE p ->> 'unitId' = $1) AS place ON true
       WHERE sheet ->> 'unitId' = $1 ORDER BY a.period_start`,
      [unitId, kind, until, MOST_PAST],
    );
    return rows;
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
