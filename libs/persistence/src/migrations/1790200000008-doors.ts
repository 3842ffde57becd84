import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The doors for those who have no account: other systems by a key, shopkeepers and contractors by a link. */
export class Doors1790200000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_key (
        id text PRIMARY KEY,
        key_hash text NOT NULL UNIQUE,
        -- In whose name and sight the other system acts.
        person_id text NOT NULL REFERENCES person,
        title text NOT NULL,
        made_by text NOT NULL REFERENCES person,
        made_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE TABLE executor_link (
        id text PRIMARY KEY,
        token_hash text NOT NULL UNIQUE,
        finding_id uuid NOT NULL REFERENCES finding,
        line_id text NOT NULL,
        unit_id text NOT NULL REFERENCES org_unit,
        made_by text NOT NULL REFERENCES person,
        made_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX executor_link_of_finding ON executor_link (finding_id);
      CREATE TABLE executor_photo (
        link_id text NOT NULL REFERENCES executor_link,
        sha256 text NOT NULL REFERENCES evidence,
        PRIMARY KEY (link_id, sha256)
      );
      CREATE INDEX executor_photo_by_content ON executor_photo (sha256);
      CREATE TABLE executor_report (
        id text PRIMARY KEY,
        link_id text NOT NULL REFERENCES executor_link,
        reported_by text NOT NULL,
        text text NOT NULL,
        photos text[] NOT NULL,
        reported_at timestamptz NOT NULL,
        outcome text CHECK (outcome IN ('taken', 'declined')),
        reason text,
        judged_by text REFERENCES person,
        judged_at timestamptz,
        CHECK ((outcome IS NULL) = (judged_at IS NULL) AND (outcome IS NULL) = (judged_by IS NULL))
      );
      CREATE INDEX executor_report_of_link ON executor_report (link_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE executor_report, executor_photo, executor_link, api_key;');
  }
}
