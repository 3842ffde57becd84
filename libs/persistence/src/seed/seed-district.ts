import { createHash } from 'node:crypto';
import type pg from 'pg';
import { hashPassword } from '#identity';
import { type Defaults, loadDefaults } from '#policy';
import { instantSql } from '../clock';
import { inTransaction, openPool } from '../pool';
import { ASSESSED_UNITS, DEMO_SUBJECTS, DEMO_SURETIES } from './demo-assessment';
import { seedPlaces } from '../rounds/seed-places';
import { DEMO_PEOPLE } from './demo-people';
import { DEMO_UNITS, DISTRICT, pathOf, ROLE_UNITS } from './demo-units';
import { FOUNDED } from './found-district';
import { seedRules } from './seed-rules';

export interface SeedOptions {
  /** Password of every demonstration account. */
  password: string;
  progress?: (line: string) => void;
}

/** Weeks of `npm run demo`, for which the roster is kept as well as for those around the present. */
const ROSTER = { from: '2026-09-21', to: '2027-01-01' };
const ROSTER_WEEKS = { back: 9, ahead: 5 };

/** An office's own record is not mixed with people whose password is known. */
export class DistrictOfItsOwn extends Error {
  readonly zh = '库中已有本单位的机构，不能写入示范区；请另用一个空库。';
  readonly en = 'The record holds a district of its own: give the demonstration district an empty database.';
}

/**
 * A demonstration district (六安市金安区): units, people, policy and calendar, no findings. Twice changes nothing.
 * @throws DistrictOfItsOwn
 */
export async function seedDistrict(url: string, { password, progress = () => {} }: SeedOptions): Promise<void> {
  const pool = openPool({ url, size: 1, asApplication: false });
  try {
    // One hash for all: they share the password, and a start should not wait for eighty of them.
    const hash = await hashPassword(password);
    const defaults = loadDefaults();
    const added = await inTransaction(pool, (client) => seed(client, defaults, hash));
    if (added > 0)
      progress(`示范区已就绪 / demonstration district: ${DEMO_UNITS.length} units, ${DEMO_PEOPLE.length} people`);
  } finally {
    await pool.end();
  }
}

async function seed(client: pg.ClientBase, defaults: Defaults, passwordHash: string): Promise<number> {
  // Two processes that start together seed one after the other.
  await client.query('LOCK TABLE org_unit IN SHARE ROW EXCLUSIVE MODE');
  const other = await client.query('SELECT FROM org_unit WHERE parent_id IS NULL AND id <> $1', [DISTRICT]);
  if (other.rowCount) throw new DistrictOfItsOwn();
  const units = await seedUnits(client);
  await seedNames(client, defaults);
  await seedPeople(client, passwordHash);
  await seedRoster(client);
  await seedRules(client, defaults);
  await seedPlaces(client, FOUNDED);
  await seedAssessment(client);
  return units;
}

async function seedUnits(client: pg.ClientBase): Promise<number> {
  const rows = DEMO_UNITS.map((unit) => ({
    id: unit.id,
    parent_id: unit.parentId,
    path: pathOf(unit),
    name: unit.name,
    kind: unit.kind,
    relation: unit.relation,
    paper_code: unit.paperCode ?? null,
    valid_from: FOUNDED,
    valid_to: unit.validTo ?? null,
    successor_id: unit.successorId ?? null,
  }));
  return insert(client, 'org_unit', UNIT_COLUMNS, rows);
}

const UNIT_COLUMNS = {
  id: 'text',
  parent_id: 'text',
  path: 'ltree',
  name: 'text',
  kind: 'text',
  relation: 'text',
  paper_code: 'text',
  valid_from: 'date',
  valid_to: 'date',
  successor_id: 'text',
};

/** Aliases (its target may carry a remark in brackets) and the dated rules of who bears which role. */
async function seedNames(client: pg.ClientBase, { importRules }: Defaults): Promise<void> {
  const aliases = Object.entries(importRules.unitAlias).flatMap(([alias, target]) => {
    const [name = '', note] = target.split(/\s*[(（]/);
    const unit = DEMO_UNITS.find((each) => each.name === name || `${each.name}人民政府` === name);
    return unit ? [{ alias, unit_id: unit.id, note: note?.replace(/[)）]$/, '') ?? null }] : [];
  });
  await insert(client, 'unit_alias', { alias: 'text', unit_id: 'text', note: 'text' }, aliases);
  const rules = Object.entries(ROLE_UNITS).map(([role, unitId]) => ({ role, unit_id: unitId, valid_from: FOUNDED }));
  await insert(client, 'category_rule', { role: 'text', unit_id: 'text', valid_from: 'date' }, rules);
}

