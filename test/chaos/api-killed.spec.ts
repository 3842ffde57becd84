import { randomUUID } from 'node:crypto';

import { fileOne } from './cases';
import { Gate } from './gate';
import { faultsOfOperations } from './kept-operations';
import { Load } from './load';
import type { Operation } from './operations';
import { People } from './people';
import { CATEGORY } from './quick-policy';
import { Stack } from './stack';

let stack: Stack;
let people: People;

beforeAll(async () => {
  stack = await Stack.start();
  people = new People(stack);
}, 180_000);

afterAll(() => stack?.stop(), 60_000);

describe('the api killed -9 under load', () => {
  it('loses nothing acknowledged, leaves nothing half-done (I1), does once what is asked again (I7)', async () => {
    const operations = await Load.during(people, 8, async (heard) => {
      for (let kill = 1; kill <= 2; kill += 1) {
        await heard.untilMore(30);
        await stack.restart('api');
      }
    });
    expect(operations.all.some(({ outcome }) => outcome === 'unknown')).toBe(true);
    expect(operations.all.some(({ tries }) => tries > 1)).toBe(true);
    expect(operations.unfinished).toEqual([]);
    expect(await faultsOfOperations(stack.databaseUrl, operations.all)).toEqual([]);
  }, 60_000);
});

describe('the api killed -9 amid one command', () => {
  /** Sends a comment, kills the api while its statement waits in PostgreSQL, lets `then` decide on that, and asks again. */
  async function interrupted(then: (gate: Gate) => Promise<void>) {
    const { id, seq, inspector } = await fileOne(people);
    const gate = await Gate.close(stack.databaseUrl, 'finding_event', 'INSERT');
    const ask = [`/findings/${id}/comment`, { text: '请抓紧' }, randomUUID()] as const;
    const unheard = inspector.post(...ask).catch(() => 'no answer');
    await gate.untilSomebodyWaits();
    await stack.kill('api');
    expect(await unheard).toBe('no answer');
    await then(gate);
    await stack.start('api');
    const again = await inspector.post(...ask);
    expect(again).toMatchObject({ status: 200, body: { seq: seq + 1 } });
    expect((await inspector.get(`/findings/${id}`)).seq).toBe(seq + 1);
    return again.body;
  }

  it(
    'answers from the record what was committed without it',
    async () => expect(await interrupted((gate) => gate.open())).toMatchObject({ replayed: true }),
    30_000,
  );

  it(
    'does what left no trace',
    async () => expect(await interrupted((gate) => gate.breakOff())).toMatchObject({ replayed: false }),
    30_000,
  );
});

it('would notice a lost command, the trace of a refused one and another effect than the answered one', async () => {
  const inspector = await people.withRole('inspector');
  const key = randomUUID();
  const filing = { channel: 'round', source: 'district', categoryCode: CATEGORY, description: '垃圾桶满溢' };
  const { body } = await inspector.post('/findings', filing, key);
  const heard: Operation = {
    key,
    personId: inspector.personId,
    command: 'file',
    outcome: 'acknowledged',
    persistent: false,
    tries: 1,
    answer: body,
  };
  const lost = { ...heard, key: randomUUID() };
  const refused = { ...heard, outcome: 'refused' as const };
  const other = { ...heard, answer: { ...body, seq: body.seq + 1 } };
  expect(await faultsOfOperations(stack.databaseUrl, [heard, lost, refused, other])).toHaveLength(3);
});
