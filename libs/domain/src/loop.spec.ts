import { type Stage, type Status, stageOf } from '#domain';
import { dispatcher, dutyLead, handlerOf, inspector, verifier } from '../test/district';
import { assign, file, Scene, submit } from '../test/scene';

test('discover, assign, supervise, feed back, close', () => {
  const scene = new Scene('2026-09-07 09:00');
  const seen: [Stage, Status][] = [];
  const look = () => seen.push([stageOf(scene.state.status), scene.state.status]);
  scene.when(inspector, file({ channel: 'hotline' }));
  look();
  scene.when(dispatcher, { type: 'register' });
  look();
  scene.until('2026-09-07 10:00').when(dispatcher, assign('ZJ'));
  look();
  scene.until('2026-09-07 11:00').when(handlerOf('ZJ'), { type: 'sign' });
  look();
  scene.until('2026-09-10 16:00').when(handlerOf('ZJ'), submit());
  look();
  scene.until('2026-09-11 09:00').when(verifier, { type: 'verify', outcome: 'passed' });
  look();
  scene.when(dutyLead, { type: 'approve' });
  look();
  expect(seen).toEqual([
    ['discover', 'filed'],
    ['assign', 'registered'],
    ['assign', 'assigned'],
    ['supervise', 'rectifying'],
    ['feedback', 'submitted'],
    ['close', 'verified'],
    ['close', 'archived'],
  ]);
  expect(scene.state).toMatchObject({
    submissions: [{ inTime: true, outcome: 'passed' }],
    lines: [{ status: 'done', booked: 2 }],
  });
});
