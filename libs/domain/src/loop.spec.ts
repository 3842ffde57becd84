import { wakeAt } from '#domain';
import { dispatcher, dutyLead, handlerOf, inspector, verifier } from '../test/district';
import { assign, file, Scene, submit } from '../test/scene';

describe('the loop', () => {
  test('discover, assign, supervise, feed back, close', () => {
    const scene = new Scene('2026-09-07 09:00').when(inspector, file());
    expect(scene.state.status).toBe('registered');
    scene.when(dispatcher, assign('ZJ'));
    expect(scene.state.status).toBe('assigned');
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    scene.until('2026-09-07 10:00').when(handlerOf('ZJ'), { type: 'sign' });
    expect(scene.state.status).toBe('rectifying');
    scene.until('2026-09-10 16:00').when(handlerOf('ZJ'), submit());
    expect(scene.state.status).toBe('submitted');
    expect(scene.state.submissions[0]).toMatchObject({ inTime: true });
    scene.until('2026-09-11 09:00').when(verifier, { type: 'verify', outcome: 'passed' });
    expect(scene.state.status).toBe('verified');
    scene.when(dutyLead, { type: 'approve' });
    expect(['written_off', 'archived']).toContain(scene.state.status);
    scene.until('2027-01-01 00:00');
    console.log(scene.state.status, wakeAt(scene.state), scene.events.map((e) => e.type).join(' '));
  });
});
