import type pg from 'pg';
import type { Instant } from '#calendar';
import type { AssessmentPolicy, Limit } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import { ReferenceDataMissing } from '../reference/context-store';

/** 考核规则 as the record keeps them, by version, with the windows of an appeal. */
export interface Rulebook {
  policy: AssessmentPolicy;
  appeal: { fileWithin: Limit; decideWithin: Limit };
  /** Which of the schemes puts projects on the lists. */
  propertyScheme: string;
}

/** A version as the office looks it up. */
export interface RulebookVersion {
  version: number;
  savedAt: Instant;
  /** Null: as it came with Duban. */
  savedBy: string | null;
  note: string | null;
}

export class RulebookStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** The rules in force. @throws ReferenceDataMissing before the district was seeded */
  async current(): Promise<Rulebook> {
    const { rows } = await this.pool.query<{ data: Rulebook }>(
      'SELECT data FROM assessment_policy ORDER BY version DESC LIMIT 1',
    );
    if (!rows[0]) throw new ReferenceDataMissing();
    return rows[0].data;
  }

  async ofVersion(version: number): Promise<Rulebook | null> {
    const { rows } = await this.pool.query<{ data: Rulebook }>(
      'SELECT data FROM assessment_policy WHERE version = $1',
      [version],
    );
    return rows[0]?.data ?? null;
  }

  /** Newest first. */
  async versions(): Promise<RulebookVersion[]> {
    const { rows } = await this.pool.query<RulebookVersion>(
      `SELECT a.version, a.saved_at AS "savedAt", p.name AS "savedBy", a.note
       FROM assessment_policy a LEFT JOIN person p ON p.id = a.saved_by ORDER BY a.version DESC`,
    );
    return rows;
  }

  /** False when another version came in between: nothing is saved. */
  async save(next: Rulebook, { note, by }: { note: string; by: string }): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO assessment_policy (version, data, saved_at, saved_by, note)
       SELECT $1, $2, ${instantSql('$3')}, $4, $5 WHERE (SELECT max(version) FROM assessment_policy) = $1 - 1
       ON CONFLICT DO NOTHING`,
      [next.policy.version, JSON.stringify(next), timestamptz(await this.clock.at()), by, note],
    );
    return rowCount === 1;
  }
}
