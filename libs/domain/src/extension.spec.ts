import { instantOf, wallTime } from '#calendar';
import { type Command, ifGranted, timeliness } from '#domain';
import {
  context,
  dispatcher,
  dutyLead,
  handlerOf,
  inspector,
  leader,
  officeHead,
  person,
  POLICY,
  policyWith,
  verifier,
} from '../test/district';
import { assign, file, rectifying, Scene, submit, wall } from '../test/scene';
import { reason } from '../test/standing';

const BEGINS = '2026-09-07 09:00';
const zj = handlerOf('ZJ');
const ask = (amount: number): Command => ({ type: 'request-extension', amount, reason });
const grant: Command = { type: 'decide-extension', granted: true };
const refuse: Command = { type: 'decide-extension', granted: false };

describe('ruling 3: an extension', () => {
  test('is asked before the due time, to the minute', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 18:00');
    expect(scene.refusal(zj, ask(1))).toBeNull();
    expect(scene.until('2026-09-14 18:01').refusal(zj, ask(1))).toBe('extension_after_due');
  });

  test('is judged by its request time: granted after the due, there was no breach', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 17:00').when(zj, ask(2)).until('2026-09-15 10:00');
    scene.when(dutyLead, grant);
    expect(scene.due('L1.rectify')).toBe('2026-09-16 18:00');
    expect(scene.due('case')).toBe('2026-09-16 18:00');
    expect(scene.until('2026-09-16 18:00').when(zj, submit()).state.submissions[0]).toMatchObject({ inTime: true });
    expect(scene.fired('L1.rectify')).toEqual(['R0 2026-09-11 18:00', 'R0 2026-09-15 18:00']);
  });

  test('is bounded in length: half the budget, then the whole, each by a higher hand', () => {
    const scene = rectifying(BEGINS);
    expect(scene.refusal(zj, ask(3))).toBe('extension_too_long');
    expect(scene.refusal(zj, ask(0))).toBe('invalid_amount');
    scene.when(zj, ask(2));
    expect(scene.refusal(zj, ask(2))).toBe('request_pending');
    expect(scene.refusal(officeHead, grant)).toBe('wrong_approver');
    scene.when(dutyLead, grant).when(zj, ask(5));
    expect(scene.refusal(dutyLead, grant)).toBe('wrong_approver');
    scene.when(officeHead, grant).when(zj, ask(9)).when(leader, grant);
    expect(scene.due('case')).toBe('2026-10-12 17:30');
    expect(scene.refusal(zj, ask(1))).toBe('extension_no_more');
  });

  test('may name the date instead of the days', () => {
    const scene = rectifying(BEGINS).when(zj, { type: 'request-extension', until: '2026-09-16', reason });
    expect(scene.state.requests[0]).toMatchObject({ amount: 2 });
    expect(scene.refusal(dutyLead, { ...grant, amount: 3 } as Command)).toBe('extension_too_long');
    scene.when(dutyLead, { ...grant, amount: 1 } as Command);
    expect(scene.due('L1.rectify')).toBe('2026-09-15 18:00');
  });

  test('is not for the urgent, but what the duty lead may give by category', () => {
    const manhole = rectifying('2026-09-24 23:41', { categoryCode: 'SS01' });
    expect(manhole.refusal(zj, ask(31 * 60))).toBe('extension_too_long');
    manhole.when(zj, ask(30 * 60)).when(dutyLead, grant);
    expect(manhole.due('L1.rectify')).toBe('2026-09-26 11:41');
    const road = rectifying('2026-09-24 23:41', { categoryCode: 'SS04' });
    expect(road.refusal(zj, ask(1))).toBe('extension_not_allowed');
  });

  test('granted late is a separate, marked act and erases no breach', () => {
    const scene = rectifying(BEGINS).until('2026-09-15 10:00');
    expect(scene.refusal(dutyLead, { ...grant, amount: 2 } as Command)).toBe('unknown_request');
    scene.when(dutyLead, { ...grant, amount: 2, late: true } as Command);
    expect(scene.log('extension_granted')).toMatchObject([{ late: true }]);
    expect(scene.due('L1.rectify')).toBe('2026-09-16 18:00');
    expect(timeliness(scene.state, scene.at).state).toBe('overdue');
    scene.when(zj, submit());
    expect(scene.state.submissions[0]).toMatchObject({ dueAt: wall('2026-09-14 18:00'), inTime: false });
  });

  test('granted late a second time is for a higher hand, and the first breach is the one that stands', () => {
    const late = { ...grant, amount: 1, late: true } as Command;
    const scene = rectifying(BEGINS).until('2026-09-15 10:00').when(dutyLead, late).until('2026-09-16 10:00');
    expect(scene.refusal(dutyLead, late)).toBe('wrong_approver');
    scene.when(officeHead, late);
    expect(scene.clock('L1.rectify').breachedDueAt).toBe(wall('2026-09-14 18:00'));
    scene.when(zj, submit());
    expect(scene.state.submissions[0]).toMatchObject({ dueAt: wall('2026-09-14 18:00'), inTime: false });
  });

  test('granted late and taken back, it counts no more', () => {
    const late = { ...grant, amount: 1, late: true } as Command;
    const scene = rectifying(BEGINS).until('2026-09-15 10:00').when(dutyLead, late);
    scene.when(dutyLead, { type: 'take-back', log: scene.events });
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    expect(scene.refusal(dutyLead, late)).toBeNull();
  });

  test('is bounded in working days too, where the policy says so', () => {
    const extensions = POLICY.extensions.map((rule) => ({ ...rule, maxWorkDays: 1 }));
    const scene = rectifying(BEGINS, {}, context({ policy: policyWith({ extensions }) }));
    expect(scene.refusal(zj, ask(2))).toBe('extension_too_long');
    expect(scene.refusal(zj, ask(1))).toBeNull();
  });

  test('granted late and past as well, what rang for the breach does not ring again', () => {
    const scene = rectifying(BEGINS).until('2026-09-16 10:00');
    scene.when(dutyLead, { ...grant, amount: 1, late: true } as Command).until('2026-09-16 10:00');
    expect(scene.due('L1.rectify')).toBe('2026-09-15 18:00');
    expect(scene.fired('L1.rectify').slice(1)).toEqual(['R1 2026-09-14 18:01', 'R2 2026-09-15 18:00']);
  });

  test.each([
    ['in time', '2026-09-14 17:00', '2026-09-16 18:00'],
    ['late, the wait being ours', '2026-09-18 10:00', '2026-09-18 18:00'],
  ])('is foretold before it is granted %s', (_when, answered, due) => {
    const scene = rectifying(BEGINS).until('2026-09-14 17:00').when(zj, ask(2)).until(answered);
    const { state, at, ctx } = scene;
    const foretold = ifGranted(state, 'R1', at, ctx);
    expect(foretold && wallTime(foretold.dueAt)).toBe(due);
    expect(scene.state).toBe(state);
    scene.when(dutyLead, grant);
    expect(scene.due('L1.rectify')).toBe(due);
    expect(ifGranted(scene.state, 'R1', scene.at, ctx)).toBeNull();
  });

  test('is never granted late before there is a breach', () => {
    expect(rectifying(BEGINS).refusal(dutyLead, { ...grant, amount: 2, late: true } as Command)).toBe(
      'unknown_request',
    );
  });
});

