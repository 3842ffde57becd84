import type { MigrationInterface, QueryRunner } from 'typeorm';
import { searchWords } from '../desk/search-words';

const BATCH = 1_000;

/** What a desk keeps: saved views, and the pinyin initials that findings are sought by. */
export class Desk1790200000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VIEWS);
    await rewriteWords(runner, searchWords);
  }

  async down(runner: QueryRunner): Promise<void> {
    await rewriteWords(runner, (parts) => parts.filter(Boolean).join(' '));
    await runner.query(
      'DROP INDEX finding_head_at, finding_by_status, finding_void_proposed, finding_in_transfer, written_off_event; DROP TABLE bulk_sample, saved_view',
    );
  }
}

const VIEWS = `
  CREATE TABLE saved_view (
    id uuid PRIMARY KEY,
    owner_id text NOT NULL REFERENCES person,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    -- Query string of the list.
    query text NOT NULL CHECK (length(query) <= 2000),
    -- Shared with the owner's unit and those below it.
    shared boolean NOT NULL,
    is_default boolean NOT NULL,
    ordinal int NOT NULL,
    removed_at timestamptz,
    saved_at timestamptz NOT NULL
  );
  CREATE INDEX saved_view_of ON saved_view (owner_id) WHERE removed_at IS NULL;
  CREATE UNIQUE INDEX one_default_view ON saved_view (owner_id) WHERE is_default AND removed_at IS NULL;

  -- A draw that anyone can repeat: the seed, what it was drawn from, and what came out.
  CREATE TABLE bulk_sample (
    id uuid PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('look_back', 'verification')),
    seed text NOT NULL,
    share double precision NOT NULL CHECK (share > 0 AND share <= 1),
    population uuid[] NOT NULL,
    drawn uuid[] NOT NULL,
    by_person text NOT NULL,
    drawn_at timestamptz NOT NULL,
    CHECK (drawn <@ population)
  );

  -- What was written off when, without reading every event for it.
  CREATE INDEX written_off_event ON finding_event (effective_at, finding_id) WHERE type = 'written_off';
  -- What has changed lately, for those who watch.
  CREATE INDEX finding_by_status ON finding (status);
  -- Rare, and asked by every desk.
  CREATE INDEX finding_void_proposed ON finding (id) WHERE NOT terminal AND state ->> 'voidProposedBy' IS NOT NULL;
  CREATE INDEX finding_in_transfer ON finding (id) WHERE state ->> 'transfer' IS NOT NULL;
  CREATE INDEX finding_head_at ON finding (head_at);
`;

async function rewriteWords(runner: QueryRunner, wordsOf: (parts: (string | null)[]) => string): Promise<void> {
  for (let after: string | null = null; ;) {
    const rows = (await runner.query(
      `SELECT id, state ->> 'description' AS description, state #>> '{place,pointName}' AS point
       FROM finding WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT ${BATCH}`,
      [after],
    )) as { id: string; description: string; point: string | null }[];
    if (rows.length === 0) return;
    await runner.query(
      `UPDATE finding_text t SET words = n.words FROM unnest($1::uuid[], $2::text[]) AS n (id, words)
       WHERE t.finding_id = n.id`,
      [rows.map(({ id }) => id), rows.map(({ description, point }) => wordsOf([description, point]))],
    );
    after = rows.at(-1)!.id;
  }
}
