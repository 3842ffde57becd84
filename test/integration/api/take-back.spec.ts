import { commandDone, eventLog, findingDetail } from '#contract';
import { instantOf } from '#calendar';
import { Served } from './served';

describe('撤回 over HTTP', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());
  afterEach(() => (served.district.clock.now = instantOf('2026-09-17', '09:00')));

  it('says until when, undoes once, and shows both in the log', async () => {
    const path = `/findings/${await served.file()}`;
    const assigned = commandDone.parse((await served.done('dispatcher', `${path}/assign`, { unitId: 'zj' })).body);
    expect(assigned.allowedCommands).toContain('take-back');
    expect(assigned.undoUntil).toBe('2026-09-17T09:01:00.000+08:00');
    const detail = findingDetail.parse((await served.get('dispatcher', path)).body);
    expect(detail.undoUntil).toBe(assigned.undoUntil);
    expect(findingDetail.parse((await served.get('inspector', path)).body).undoUntil).toBeNull();

    const undone = commandDone.parse((await served.done('dispatcher', `${path}/take-back`, {})).body);
    expect(undone).toMatchObject({ status: 'registered', undoUntil: null });
    const log = eventLog.parse((await served.get('dispatcher', `${path}/events`)).body);
    const act = log.items.find(({ type }) => type === 'assigned')!;
    expect(act['of']).toBe('assign');
    const back = log.items.find(({ type }) => type === 'taken_back')!;
    expect(back).toMatchObject({ command: 'assign', fromSeq: act.seq });
    expect(back).not.toHaveProperty('restored');
    const again = await served.post('dispatcher', `${path}/take-back`, {});
    expect(again).toMatchObject({ status: 409, body: { code: 'nothing_to_take_back' } });
  });

  it('refuses a log of the caller’s own making, and an act that is not the last', async () => {
    const path = `/findings/${await served.file()}`;
    const { body } = await served.done('dispatcher', `${path}/assign`, { unitId: 'zj' });
    expect((await served.post('dispatcher', `${path}/take-back`, { log: [] })).status).toBe(422);
    expect((await served.post('dispatcher', `${path}/take-back`, { seq: body.seq + 9 })).status).toBe(409);
  });

  it('is gone for the unit that was named by mistake', async () => {
    const path = `/findings/${await served.file()}`;
    await served.done('dispatcher', `${path}/assign`, { unitId: 'zj' });
    expect((await served.get('handler.zj', path)).status).toBe(200);
    await served.done('dispatcher', `${path}/take-back`, {});
    expect((await served.get('handler.zj', path)).status).toBe(404);
  });
});
