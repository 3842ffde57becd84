import { type Command, timeliness, wakeAt } from '#domain';
import { dispatcher, dutyLead, handlerOf, officeHead, verifier } from '../test/district';
import { assigned, rectifying, submit, wall } from '../test/scene';
import { reason } from '../test/standing';

const BEGINS = '2026-09-07 09:00';
const zj = handlerOf('ZJ');
const suspend = (until: string, why = 'weather', groupId: string | null = 'storm'): Command => ({
  type: 'suspend',
  reason: why,
  until,
  groupId,
});

describe('ruling 6: a suspension', () => {
  test('stops the clock, and it resumes by itself at its expiry', () => {
    const scene = rectifying(BEGINS).until('2026-09-09 10:00').when(dutyLead, suspend('2026-09-11'));
    expect(scene.due('L1.rectify')).toBeNull();
    expect(wakeAt(scene.state)).toBe(wall('2026-09-11 24:00'));
    expect(timeliness(scene.state, scene.at).state).toBe('suspended');
    scene.until('2026-09-14 09:00');
    expect(scene.log('suspension_ended')).toMatchObject([{ how: 'expired', at: wall('2026-09-11 24:00'), by: null }]);
    // One of five days was used (the 8th; the 9th had not closed): four from the 14th, after the resuming Saturday.
    expect(scene.clock('L1.rectify').consumed).toBe(1);
    expect(scene.due('L1.rectify')).toBe('2026-09-17 18:00');
  });

  test('no rung fires while it lasts, and its time is nobody’s', () => {
    const scene = rectifying(BEGINS).when(officeHead, suspend('2026-09-30', 'season')).until('2026-09-30 23:59');
    expect(scene.fired('L1.rectify')).toEqual([]);
    expect(scene.clock('L1.rectify').consumed).toBe(0);
  });

  test('nested in another, the two are a union', () => {
    const scene = rectifying(BEGINS).until('2026-09-08 10:00').when(dutyLead, suspend('2026-09-16'));
    scene.until('2026-09-09 10:00').when(dutyLead, suspend('2026-09-10'));
    expect(scene.until('2026-09-14 09:00').due('L1.rectify')).toBeNull();
    scene.until('2026-09-17 00:00');
    expect(scene.log('clock_resumed').filter((e) => e.clockId === 'L1.rectify')).toHaveLength(1);
    expect(scene.due('L1.rectify')).toBe('2026-09-23 18:00');
  });

  test('one of two ended early changes nothing; the last one resumes the clock', () => {
    const scene = rectifying(BEGINS).when(dutyLead, suspend('2026-09-16')).when(dutyLead, suspend('2026-09-18'));
    scene.when(dispatcher, { type: 'resume', suspensionId: 'P2' });
    expect(scene.due('L1.rectify')).toBeNull();
    scene.when(dispatcher, { type: 'resume', suspensionId: 'P1' });
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    expect(scene.refusal(dispatcher, { type: 'resume' })).toBe('not_suspended');
  });

  test('always has an expiry, a reason of the policy, a longest term and its approver', () => {
    const scene = rectifying(BEGINS);
    expect(scene.refusal(dutyLead, suspend('2026-09-06'))).toBe('invalid_amount');
    expect(scene.refusal(dutyLead, suspend('2026-09-12', 'busy'))).toBe('suspension_unknown_reason');
    expect(scene.refusal(dutyLead, suspend('2026-09-23'))).toBe('suspension_too_long');
    expect(scene.refusal(dutyLead, suspend('2026-09-12', 'season'))).toBe('wrong_approver');
    expect(scene.refusal(dutyLead, suspend('2026-02-30'))).toBe('invalid_amount');
  });

  test('of a group is one decision, kept with each case', () => {
    const scene = rectifying(BEGINS).when(dutyLead, {
      type: 'suspend',
      reason: 'weather',
      until: '2026-09-12',
      groupId: 'G1',
    });
    expect(scene.state.suspensions).toMatchObject([{ groupId: 'G1' }]);
    // What the policy keeps for groups suspends no case by itself, whoever asks.
    const alone = rectifying(BEGINS);
    expect(alone.refusal(dutyLead, suspend('2026-09-12', 'weather', null))).toBe('suspension_of_groups');
    const asked: Command = { type: 'request-suspension', reason: 'weather', until: '2026-09-12', basis: '雨' };
    expect(alone.refusal(zj, asked)).toBe('suspension_of_groups');
  });

  test('asked by the unit and granted', () => {
    const scene = rectifying(BEGINS).when(zj, {
      type: 'request-suspension',
      reason: 'season',
      until: '2026-10-20',
      basis: '冻期',
    });
    expect(scene.due('R1.suspension_reply')).toBe('2026-09-09 18:00');
    expect(scene.refusal(dutyLead, { type: 'decide-suspension', granted: true })).toBe('wrong_approver');
    scene.until('2026-09-08 09:00').when(officeHead, { type: 'decide-suspension', granted: true });
    expect(scene.state).toMatchObject({
      requests: [{ status: 'granted' }],
      suspensions: [{ until: wall('2026-10-20 24:00') }],
    });
  });

  test('asked in time and granted after the due, the wait for the reply is not charged', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 17:00');
    scene.when(zj, { type: 'request-suspension', reason: 'season', until: '2026-10-20', basis: '冻期' });
    scene.until('2026-09-16 09:00').when(officeHead, { type: 'decide-suspension', granted: true });
    expect(scene.until('2026-10-21 09:00').due('L1.rectify')).toBe('2026-10-22 17:30');
    expect(scene.due('case')).toBe('2026-10-22 17:30');
  });

  test('asked after the due, the breach and the wait stay the unit’s', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 19:00');
    scene.when(zj, { type: 'request-suspension', reason: 'season', until: '2026-10-20', basis: '冻期' });
    scene.until('2026-09-16 09:00').when(officeHead, { type: 'decide-suspension', granted: true });
    scene.until('2026-10-21 09:00');
    expect(timeliness(scene.state, scene.at).state).toBe('overdue');
    expect(scene.clock('L1.rectify').consumed).toBe(6);
  });

  test('asked in time and refused after the due, the held rungs fire at once', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 17:00');
    scene.when(zj, { type: 'request-suspension', reason: 'season', until: '2026-10-20', basis: '冻期' });
    scene
      .until('2026-09-16 09:00')
      .when(officeHead, { type: 'decide-suspension', granted: false })
      .until('2026-09-16 09:00');
    expect(scene.fired('L1.rectify').slice(1)).toEqual(['R1 2026-09-16 09:00', 'R2 2026-09-16 09:00']);
  });

  test('of an urgent case comes after it has been made safe', () => {
    const scene = rectifying('2026-09-24 23:41', { categoryCode: 'SS01' });
    expect(scene.refusal(dutyLead, suspend('2026-09-28'))).toBe('control_first');
    scene.when(zj, submit()).when(dutyLead, suspend('2026-09-28'));
    expect(scene.due('L1.rectify')).toBeNull();
    const shopSign = rectifying(BEGINS, { categoryCode: 'SR07', dangers: ['有坠落危险'] });
    expect(shopSign.refusal(dutyLead, suspend('2026-09-10'))).toBe('control_first');
  });

  test('ends with the feedback, which is then in time', () => {
    const scene = rectifying(BEGINS).when(dutyLead, suspend('2026-09-16')).until('2026-09-15 10:00').when(zj, submit());
    expect(scene.state).toMatchObject({ status: 'submitted', submissions: [{ inTime: true }] });
    expect(scene.until('2026-09-30 09:00').due('L1.rectify')).toBeNull();
  });

  test('moves no fixed date, nor does a failed verification: only an extension does', () => {
    const scene = assigned(BEGINS, { fixedDate: '2026-10-03' }).when(zj, { type: 'sign' });
    scene.when(dutyLead, suspend('2026-09-15')).until('2026-09-16 09:00');
    expect(scene.due('L1.rectify')).toBe('2026-10-04 00:00');
    scene.when(zj, submit()).until('2026-09-18 09:00');
    scene.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(scene.due('L1.rectify')).toBe('2026-10-04 00:00');
    scene.when(zj, { type: 'request-extension', until: '2026-10-08', reason });
    scene.when(dutyLead, { type: 'decide-extension', granted: true });
    expect([scene.due('L1.rectify'), scene.due('case')]).toEqual(['2026-10-09 00:00', '2026-10-09 00:00']);
  });

  test('moves no fixed date that was missed either: mended late and failed, it is still that date', () => {
    const scene = assigned(BEGINS, { fixedDate: '2026-09-15' }).when(zj, { type: 'sign' }).until('2026-09-16 10:00');
    scene.when(zj, submit()).until('2026-09-18 09:00').when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(scene.due('L1.rectify')).toBe('2026-09-16 00:00');
    expect(timeliness(scene.state, scene.at).state).toBe('overdue');
  });

  test('a last day that had rolled ends, resumed, with the resuming day', () => {
    // 3 calendar days from Thursday: Sunday, rolled to Monday's close.
    const scene = rectifying('2026-09-10 09:00', { categoryCode: 'SS04' }).when(zj, submit());
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    scene.until('2026-09-14 08:00').when(zj, submit()).until('2026-09-14 09:00');
    scene.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(scene.due('L1.rectify')).toBe('2026-09-15 00:00');
  });

  test('outlives a merge by its own date', () => {
    const scene = rectifying(BEGINS)
      .when(dutyLead, suspend('2026-09-11'))
      .when(dispatcher, { type: 'merge', into: 'F0', reason });
    scene.until('2026-09-10 09:00').when(dispatcher, { type: 'unmerge', reason });
    expect(scene.due('P1')).toBe('2026-09-12 00:00');
    expect(scene.due('L1.rectify')).toBeNull();
  });
});
