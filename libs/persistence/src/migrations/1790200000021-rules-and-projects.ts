import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who made a version of the scoring rules and why; until when a project is served. */
export class RulesAndProjects1790200000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE assessment_policy ADD saved_by text, ADD note text;
      ALTER TABLE subject ADD closed_on date;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE assessment_policy DROP COLUMN saved_by, DROP COLUMN note;
      ALTER TABLE subject DROP COLUMN closed_on;
    `);
  }
}
