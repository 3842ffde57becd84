import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 消息: the channels beside the inbox, what goes out on them, and who wants it how. */
export class Messages1790200000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OUTLETS);
    await runner.query(MESSAGES);
    await runner.query(READERS);
    await runner.query(ROSTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE duty_roster DROP CONSTRAINT one_shift_at_a_time;
      DROP TABLE deadline_feed, inbox_seen, message_preference, sms_reply, phone_call, message_fact, message, outlet_pace,
        message_outlet;
    `);
  }
}

/** \`secrets\` are sealed by the application: the database alone opens no channel. */
const OUTLETS = `
  CREATE TABLE message_outlet (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('sms', 'email', 'dingtalk', 'wecom', 'feishu', 'webhook')),
    name text NOT NULL,
    unit_id text REFERENCES org_unit,
    enabled boolean NOT NULL,
    settings jsonb NOT NULL,
    secrets bytea,
    secret_names text[] NOT NULL,
    changed_by text NOT NULL REFERENCES person,
    changed_at timestamptz NOT NULL
  );
  -- People are reached by one gateway of a kind.
  CREATE UNIQUE INDEX one_gateway ON message_outlet (kind) WHERE enabled AND kind IN ('sms', 'email');
  -- When a robot has spoken lately, for all processes.
  CREATE TABLE outlet_pace (
    outlet_id uuid PRIMARY KEY REFERENCES message_outlet,
    -- Epoch milliseconds.
    calls bigint[] NOT NULL
  );
`;

/**
 * \`queued\` takes up further facts; \`waiting\` was tried and is tried again; \`sending\` is on the wire; \`unknown\` was on
 * the wire when its process ended, and is shown, not sent again.
 */
const MESSAGES = `
  CREATE TABLE message (
    id uuid PRIMARY KEY,
    outlet_id uuid REFERENCES message_outlet,
    channel text NOT NULL CHECK (channel IN ('sms', 'email', 'dingtalk', 'wecom', 'feishu', 'webhook', 'none')),
    -- A person, an outlet (a group, a system), or a position that nobody holds.
    recipient text NOT NULL,
    person_id text REFERENCES person,
    unit_id text,
    merge_key text NOT NULL,
    -- The message that did not arrive on another channel.
    instead_of uuid REFERENCES message,
    at_once boolean NOT NULL,
    test boolean NOT NULL,
    not_before timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'waiting', 'sending', 'sent', 'unknown', 'undelivered', 'served')),
    attempts int NOT NULL,
    claimed_until timestamptz,
    claim uuid,
    repeated boolean NOT NULL,
    why text,
    recorded_at timestamptz NOT NULL,
    sent_at timestamptz,
    CHECK ((channel = 'none') = (outlet_id IS NULL)),
    CHECK (state NOT IN ('undelivered', 'unknown') OR why IS NOT NULL),
    CHECK (state <> 'sent' OR sent_at IS NOT NULL)
  ) WITH (fillfactor = 80);
  -- What comes before it goes out joins it.
  CREATE UNIQUE INDEX message_open ON message (outlet_id, recipient, merge_key) WHERE state = 'queued';
  CREATE INDEX message_due ON message (not_before) WHERE state IN ('queued', 'waiting');
  CREATE INDEX message_on_the_wire ON message (claimed_until) WHERE state = 'sending';
  CREATE INDEX message_not_arrived ON message (recorded_at DESC, id) WHERE state IN ('undelivered', 'unknown', 'served');
  CREATE UNIQUE INDEX message_instead ON message (instead_of) WHERE instead_of IS NOT NULL;
  CREATE INDEX message_of_outlet ON message (outlet_id, recorded_at DESC);
  CREATE INDEX message_to_person ON message (person_id, sent_at DESC) WHERE state = 'sent';

  -- At most once per event, recipient and channel.
  CREATE TABLE message_fact (
    finding_id uuid NOT NULL REFERENCES finding,
    seq int NOT NULL,
    recipient text NOT NULL,
    channel text NOT NULL,
    message_id uuid NOT NULL REFERENCES message,
    subject text NOT NULL,
    -- Why he or she and nobody else: no roster, nobody in the position.
    note text,
    -- He or she is told as the finder: no list may name the person.
    to_finder boolean NOT NULL,
    PRIMARY KEY (finding_id, seq, recipient, channel)
  );
  CREATE INDEX fact_of_message ON message_fact (message_id);

  -- 电话送达
  CREATE TABLE phone_call (
    message_id uuid PRIMARY KEY REFERENCES message,
    by_person text NOT NULL REFERENCES person,
    called_name text NOT NULL,
    called_at timestamptz NOT NULL,
    content text NOT NULL,
    recorded_at timestamptz NOT NULL
  );

  CREATE TABLE sms_reply (
    outlet_id uuid NOT NULL REFERENCES message_outlet,
    reply_id text NOT NULL,
    person_id text NOT NULL REFERENCES person,
    message_id uuid NOT NULL REFERENCES message,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (outlet_id, reply_id)
  );
`;

const READERS = `
  CREATE TABLE message_preference (
    person_id text PRIMARY KEY REFERENCES person,
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    phone text,
    email text,
    quiet_from text,
    quiet_to text,
    digest_minutes int NOT NULL CHECK (digest_minutes BETWEEN 0 AND 240),
    channel_order text[] NOT NULL,
    CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
  );
  CREATE INDEX person_of_phone ON message_preference (phone) WHERE phone IS NOT NULL;

  -- For the reader's own list, without a time: nothing can be reckoned from it.
  CREATE TABLE inbox_seen (
    person_id text NOT NULL REFERENCES person,
    delivery_id text NOT NULL,
    PRIMARY KEY (person_id, delivery_id)
  );

  CREATE TABLE deadline_feed (
    person_id text PRIMARY KEY REFERENCES person,
    token_hash text NOT NULL UNIQUE,
    made_at timestamptz NOT NULL
  );
`;

const ROSTER = `
  CREATE EXTENSION IF NOT EXISTS btree_gist;
  ALTER TABLE duty_roster ADD CONSTRAINT one_shift_at_a_time
    EXCLUDE USING gist (unit_id WITH =, tstzrange(starts_at, ends_at) WITH &&);
`;
