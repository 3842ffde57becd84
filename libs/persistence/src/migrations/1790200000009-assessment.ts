import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The score ledger, editions with their snapshots, property services and the credit file. */
export class Assessment1790200000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE score_event, assessment, credit_record');
    await runner.query(RULES);
    await runner.query(LEDGER);
    await runner.query(EDITIONS);
    await runner.query(PROPERTY);
    await runner.query(CREDIT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE credit_event, credit_record, property_draw, property_visit, assessment_proposal, year_mark, grid_sheet,
        assessment_event, assessment, score_event, point_visit, surety, assessed_unit, assessment_policy;
    `);
    await runner.query(BEFORE);
  }
}

/** Who is compared with whom, and by which rules. */
const RULES = `
  CREATE TABLE assessment_policy (
    version int PRIMARY KEY,
    data jsonb NOT NULL,
    saved_at timestamptz NOT NULL
  );
  CREATE TABLE assessed_unit (
    unit_id text NOT NULL REFERENCES org_unit,
    class text NOT NULL,
    supervising boolean NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    PRIMARY KEY (unit_id, valid_from),
    CHECK (valid_to > valid_from)
  );
  -- 包保: a department that stands surety for an area.
  CREATE TABLE surety (
    unit_id text NOT NULL REFERENCES org_unit,
    area ltree NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    PRIMARY KEY (unit_id, area, valid_from),
    CHECK (valid_to > valid_from)
  );
  -- 检查点次: one look at one point of a round.
  CREATE TABLE point_visit (
    round_id text NOT NULL,
    point_id text NOT NULL,
    at timestamptz NOT NULL,
    level text NOT NULL CHECK (level IN ('district', 'city')),
    -- Units in whose account the point stands.
    unit_ids text[] NOT NULL,
    findings int NOT NULL CHECK (findings >= 0),
    PRIMARY KEY (round_id, point_id)
  );
  CREATE INDEX point_visit_at ON point_visit (at);
`;

const LEDGER = `
  CREATE TABLE score_event (
    id text PRIMARY KEY,
    ordinal bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    -- An event (finding#seq), a point, a ruling or an appeal.
    cites text NOT NULL,
    finding_id uuid REFERENCES finding,
    unit_id text NOT NULL,
    role text NOT NULL CHECK (role IN ('lead', 'territory', 'baobao', 'co')),
    rule text NOT NULL,
    rule_version int NOT NULL,
    points numeric(8, 3) NOT NULL,
    occurred_at timestamptz NOT NULL,
    booked_at timestamptz NOT NULL,
    -- What no longer stands is undone by a counter-entry, never by a deletion.
    reverses text UNIQUE REFERENCES score_event
  );
  CREATE INDEX score_of_unit ON score_event (unit_id, occurred_at);
  CREATE INDEX score_by_time ON score_event (occurred_at);
  CREATE TRIGGER scores_are_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON score_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

const EDITIONS = `
  CREATE TABLE assessment (
    id text PRIMARY KEY,
    subject text NOT NULL CHECK (subject IN ('units', 'property')),
    period_kind text NOT NULL CHECK (period_kind IN ('month', 'quarter', 'year')),
    period_start date NOT NULL,
    edition int NOT NULL CHECK (edition > 0),
    status text NOT NULL CHECK (status IN ('draft', 'appealable', 'published', 'superseded')),
    policy_version int NOT NULL REFERENCES assessment_policy,
    calendar_version text NOT NULL,
    -- Canonical texts (RFC 8785): the result is what the snapshot gives, byte for byte.
    snapshot text NOT NULL,
    result text NOT NULL,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    corrects text REFERENCES assessment,
    computed_at timestamptz NOT NULL,
    appeals_until timestamptz,
    published_at timestamptz,
    UNIQUE (subject, period_kind, period_start, edition)
  );
  CREATE UNIQUE INDEX one_published_edition ON assessment (subject, period_kind, period_start)
    WHERE status = 'published';
  CREATE UNIQUE INDEX one_open_edition ON assessment (subject, period_kind, period_start)
    WHERE status IN ('draft', 'appealable');
  CREATE TABLE assessment_event (
    assessment_id text NOT NULL REFERENCES assessment,
    seq int NOT NULL CHECK (seq > 0),
    type text NOT NULL,
    at timestamptz NOT NULL,
    by_person text,
    body jsonb NOT NULL,
    PRIMARY KEY (assessment_id, seq)
  );
  CREATE TRIGGER assessment_events_are_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON assessment_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  -- 年终实地 and 满意度, of a hundred, entered by hand.
  CREATE TABLE year_mark (
    year int NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    subject text NOT NULL CHECK (subject IN ('units', 'property')),
    subject_id text NOT NULL,
    on_site numeric(5, 2) CHECK (on_site BETWEEN 0 AND 100),
    satisfaction numeric(5, 2) CHECK (satisfaction BETWEEN 0 AND 100),
    by_person text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (year, subject, subject_id)
  );
  -- What the machine proposes; people decide.
  CREATE TABLE assessment_proposal (
    id text PRIMARY KEY,
    assessment_id text NOT NULL REFERENCES assessment,
    measure text NOT NULL CHECK (measure IN ('reward', 'commend', 'criticise', 'remind_deputy', 'talk', 'exit')),
    subject_id text NOT NULL,
    -- Of a reward: ten-thousandths of the class's pool. Of an exit: who may decide.
    share int,
    deciders text,
    basis text NOT NULL,
    decision text CHECK (decision IN ('approved', 'refused')),
    reason text,
    decided_by text,
    decided_at timestamptz,
    CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL))
  );
  CREATE INDEX proposal_of_edition ON assessment_proposal (assessment_id);
  -- 网格员考核表: for its worker and the community alone.
  CREATE TABLE grid_sheet (
    period_start date NOT NULL,
    worker_id text NOT NULL REFERENCES person,
    community_id text NOT NULL REFERENCES org_unit,
    sheet jsonb NOT NULL,
    computed_at timestamptz NOT NULL,
    PRIMARY KEY (period_start, worker_id)
  );
  CREATE INDEX grid_sheet_of_community ON grid_sheet (community_id, period_start);
`;

const PROPERTY = `
  CREATE TABLE property_visit (
    id text PRIMARY KEY,
    project_id text NOT NULL REFERENCES subject,
    level text NOT NULL CHECK (level IN ('street', 'district')),
    visited_on date NOT NULL,
    -- How often each item was found wanting.
    times jsonb NOT NULL,
    not_applicable jsonb NOT NULL,
    by_person text NOT NULL,
    by_unit text NOT NULL REFERENCES org_unit,
    recorded_at timestamptz NOT NULL,
    -- A sheet is corrected by another.
    replaces text UNIQUE REFERENCES property_visit
  );
  CREATE INDEX property_visit_of_project ON property_visit (project_id, visited_on);
  CREATE TRIGGER visits_are_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON property_visit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  -- 随机抽取: seed, population and outcome, one per quarter.
  CREATE TABLE property_draw (
    period_start date PRIMARY KEY,
    draw jsonb NOT NULL,
    by_person text NOT NULL,
    drawn_at timestamptz NOT NULL
  );
`;

const CREDIT = `
  CREATE TABLE credit_record (
    id text PRIMARY KEY,
    company_id text NOT NULL REFERENCES subject,
    project_id text NOT NULL REFERENCES subject,
    status text NOT NULL CHECK (status IN ('noticed', 'stated', 'decided', 'dropped', 'published', 'objected',
      'repairing', 'removed')),
    points numeric(6, 2) NOT NULL,
    effective_from date,
    expires_on date,
    head_seq int NOT NULL CHECK (head_seq > 0),
    noticed_at timestamptz NOT NULL,
    CHECK (expires_on > effective_from)
  );
  CREATE INDEX credit_of_company ON credit_record (company_id);
  CREATE TABLE credit_event (
    record_id text NOT NULL REFERENCES credit_record,
    seq int NOT NULL CHECK (seq > 0),
    type text NOT NULL,
    at timestamptz NOT NULL,
    by_person text,
    body jsonb NOT NULL,
    PRIMARY KEY (record_id, seq)
  );
  CREATE TRIGGER credit_events_are_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

const BEFORE = `
  CREATE TABLE score_event (
    id text PRIMARY KEY,
    finding_id uuid REFERENCES finding,
    unit_id text NOT NULL,
    rule text NOT NULL,
    policy_version int NOT NULL,
    points numeric(8, 3) NOT NULL,
    occurred_at timestamptz NOT NULL,
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
`;
