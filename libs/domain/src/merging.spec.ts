import { type Command, wakeAt } from '#domain';
import { dispatcher, dutyLead, handlerOf, inspector, verifier } from '../test/district';
import { photo } from '../test/photo';
import { assign, assigned, file, rectifying, Scene, submit, wall } from '../test/scene';
import { approveOnce, reason, standing } from '../test/standing';
import { watchersOf } from './merging';

const BEGINS = '2026-09-07 09:00';
const merge: Command = { type: 'merge', into: 'F0', reason };
const absorb = (filedAt: string, dueAt: string | null): Command => ({
  type: 'absorb',
  findingId: 'F9',
  filedAt: wall(filedAt),
  dueAt: dueAt === null ? null : wall(dueAt),
  evidence: [photo('before'), photo('from the other')],
});

describe('ruling 9: a duplicate', () => {
  test('is merged by a person, stands still, and comes back as it was', () => {
    const scene = rectifying(BEGINS).until('2026-09-09 19:00').when(dispatcher, merge);
    expect(scene.state).toMatchObject({ status: 'merged', mergedInto: 'F0' });
    expect(wakeAt(scene.state)).toBeNull();
    expect(scene.until('2026-09-10 20:00').fired('L1.rectify')).toEqual([]);
    scene.when(dispatcher, { type: 'unmerge', reason });
    expect(scene.state).toMatchObject({ status: 'rectifying', mergedInto: null });
    expect(scene.due('L1.rectify')).toBe('2026-09-15 18:00');
  });

  test('gives the survivor the earliest filing, the strictest deadline and the evidence that it lacks', () => {
    const scene = rectifying(BEGINS).when(dispatcher, absorb('2026-09-04 10:00', '2026-09-10 18:00'));
    expect(scene.state).toMatchObject({ filedAt: wall('2026-09-04 10:00'), absorbed: ['F9'] });
    expect([scene.due('L1.rectify'), scene.due('case')]).toEqual(['2026-09-10 18:00', '2026-09-10 18:00']);
    expect(scene.state.evidence.map((item) => item.sha256)).toEqual(['before', 'from the other']);
    expect(scene.clock('L1.rectify').generation).toBe(1);
  });

  test('the strictest deadline is kept by a suspended survivor and after a failed verification', () => {
    const strict = absorb('2026-09-04 10:00', '2026-09-09 18:00');
    const failed = rectifying(BEGINS)
      .when(dispatcher, strict)
      .until('2026-09-08 12:00')
      .when(handlerOf('ZJ'), submit());
    failed.when(verifier, { type: 'verify', outcome: 'failed', reason });
    // Two days of it remained; the resuming day is not counted.
    expect(failed.due('L1.rectify')).toBe('2026-09-10 18:00');
    const paused = rectifying(BEGINS).when(dutyLead, {
      type: 'suspend',
      reason: 'weather',
      until: '2026-09-15',
      groupId: 'storm',
    });
    paused.when(dispatcher, strict).until('2026-09-16 00:00');
    expect([paused.due('L1.rectify'), paused.due('case')]).toEqual(['2026-09-18 18:00', '2026-09-18 18:00']);
    paused.when(dispatcher, { type: 'release', findingId: 'F9' });
    expect(paused.due('L1.rectify')).toBe('2026-09-22 18:00');
  });

  test('an extension lengthens the strictest deadline too', () => {
    const scene = rectifying(BEGINS).when(dispatcher, absorb('2026-09-04 10:00', '2026-09-09 18:00'));
    scene.when(handlerOf('ZJ'), { type: 'request-extension', amount: 2, reason });
    expect(scene.when(dutyLead, { type: 'decide-extension', granted: true }).due('case')).toBe('2026-09-11 18:00');
  });

  test('brings no breach of the past with it, and never loosens', () => {
    const scene = rectifying(BEGINS)
      .until('2026-09-09 09:00')
      .when(dispatcher, absorb('2026-09-04 10:00', '2026-09-08 18:00'));
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    scene.when(dispatcher, absorb('2026-09-08 10:00', '2026-09-30 18:00'));
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    expect(scene.state.filedAt).toBe(wall('2026-09-04 10:00'));
  });

  test('taken apart again, the survivor has its own deadline back', () => {
    const scene = rectifying(BEGINS).when(dispatcher, absorb('2026-09-04 10:00', '2026-09-10 18:00'));
    scene.when(dispatcher, { type: 'release', findingId: 'F9' });
    expect(scene.state.absorbed).toEqual([]);
    expect([scene.due('L1.rectify'), scene.due('case')]).toEqual(['2026-09-14 18:00', '2026-09-14 18:00']);
    expect(scene.refusal(dispatcher, { type: 'release', findingId: 'F9' })).toBe('not_merged');
  });

  test('taken apart from one of two, the survivor keeps the strictest deadline', () => {
    const scene = rectifying(BEGINS).when(dispatcher, absorb('2026-09-04 10:00', '2026-09-10 18:00'));
    scene.when(dispatcher, { ...absorb('2026-09-04 10:00', '2026-09-11 18:00'), findingId: 'F8' } as Command);
    scene.when(dispatcher, { type: 'release', findingId: 'F8' });
    expect([scene.due('L1.rectify'), scene.due('case')]).toEqual(['2026-09-10 18:00', '2026-09-10 18:00']);
  });

  test('tightens the verdict alone, not the steps on the way to it', () => {
    const scene = new Scene(BEGINS).when(inspector, file({ categoryCode: 'SR08' })).when(dispatcher, assign('CG'));
    const before = scene.due('L1.penalty');
    scene.when(dispatcher, absorb('2026-09-04 10:00', '2026-09-10 18:00'));
    expect([scene.due('L1.penalty'), scene.due('L1.demolish')]).toEqual([before, '2026-09-10 18:00']);
  });

  test('comes out again also of a survivor that has ended', () => {
    const scene = standing('verified').when(dispatcher, absorb('2026-09-04 10:00', null));
    approveOnce(scene).when(dispatcher, { type: 'release', findingId: 'F9' });
    expect(scene.state).toMatchObject({ status: 'archived', absorbed: [] });
  });

  test('across supervising units says so, also when undone, and remembers who is to be answered', () => {
    const merged = rectifying(BEGINS).when(dispatcher, { ...merge, survivorUnitId: 'SL' } as Command);
    expect(merged.events).toContainEqual(expect.objectContaining({ type: 'merged', across: true }));
    merged.when(dispatcher, { type: 'unmerge', reason });
    expect(merged.events).toContainEqual(expect.objectContaining({ type: 'unmerged', across: true }));
    expect(merged.state.mergedAcross).toBe(false);

    const survivor = rectifying(BEGINS);
    const taken = { ...absorb(BEGINS, null), watchedBy: ['SL', 'DC'] } as Command;
    expect(watchersOf(survivor.when(dispatcher, taken).state)).toEqual(['DC', 'SL']);
    survivor.when(dispatcher, { type: 'release', findingId: 'F9' });
    expect(watchersOf(survivor.state)).toEqual(['DC']);
  });

  test('within one supervising unit answers nobody else', () => {
    const merged = rectifying(BEGINS).when(dispatcher, { ...merge, survivorUnitId: 'DC' } as Command);
    expect(merged.events.find(({ type }) => type === 'merged')).not.toHaveProperty('across');
    const survivor = rectifying(BEGINS).when(dispatcher, { ...absorb(BEGINS, null), watchedBy: ['DC'] } as Command);
    expect(survivor.events.find(({ type }) => type === 'absorbed')).not.toHaveProperty('watchedBy');
    expect(watchersOf(survivor.state)).toEqual(['DC']);
  });

  test('of a written-off case is a recurrence, not a merge', () => {
    expect(standing('written_off').refusal(dispatcher, absorb(BEGINS, null))).toBe('merge_target_closed');
    expect(standing('archived').refusal(dispatcher, absorb(BEGINS, null))).toBe('not_open');
  });

  test('is never of itself', () => {
    expect(assigned(BEGINS).refusal(dispatcher, { ...merge, into: 'F1' } as Command)).toBe('merge_self');
  });

  test('merged before it was assigned, it waits for its dispatch again', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, merge).until('2026-09-08 09:00');
    scene.when(dispatcher, { type: 'unmerge', reason });
    expect(scene.due('dispatch')).toBe('2026-09-09 18:00');
  });

  test('merged while it waits for verification, the clock of the verification waits too', () => {
    const scene = rectifying(BEGINS).when(handlerOf('ZJ'), submit()).when(dispatcher, merge);
    expect(scene.due('verify')).toBeNull();
    expect(scene.until('2026-09-10 09:00').when(dispatcher, { type: 'unmerge', reason }).due('verify')).toBe(
      '2026-09-11 18:00',
    );
  });
});
