import { createHash } from 'node:crypto';
import type pg from 'pg';
import { TARGET_KINDS } from '#domain';
import { inTransaction, openPool } from '../pool';
import { DEMO_UNITS, pathOf } from './demo-units';

/** How many communities the district of the simulated year has beside those of the demonstration. */
const COMMUNITIES = 30;
const PROJECTS = 32;
/** Places of each kind in each of those communities. */
const PLACES = 2;
const HOUSING = ['commercial', 'old', 'resettlement'] as const;
const COMPANIES = ['wy-ankang', 'wy-lvyuan', 'wy-jinsui'];
const FOUNDED = '2020-01-01';

const STREETS = DEMO_UNITS.filter(({ kind }) => kind === 'street' || kind === 'township');
const STAFFED = DEMO_UNITS.filter(({ kind }) => kind === 'community' || kind === 'village');

interface Community {
  id: string;
  streetId: string;
  path: string;
  name: string;
}

const ADDED: readonly Community[] = Array.from({ length: COMMUNITIES }, (_, n) => {
  const street = STREETS[(n + 1) % STREETS.length]!;
  const id = `${street.id}-x${n + 1}`;
  return { id, streetId: street.id, path: `${pathOf(street)}.${id.replaceAll('-', '_')}`, name: `第${n + 1}社区` };
});

/**
 * Widens the demonstration district for the simulated year: more communities with their places and people, more projects, all
 * assessed. Twice changes nothing.
 */
export async function seedYearDistrict(url: string): Promise<void> {
  const pool = openPool({ url, size: 1, asApplication: false });
  try {
    // What is told is told again: a crash may take its last second.
    await pool.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`,
    );
    await inTransaction(pool, async (client) => {
      await addUnits(client);
      await addPeople(client);
      await addPlaces(client);
      await addProjects(client);
    });
  } finally {
    await pool.end();
  }
}

async function addUnits(client: pg.ClientBase): Promise<void> {
  const rows = JSON.stringify(ADDED);
  await client.query(
    `INSERT INTO org_unit (id, parent_id, path, name, kind, relation, valid_from)
     SELECT id, "streetId", path, name, 'community', 'commanded', $2::date
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, "streetId" text, path ltree, name text) ON CONFLICT DO NOTHING`,
    [rows, FOUNDED],
  );
  await client.query(
    `INSERT INTO assessed_unit (unit_id, class, supervising, valid_from)
     SELECT id, '社区', false, $2::date FROM jsonb_to_recordset($1::jsonb) AS r (id text) ON CONFLICT DO NOTHING`,
    [rows, FOUNDED],
  );
}

/** 村（社区）书记, who rules on what the grid reports, and 网格员 where there are none. They sign in nowhere. */
async function addPeople(client: pg.ClientBase): Promise<void> {
  const person = (post: string, unit: Pick<Community, 'id' | 'path' | 'name'>, role: string) => ({
    id: personId(`${post}.${unit.id}`),
    username: `${post}.${unit.id}`,
    name: `${unit.name}${post === 'clerk' ? '书记' : '网格员'}`,
    unitId: unit.id,
    path: unit.path,
    role,
  });
  const staffed = STAFFED.map((unit) => ({ id: unit.id, name: unit.name, path: pathOf(unit) }));
  const people = [
    ...[...staffed, ...ADDED].map((unit) => person('clerk', unit, 'unit_leader')),
    ...ADDED.map((unit) => person('grid', unit, 'grid_worker')),
  ];
  const rows = JSON.stringify(people);
  await client.query(
    `INSERT INTO person (id, username, name, unit_id, scope_path)
     SELECT id, username, name, "unitId", path
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, username text, name text, "unitId" text, path ltree)
     ON CONFLICT DO NOTHING`,
    [rows],
  );
  await client.query(
    `INSERT INTO person_role (person_id, role)
     SELECT id, role FROM jsonb_to_recordset($1::jsonb) AS r (id text, role text) ON CONFLICT DO NOTHING`,
    [rows],
  );
}

async function addPlaces(client: pg.ClientBase): Promise<void> {
  const rows = ADDED.flatMap(({ id, streetId, name }) =>
    TARGET_KINDS.flatMap((kind) =>
      Array.from({ length: PLACES }, (_, n) => ({
        id: `${id}-${kind}-${n + 1}`,
        kind,
        name: `${name}${n + 1}号点位`,
        streetId,
        communityId: id,
      })),
    ),
  );
  await client.query(
    `INSERT INTO inspection_place (id, kind, name, street_id, community_id, weight, valid_from)
     SELECT id, kind, name, "streetId", "communityId", 1, $2::date
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, kind text, name text, "streetId" text, "communityId" text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), FOUNDED],
  );
}

async function addProjects(client: pg.ClientBase): Promise<void> {
  const rows = Array.from({ length: PROJECTS }, (_, n) => ({
    id: `xq-year-${n + 1}`,
    name: `示范小区${n + 1}`,
    companyId: COMPANIES[(n + 1) % COMPANIES.length],
    streetId: STREETS[(n + 1) % STREETS.length]!.id,
    housing: HOUSING[(n + 1) % HOUSING.length],
  }));
  await client.query(
    `INSERT INTO subject (id, kind, name, parent_id, street_id, housing)
     SELECT id, 'project', name, "companyId", "streetId", housing
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, name text, "companyId" text, "streetId" text, housing text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

/** The same person in every run. */
function personId(username: string): string {
  const hex = createHash('sha256').update(`duban year ${username}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
