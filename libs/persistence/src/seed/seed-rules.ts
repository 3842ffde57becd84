import type pg from 'pg';
import type { Defaults } from '#policy';
import { instantSql } from '../clock';

/** Policy, calendar and the rules of assessment, each only where there is none: a district's own edits stay. */
export async function seedRules(client: pg.ClientBase, defaults: Defaults): Promise<void> {
  const { policy, calendar, assessment, scoreAppeal } = defaults;
  await client.query(
    `INSERT INTO policy (version, data, saved_at)
     SELECT $1, $2, ${instantSql('$3')} WHERE NOT EXISTS (SELECT FROM policy)`,
    [policy.version, JSON.stringify(policy), null],
  );
  await client.query(
    `INSERT INTO work_calendar (version, data, imported_at)
     SELECT $1, $2, ${instantSql('$3')} WHERE NOT EXISTS (SELECT FROM work_calendar)`,
    [calendar.version, JSON.stringify(calendar), null],
  );
  const rulebook = { policy: assessment, appeal: scoreAppeal, propertyScheme: 'threshold_and_rank' };
  await client.query(
    `INSERT INTO assessment_policy (version, data, saved_at)
     SELECT $1, $2, ${instantSql('$3')} WHERE NOT EXISTS (SELECT FROM assessment_policy)`,
    [assessment.version, JSON.stringify(rulebook), null],
  );
}
