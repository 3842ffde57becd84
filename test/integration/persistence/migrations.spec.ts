import { Client } from 'pg';
import { passwordMatches } from '#identity';
import { DistrictOfItsOwn, FIRST_ADMINISTRATOR, foundDistrict, migrate, openRecord, seedDistrict } from '#persistence';
import { dataSourceOf } from '../../../libs/persistence/src/data-source';
import { revertLast } from '../../../libs/persistence/src/migrate';
import { createTestDatabase, type TestDatabase } from '../../support/database';

jest.setTimeout(60_000);

const MIGRATIONS = (dataSourceOf('').options.migrations as unknown[]).length;

describe('the schema', () => {
  let database: TestDatabase;
  beforeEach(async () => void (database = await createTestDatabase()));
  afterEach(() => database.drop());

  const ask = async <Row>(sql: string): Promise<Row[]> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Row[];
    } finally {
      await client.end();
    }
  };
  const shape = () =>
    ask(`SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
      WHERE table_schema = 'public' ORDER BY 1, 2`);

  it('goes down to nothing and up to the same again', async () => {
    const before = await shape();
    for (let i = 0; i < MIGRATIONS; i++) await revertLast(database.url);
    expect(
      await ask(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`),
    ).toEqual([]);
    await migrate(database.url);
    expect(await shape()).toEqual(before);
  });

  it('is brought up once when several processes start together', async () => {
    for (let i = 0; i < MIGRATIONS; i++) await revertLast(database.url);
    await Promise.all(Array.from({ length: 4 }, () => migrate(database.url)));
    expect(await ask('SELECT name FROM migrations')).toHaveLength(MIGRATIONS);
  });

  it('lets no column tell the time by itself', async () => {
    const defaults = await ask<{ column_default: string }>(
      `SELECT column_default FROM information_schema.columns WHERE table_schema = 'public' AND column_default IS NOT NULL`,
    );
    expect(defaults.filter(({ column_default }) => /now|timestamp|date|time/i.test(column_default))).toEqual([]);
  });

  it('is seeded once, however often, and by however many', async () => {
    const options = { password: 'for this test only' };
    await Promise.all([seedDistrict(database.url, options), seedDistrict(database.url, options)]);
    const census = () =>
      ask(`SELECT (SELECT count(*) FROM org_unit) AS units, (SELECT count(*) FROM person) AS people,
        (SELECT count(*) FROM policy) AS policies, (SELECT count(*) FROM work_calendar) AS calendars,
        (SELECT count(*) FROM duty_roster) AS shifts, (SELECT count(*) FROM finding) AS findings`);
    const before = await census();
    expect(before).toEqual([expect.objectContaining({ policies: '1', calendars: '1', findings: '0' })]);
    await seedDistrict(database.url, options);
    expect(await census()).toEqual(before);
  });

  it('gives nobody back a role or a position that was taken from them', async () => {
    const options = { password: 'for this test only' };
    await seedDistrict(database.url, options);
    const held = () =>
      ask(`SELECT (SELECT count(*) FROM person_role WHERE role = 'admin') AS admins,
        (SELECT count(*) FROM person_position) AS positions, (SELECT count(*) FROM credential) AS credentials`);
    await ask(`DELETE FROM person_role WHERE role = 'admin'`);
    await ask(`DELETE FROM person_position WHERE position_id = 'dcs/supervisor'`);
    const before = await held();
    expect(before).toEqual([expect.objectContaining({ admins: '0' })]);
    await seedDistrict(database.url, options);
    expect(await held()).toEqual(before);
  });

  it('is founded as a district of one’s own with its rules and one administrator, never with demonstration people', async () => {
    const own = { name: '裕安区', paperCode: '裕政督' };
    const open = (password: string) => foundDistrict(database.url, { ...own, password });
    expect(await Promise.all([open('first-2345-word'), open('first-2345-word')])).toEqual([true, true]);
    expect(await ask('SELECT name, paper_code AS code FROM org_unit')).toEqual([{ name: '裕安区', code: '裕政督' }]);
    expect(await ask('SELECT p.username, r.role FROM person p JOIN person_role r ON r.person_id = p.id')).toEqual([
      { username: FIRST_ADMINISTRATOR, role: 'admin' },
    ]);
    expect(await open('second-2345-word')).toBe(true);
    const record = await openRecord({ url: database.url });
    try {
      expect((await record.context.current()).policy.categories).toHaveLength(38);
      const account = (await record.people.credentialOf(FIRST_ADMINISTRATOR))!;
      expect(await passwordMatches(account.passwordHash, 'first-2345-word')).toBe(false);
      expect(await passwordMatches(account.passwordHash, 'second-2345-word')).toBe(true);
      await ask('UPDATE credential SET one_time = false');
      expect(await open('third-2345-word')).toBe(false);
      expect(await record.people.credentialOf(FIRST_ADMINISTRATOR)).toEqual(account);
    } finally {
      await record.close();
    }
    await expect(seedDistrict(database.url, { password: 'known to all' })).rejects.toThrow(DistrictOfItsOwn);
    expect(await ask('SELECT count(*) FROM person')).toEqual([{ count: '1' }]);
  });

  it('has its people from the demonstration where that was asked for first', async () => {
    await seedDistrict(database.url, { password: 'for this test only' });
    expect(await foundDistrict(database.url, { name: '裕安区', paperCode: '裕政督', password: 'x' })).toBe(false);
    expect(await ask(`SELECT FROM org_unit WHERE name = '裕安区'`)).toEqual([]);
  });

  it('can be opened before it is seeded, and then says what is missing', async () => {
    const record = await openRecord({ url: database.url });
    try {
      await record.ping();
      await expect(record.context.current()).rejects.toThrow('duban seed');
      await seedDistrict(database.url, { password: 'for this test only' });
      expect((await record.context.current()).policy.version).toBe(1);
    } finally {
      await record.close();
    }
  });
});
