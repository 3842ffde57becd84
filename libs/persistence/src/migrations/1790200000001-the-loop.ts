import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Findings, their chained events, their clocks, and everything a command writes beside them. */
export class TheLoop1790200000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS ltree;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
    `);
    await runner.query(FINDING);
    await runner.query(EVENTS);
    await runner.query(ESCALATION);
    await runner.query(PARTS);
    await runner.query(MESSAGES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW clock_event;
      DROP TABLE idempotency_key, outbox, delivery_person, delivery, doc_counter, instruction, notice, objection,
        write_off_step, verification, finding_evidence, evidence, submission, suspension, suspension_request, extension,
        return_request, step, assignment, dispatch, unit_trigger, rung_firing, clock, finding_event, finding_text, finding;
      DROP FUNCTION refuse_change;
    `);
  }
}

/**
 * \`state\` is the folded finding and the authority; the columns are what lists, scopes and the sweeper ask for.
 * \`revision\` is raised by commands only (ETag), \`head_seq\` by every event (the guard of each write).
 */
const FINDING = `
  CREATE TABLE finding (
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    external_number text,
    kind text NOT NULL CHECK (kind IN ('finding', 'measure', 'matter')),
    status text NOT NULL CHECK (status IN ('filed', 'registered', 'assigned', 'rectifying', 'submitted', 'verified',
      'publicizing', 'written_off', 'archived', 'dismissed', 'voided', 'merged', 'transferred')),
    stage text NOT NULL CHECK (stage IN ('discover', 'assign', 'supervise', 'feedback', 'close')),
    state jsonb NOT NULL,
    head_seq int NOT NULL CHECK (head_seq > 0),
    head_hash bytea NOT NULL,
    head_at timestamptz NOT NULL,
    revision int NOT NULL CHECK (revision > 0),
    terminal boolean NOT NULL,
    wake_at timestamptz,
    told_stage text,
    told_wake_at timestamptz,
    told_terminal boolean,
    sweep_error text,
    sweep_failures int NOT NULL DEFAULT 0,
    sweep_retry_at timestamptz,
    filed_at timestamptz NOT NULL,
    filed_by text NOT NULL,
    category_code text,
    severity text NOT NULL CHECK (severity IN ('minor', 'serious', 'major')),
    urgency text NOT NULL CHECK (urgency IN ('routine', 'expedited', 'urgent')),
    source text NOT NULL,
    channel text NOT NULL,
    visibility text NOT NULL CHECK (visibility IN ('normal', 'limited', 'sealed')),
    supervising_unit_id text NOT NULL,
    supervising_path ltree NOT NULL,
    lead_unit_id text,
    lead_path ltree,
    street_id text,
    community_id text,
    lng double precision CHECK (lng BETWEEN -180 AND 180),
    lat double precision CHECK (lat BETWEEN -90 AND 90),
    list_id text,
    -- What the facet of time says, and past which minute it says overdue.
    due_at timestamptz,
    overdue_after timestamptz,
    provisional boolean NOT NULL,
    colour text CHECK (colour IN ('blue', 'yellow', 'red')),
    cycle int NOT NULL CHECK (cycle > 0),
    suspended boolean NOT NULL,
    disputed boolean NOT NULL,
    -- No open case without a clock.
    CONSTRAINT open_finding_wakes CHECK (terminal OR wake_at IS NOT NULL)
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
  -- Written by every command: kept in the row, packed by the quicker method where the server has it.
  ALTER TABLE finding ALTER state SET STORAGE main;
  DO $$ BEGIN
    ALTER TABLE finding ALTER state SET COMPRESSION lz4;
  EXCEPTION WHEN feature_not_supported THEN NULL;
  END $$;
  CREATE INDEX finding_wakes ON finding (wake_at) WHERE wake_at IS NOT NULL;
  CREATE INDEX finding_newest ON finding (filed_at DESC, id DESC);
  CREATE INDEX finding_lead ON finding (lead_unit_id);
  CREATE INDEX finding_of_list ON finding (list_id) WHERE list_id IS NOT NULL;

  -- Apart, because a trigram index in the row's own table would be written again by every command.
  CREATE TABLE finding_text (
    finding_id uuid PRIMARY KEY REFERENCES finding,
    words text NOT NULL
  );
  CREATE INDEX finding_words ON finding_text USING gin (words gin_trgm_ops);
`;

