import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a round looked at is read from the round itself; a snapshot has a digest of its own. */
export class VisitsOfRounds1790200000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE point_visit;
      CREATE INDEX round_place_visited ON round_place (visited_at);
      ALTER TABLE assessment ADD snapshot_sha256 text CHECK (snapshot_sha256 ~ '^[0-9a-f]{64}$');
      UPDATE assessment SET snapshot_sha256 = encode(sha256(convert_to(snapshot, 'UTF8')), 'hex');
      ALTER TABLE assessment ALTER snapshot_sha256 SET NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE assessment DROP COLUMN snapshot_sha256;
      DROP INDEX round_place_visited;
      CREATE TABLE point_visit (
        round_id text NOT NULL,
        point_id text NOT NULL,
        at timestamptz NOT NULL,
        level text NOT NULL CHECK (level IN ('district', 'city')),
        unit_ids text[] NOT NULL,
        findings int NOT NULL CHECK (findings >= 0),
        PRIMARY KEY (round_id, point_id)
      );
      CREATE INDEX point_visit_at ON point_visit (at);
    `);
  }
}
