import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What owners or a client decided on a proposed exit; the newest record stands. */
export class ExitDecisions1790200000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exit_decision (
        id text PRIMARY KEY,
        ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        proposal_id text NOT NULL REFERENCES assessment_proposal,
        outcome text NOT NULL CHECK (outcome IN ('dismissed', 'kept')),
        decided_on date NOT NULL,
        decider text NOT NULL,
        -- Title and number of the resolution or letter that says so.
        document text NOT NULL,
        by_person text NOT NULL,
        recorded_at timestamptz NOT NULL
      );
      CREATE INDEX exit_decision_of_proposal ON exit_decision (proposal_id, ordinal);
      CREATE TRIGGER exit_decisions_are_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON exit_decision
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE exit_decision');
  }
}
