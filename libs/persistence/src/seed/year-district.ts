import { inTransaction, openPool } from '../pool';
import { DEMO_UNITS, pathOf } from './demo-units';

/** How many communities the district of the simulated year has beside those of the demonstration. */
const COMMUNITIES = 30;
const PROJECTS = 32;
const HOUSING = ['commercial', 'old', 'resettlement'] as const;
const COMPANIES = ['wy-ankang', 'wy-lvyuan', 'wy-jinsui'];
const FOUNDED = '2020-01-01';

/** Widens the demonstration district for the simulated year: more communities and projects, all assessed. Twice changes nothing. */
export async function seedYearDistrict(url: string): Promise<void> {
  const streets = DEMO_UNITS.filter(({ kind }) => kind === 'street' || kind === 'township');
  const pool = openPool({ url, size: 1, asApplication: false });
  try {
    // What is told is told again: a crash may take its last second.
    await pool.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`,
    );
    await inTransaction(pool, async (client) => {
      for (let n = 1; n <= COMMUNITIES; n += 1) {
        const street = streets[n % streets.length]!;
        const id = `${street.id}-x${n}`;
        await client.query(
          `INSERT INTO org_unit (id, parent_id, path, name, kind, relation, valid_from)
           VALUES ($1, $2, $3::ltree, $4, 'community', 'commanded', $5) ON CONFLICT DO NOTHING`,
          [id, street.id, `${pathOf(street)}.${id.replaceAll('-', '_')}`, `第${n}社区`, FOUNDED],
        );
        await client.query(
          `INSERT INTO assessed_unit (unit_id, class, supervising, valid_from) VALUES ($1, '社区', false, $2)
           ON CONFLICT DO NOTHING`,
          [id, FOUNDED],
        );
      }
      for (let n = 1; n <= PROJECTS; n += 1)
        await client.query(
          `INSERT INTO subject (id, kind, name, parent_id, street_id, housing) VALUES ($1, 'project', $2, $3, $4, $5)
           ON CONFLICT DO NOTHING`,
          [
            `xq-year-${n}`,
            `示范小区${n}`,
            COMPANIES[n % COMPANIES.length],
            streets[n % streets.length]!.id,
            HOUSING[n % HOUSING.length],
          ],
        );
    });
  } finally {
    await pool.end();
  }
}
