import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers beside the slips that a finding's own events write: their life, their files and where anybody may check them. */
export class Papers1790200000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAPERS);
    await runner.query(FILES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE paper_file, paper_link, paper_event, paper_recipient, paper');
  }
}

const PAPERS = `
  CREATE TABLE paper (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    class text NOT NULL CHECK (class IN ('slip', 'paper')),
    title text NOT NULL,
    -- Null: of the district, about no single finding.
    finding_id uuid REFERENCES finding,
    supervising_unit_id text NOT NULL REFERENCES org_unit,
    supervising_path ltree NOT NULL,
    -- What it says, frozen when it is drafted with the figures of that instant.
    content jsonb NOT NULL,
    as_of timestamptz NOT NULL,
    life text NOT NULL CHECK (life IN ('draft', 'checked', 'issued', 'sent', 'signed', 'replied', 'closed', 'withdrawn')),
    number text UNIQUE,
    written_at timestamptz NOT NULL,
    written_by text NOT NULL,
    issued_at timestamptz,
    issued_by text,
    cancels uuid REFERENCES paper,
    -- Numbered when issued, not before, and for good.
    CHECK ((number IS NULL) = (issued_at IS NULL)),
    CHECK ((issued_by IS NULL) = (issued_at IS NULL)),
    CHECK (number IS NOT NULL OR life IN ('draft', 'checked', 'withdrawn'))
  );
  CREATE INDEX paper_of_finding ON paper (finding_id) WHERE finding_id IS NOT NULL;
  CREATE INDEX paper_newest ON paper (written_at DESC, id DESC) WHERE finding_id IS NULL;
  CREATE TABLE paper_recipient (
    paper_id uuid NOT NULL REFERENCES paper,
    unit_id text NOT NULL REFERENCES org_unit,
    signed_at timestamptz,
    signed_by text,
    replied_at timestamptz,
    reply text,
    PRIMARY KEY (paper_id, unit_id),
    CHECK ((signed_at IS NULL) = (signed_by IS NULL)),
    CHECK ((replied_at IS NULL) = (reply IS NULL))
  );
  CREATE INDEX paper_to ON paper_recipient (unit_id);
  CREATE TABLE paper_event (
    paper_id uuid NOT NULL REFERENCES paper,
    seq int NOT NULL CHECK (seq > 0),
    act text NOT NULL CHECK (act IN ('draft', 'check', 'issue', 'send', 'sign', 'reply', 'close', 'withdraw')),
    by_person text NOT NULL,
    at timestamptz NOT NULL,
    note text,
    PRIMARY KEY (paper_id, seq)
  );
  CREATE TRIGGER paper_events_are_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON paper_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

/** The subject is \`paper/<id>\`, \`notice/<finding>/<notice>\` or \`dispatch/<id>\`: one shape for whatever is put on paper. */
const FILES = `
  CREATE TABLE paper_link (
    token text PRIMARY KEY CHECK (token ~ '^[A-Za-z0-9_-]{22}$'),
    subject text NOT NULL UNIQUE CHECK (subject ~ '^(paper|notice|dispatch)/')
  );
  CREATE TABLE paper_file (
    ordinal int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject text NOT NULL CHECK (subject ~ '^(paper|notice|dispatch)/'),
    role text NOT NULL CHECK (role IN ('rendered', 'edited', 'scan')),
    format text NOT NULL CHECK (format IN ('docx', 'pdf', 'jpg', 'png')),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes int NOT NULL CHECK (bytes > 0),
    kept_at timestamptz NOT NULL,
    kept_by text,
    UNIQUE (subject, role, sha256)
  );
  -- What was issued is one file for good, whoever asks for it first.
  CREATE UNIQUE INDEX rendered_once ON paper_file (subject, format) WHERE role = 'rendered';
`;
