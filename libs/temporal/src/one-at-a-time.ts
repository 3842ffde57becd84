import { Client } from 'pg';

import type { OneAtATime } from './reconciler';

/** "duban" in ASCII, and beside it: the advisory locks of what only one process may be at. */
const LOCKS = { reconciler: 0x647562616en, upkeep: 0x647562616fn };

/** Held by a connection of its own, so that it lapses with the process that holds it. */
export const oneAtATime =
  (databaseUrl: string, what: keyof typeof LOCKS = 'reconciler'): OneAtATime =>
  async (work) => {
    const holder = new Client({ connectionString: databaseUrl });
    // A connection lost meanwhile frees the lock; two at once only repeat each other.
    holder.on('error', () => undefined);
    await holder.connect();
    try {
      const { rows } = await holder.query<{ ours: boolean }>('SELECT pg_try_advisory_lock($1) AS ours', [
        String(LOCKS[what]),
      ]);
      if (!rows[0]?.ours) return false;
      await work();
      return true;
    } finally {
      await holder.end().catch(() => undefined);
    }
  };
