import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rounds with their draw, self-check tasks of lists, and overlays of the policy. */
export class RoundsAndLists1790200000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inspection_round');
    await runner.query(ROUNDS);
    await runner.query(LISTS);
    await runner.query(OVERLAYS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE policy_overlay, self_check, round_place, inspection_round, inspection_place;
      DROP FUNCTION draws_stand;
      ALTER TABLE finding DROP COLUMN round_id;
      CREATE TABLE inspection_round (
        id text PRIMARY KEY,
        title text NOT NULL,
        supervising_unit_id text NOT NULL REFERENCES org_unit,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        covert boolean NOT NULL,
        draw jsonb,
        CHECK (ends_at > starts_at)
      );
    `);
  }
}

const ROUNDS = `
  -- 检查点位: what a round may draw from.
  CREATE TABLE inspection_place (
    id text PRIMARY KEY CHECK (id !~ ':'),
    kind text NOT NULL CHECK (kind IN ('back_street', 'old_estate', 'market_surroundings', 'suburban_township')),
    name text NOT NULL,
    street_id text NOT NULL REFERENCES org_unit,
    community_id text REFERENCES org_unit,
    lng double precision CHECK (lng BETWEEN -180 AND 180),
    lat double precision CHECK (lat BETWEEN -90 AND 90),
    -- Its number of tickets in a draw.
    weight int NOT NULL CHECK (weight BETWEEN 1 AND 100),
    valid_from date NOT NULL,
    valid_to date CHECK (valid_to > valid_from)
  );
  CREATE TABLE inspection_round (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    supervising_unit_id text NOT NULL REFERENCES org_unit,
    -- 期号, per supervising unit and year.
    year int NOT NULL,
    issue int NOT NULL CHECK (issue > 0),
    plan_number text NOT NULL,
    form text NOT NULL CHECK (form IN ('joint', 'task_force')),
    covert boolean NOT NULL,
    leader_id text NOT NULL REFERENCES person,
    member_ids text[] NOT NULL CHECK (cardinality(member_ids) >= 2),
    targets text[] NOT NULL CHECK (cardinality(targets) >= 1),
    -- Places of each street.
    quotas jsonb NOT NULL,
    per_place int NOT NULL CHECK (per_place > 0),
    -- A place visited so recently is not drawn again.
    spare_days int NOT NULL CHECK (spare_days >= 0),
    checklist_id text NOT NULL,
    checklist_version int NOT NULL,
    draws_at timestamptz NOT NULL,
    opens_at timestamptz NOT NULL,
    closes_at timestamptz NOT NULL,
    phase text NOT NULL CHECK (phase IN ('planned', 'drawn', 'filing', 'following', 'finished', 'cancelled')),
    wake_at timestamptz,
    -- Raised by each change; what Temporal was told of lags behind by a moment.
    revision int NOT NULL CHECK (revision > 0),
    told_revision int NOT NULL CHECK (told_revision <= revision),
    -- Seed, population, exclusions and outcome, so that anyone can draw again and compare.
    draw jsonb,
    summary jsonb,
    cancelled_why text,
    planned_by text NOT NULL REFERENCES person,
    planned_at timestamptz NOT NULL,
    FOREIGN KEY (checklist_id, checklist_version) REFERENCES checklist (id, version),
    UNIQUE (supervising_unit_id, year, issue),
    CHECK (draws_at <= opens_at AND opens_at < closes_at),
    CONSTRAINT open_round_wakes CHECK (phase IN ('finished', 'cancelled') OR wake_at IS NOT NULL),
    CHECK (phase IN ('planned', 'cancelled') OR draw IS NOT NULL)
  );
  CREATE INDEX round_wakes ON inspection_round (wake_at) WHERE wake_at IS NOT NULL;
  CREATE INDEX round_untold ON inspection_round (id) WHERE told_revision <> revision;
  CREATE INDEX round_by_opening ON inspection_round (opens_at DESC, id);
  CREATE FUNCTION draws_stand() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a recorded draw is never changed';
  END $$;
  CREATE TRIGGER draws_are_kept BEFORE UPDATE ON inspection_round FOR EACH ROW
    WHEN (old.draw IS NOT NULL AND new.draw IS DISTINCT FROM old.draw) EXECUTE FUNCTION draws_stand();
  CREATE TABLE round_place (
    round_id uuid NOT NULL REFERENCES inspection_round,
    place_id text NOT NULL REFERENCES inspection_place,
    ordinal int NOT NULL,
    inspector_ids text[] NOT NULL,
    visited_at timestamptz,
    visited_by text REFERENCES person,
    -- How often each item of the checklist was found wanting.
    marks jsonb,
    PRIMARY KEY (round_id, place_id),
    CHECK ((visited_at IS NULL) = (visited_by IS NULL) AND (visited_at IS NULL) = (marks IS NULL))
  );
  CREATE INDEX round_place_visits ON round_place (place_id, visited_at);

  ALTER TABLE finding ADD COLUMN round_id uuid;
  CREATE INDEX finding_of_round ON finding (round_id) WHERE round_id IS NOT NULL;
`;

const LISTS = `
  -- 举一反三: a task to look for the same at home.
  CREATE TABLE self_check (
    id text PRIMARY KEY,
    finding_id uuid NOT NULL REFERENCES finding,
    unit_id text NOT NULL REFERENCES org_unit,
    category_code text NOT NULL,
    task text NOT NULL,
    due date NOT NULL,
    supervising_unit_id text NOT NULL REFERENCES org_unit,
    asked_by text NOT NULL REFERENCES person,
    asked_at timestamptz NOT NULL,
    answered_by text REFERENCES person,
    answered_at timestamptz,
    answer text,
    found int CHECK (found >= 0),
    CHECK ((answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (found IS NULL)),
    UNIQUE (finding_id, unit_id)
  );
  CREATE INDEX self_check_of_unit ON self_check (unit_id) WHERE answered_at IS NULL;
`;

const OVERLAYS = `
  -- 迎检保障期: what the policy shortens over dates × categories × area, by a named decision.
  CREATE TABLE policy_overlay (
    id uuid PRIMARY KEY,
    rule jsonb NOT NULL,
    from_date date NOT NULL,
    to_date date NOT NULL CHECK (to_date >= from_date),
    categories text[] NOT NULL,
    area ltree NOT NULL,
    basis text NOT NULL,
    decided_by text NOT NULL REFERENCES person,
    decided_at timestamptz NOT NULL,
    withdrawn_by text REFERENCES person,
    withdrawn_at timestamptz,
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
  );
  CREATE TRIGGER overlay_changes AFTER INSERT OR UPDATE ON policy_overlay
    FOR EACH STATEMENT EXECUTE FUNCTION raise_reference_version();
`;
