import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 责任网络: who leads what where, former names of units, and a log of every change of the directory. */
export class Network1790200000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE directory_change (
        ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        by_person text NOT NULL,
        by_for text,
        -- Of one batch: 合并、拆分、更名 done at once.
        batch_id text,
        what text NOT NULL,
        subject text NOT NULL,
        before jsonb,
        after jsonb
      );
      CREATE INDEX directory_change_subject ON directory_change (subject);
      CREATE UNIQUE INDEX directory_batch_once ON directory_change (batch_id) WHERE what = 'batch';
      CREATE TRIGGER directory_change_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON directory_change
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- A name that begins on a later day, and the names before.
      CREATE TABLE unit_name (
        unit_id text NOT NULL REFERENCES org_unit,
        name text NOT NULL,
        valid_from date NOT NULL,
        PRIMARY KEY (unit_id, valid_from)
      );

      -- 牵头单位: category by area; a rule of one area comes before that of the whole district.
      CREATE TABLE lead_rule (
        id text PRIMARY KEY,
        category_code text NOT NULL,
        area_id text REFERENCES org_unit,
        unit_id text NOT NULL REFERENCES org_unit,
        valid_from date NOT NULL,
        valid_to date,
        CHECK (valid_to >= valid_from),
        CONSTRAINT lead_rule_dates EXCLUDE USING gist
          (category_code WITH =, coalesce(area_id, '') WITH =, daterange(valid_from, valid_to) WITH &&)
      );
      ALTER TABLE person_position
        ADD CONSTRAINT person_position_dates EXCLUDE USING gist
          (person_id WITH =, position_id WITH =, daterange(valid_from, valid_to) WITH &&);
      ALTER TABLE delegation ADD revoked_at timestamptz;
      ALTER TABLE unit_alias ADD valid_to date;
      ALTER TABLE credential ADD one_time boolean NOT NULL DEFAULT false, ADD spent_at timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE lead_rule, unit_name, directory_change;
      ALTER TABLE person_position DROP CONSTRAINT person_position_dates;
      ALTER TABLE delegation DROP COLUMN revoked_at;
      ALTER TABLE unit_alias DROP COLUMN valid_to;
      ALTER TABLE credential DROP COLUMN one_time, DROP COLUMN spent_at;
    `);
  }
}
