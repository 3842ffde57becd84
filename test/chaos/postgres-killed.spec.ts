import { Client } from 'pg';

import { type DistrictRecord, openRecord } from '#persistence';

import { eventually } from './eventually';
import { faultsOfOperations } from './kept-operations';
import { Load } from './load';
import { Operations } from './operations';
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

/** Load until so many more commands are acknowledged, with `trouble` made meanwhile. */
async function underLoad(trouble: (acknowledged: () => number) => Promise<void>): Promise<Operations> {
  const operations = new Operations();
  const load = await Load.start(people, operations, 8);
  await trouble(() => operations.acknowledged.length);
  await load.stop();
  return operations;
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
    const operations = await underLoad(async (acknowledged) => {
      for (let kill = 1; kill <= 2; kill += 1) {
        const before = acknowledged();
        await eventually('acknowledged commands', 20_000, async () => acknowledged() >= before + 30);
        await stack.restart('postgres');
      }
    });
    expect(await faultsAfter(operations)).toEqual(WHOLE);
  }, 90_000);

  it('cutting every connection again and again crashes no process', async () => {
    const operations = await underLoad(async (acknowledged) => {
      const before = acknowledged();
      await eventually('acknowledged commands', 20_000, async () => {
        await cutConnections();
        return acknowledged() >= before + 60;
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
