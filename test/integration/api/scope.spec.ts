import { Served } from './served';

describe('who must act sees what waits for him', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  it('the grid’s chain: the village verifies, the township passes it on', async () => {
    const id = await served.file({ channel: 'grid', source: 'self' }, 'dispatcher');
    const path = `/findings/${id}`;
    expect((await served.get('grid.zhongshi', path)).status).toBe(404);
    await served.done('grid.dongshi-yunlu', `${path}/pass-on`);
    await served.done('handler.dongshi', `${path}/pass-on`);
    expect((await served.get('dispatcher', path)).body.status).toBe('registered');
    // Who had it sees what became of it, nobody else.
    for (const name of ['grid.dongshi-yunlu', 'handler.dongshi'])
      expect((await served.get(name, path)).body.status).toBe('registered');
    expect((await served.get('handler.zhongshi', path)).status).toBe(404);
  });

  it('the unit that is proposed claims it, another does not see it', async () => {
    const id = await served.file({ proposal: { unitId: 'cg', coUnitIds: [] } });
    expect((await served.get('handler.zj', `/findings/${id}`)).status).toBe(404);
    const claimed = await served.done('handler.cg', `/findings/${id}/claim`, {});
    expect(claimed.body.status).toBe('rectifying');
  });

  it('a unit without a line answers the instruction that it was given', async () => {
    const id = await served.rectifying();
    expect((await served.get('handler.zj', `/findings/${id}`)).status).toBe(404);
    await served.done('mayor', `/findings/${id}/instruct`, { text: '请配合', toUnitId: 'zj', replyWithinDays: 3 });
    const reply = { instructionId: 'I1', text: '已配合' };
    expect((await served.post('handler.zj', `/findings/${id}/reply-instruction`, reply)).status).toBe(200);
  });

  it('a limited finding goes through the whole loop', async () => {
    const id = await served.file({ visibility: 'limited' });
    const path = `/findings/${id}`;
    expect((await served.get('inspector2', path)).status).toBe(404);
    await served.done('dispatcher', `${path}/assign`, { unitId: 'cg' });
    await served.done('handler.cg', `${path}/sign`);
    const { default: sharp } = await import('sharp');
    const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background: 'navy' } })
      .jpeg()
      .toBuffer();
    const { body } = await served.done('handler.cg', '/evidence', bytes, { 'content-type': 'image/jpeg' });
    await served.done('handler.cg', `${path}/submit`, { text: '已清运', evidence: [{ sha256: body.sha256 }] });
    await served.done('verifier', `${path}/verify`, { outcome: 'passed' });
    await served.done('approver', `${path}/approve`);
    expect((await served.get('inspector2', path)).status).toBe(404);
  });

  it('a sealed one is for leaders, the auditor, its filer and who has a line', async () => {
    const id = await served.file({ visibility: 'sealed' }, 'dispatcher');
    const path = `/findings/${id}`;
    await served.done('dispatcher', `${path}/assign`, { unitId: 'cg' });
    for (const viewer of ['mayor', 'auditor', 'dispatcher', 'handler.cg'])
      expect((await served.get(viewer, path)).status).toBe(200);
    for (const viewer of ['verifier', 'approver', 'inspector', 'handler.zj'])
      expect((await served.get(viewer, path)).status).toBe(404);
  });

  it('a street that mends it does not ask others to check themselves in the name of whoever supervises', async () => {
    const id = await served.file();
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'dongshi' });
    const lesson = { findingId: id, due: '2026-09-30' };
    const asked = await served.post('street.dongshi', '/self-checks', lesson);
    expect(asked).toMatchObject({ status: 403, body: { code: 'outside_your_scope' } });
    expect((await served.post('dispatcher', '/self-checks', lesson)).status).toBe(201);
  });
});
