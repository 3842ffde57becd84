import type pg from 'pg';
import { isConnectionLoss } from '../pool';
import { Gathering, type Settled } from './gathering';
import { type Entry, mayBeTogether, writeOne, writeTogether, type Written } from './write';

/** Statements under way at once: while the database writes one, the next is made ready. */
const LANES = 2;
/** All filings of a moment wait for one counter: a second statement of them would only wait for the first. */
const FILING_LANES = 1;
const MOST = 64;

type Asked = Entry & { id: string };

/** Commands that arrive together are written by one statement, and each is answered once that is committed. */
export class GroupCommit {
  private readonly filings: Gathering<Asked, Written | null>;
  private readonly changes: Gathering<Asked, Written | null>;

  constructor(private readonly pool: pg.Pool) {
    const answer = (entries: Asked[]) => this.writeGroup(entries);
    this.filings = new Gathering({ lanes: FILING_LANES, most: MOST, answer });
    this.changes = new Gathering({ lanes: LANES, most: MOST, answer });
  }

  /** Null when the row has moved. */
  async write(entry: Entry): Promise<Written | null> {
    // Alone it waits for whoever holds the row, and holds up nobody else.
    return (await this.writtenTogether(entry)) ?? writeOne(this.pool, entry);
  }

  private async writtenTogether(entry: Entry): Promise<Written | null> {
    if (!mayBeTogether(entry)) return null;
    const { change } = entry;
    return (change.before ? this.changes : this.filings).ask({ ...entry, id: change.id });
  }

  private async writeGroup(entries: Asked[]): Promise<Settled<Written | null>[]> {
    if (entries.length > 1) {
      try {
        const written = new Map((await writeTogether(this.pool, entries)).map((row) => [row.id, row]));
        return entries.map(({ id }) => ({ status: 'fulfilled', value: written.get(id) ?? null }));
      } catch (error) {
        // Whether it was committed is asked by each under its own key.
        if (isConnectionLoss(error)) throw error;
      }
    }
    // One that the database refuses must not refuse the others.
    return Promise.allSettled(entries.map((entry) => writeOne(this.pool, entry)));
  }
}
