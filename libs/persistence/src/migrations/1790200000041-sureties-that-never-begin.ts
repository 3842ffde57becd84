import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 包保 of a unit that ends before its surety begins: it stays on record and holds on no day. */
export class SuretiesThatNeverBegin1790200000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE surety DROP CONSTRAINT surety_check, ADD CONSTRAINT surety_dates CHECK (valid_to >= valid_from)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM surety WHERE valid_to = valid_from');
    await runner.query(
      'ALTER TABLE surety DROP CONSTRAINT surety_dates, ADD CONSTRAINT surety_check CHECK (valid_to > valid_from)',
    );
  }
}
