import { allowedCommands, type Command } from '#domain';
import { dispatcher, handlerOf, headOf, inspector, person, verifier } from '../test/district';
import { rectifying, submit } from '../test/scene';
import { reason } from '../test/standing';

const BEGINS = '2026-09-07 09:00';
const zj = handlerOf('ZJ');
const say: Command = { type: 'state-reason', reason: '连日暴雨，沥青无法摊铺' };
const rule = (accepted: boolean): Command => ({ type: 'rule-reason', accepted, reason });
/** Due on the 14th at 18:00, urged a minute later; yellow comes on the 15th at 18:00. */
const urged = () => rectifying(BEGINS).until('2026-09-15 09:00');
const CLOCK = 'L1.rectify';

describe('陈述理由: a reason stated before the yellow slip', () => {
  test('accepted, holds it once, as long again as lies between due and yellow', () => {
    const scene = urged().when(zj, say).when(inspector, rule(true));
    expect(scene.state.pleas).toMatchObject([{ id: 'E1', rung: 'R2', outcome: 'held' }]);
    expect(scene.until('2026-09-16 17:59').fired(CLOCK).at(-1)).toBe('R1 2026-09-14 18:01');
    expect(scene.until('2026-09-30 09:00').fired(CLOCK).slice(2)).toEqual([
      'R2 2026-09-16 18:00',
      'R3 2026-09-20 18:00',
    ]);
    expect(scene.due(CLOCK)).toBe('2026-09-14 18:00');
  });

  test('refused, or not ruled on in time, changes nothing', () => {
    const refused = urged().when(zj, say).when(inspector, rule(false)).until('2026-09-16 09:00');
    const unheard = urged().when(zj, say).until('2026-09-16 09:00');
    for (const scene of [refused, unheard]) expect(scene.fired(CLOCK).at(-1)).toBe('R2 2026-09-15 18:00');
    expect(unheard.refusal(inspector, rule(true))).toBe('unknown_request');
  });

  test('is heard between the urge slip and the yellow one, and once a line', () => {
    expect(rectifying(BEGINS).until('2026-09-14 17:00').refusal(zj, say)).toBe('reason_out_of_time');
    expect(rectifying(BEGINS).until('2026-09-15 18:00').refusal(zj, say)).toBe('reason_out_of_time');
    const heard = urged().when(zj, say);
    expect(heard.refusal(headOf('ZJ'), say)).toBe('reason_out_of_time');
    expect(heard.when(inspector, rule(false)).refusal(zj, say)).toBe('reason_out_of_time');
  });

  test('is ruled on by the side that supervises, never by who stated it', () => {
    const scene = urged().when(zj, say);
    expect(scene.refusal(verifier, rule(true))).toBe('not_your_role');
    expect(scene.refusal(zj, rule(true))).toBe('not_your_role');
    const both = { ...zj, roles: ['handler', 'inspector'] as const, scopePath: 'ja' };
    expect(scene.refusal(both, rule(true))).toBe('same_person');
    expect(scene.refusal(dispatcher, rule(true))).toBeNull();
  });

  test('is offered only then', () => {
    const all = person('all', 'ZJ', ['handler', 'inspector'], { scope: 'ja' });
    const offered = (scene: ReturnType<typeof urged>) => allowedCommands(scene.state, all, scene.at);
    expect(offered(rectifying(BEGINS))).not.toContain('state-reason');
    expect(offered(urged())).toContain('state-reason');
    expect(offered(urged())).not.toContain('rule-reason');
    const stated = urged().when(zj, say);
    expect(offered(stated)).toContain('rule-reason');
    expect(offered(stated)).not.toContain('state-reason');
  });

  test('what was granted outlasts the answer to another request', () => {
    const scene = urged().when(zj, {
      type: 'request-suspension',
      reason: 'season',
      until: '2026-09-20',
      basis: '冻期',
    });
    scene.when(zj, say).when(inspector, rule(true));
    const head = person('head', 'DC', ['approver', 'leader'], { scope: 'ja', positions: ['office_head'] });
    scene.when(head, { type: 'decide-suspension', granted: false });
    expect(scene.until('2026-09-16 17:59').fired(CLOCK).at(-1)).toBe('R1 2026-09-14 18:01');
    expect(scene.until('2026-09-17 09:00').fired(CLOCK).at(-1)).toBe('R2 2026-09-16 18:00');
  });

  test('feedback given meanwhile leaves nothing to rule on', () => {
    const scene = urged().when(zj, say).when(zj, submit());
    expect(scene.refusal(inspector, rule(true))).toBe('illegal_transition');
  });
});
