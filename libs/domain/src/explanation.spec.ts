import { wallTime } from '#calendar';
import { explainClock, simulateEscalation } from '#domain';
import { context, dutyLead, handlerOf, verifier } from '../test/district';
import { rectifying, type Scene, submit, wall } from '../test/scene';
import { reason } from '../test/standing';

const BEGINS = '2026-09-22 09:00';
const explained = (scene: Scene) => explainClock(scene.events, 'L1.rectify', scene.ctx.calendar)!;
const counted = (scene: Scene) => explained(scene).segments.reduce((total, segment) => total + segment.counted, 0);

test('a deadline explains itself day by day: five working days across Mid-Autumn', () => {
  const scene = rectifying(BEGINS);
  expect(explained(scene)).toMatchObject({
    kind: 'rectify',
    dueAt: wall('2026-09-30 18:00'),
    stoppedAt: null,
    changes: [],
  });
  expect(explained(scene).segments.map((s) => s.why)).toEqual(['start_day', 'open', 'holiday', 'open']);
  expect(counted(scene)).toBe(5);
});

test('every change of it is named with the due before and after', () => {
  const scene = rectifying(BEGINS).when(handlerOf('ZJ'), { type: 'request-extension', amount: 1, reason });
  scene.when(dutyLead, { type: 'decide-extension', granted: true });
  expect(explained(scene).changes).toEqual([
    { why: 'extension', at: scene.at, dueBefore: wall('2026-09-30 18:00'), dueAt: wall('2026-10-08 17:30') },
  ]);
  expect(counted(scene)).toBe(6);
});

test('time that was suspended or with the verifier is shown and counts nothing', () => {
  const scene = rectifying(BEGINS).until('2026-09-23 19:00').when(handlerOf('ZJ'), submit());
  expect(explained(scene).stoppedAt).toBe(scene.at);
  scene.until('2026-09-24 09:00').when(verifier, { type: 'verify', outcome: 'failed', reason });
  const paused = explained(scene).segments.filter((segment) => segment.why === 'paused');
  expect(paused).toEqual([{ from: wall('2026-09-23 19:00'), to: wall('2026-09-24 09:00'), counted: 0, why: 'paused' }]);
  expect(counted(scene)).toBe(5);
  expect(explained(scene).dueAt).toBe(scene.clock('L1.rectify').dueAt);
});

test('a clock that the log does not know has no explanation', () => {
  expect(explainClock(rectifying(BEGINS).events, 'nothing', context().calendar)).toBeNull();
});

test('an escalation can be simulated, and is what would happen', () => {
  const steps = simulateEscalation({ categoryCode: 'SS01', at: wall('2026-09-24 23:41') }, context());
  if (!Array.isArray(steps)) throw new Error(steps.code);
  expect(steps.map((step) => [step.step, wallTime(step.dueAt), step.ladder])).toEqual([
    ['control', '2026-09-25 00:41', 'URGENT'],
    ['rectify', '2026-09-25 05:41', 'URGENT'],
  ]);
  const control = steps[0]!.rungs.map((rung) => `${rung.code} ${wallTime(rung.at)}`);
  const played = rectifying('2026-09-24 23:41', { categoryCode: 'SS01' }).until('2026-09-29 09:00').fired('L1.control');
  expect(played).toEqual(control);
  expect(simulateEscalation({ categoryCode: 'nothing', at: 0 }, context())).toMatchObject({ code: 'unknown_category' });
  const letters = simulateEscalation({ categoryCode: 'SS03', at: wall(BEGINS), relation: 'external' }, context());
  expect(letters).toMatchObject([
    { ladder: 'EXTERNAL', rungs: [{ colour: null }, { colour: null }, { colour: null }] },
  ]);
});
