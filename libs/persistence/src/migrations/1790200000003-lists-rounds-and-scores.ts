import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What findings come from (lists, rounds, sheets) and what is reckoned from them (scores, credit, checkpoints). */
export class ListsRoundsAndScores1790200000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SOURCES);
    await runner.query(IMPORTS);
    await runner.query(RECKONING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_checkpoint, credit_record, assessment, score_event, import_mapping, import_row, import_batch,
        inspection_round, checklist, subject, measure, issue_list;
    `);
  }
}

const SOURCES = `
  CREATE TABLE issue_list (
    id text PRIMARY KEY,
    title text NOT NULL,
    supervising_unit_id text NOT NULL REFERENCES org_unit,
    opened_at timestamptz NOT NULL
  );
  -- A measure is a finding of its list; here is its place in the list.
  CREATE TABLE measure (
    finding_id uuid PRIMARY KEY REFERENCES finding,
    list_id text NOT NULL REFERENCES issue_list,
    ordinal int NOT NULL,
    category text NOT NULL,
    item text NOT NULL,
    problem text NOT NULL,
    claim text NOT NULL CHECK (claim IN ('照单全收', '主动认领', '举一反三')),
    UNIQUE (list_id, ordinal)
  );
  CREATE TABLE subject (
    id text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('company', 'project')),
    name text NOT NULL,
    parent_id text REFERENCES subject,
    street_id text REFERENCES org_unit,
    housing text CHECK (housing IN ('commercial', 'old', 'resettlement'))
  );
  CREATE TABLE checklist (
    id text NOT NULL,
    version int NOT NULL,
    title text NOT NULL,
    data jsonb NOT NULL,
    PRIMARY KEY (id, version)
  );
  CREATE TABLE inspection_round (
    id text PRIMARY KEY,
    title text NOT NULL,
    supervising_unit_id text NOT NULL REFERENCES org_unit,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    covert boolean NOT NULL,
    -- Seed and population of the random draw, so that it can be drawn again and compared.
    draw jsonb,
    CHECK (ends_at > starts_at)
  );
`;

const IMPORTS = `
  CREATE TABLE import_batch (
    id text PRIMARY KEY,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    imported_by text NOT NULL,
    imported_at timestamptz NOT NULL
  );
  CREATE TABLE import_row (
    fingerprint text PRIMARY KEY,
    batch_id text NOT NULL REFERENCES import_batch,
    row int NOT NULL,
    finding_id uuid REFERENCES finding
  );
  CREATE TABLE import_mapping (
    headings text PRIMARY KEY,
    mapping jsonb NOT NULL,
    saved_at timestamptz NOT NULL
  );
`;

const RECKONING = `
  CREATE TABLE score_event (
    id text PRIMARY KEY,
    finding_id uuid REFERENCES finding,
    unit_id text NOT NULL,
    rule text NOT NULL,
    policy_version int NOT NULL,
    points numeric(8, 3) NOT NULL,
    occurred_at timestamptz NOT NULL,
    -- A successful appeal is a reversing entry, never a deletion.
    reverses text UNIQUE REFERENCES score_event
  );
  CREATE INDEX score_of_unit ON score_event (unit_id, occurred_at);
  CREATE TABLE assessment (
    id text PRIMARY KEY,
    period_kind text NOT NULL CHECK (period_kind IN ('month', 'quarter', 'year')),
    period_start date NOT NULL,
    class text NOT NULL,
    status text NOT NULL CHECK (status IN ('computed', 'appealable', 'published')),
    result jsonb NOT NULL,
    computed_at timestamptz NOT NULL,
    published_at timestamptz,
    UNIQUE (period_kind, period_start, class)
  );
  CREATE TABLE credit_record (
    id text PRIMARY KEY,
    subject_id text NOT NULL REFERENCES subject,
    fact text NOT NULL,
    basis text NOT NULL,
    points numeric(6, 2) NOT NULL,
    effective_from date NOT NULL,
    effective_to date NOT NULL,
    repaired_at timestamptz,
    CHECK (effective_to > effective_from)
  );
  CREATE TABLE audit_checkpoint (
    ordinal int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    findings int NOT NULL,
    -- [id, seq] of every finding it covers, in order of id.
    heads jsonb NOT NULL,
    at timestamptz NOT NULL,
    signature text
  );
  CREATE TRIGGER checkpoints_are_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;
