import { migrate, seedDistrict } from '#persistence';
import { startPostgres } from '#servers';

import type { Beginning } from '../support/beginnings';

export const PASSWORD = 'a password of this test only';

/** An empty district. */
export const SEEDED: Beginning = {
  name: 'seeded',
  async make(stateDir) {
    const postgres = await startPostgres({ stateDir, progress: () => {} });
    try {
      await migrate(postgres.url);
      await seedDistrict(postgres.url, { password: PASSWORD });
    } finally {
      await postgres.stop();
    }
  },
};