/** Who is there already keeps the roles and positions that an administrator has given or taken since. */
async function seedPeople(client: pg.ClientBase, passwordHash: string): Promise<void> {
  const { rows: known } = await client.query<{ id: string }>('SELECT id FROM person');
  const people = DEMO_PEOPLE.map((person) => ({ ...person, id: personId(person.username) })).filter(
    ({ id }) => !known.some((one) => one.id === id),
  );
  await insert(
    client,
    'person',
    { id: 'text', username: 'text', name: 'text', unit_id: 'text', scope_path: 'ltree' },
    people.map(({ id, username, name, unitId, supervises }) => ({
      id,
      username,
      name,
      unit_id: unitId,
      scope_path: pathById(supervises ?? unitId),
    })),
  );
  await insert(
    client,
    'person_role',
    { person_id: 'text', role: 'text' },
    people.flatMap(({ id, roles }) => roles.map((role) => ({ person_id: id, role }))),
  );
  const held = people.flatMap(({ id, unitId, positions }) =>
    positions.map((code) => ({ id: `${unitId}/${code}`, unit_id: unitId, code, person_id: id })),
  );
  await insert(client, 'position', { id: 'text', unit_id: 'text', code: 'text' }, held);
  await insert(
    client,
    'person_position',
    { person_id: 'text', position_id: 'text', valid_from: 'date' },
    held.map(({ id, person_id }) => ({ person_id, position_id: id, valid_from: FOUNDED })),
  );
  const credentials = people.map(({ id }) => ({ person_id: id, password_hash: passwordHash }));
  await insert(client, 'credential', { person_id: 'text', password_hash: 'text' }, credentials);
}

/** From 08:00 to 08:00, every day; the supervising office's duty leader (值班领导) is told at night. */
async function seedRoster(client: pg.ClientBase): Promise<void> {
  const onDuty = new Map<string, { officer: string; leader: string }>();
  for (const { unitId, positions, username } of DEMO_PEOPLE) {
    const known = onDuty.get(unitId) ?? { officer: '', leader: '' };
    if (positions.includes('handler') || positions.includes('officer')) known.officer ||= personId(username);
    if (positions.includes('unit_head') || positions.includes('district_duty_lead'))
      known.leader ||= personId(username);
    onDuty.set(unitId, known);
  }
  const rows = [...onDuty]
    .filter(([, { officer, leader }]) => officer && leader)
    .map(([unit_id, { officer, leader }]) => ({ unit_id, officer_id: officer, leader_id: leader }));
  await client.query(
    `INSERT INTO duty_roster (unit_id, starts_at, ends_at, shift, officer_id, leader_id)
     SELECT unit_id, day AT TIME ZONE 'Asia/Shanghai', (day + interval '1 day') AT TIME ZONE 'Asia/Shanghai', '全天',
       officer_id, leader_id
     FROM jsonb_to_recordset($1::jsonb) AS r (unit_id text, officer_id text, leader_id text),
       (SELECT date_trunc('day', ${instantSql('$4')} AT TIME ZONE 'Asia/Shanghai') AS date) AS today,
       LATERAL (
         SELECT generate_series($2::timestamp, $3::timestamp, interval '1 day') + interval '8 hours' AS day
         UNION SELECT generate_series(date - $5 * interval '1 week', date + $6 * interval '1 week', interval '1 day')
           + interval '8 hours'
       ) AS days
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), ROSTER.from, ROSTER.to, null, ROSTER_WEEKS.back, ROSTER_WEEKS.ahead],
  );
}

/** 考核: who is compared with whom, and the projects that are inspected. */
async function seedAssessment(client: pg.ClientBase): Promise<void> {
  const dated = { valid_from: FOUNDED };
  await insert(
    client,
    'assessed_unit',
    { unit_id: 'text', class: 'text', supervising: 'boolean', valid_from: 'date' },
    ASSESSED_UNITS.map(({ unitId, ...rest }) => ({ unit_id: unitId, ...rest, ...dated })),
  );
  await insert(
    client,
    'surety',
    { unit_id: 'text', area: 'ltree', valid_from: 'date' },
    DEMO_SURETIES.map(({ unitId, areaId }) => ({ unit_id: unitId, area: pathById(areaId), ...dated })),
  );
  await insert(
    client,
    'subject',
    { id: 'text', kind: 'text', name: 'text', parent_id: 'text', street_id: 'text', housing: 'text' },
    DEMO_SUBJECTS,
  );
}

async function insert(
  client: pg.ClientBase,
  table: string,
  columns: Record<string, string>,
  rows: readonly object[],
): Promise<number> {
  const names = Object.keys(columns).join(', ');
  const typed = Object.entries(columns).map((column) => column.join(' '));
  const { rowCount } = await client.query(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS r (${typed.join(', ')})
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
  return rowCount ?? 0;
}

const pathById = (id: string): string => pathOf(DEMO_UNITS.find((unit) => unit.id === id)!);

/** The same account is the same person in every demonstration database. */
function personId(username: string): string {
  const hex = createHash('sha256').update(`duban demonstration ${username}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
