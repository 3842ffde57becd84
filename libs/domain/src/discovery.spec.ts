import { allowedCommands, type CommandOf, type Status, STATUSES, isTerminal, wakeAt } from '#domain';
import { dispatcher, dutyLead, gridWorker, handlerOf, inspector, person, verifier } from '../test/district';
import { photo } from '../test/photo';
import { assign, file, Scene, submit, wall } from '../test/scene';
import { approveOnce, reason } from '../test/standing';

const BEGINS = '2026-09-07 09:00';

describe('filing', () => {
  test.each([
    ['round', 'registered', 'dispatch', '2026-09-08 18:00'],
    ['hotline', 'filed', 'screen', '2026-09-08 18:00'],
    ['grid', 'filed', 'grid_village', '2026-09-08 18:00'],
  ] as const)('by %s waits as %s on the %s clock', (channel, status, clock, due) => {
    const scene = new Scene(BEGINS).when(dispatcher, file({ channel }));
    expect(scene.state.status).toBe(status);
    expect(scene.due(clock)).toBe(due);
  });

  test('through the grid is passed on by the village, then by the township', () => {
    const place = { communityId: 'SL1', streetId: 'SL' };
    const scene = new Scene(BEGINS).when(gridWorker, file({ channel: 'grid', source: 'street', place }));
    expect(scene.refusal(gridWorker, { type: 'pass-on' })).toBe('same_person');
    expect(allowedCommands(scene.state, gridWorker, scene.at)).not.toContain('pass-on');
    expect(scene.refusal(handlerOf('SL'), { type: 'pass-on' })).toBe('not_your_unit');
    scene.when(handlerOf('SL1'), { type: 'pass-on' });
    expect(scene.state).toMatchObject({ status: 'filed', chainLevel: 'township' });
    expect(scene.clock('grid_village').stopped).toBe(true);
    scene.when(handlerOf('SL'), { type: 'pass-on' });
    expect(scene.state).toMatchObject({ status: 'registered', chainLevel: null });
  });

  describe('through the grid', () => {
    const place = { communityId: 'SL1', streetId: 'SL' };
    const reported = () =>
      new Scene(BEGINS).when(
        gridWorker,
        file({ channel: 'grid', source: 'street', place, evidence: [photo('before')] }),
      );

    test('the village asks again, on its own time, and who reported it completes it', () => {
      const scene = reported();
      const due = scene.due('grid_village');
      expect(scene.refusal(handlerOf('SL'), { type: 'pass-back', reason })).toBe('not_your_unit');
      scene.when(handlerOf('SL1'), { type: 'pass-back', reason });
      expect(scene.state).toMatchObject({ status: 'filed', chainLevel: 'group' });
      expect(scene.due('grid_village')).toBe(due);
      expect(scene.refusal(handlerOf('SL1'), { type: 'pass-on' })).toBe('not_your_unit');
      expect(scene.refusal(handlerOf('SL1'), { type: 'pass-back', reason })).toBe('illegal_transition');
      scene.when(gridWorker, { type: 'pass-on' });
      expect(scene.state.chainLevel).toBe('village');
    });

    test('the township sends it back to the village, whose clock begins again', () => {
      const scene = reported().when(handlerOf('SL1'), { type: 'pass-on' });
      scene.when(handlerOf('SL'), { type: 'pass-back', reason });
      expect(scene.state).toMatchObject({ status: 'filed', chainLevel: 'village' });
      expect(scene.clock('grid_village')).toMatchObject({ stopped: false, generation: 2 });
      expect(scene.clock('grid_township').stopped).toBe(true);
      expect(wakeAt(scene.state)).not.toBeNull();
    });

    test('the level that has it settles it on the spot with an after-photo, and another checks', () => {
      const scene = reported();
      const settle: CommandOf<'settle'> = { type: 'settle', text: '已清理', evidence: [photo('after-1', 'after')] };
      expect(scene.refusal(handlerOf('SL1'), { type: 'settle', text: '已清理' })).toBe('evidence_missing');
      expect(scene.refusal(gridWorker, settle)).toBe('same_person');
      scene.when(handlerOf('SL1'), settle);
      expect(scene.state).toMatchObject({ status: 'submitted', chainLevel: null });
      expect(scene.clock('grid_village').stopped).toBe(true);
      scene.when(verifier, { type: 'verify', outcome: 'passed' });
      expect(scene.state.status).toBe('verified');
    });
  });

  test('is by role: the grid its own sources into its own chain, an inspector all but that chain', () => {
    const scene = new Scene(BEGINS);
    const refused = (given: Parameters<typeof file>[0]) => scene.refusal(gridWorker, file(given));
    expect(refused({ channel: 'grid', source: 'street' })).toBeNull();
    expect(refused({ channel: 'round', source: 'street' })).toBe('not_your_role');
    expect(refused({ channel: 'grid', source: 'central' })).toBe('not_your_role');
    expect(scene.refusal(inspector, file({ channel: 'grid', source: 'street' }))).toBe('not_your_role');
    expect(scene.refusal(inspector, file({ channel: 'verbal' }))).toBeNull();
    expect(scene.refusal(handlerOf('ZJ'), file({ channel: 'proxy', source: 'self' }))).toBeNull();
    expect(scene.refusal(handlerOf('ZJ'), file({ channel: 'proxy', source: 'district' }))).toBe('not_your_role');
    expect(scene.refusal(handlerOf('ZJ'), file({ source: 'self' }))).toBe('not_your_role');
  });

  test('takes severity and urgency from the category where that is graver', () => {
    const manhole = new Scene(BEGINS).when(inspector, file({ categoryCode: 'SS01' }));
    expect(manhole.state).toMatchObject({ urgency: 'urgent', severity: 'minor' });
    expect(manhole.due('dispatch')).toBe('2026-09-07 09:30');
    expect(new Scene(BEGINS).when(inspector, file({ categoryCode: 'XF02' })).state.severity).toBe('major');
  });

  test('without a category it is assigned by the fallback, and can be completed', () => {
    const scene = new Scene(BEGINS).when(inspector, file({ categoryCode: null, missing: ['category', 'pointName'] }));
    expect(scene.refusal(dispatcher, { type: 'amend', categoryCode: 'nothing' })).toBe('unknown_category');
    scene.when(dispatcher, { type: 'amend', place: { pointName: '桥头' } });
    expect(scene.state).toMatchObject({ missing: ['category'], place: { pointName: '桥头' } });
    expect(scene.when(dispatcher, assign('ZJ')).due('L1.rectify')).toBe('2026-09-14 18:00');
    scene.when(dispatcher, { type: 'amend', categoryCode: 'SS03' });
    expect(scene.state).toMatchObject({ missing: [], categoryCode: 'SS03' });
  });

  test('amended to a graver category it takes the floors, and what waits with us hurries', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).until('2026-09-07 10:00');
    scene.when(dispatcher, { type: 'amend', categoryCode: 'SS01' });
    expect(scene.state).toMatchObject({ urgency: 'urgent', categoryCode: 'SS01' });
    expect(scene.due('dispatch')).toBe('2026-09-07 10:30');
    scene.when(dispatcher, { type: 'amend', urgency: 'routine', description: '井盖缺失' });
    expect(scene.state).toMatchObject({ urgency: 'urgent', description: '井盖缺失' });
    scene.when(dispatcher, { type: 'amend', categoryCode: 'XF02', severity: 'minor' });
    expect(scene.state.severity).toBe('major');
  });

  test('a retired category takes nothing new, and what was filed under it goes on', () => {
    const scene = new Scene(BEGINS).when(inspector, file({ categoryCode: 'SS03' }));
    const { policy } = scene.ctx;
    const categories = policy.categories.map((one) => ({ ...one, retired: one.code === 'SS03' }));
    const retired = { ...scene.ctx, policy: { ...policy, categories } };
    expect(new Scene(BEGINS, retired).refusal(inspector, file({ categoryCode: 'SS03' }))).toBe('category_retired');
    scene.ctx = retired;
    scene.when(dispatcher, { type: 'amend', categoryCode: 'SS03', description: '地砖破损三处' });
    expect(scene.when(dispatcher, assign('ZJ')).due('L1.rectify')).toBe('2026-09-14 18:00');
    const other = new Scene(BEGINS, retired).when(inspector, file({ categoryCode: 'HW01' }));
    expect(other.refusal(dispatcher, { type: 'amend', categoryCode: 'SS03' })).toBe('category_retired');
  });

  test('names a unit and a category that exist', () => {
    const scene = new Scene(BEGINS);
    expect(scene.refusal(inspector, file({ supervisingUnitId: 'nowhere' }))).toBe('unknown_unit');
    expect(scene.refusal(inspector, file({ categoryCode: 'nothing' }))).toBe('unknown_category');
    for (const place of [{ streetId: 'nowhere' }, { communityId: 'nowhere' }])
      expect(scene.refusal(inspector, file({ place }))).toBe('unknown_unit');
    for (const proposal of [
      { unitId: 'nowhere', coUnitIds: [] },
      { unitId: 'ZJ', coUnitIds: ['nowhere'] },
    ])
      expect(scene.refusal(inspector, file({ proposal }))).toBe('unknown_unit');
    expect(scene.refusal(verifier, file())).toBe('not_your_role');
    expect(scene.refusal(dispatcher, { type: 'register' })).toBe('illegal_transition');
    scene.when(inspector, file());
    expect(scene.refusal(dispatcher, { type: 'amend', place: { streetId: 'nowhere' } })).toBe('unknown_unit');
  });
});

