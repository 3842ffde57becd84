import type pg from 'pg';
import type { AssessmentPolicy, Limit } from '#domain';
import { ReferenceDataMissing } from '../reference/context-store';

/** 考核规则 as the record keeps them, by version, with the windows of an appeal. */
export interface Rulebook {
  policy: AssessmentPolicy;
  appeal: { fileWithin: Limit; decideWithin: Limit };
  /** Which of the schemes puts projects on the lists. */
  propertyScheme: string;
}

export class RulebookStore {
  constructor(private readonly pool: pg.Pool) {}

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
}
