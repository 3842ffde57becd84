import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { FarSide } from './far-side';
import { KEY, Office } from './office';

const SWEEP_MS = 20;
const LEASE_MS = 60_000;

let office: Office;
let sender: ChildProcess;
beforeAll(async () => void (office = await Office.open()));
beforeEach(async () => {
  await office.reset();
  // The process that will be killed knows the database's clock alone: the record's time here follows it.
  office.district.clock.now = await databaseNow();
  office.far.answer = FarSide.hang;
});
afterEach(() => sender.kill('SIGKILL'));
afterAll(() => office.close());

const databaseNow = async (): Promise<number> => {
  const { rows } = await office.district.owner.query<{ at: string }>(
    'SELECT extract(epoch FROM max(backend_start)) * 1000 AS at FROM pg_stat_activity',
  );
  return Math.floor(Number(rows[0]!.at));
};

/** A process of its own, killed (SIGKILL) while the far side has the message and has not answered. */
async function killedInMidSend(): Promise<void> {
  sender = spawn(
    process.execPath,
    [
      '--conditions=duban-source',
      '-r',
      join(__dirname, '../../support/typescript.cjs'),
      join(__dirname, 'sending-process.ts'),
      office.district.url,
      KEY,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  while (office.far.arrived.length === 0) {
    if (sender.exitCode !== null) throw new Error('the sender ended by itself');
    await new Promise((resolve) => setTimeout(resolve, SWEEP_MS));
  }
  sender.kill('SIGKILL');
  await once(sender, 'exit');
  office.far.answer = FarSide.json({ errcode: 0 });
}

const states = async () =>
  (await office.district.owner.query<{ state: string; why: string | null }>('SELECT state, why FROM message')).rows;

const afterTheLease = async (): Promise<void> => {
  office.district.clock.now = (await databaseNow()) + 2 * LEASE_MS;
  await office.send();
};

const testOf = async (outlet: string): Promise<void> => {
  await office.served.done('admin', `/message-outlets/${outlet}/tests`);
};

it('an SMS on the wire of a killed process is shown as unknown and never sent twice', async () => {
  await office.prefers('admin', { phone: '13800138000' });
  await testOf(await office.sms());
  await killedInMidSend();
  expect(await states()).toEqual([{ state: 'sending', why: null }]);
  await office.send();
  expect(office.far.arrived).toHaveLength(1);
  await afterTheLease();
  expect(office.far.arrived).toHaveLength(1);
  expect(await states()).toEqual([{ state: 'unknown', why: 'interrupted' }]);
});

it('goes out again where the gateway tells repetitions by their id', async () => {
  await office.prefers('admin', { phone: '13800138000' });
  await testOf(await office.sms({ idempotent: true }));
  await killedInMidSend();
  await afterTheLease();
  expect((await states()).map(({ state }) => state)).toEqual(['sent']);
  expect(new Set(office.take().map(({ id }) => String(id))).size).toBe(1);
});

it('a robot repeats it and says so', async () => {
  const settings = { url: office.far.url };
  await testOf(await office.outlet({ kind: 'wecom', unitId: 'cg', settings, secrets: { token: 'token-0001' } }));
  await killedInMidSend();
  await afterTheLease();
  const [first, second, ...others] = office.take().map(({ text }) => String(text.content));
  expect(others).toEqual([]);
  expect(second).toBe(`（重发，可能重复）${first}`);
});

it('a system is told again under the same id', async () => {
  const secrets = { secret: 'whsec_' + Buffer.alloc(32, 1).toString('base64') };
  await testOf(await office.outlet({ kind: 'webhook', settings: { url: office.far.url }, secrets }));
  await killedInMidSend();
  await afterTheLease();
  const ids = office.far.arrived.map(({ headers }) => headers['webhook-id']);
  expect(ids).toHaveLength(2);
  expect(ids[1]).toBe(ids[0]);
});
