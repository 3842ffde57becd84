import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The directory, the people in it, and the versioned data that the rules read. */
export class PeopleAndReference1790200000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DIRECTORY);
    await runner.query(PEOPLE);
    await runner.query(REFERENCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE outage, work_calendar, policy, duty_roster, delegation, credential, session, person_position, person_role,
        person, position, category_rule, unit_alias, org_unit, reference_version;
      DROP FUNCTION raise_reference_version;
    `);
  }
}

/** Units and the rules that name them are dated: history stays with the unit of record (ruling 11). */
const DIRECTORY = `
  CREATE TABLE org_unit (
    id text PRIMARY KEY,
    parent_id text REFERENCES org_unit,
    path ltree NOT NULL UNIQUE,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('district', 'street', 'township', 'community', 'village', 'department', 'section')),
    relation text NOT NULL CHECK (relation IN ('commanded', 'vertical', 'external')),
    paper_code text UNIQUE,
    valid_from date NOT NULL,
    valid_to date,
    successor_id text REFERENCES org_unit,
    CHECK (valid_to > valid_from),
    CHECK (successor_id IS NULL OR valid_to IS NOT NULL)
  );
  CREATE INDEX org_unit_path ON org_unit USING gist (path);
  CREATE TABLE unit_alias (
    alias text PRIMARY KEY,
    unit_id text NOT NULL REFERENCES org_unit,
    note text
  );
  CREATE TABLE category_rule (
    role text NOT NULL,
    unit_id text NOT NULL REFERENCES org_unit,
    valid_from date NOT NULL,
    valid_to date,
    PRIMARY KEY (role, valid_from)
  );
`;

const PEOPLE = `
  CREATE TABLE position (
    id text PRIMARY KEY,
    unit_id text NOT NULL REFERENCES org_unit,
    code text NOT NULL,
    UNIQUE (unit_id, code)
  );
  CREATE TABLE person (
    id text PRIMARY KEY,
    username text NOT NULL UNIQUE,
    name text NOT NULL,
    unit_id text NOT NULL REFERENCES org_unit,
    -- Subtree whose loops this person supervises.
    scope_path ltree NOT NULL,
    closed_at timestamptz
  );
  CREATE TABLE person_role (
    person_id text NOT NULL REFERENCES person,
    role text NOT NULL CHECK (role IN ('grid_worker', 'inspector', 'dispatcher', 'handler', 'unit_leader', 'verifier',
      'approver', 'leader', 'auditor', 'admin')),
    PRIMARY KEY (person_id, role)
  );
  CREATE TABLE person_position (
    person_id text NOT NULL REFERENCES person,
    position_id text NOT NULL REFERENCES position,
    valid_from date NOT NULL,
    valid_to date,
    PRIMARY KEY (person_id, position_id, valid_from)
  );
  CREATE INDEX holder_of_position ON person_position (position_id);
  CREATE TABLE credential (
    person_id text PRIMARY KEY REFERENCES person,
    password_hash text NOT NULL
  );
  CREATE TABLE session (
    token_hash text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person,
    opened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX session_age ON session (expires_at);
  CREATE TABLE delegation (
    id text PRIMARY KEY,
    from_person text NOT NULL REFERENCES person,
    to_person text NOT NULL REFERENCES person,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    CHECK (ends_at > starts_at),
    CHECK (from_person <> to_person)
  );
  CREATE INDEX delegation_to ON delegation (to_person);
  CREATE TABLE duty_roster (
    unit_id text NOT NULL REFERENCES org_unit,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    shift text NOT NULL,
    officer_id text REFERENCES person,
    leader_id text NOT NULL REFERENCES person,
    PRIMARY KEY (unit_id, starts_at),
    CHECK (ends_at > starts_at)
  );
`;

/** \`reference_version\` tells every process by one cheap read that its compiled context is stale. */
const REFERENCE = `
  CREATE TABLE policy (
    version int PRIMARY KEY,
    data jsonb NOT NULL,
    saved_at timestamptz NOT NULL
  );
  CREATE TABLE work_calendar (
    ordinal int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version text NOT NULL UNIQUE,
    data jsonb NOT NULL,
    imported_at timestamptz NOT NULL
  );
  CREATE TABLE outage (
    id text PRIMARY KEY,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    confirmed_by text,
    CHECK (ends_at > starts_at),
    -- Recorded by one, confirmed by another (ruling 15).
    CHECK (confirmed_by <> recorded_by)
  );

  CREATE TABLE reference_version (version bigint NOT NULL);
  INSERT INTO reference_version VALUES (1);
  CREATE FUNCTION raise_reference_version() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE reference_version SET version = version + 1;
    RETURN NULL;
  END $$;
  CREATE TRIGGER policy_changes AFTER INSERT OR UPDATE ON policy
    FOR EACH STATEMENT EXECUTE FUNCTION raise_reference_version();
  CREATE TRIGGER calendar_changes AFTER INSERT OR UPDATE ON work_calendar
    FOR EACH STATEMENT EXECUTE FUNCTION raise_reference_version();
  CREATE TRIGGER directory_changes AFTER INSERT OR UPDATE OR DELETE ON org_unit
    FOR EACH STATEMENT EXECUTE FUNCTION raise_reference_version();
`;
