import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 代办: whoever records or confirms an outage for another is kept beside whom it is for; two people still stand for it. */
export class OutageInAnothersName1790200000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outage
        ADD recorded_for text,
        ADD confirmed_for text,
        ADD CONSTRAINT outage_has_two_people CHECK (
          confirmed_by IS NULL
          OR NOT ARRAY[confirmed_by, confirmed_for] && array_remove(ARRAY[recorded_by, recorded_for], NULL)
        )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outage DROP COLUMN recorded_for, DROP COLUMN confirmed_for');
  }
}
