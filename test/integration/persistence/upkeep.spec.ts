import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '#config';
import { databaseClock } from '#persistence';
import { oneAtATime } from '#temporal';
import { Engine } from '../../../apps/worker/src/engine';
import { Upkeep } from '../../../apps/worker/src/upkeep';
import { readNow } from '../../../libs/persistence/src/now';
import { District, MORNING } from './district';

const DAY = 24 * 3_600_000;
const silent = { info: () => {}, warn: () => {}, error: () => {} };

describe('the upkeep of every day', () => {
  let district: District;
  beforeEach(async () => void (district = await District.open()));
  afterEach(() => district.close());

  const upkeep = () =>
    new Upkeep({ record: district.record, oneAtATime: oneAtATime(district.url, 'upkeep'), log: silent });

  it('hands the work of a unit that ended to its successor, in the name of the office', async () => {
    const id = await district.rectifying();
    await district.owner.query(`UPDATE org_unit SET valid_to = '2026-09-18', successor_id = 'zj' WHERE id = 'cg'`);
    await upkeep().turn();
    expect((await district.record.findings.read(id))!.finding.lines).toHaveLength(1);

    district.clock.now = MORNING + DAY;
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await upkeep().turn();
    const { lines } = (await district.record.findings.read(id))!.finding;
    expect(lines.map(({ unitId, status }) => [unitId, status])).toEqual([
      ['cg', 'reassigned'],
      ['zj', 'open'],
    ]);
    expect(await district.count('finding_event', `type = 'assigned' AND by_person = 'system'`)).toBe(1);
  });

  it('writes one checkpoint a day, however many processes and turns there are', async () => {
    await district.file();
    const [one, other] = [upkeep(), upkeep()];
    for (const day of [0, 1]) {
      district.clock.now = MORNING + day * DAY;
      await Promise.all([one.turn(), other.turn()]);
      await one.turn();
      expect(await district.count('audit_checkpoint')).toBe(day + 1);
    }
    expect(await district.record.audit.verify()).toMatchObject({ checkpoints: 2, faults: [] });
  });

  it('removes from the credit file what has run out, by the worker itself and with Temporal away', async () => {
    const { registry } = district.record.assessment;
    const [officer, head] = await Promise.all(['approver', 'approver2'].map((name) => district.actor(name)));
    const entry = { companyId: 'wy-ankang', projectId: 'xq-yunlu', points: -2, fact: '列末三名', basis: '考核办法' };
    const publish = async (id: string) => {
      await registry.act(id, { type: 'notice', id, ...entry }, officer!.personId);
      await registry.act(id, { type: 'state', text: '已整改' }, officer!.personId);
      await registry.act(id, { type: 'decide', list: true, reason: '事实清楚' }, head!.personId);
      await registry.act(id, { type: 'publish' }, officer!.personId);
    };
    // The worker knows the database's clock alone: one entry was made over a year before it, the other is in force.
    const now = await readNow(district.owner, databaseClock);
    district.clock.now = now - 380 * DAY;
    await publish('old');
    district.clock.now = now - 30 * DAY;
    await publish('young');
    const statusOf = async (id: string) => (await registry.find(id))!.status;
    expect([await statusOf('old'), await statusOf('young')]).toEqual(['published', 'published']);

    const dataDir = await mkdtemp(join(tmpdir(), 'duban-test-upkeep-'));
    const config = readConfig({ DATABASE_URL: district.url, TEMPORAL_ADDRESS: '127.0.0.1:9', DUBAN_DATA_DIR: dataDir });
    const engine = await Engine.open({ ...config, workerPort: 0 }, pino({ level: 'silent' }));
    await engine.onApplicationBootstrap();
    try {
      while ((await statusOf('old')) !== 'removed') await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await engine.beforeApplicationShutdown();
      await rm(dataDir, { recursive: true });
    }
    const { events } = (await registry.find('old'))!;
    expect(events.at(-1)).toMatchObject({ type: 'removed', why: 'expiry', by: null });
    expect(await statusOf('young')).toBe('published');
    expect(await registry.expire()).toBe(0);
  });
});
