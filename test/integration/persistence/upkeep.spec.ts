import { oneAtATime } from '#temporal';
import { Upkeep } from '../../../apps/worker/src/upkeep';
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
});