describe('ruling 18: an old ledger', () => {
  const clerk = person('clerk', 'DC', ['dispatcher'], { scope: 'ja' });
  const open = (status: Status, given: Partial<CommandOf<'open'>> = {}): CommandOf<'open'> => ({
    ...file({ channel: 'import', evidence: [] }),
    type: 'open',
    status,
    unitId: 'ZJ',
    ...given,
  });

  test.each(STATUSES)('opens at %s by one event, with a bell unless it has ended', (status) => {
    const scene = new Scene(BEGINS).when(clerk, open(status));
    expect(scene.events[0]).toMatchObject({ type: 'opened', status });
    expect(scene.state).toMatchObject({ legacy: true, status: status === 'written_off' ? 'archived' : status });
    expect(wakeAt(scene.state) === null).toBe(isTerminal(scene.state.status));
    expect(scene.state.notices).toEqual([]);
    expect(scene.log('rung_fired')).toEqual([]);
  });

  test('what was overdue gets three working days from its entry, what was not keeps its date', () => {
    expect(new Scene(BEGINS).when(clerk, open('rectifying', { fixedDate: '2026-08-01' })).due('L1.rectify')).toBe(
      '2026-09-10 18:00',
    );
    expect(new Scene(BEGINS).when(clerk, open('rectifying', { fixedDate: '2026-09-30' })).due('L1.rectify')).toBe(
      '2026-10-01 00:00',
    );
    expect(new Scene(BEGINS).when(clerk, open('assigned')).due('L1.receipt')).toBe('2026-09-07 16:00');
  });

  test('goes on from where it was: verified, approved, or back to its unit', () => {
    const scene = new Scene(BEGINS).when(clerk, open('submitted'));
    scene.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(scene.state).toMatchObject({ status: 'rectifying', lines: [{ unitId: 'ZJ' }] });
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    scene.when(handlerOf('ZJ'), submit());
    expect(approveOnce(new Scene(BEGINS).when(clerk, open('verified'))).state.status).toBe('archived');
    expect(new Scene(BEGINS).when(clerk, open('publicizing')).until('2026-09-14 18:00').state.status).toBe('archived');
  });

  test('sent back where the ledger does not say who mended it, it is dispatched', () => {
    const scene = new Scene(BEGINS).when(clerk, open('submitted', { unitId: null }));
    scene.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(scene.state).toMatchObject({ status: 'registered', lines: [] });
    expect(scene.due('dispatch')).toBe('2026-09-08 18:00');
    const approved = new Scene(BEGINS).when(clerk, open('verified', { unitId: null }));
    approved.when(dutyLead, { type: 'reject-write-off', to: 'rectifying', reason });
    expect(approved.when(dispatcher, assign('ZJ')).state.status).toBe('assigned');
  });

  test('keeps its photos of every kind, and a date still ahead where no unit is named yet', () => {
    const evidence = [photo('before'), photo('mended', 'after'), photo('letter', 'material')];
    const done = new Scene(BEGINS).when(clerk, open('verified', { evidence }));
    expect(done.state.evidence).toEqual(evidence);
    const waiting = new Scene(BEGINS).when(clerk, open('registered', { unitId: null, fixedDate: '2026-09-30' }));
    expect(waiting.when(dispatcher, assign('ZJ')).due('L1.rectify')).toBe('2026-10-01 00:00');
    const passed = new Scene(BEGINS).when(clerk, open('registered', { unitId: null, fixedDate: '2026-08-30' }));
    expect(passed.when(dispatcher, assign('ZJ')).due('L1.rectify')).toBe('2026-09-14 18:00');
  });

  test('the work of a unit names the unit', () => {
    const scene = new Scene(BEGINS);
    expect(scene.refusal(clerk, open('rectifying', { unitId: null }))).toBe('facts_missing');
    expect(scene.refusal(clerk, open('rectifying', { unitId: 'nowhere' }))).toBe('unknown_unit');
    expect(scene.refusal(clerk, open('submitted', { unitId: null }))).toBeNull();
    expect(scene.refusal(dutyLead, open('rectifying'))).toBe('not_your_role');
  });
});

test('what is filed twice is refused', () => {
  const scene = new Scene(BEGINS).when(inspector, file());
  expect(scene.refusal(inspector, file())).toBe('illegal_transition');
  expect(scene.events[0]!.at).toBe(wall(BEGINS));
});