const EVENTS = `
  CREATE TABLE finding_event (
    finding_id uuid NOT NULL REFERENCES finding,
    seq int NOT NULL CHECK (seq > 0),
    prev_seq int GENERATED ALWAYS AS (nullif(seq - 1, 0)) STORED,
    prev_hash bytea,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    type text NOT NULL,
    effective_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    by_person text,
    -- RFC 8785 text, which is what the hash covers: jsonb would reorder its keys.
    body text NOT NULL,
    PRIMARY KEY (finding_id, seq),
    UNIQUE (finding_id, seq, hash),
    FOREIGN KEY (finding_id, prev_seq, prev_hash) REFERENCES finding_event (finding_id, seq, hash),
    -- A null in a MATCH SIMPLE key is not looked up, so only the first event may bear one.
    CHECK ((seq = 1) = (prev_hash IS NULL)),
    CHECK (recorded_at >= effective_at)
  );

  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only: withdraw by a further event', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;
  CREATE TRIGGER events_are_appended BEFORE UPDATE OR DELETE OR TRUNCATE ON finding_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

/** A rung fires once (I4); what it brings about, the slip and its delivery, are further facts. */
const ESCALATION = `
  CREATE TABLE clock (
    finding_id uuid NOT NULL REFERENCES finding,
    id text NOT NULL,
    kind text NOT NULL,
    of_id text,
    step text,
    unit_id text,
    unit text NOT NULL CHECK (unit IN ('ELAPSED_MINUTES', 'WORK_MINUTES', 'WORK_DAYS', 'CALENDAR_DAYS')),
    service text NOT NULL,
    -- Milliseconds for minute units, days for day units.
    budget double precision NOT NULL,
    consumed double precision NOT NULL,
    fixed boolean NOT NULL,
    anchor_at timestamptz NOT NULL,
    running_since timestamptz,
    generation int NOT NULL CHECK (generation > 0),
    due_at timestamptz,
    provisional boolean NOT NULL,
    ladder text,
    held_until timestamptz,
    breached_due_at timestamptz,
    calendar_version text NOT NULL,
    policy_version int NOT NULL,
    stopped boolean NOT NULL,
    PRIMARY KEY (finding_id, id)
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

  -- A view: the clock's own events are events of the finding, and a second copy could only disagree with the chain.
  CREATE VIEW clock_event AS
    SELECT finding_id, seq, coalesce(body::jsonb #>> '{event,clockId}', body::jsonb #>> '{event,clock,id}') AS clock_id,
      type, effective_at, recorded_at, body::jsonb -> 'event' AS event
    FROM finding_event
    WHERE type IN ('clock_started', 'clock_paused', 'clock_resumed', 'clock_stopped', 'clock_held', 'clock_released',
      'clock_rescheduled', 'rung_fired', 'reminder_repeated');

  CREATE TABLE rung_firing (
    finding_id uuid NOT NULL REFERENCES finding,
    clock_id text NOT NULL,
    generation int NOT NULL,
    rung text NOT NULL,
    seq int NOT NULL,
    -- The rung's own instant, not the clock's.
    due_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    unit_id text,
    colour text CHECK (colour IN ('blue', 'yellow', 'red')),
    slip text,
    measure text CHECK (measure IN ('talk', 'accountability')),
    list_in text,
    UNIQUE (finding_id, clock_id, generation, rung),
    CHECK (recorded_at >= due_at)
  );

  CREATE TABLE unit_trigger (
    unit_id text NOT NULL,
    trigger text NOT NULL,
    window_start timestamptz NOT NULL,
    proposes text NOT NULL CHECK (proposes IN ('talk', 'listed')),
    occurrences int NOT NULL,
    recorded_at timestamptz NOT NULL,
    UNIQUE (unit_id, trigger, window_start)
  );
`;

const PARTS = `
  CREATE TABLE dispatch (
    id text PRIMARY KEY,
    number text NOT NULL UNIQUE,
    unit_id text NOT NULL,
    supervising_unit_id text NOT NULL,
    sent_at timestamptz NOT NULL
  );

  CREATE TABLE assignment (
    finding_id uuid NOT NULL REFERENCES finding,
    id text NOT NULL,
    unit_id text NOT NULL,
    -- Null for a unit that the directory does not know (an old ledger).
    unit_path ltree,
    role text NOT NULL CHECK (role IN ('lead', 'co')),
    parent_id text,
    status text NOT NULL CHECK (status IN ('open', 'answered', 'returned', 'recalled', 'reassigned', 'done')),
    assigned_at timestamptz NOT NULL,
    signed_at timestamptz,
    signed_how text CHECK (signed_how IN ('signed', 'deemed')),
    booked double precision,
    closed_at timestamptz,
    PRIMARY KEY (finding_id, id)
  ) WITH (fillfactor = 80);
  CREATE INDEX assignment_of_unit ON assignment (unit_id, status);

  CREATE TABLE step (
    finding_id uuid NOT NULL REFERENCES finding,
    code text NOT NULL,
    ordinal int NOT NULL,
    zh text NOT NULL,
    completed_at timestamptz,
    PRIMARY KEY (finding_id, code)
  );

  CREATE TABLE return_request (
    finding_id uuid NOT NULL REFERENCES finding,
    id text NOT NULL,
    line_id text NOT NULL,
    asked_at timestamptz NOT NULL,
    by_person text NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'granted', 'refused', 'lapsed')),
    reason text NOT NULL,
    basis text,
    proposed_unit_id text,
    amount double precision,
    until timestamptz,
    reply_due_at timestamptz NOT NULL,
    PRIMARY KEY (finding_id, id)
  );
  CREATE TABLE extension (LIKE return_request INCLUDING ALL, FOREIGN KEY (finding_id) REFERENCES finding);
  CREATE TABLE suspension_request (LIKE return_request INCLUDING ALL, FOREIGN KEY (finding_id) REFERENCES finding);

  CREATE TABLE suspension (
    finding_id uuid NOT NULL REFERENCES finding,
    id text NOT NULL,
    reason text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    group_id text,
    ended_at timestamptz,
    PRIMARY KEY (finding_id, id),
    CHECK (until > since)
  );
  CREATE INDEX suspension_of_group ON suspension (group_id) WHERE group_id IS NOT NULL;

  CREATE TABLE submission (
    finding_id uuid NOT NULL REFERENCES finding,
    id text NOT NULL,
    cycle int NOT NULL,
    line_id text NOT NULL,
    unit_id text NOT NULL,
    text text NOT NULL,
    by_person text NOT NULL,
    submitted_at timestamptz,
    endorsed_by text,
    due_at timestamptz,
    in_time boolean,
    outcome text NOT NULL CHECK (outcome IN ('pending', 'sent_back', 'passed', 'failed', 'withdrawn')),
    PRIMARY KEY (finding_id, id)
  );

  CREATE TABLE evidence (
    sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    mime text NOT NULL,
    bytes int NOT NULL CHECK (bytes > 0),
    width int,
    height int,
    captured_at timestamptz,
    lng double precision,
    lat double precision,
    dhash bit(64),
    uploaded_by text NOT NULL,
    uploaded_at timestamptz NOT NULL
  );
  -- No foreign key to evidence: a merged case's photos and an old ledger's references may outlive their bytes.
  CREATE TABLE finding_evidence (
    finding_id uuid NOT NULL REFERENCES finding,
    sha256 text NOT NULL,
    role text NOT NULL CHECK (role IN ('before', 'after', 'material')),
    defect int NOT NULL CHECK (defect > 0),
    flags jsonb NOT NULL,
    attached_at timestamptz NOT NULL,
    PRIMARY KEY (finding_id, sha256, role, defect)
  );
  CREATE INDEX finding_of_evidence ON finding_evidence (sha256);

  CREATE TABLE verification (
    finding_id uuid NOT NULL REFERENCES finding,
    seq int NOT NULL,
    submission_id text,
    outcome text NOT NULL CHECK (outcome IN ('passed', 'failed', 'witnessed')),
    mode text NOT NULL CHECK (mode IN ('photo', 'site', 'sampled')),
    by_person text,
    at timestamptz NOT NULL,
    reason text,
    sham boolean NOT NULL,
    PRIMARY KEY (finding_id, seq)
  );
  CREATE TABLE write_off_step (
    finding_id uuid NOT NULL REFERENCES finding,
    seq int NOT NULL,
    level text,
    outcome text NOT NULL CHECK (outcome IN ('approved', 'rejected')),
    by_person text,
    at timestamptz NOT NULL,
    reason text,
    PRIMARY KEY (finding_id, seq)
  );
  CREATE TABLE objection (
    finding_id uuid NOT NULL REFERENCES finding,
    seq int NOT NULL,
    act text NOT NULL CHECK (act IN ('raised', 'upheld', 'refused')),
    by_person text,
    at timestamptz NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (finding_id, seq)
  );

  CREATE TABLE notice (
    finding_id uuid NOT NULL REFERENCES finding,
    id text NOT NULL,
    number text UNIQUE,
    class text NOT NULL CHECK (class IN ('slip', 'paper')),
    title text NOT NULL,
    colour text CHECK (colour IN ('blue', 'yellow', 'red')),
    unit_id text,
    clock_id text,
    rung text,
    life text NOT NULL CHECK (life IN ('draft', 'checked', 'issued', 'sent', 'signed', 'replied', 'closed', 'withdrawn')),
    written_at timestamptz NOT NULL,
    issued_at timestamptz,
    PRIMARY KEY (finding_id, id),
    -- Numbered when issued, not before, and for good.
    CHECK ((number IS NULL) = (issued_at IS NULL)),
    CHECK (number IS NOT NULL OR life IN ('draft', 'checked', 'withdrawn'))
  );
  CREATE INDEX notice_of_unit ON notice (unit_id, written_at);
  CREATE INDEX red_notice ON notice (unit_id, written_at) WHERE colour = 'red';

  CREATE TABLE instruction (
    finding_id uuid NOT NULL REFERENCES finding,
    id text NOT NULL,
    by_person text NOT NULL,
    text text NOT NULL,
    to_unit_id text,
    at timestamptz NOT NULL,
    replied_at timestamptz,
    PRIMARY KEY (finding_id, id)
  );

  -- One row per series and year; taken last in a transaction.
  CREATE TABLE doc_counter (
    key text PRIMARY KEY,
    last int NOT NULL CHECK (last > 0)
  ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 200);