describe('ruling 4: a request made in time', () => {
  const asked = () => rectifying(BEGINS).until('2026-09-14 17:00').when(zj, ask(2));

  test('holds R1 and later until its reply; refused, they fire at once and the due stays', () => {
    const scene = asked().until('2026-09-16 10:00');
    expect(scene.fired('L1.rectify')).toEqual(['R0 2026-09-11 18:00']);
    scene.when(dutyLead, refuse).until('2026-09-16 10:00');
    expect(scene.fired('L1.rectify').slice(1)).toEqual(['R1 2026-09-16 10:00', 'R2 2026-09-16 10:00']);
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    expect(scene.log('rung_fired').find((e) => e.rung === 'R1')).toMatchObject({
      dueAt: instantOf('2026-09-14', '18:00'),
    });
  });

  test('holds them at most to the due of the reply and one working day', () => {
    const scene = asked();
    expect(scene.due('R1.extension_reply')).toBe('2026-09-15 18:00');
    scene.until('2026-09-20 12:00');
    expect(scene.fired('L1.rectify').slice(1)).toEqual(['R1 2026-09-16 18:00', 'R2 2026-09-16 18:00']);
    expect(scene.fired('R1.extension_reply')).toEqual([
      'S0 2026-09-15 16:36',
      'S1 2026-09-15 18:01',
      'S2 2026-09-16 18:00',
      'S3 2026-09-18 18:00',
    ]);
  });

  test('holds nothing when it came after the due', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 19:00');
    scene.when(zj, { type: 'request-suspension', reason: 'season', until: '2026-10-20', basis: '冻期' });
    expect(scene.until('2026-09-15 18:00').fired('L1.rectify').at(-1)).toBe('R2 2026-09-15 18:00');
  });

  test('goes on holding while another waits for its reply', () => {
    const scene = asked().when(zj, {
      type: 'request-suspension',
      reason: 'season',
      until: '2026-10-20',
      basis: '冻期',
    });
    scene.until('2026-09-15 10:00').when(dutyLead, refuse).until('2026-09-16 10:00');
    expect(scene.fired('L1.rectify')).toEqual(['R0 2026-09-11 18:00']);
    scene.when(officeHead, { type: 'decide-suspension', granted: false }).until('2026-09-16 10:00');
    expect(scene.fired('L1.rectify')).toHaveLength(3);
  });

  test('made while an earlier one waits longer does not shorten its hold', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 17:00');
    scene.when(zj, { type: 'request-suspension', reason: 'season', until: '2026-10-20', basis: '冻期' });
    const until = scene.clock('L1.rectify').held!.until;
    scene.when(zj, ask(2));
    expect(scene.due('R2.extension_reply')! < scene.due('R1.suspension_reply')!).toBe(true);
    expect(scene.clock('L1.rectify').held!.until).toBe(until);
  });

  test('answered late, the wait past our own reply is not charged, and nothing fires twice', () => {
    const scene = asked().until('2026-09-18 10:00').when(dutyLead, grant);
    expect([scene.due('L1.rectify'), scene.due('case')]).toEqual(['2026-09-18 18:00', '2026-09-18 18:00']);
    expect(scene.until('2026-09-18 18:01').fired('L1.rectify').slice(1)).toEqual([
      'R1 2026-09-16 18:00',
      'R2 2026-09-16 18:00',
      'R1 2026-09-18 18:01',
    ]);
  });

  test('not answered before the feedback, it is good for the time that was asked', () => {
    const scene = asked().until('2026-09-16 10:00').when(zj, submit());
    expect(scene.state.submissions[0]).toMatchObject({ inTime: true });
    scene.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(timeliness(scene.state, scene.at).state).not.toBe('overdue');
    const beyond = rectifying(BEGINS).until('2026-09-14 17:00').when(zj, ask(1)).until('2026-09-18 10:00');
    expect(beyond.when(zj, submit()).state.submissions[0]).toMatchObject({
      inTime: false,
      dueAt: wall('2026-09-16 18:00'),
    });
  });

  test('of one line is no matter of another’s', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('ZJ', { coUnitIds: ['CG'] }));
    scene.when(handlerOf('CG'), ask(2)).when(zj, ask(2));
    scene.when(dutyLead, { ...grant, requestId: 'R1' } as Command);
    expect([scene.due('L1.rectify'), scene.due('L2.rectify')]).toEqual(['2026-09-14 18:00', '2026-09-16 18:00']);
    expect(scene.refusal(dutyLead, { ...grant, requestId: 'R2' } as Command)).toBeNull();
  });

  test('to extend holds no other step than the one it concerns', () => {
    const scene = rectifying('2026-09-24 23:41', { categoryCode: 'SS01' }).when(zj, ask(60));
    expect([scene.clock('L1.control').held, scene.clock('L1.rectify').held === null]).toEqual([null, false]);
  });

  test('is decided by another than who asked', () => {
    const both = person('duty-lead', 'ZJ', ['handler', 'approver'], { positions: ['district_duty_lead'], scope: 'ja' });
    expect(rectifying(BEGINS).when(both, ask(2)).refusal(dutyLead, grant)).toBe('same_person');
  });

  test('does not hold the reminder before the due', () => {
    const scene = rectifying(BEGINS).until('2026-09-11 17:00').when(zj, ask(2)).until('2026-09-11 18:00');
    expect(scene.fired('L1.rectify')).toEqual(['R0 2026-09-11 18:00']);
  });
});
