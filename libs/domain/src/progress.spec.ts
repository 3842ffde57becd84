import { context, dispatcher, handlerOf, headOf, inspector, policyWith, verifier } from '../test/district';
import { assign, file, rectifying, Scene, submit, wall } from '../test/scene';
import { BEGINS, reason } from '../test/standing';

const zj = handlerOf('ZJ');
const say = { type: 'report-progress', text: '已完成招标' } as const;
const matter = (given = {}, begins = BEGINS) =>
  new Scene(begins)
    .when(inspector, file({ categoryCode: 'ZC01', ...given }))
    .when(dispatcher, assign('ZJ'))
    .when(zj, { type: 'sign' });

describe('one line of progress a month, in work of more than twenty working days', () => {
  test('is asked by the 25th; what is not said is reminded of once, and asked again the next month', () => {
    const scene = matter();
    expect(scene.due('L1.progress')).toBe('2026-09-26 00:00');
    scene.until('2026-10-09 09:00');
    expect(scene.fired('L1.progress')).toEqual(['S1 2026-09-26 00:01']);
    expect(scene.due('L1.progress')).toBe('2026-10-26 00:00');
    expect(scene.state.notices.filter(({ clockId }) => clockId === 'L1.progress')).toEqual([]);
  });

  test.each(['2026-09-10 10:00', '2026-09-25 10:00'])('said on %s, it is the next month’s', (at) => {
    const scene = matter().until(at).when(zj, say);
    expect(scene.due('L1.progress')).toBe('2026-10-26 00:00');
    expect(scene.until('2026-10-01 09:00').fired('L1.progress')).toEqual([]);
  });

  test('said late, it is still this month’s', () => {
    const scene = matter().until('2026-09-28 10:00').when(zj, say);
    expect(scene.due('L1.progress')).toBe('2026-10-26 00:00');
  });

  test('a fixed date counts by how far off it is', () => {
    expect(matter({ categoryCode: 'SS03', fixedDate: '2026-12-31' }).due('L1.progress')).toBe('2026-09-26 00:00');
    expect(matter({ fixedDate: '2026-09-18' }).state.clocks['L1.progress']).toBeUndefined();
  });

  test('short work is not asked, nor is any where the policy does not say so', () => {
    expect(rectifying(BEGINS).state.clocks['L1.progress']).toBeUndefined();
    const ctx = context({ policy: policyWith({ progress: undefined }) });
    expect(rectifying(BEGINS, { categoryCode: 'ZC01' }, ctx).state.clocks['L1.progress']).toBeUndefined();
  });

  test('feedback ends it, a failed verification asks again', () => {
    const scene = matter().until('2026-09-08 10:00').when(headOf('ZJ'), submit());
    expect(scene.clock('L1.progress').stopped).toBe(true);
    scene.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(scene.due('L1.progress')).toBe('2026-09-26 00:00');
  });

  test('crosses the year', () => {
    const scene = matter({}, '2026-12-14 09:00').when(zj, say);
    expect(scene.due('L1.progress')).toBe('2027-01-26 00:00');
  });
});

describe('milestones (定进度)', () => {
  const milestones = [
    { name: '方案', date: '2026-09-10' },
    { name: '进场', date: '2026-09-20' },
  ];
  const fixedDate = '2026-09-30';
  const planned = () =>
    new Scene(BEGINS)
      .when(inspector, file())
      .when(dispatcher, assign('ZJ', { milestones, fixedDate }))
      .when(zj, { type: 'sign' });

  test('each is a fixed date of which the unit is reminded when it has passed', () => {
    const scene = planned();
    expect(scene.due('L1.milestone-1')).toBe('2026-09-11 00:00');
    expect(scene.until('2026-09-11 09:00').fired('L1.milestone-1')).toEqual(['S1 2026-09-11 00:01']);
  });

  test('what is handed in first needs no reminder', () => {
    const scene = planned().until('2026-09-08 09:00').when(zj, submit()).until('2026-09-22 09:00');
    expect([...scene.fired('L1.milestone-1'), ...scene.fired('L1.milestone-2')]).toEqual([]);
  });

  test('they stand in the order of their dates, whatever order they were named in', () => {
    const scene = new Scene(BEGINS)
      .when(inspector, file())
      .when(dispatcher, assign('ZJ', { milestones: milestones.toReversed(), fixedDate }));
    expect(scene.state.fixings?.milestones).toEqual(milestones);
  });

  test('they go along with the work to another unit, though its due has become earlier than they are', () => {
    const scene = planned().when(dispatcher, {
      type: 'absorb',
      findingId: 'F9',
      filedAt: wall(BEGINS),
      dueAt: wall('2026-09-16 18:00'),
      evidence: [],
    });
    const onwards = { type: 'reassign', unitId: 'CG', milestones, reason, wrongDispatch: false } as const;
    const later = [...milestones, { name: '验收', date: '2026-09-29' }];
    expect(scene.refusal(dispatcher, { ...onwards, milestones: later })).toBe('milestone_after_due');
    expect(scene.when(dispatcher, onwards).state.fixings).toMatchObject({ unitId: 'CG', milestones });
  });

  test('one that lies behind is not asked any more', () => {
    const gone = [{ name: '方案', date: '2026-09-01' }];
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('ZJ', { milestones: gone }));
    expect(scene.state.clocks['L1.milestone-1']).toBeUndefined();
  });
});
