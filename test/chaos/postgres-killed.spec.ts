import { Client } from 'pg';

import { type DistrictRecord, openRecord } from '#persistence';

import { eventually } from './eventually';
import { faultsOfOperations } from './kept-operations';
import { Load } from './load';
import type { Operations } from './operations';
import { People } from './people';
import { Stack } from './stack';

let stack: Stack;
let people: People;

beforeAll(async () => {
  stack = await Stack.start();
  people = new People(stack);
}, 180_000);

afterAll(() => stack?.stop(), 60_000);

async function faultsOfRecord(): Promise<unknown[]> {
  const record: DistrictRecord = await openRecord({ url: stack.databaseUrl, poolSize: 2 });
  try {
    return (await record.audit.verify()).faults;
  } finally {
    await record.close();
  }
}

const WHOLE = { unfinished: [], operations: [], record: [], crashes: [] };

/** After any trouble everything asked was done once, the chains hold, and neither api nor worker has ended. */
const faultsAfter = async ({ unfinished, all }: Operations) => ({
  unfinished,
  operations: await faultsOfOperations(stack.databaseUrl, all),
  record: await faultsOfRecord(),
  crashes: stack.crashes,
});

describe('PostgreSQL', () => {
  it('killed -9 under load keeps every chain and every row whole, and takes nobody with it (I3)', async () => {
    const operations = await Load.during(people, 8, async (heard) => {
      for (let kill = 1; kill <= 2; kill += 1) {
        await heard.untilMore(30);
        await stack.restart('postgres');
      }
    });
    expect(await faultsAfter(operations)).toEqual(WHOLE);
  }, 90_000);

  it('cutting every connection again and again crashes no process', async () => {
    const operations = await Load.during(people, 8, async (heard) => {
      await eventually('acknowledged commands', 30_000, async () => {
        await cutConnections();
        return heard.acknowledged.length >= 60;
      });
    });
    expect(await faultsAfter(operations)).toEqual(WHOLE);
  }, 60_000);
});

async function cutConnections(): Promise<void> {
  const knife = new Client({ connectionString: stack.databaseUrl });
  await knife.connect();
  await knife.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()`,
  );
  await knife.end();
}