`;

const MESSAGES = `
  CREATE TABLE delivery (
    -- Event and recipient: delivering twice changes nothing (I7).
    id text PRIMARY KEY,
    finding_id uuid NOT NULL REFERENCES finding,
    seq int NOT NULL,
    subject text NOT NULL,
    recipient_role text NOT NULL,
    unit_id text,
    person_id text,
    at_once boolean NOT NULL,
    sms boolean NOT NULL,
    -- What shares it goes out as one message.
    digest_key text NOT NULL,
    not_before timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'delivered', 'undeliverable')),
    note text,
    recorded_at timestamptz NOT NULL,
    delivered_at timestamptz
  ) WITH (fillfactor = 80);
  CREATE INDEX delivery_waits ON delivery (not_before) WHERE state = 'queued';
  CREATE INDEX delivery_of_finding ON delivery (finding_id, seq);
  CREATE TABLE delivery_person (
    delivery_id text NOT NULL REFERENCES delivery,
    person_id text NOT NULL,
    delivered_at timestamptz NOT NULL,
    PRIMARY KEY (delivery_id, person_id)
  );
  CREATE INDEX inbox ON delivery_person (person_id, delivered_at DESC);

  CREATE TABLE outbox (
    finding_id uuid PRIMARY KEY,
    seq int NOT NULL,
    queued_at timestamptz NOT NULL,
    claimed_until timestamptz,
    attempts int NOT NULL
  ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 200);

  CREATE TABLE idempotency_key (
    person_id text NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    body_hash text NOT NULL,
    finding_id uuid NOT NULL REFERENCES finding,
    first_seq int NOT NULL,
    last_seq int NOT NULL,
    revision int NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, key)
  );
  CREATE INDEX idempotency_key_age ON idempotency_key (recorded_at);
`;
