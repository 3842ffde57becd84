import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 加分登记 and what became of it: each is confirmed once and withdrawn once, and nothing is taken back. */
export class Recognitions1793000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recognition (
        id text PRIMARY KEY,
        bonus text NOT NULL,
        unit_id text NOT NULL REFERENCES org_unit,
        happened_on date NOT NULL,
        -- Title and number of the document that says so.
        document_title text NOT NULL,
        document_number text NOT NULL,
        place text,
        by_person text NOT NULL,
        for_person text,
        entered_at timestamptz NOT NULL
      );
      CREATE INDEX recognition_by_day ON recognition (happened_on);
      CREATE INDEX recognition_of_unit ON recognition (unit_id);
      CREATE TRIGGER recognitions_are_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON recognition
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TABLE recognition_step (
        recognition_id text NOT NULL REFERENCES recognition,
        type text NOT NULL CHECK (type IN ('confirm', 'withdraw')),
        by_person text NOT NULL,
        for_person text,
        reason text,
        at timestamptz NOT NULL,
        PRIMARY KEY (recognition_id, type),
        CHECK ((type = 'withdraw') = (reason IS NOT NULL))
      );
      CREATE TRIGGER recognition_steps_are_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON recognition_step
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE recognition_step, recognition');
  }
}
