import { Client } from 'pg';

import { eventually } from './eventually';

const LOCK = 7_216_340;
const HELD = `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = 'advisory' AND datname = current_database()`;

/**
 * Holds every statement that writes to one table half-way, so that whoever sent it can be killed in the very middle. Beneath
 * the program under test: it is a trigger that waits for a lock of ours.
 */
export class Gate {
  private constructor(
    private readonly keeper: Client,
    private readonly table: string,
  ) {}

  static async close(databaseUrl: string, table: string, what: 'INSERT' | 'DELETE'): Promise<Gate> {
    const keeper = new Client({ connectionString: databaseUrl });
    keeper.on('error', () => {});
    await keeper.connect();
    await keeper.query(`SELECT pg_advisory_lock(${LOCK})`);
    await keeper.query(`
      CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${LOCK}); RETURN NULL; END $$;
      CREATE TRIGGER gate BEFORE ${what} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION wait_at_gate()`);
    return new Gate(keeper, table);
  }

  async untilSomebodyWaits(): Promise<void> {
    await eventually('a statement that waits at the gate', 10_000, () => this.isWaiting());
  }

  /** What waits goes through and is committed, although nobody may be left to hear of it. */
  async open(): Promise<void> {
    await this.keeper.query(`SELECT pg_advisory_unlock(${LOCK})`);
    await eventually('an empty gate', 10_000, async () => !(await this.isWaiting()));
    await this.remove();
  }

  /** What waits is broken off: nothing of it is committed. */
  async breakOff(): Promise<void> {
    await this.keeper.query(`SELECT pg_terminate_backend(pid) FROM (${HELD}) AS held`);
    await eventually('an empty gate', 10_000, async () => !(await this.isWaiting()));
    await this.keeper.query(`SELECT pg_advisory_unlock(${LOCK})`);
    await this.remove();
  }

  private async isWaiting(): Promise<boolean> {
    return ((await this.keeper.query(HELD)).rowCount ?? 0) > 0;
  }

  private async remove(): Promise<void> {
    await this.keeper.query(`DROP TRIGGER gate ON ${this.table}; DROP FUNCTION wait_at_gate()`);
    await this.keeper.end();
  }
}
