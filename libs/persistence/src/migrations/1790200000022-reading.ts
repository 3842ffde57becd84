import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ways into ten thousand findings that do not read them all: a row is wide, for it holds the whole folded case. */
export class Reading1790200000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What somebody's clock runs for: due today, due soon, overdue, the calendar's days.
      CREATE INDEX finding_running ON finding (due_at, id) WHERE overdue_after IS NOT NULL;
      CREATE INDEX finding_red ON finding (id) WHERE colour = 'red' AND NOT terminal;
      CREATE INDEX clock_of_review ON clock (finding_id) WHERE kind = 'review_decision' AND NOT stopped;
      CREATE INDEX delivery_not_made ON delivery (finding_id) WHERE state = 'undeliverable';
      -- What was written off when, from the index alone.
      DROP INDEX written_off_event;
      CREATE INDEX written_off_event ON finding_event (finding_id, effective_at, seq) WHERE type = 'written_off';
      -- Rare, and asked of every event that a figure counts.
      CREATE INDEX undoing_event ON finding_event (finding_id, seq) WHERE type IN ('taken_back', 'unmerged');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX finding_running, finding_red, clock_of_review, delivery_not_made, undoing_event, written_off_event;
      CREATE INDEX written_off_event ON finding_event (effective_at, finding_id) WHERE type = 'written_off';
    `);
  }
}
