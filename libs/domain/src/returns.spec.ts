import { type Command, wakeAt } from '#domain';
import { dispatcher, dutyLead, handlerOf, inspector, officeHead } from '../test/district';
import { assign, assigned, file, rectifying, Scene, submit } from '../test/scene';
import { reason } from '../test/standing';

const BEGINS = '2026-09-07 09:00';
const zj = handlerOf('ZJ');
const giveBack = (why = 'not_duty'): Command => ({
  type: 'request-return',
  reason: why,
  basis: '三定方案',
  proposedUnitId: 'CG',
});
const rule = (upheld: boolean): Command => ({
  type: 'rule-return',
  upheld,
  reason,
  mergeInto: 'F0',
  transferTo: '市住建局',
});

describe('ruling 2: a return', () => {
  test('names its reason, the rule and the unit it proposes', () => {
    const scene = rectifying(BEGINS);
    expect(scene.refusal(zj, giveBack('too_hard'))).toBe('return_unknown_reason');
    expect(scene.refusal(zj, { ...giveBack(), basis: ' ' } as Command)).toBe('return_needs_basis');
    expect(scene.refusal(zj, { ...giveBack(), proposedUnitId: null } as Command)).toBe('return_needs_basis');
    expect(scene.when(zj, giveBack()).state).toMatchObject({ disputed: true, requests: [{ proposedUnitId: 'CG' }] });
  });

  test('is asked within its window, to the minute', () => {
    const scene = rectifying(BEGINS).until('2026-09-08 18:00');
    expect(scene.refusal(zj, giveBack())).toBeNull();
    expect(scene.until('2026-09-08 18:01').refusal(zj, giveBack())).toBe('return_window_closed');
  });

  test('does not stop the clock', () => {
    expect(rectifying(BEGINS).when(zj, giveBack()).due('L1.rectify')).toBe('2026-09-14 18:00');
  });

  test.each([
    ['not_duty', 'registered'],
    ['wrong_place', 'registered'],
    ['not_fact', 'dismissed'],
    ['duplicate', 'merged'],
  ])('upheld for %s leads to %s', (why, status) => {
    const scene = rectifying(BEGINS).when(zj, giveBack(why)).when(dispatcher, rule(true));
    expect(scene.state).toMatchObject({ status, disputed: false });
  });

  test('upheld for a higher level, it is transferred once signed for', () => {
    const scene = rectifying(BEGINS).when(zj, giveBack('external')).when(dispatcher, rule(true));
    expect(scene.state.transfer).toMatchObject({ toUnit: '市住建局' });
    scene.when(dispatcher, { type: 'confirm-transfer', signed: true });
    expect(scene.state.status).toBe('transferred');
  });

  test('upheld for want of conditions, a suspension is asked, and the approver decides it', () => {
    const scene = rectifying(BEGINS).when(zj, giveBack('no_condition')).when(dispatcher, rule(true));
    expect(scene.state.requests).toMatchObject([{ status: 'granted' }, { kind: 'suspension', status: 'open' }]);
    scene.when(officeHead, { type: 'decide-suspension', granted: true });
    expect(scene.due('L1.rectify')).toBeNull();
  });

  test('upheld, its time is credited and the next unit starts whole', () => {
    const scene = rectifying(BEGINS).until('2026-09-08 10:00').when(zj, giveBack()).until('2026-09-09 10:00');
    scene.when(dispatcher, rule(true));
    expect(scene.state.lines[0]).toMatchObject({ status: 'returned', booked: 0 });
    expect(scene.when(dispatcher, assign('CG')).due('L2.rectify')).toBe('2026-09-16 18:00');
    expect(scene.due('case')).toBe('2026-09-14 18:00');
  });

  test.each(['not_fact', 'external'])('upheld for %s, its time is credited too', (why) => {
    const scene = rectifying(BEGINS).until('2026-09-08 10:00').when(zj, giveBack(why)).until('2026-09-10 10:00');
    expect(scene.when(dispatcher, rule(true)).state.lines[0]).toMatchObject({ booked: 0 });
  });

  test('upheld for want of conditions, the wait since the return is not charged', () => {
    const scene = rectifying(BEGINS).when(zj, giveBack('no_condition')).until('2026-09-10 10:00');
    scene.when(dispatcher, rule(true)).when(officeHead, { type: 'decide-suspension', granted: true });
    expect(scene.clock('L1.rectify').consumed).toBe(0);
  });

  test('not ruled on before the feedback, the time past the due of the ruling is nobody’s', () => {
    const scene = rectifying(BEGINS).when(zj, giveBack()).until('2026-09-15 10:00').when(zj, submit());
    expect(scene.state.submissions[0]).toMatchObject({ inTime: true });
  });

  test('of a co-unit has its own window and count, and stands in nobody’s way', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('ZJ', { coUnitIds: ['CG'] }));
    const cg = handlerOf('CG');
    const no = (requestId: string): Command => ({ type: 'rule-return', upheld: false, reason, requestId });
    scene.when(cg, giveBack()).when(zj, giveBack()).when(dispatcher, no('R1')).when(cg, giveBack());
    scene.when(dispatcher, no('R3'));
    expect(scene.refusal(cg, giveBack())).toBe('return_limit');
    expect(scene.state).toMatchObject({ returnsAsked: 1, bindingRuling: false });
  });

  test('refused in time, its time is charged', () => {
    const scene = rectifying(BEGINS).when(zj, giveBack()).until('2026-09-08 18:00').when(dispatcher, rule(false));
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    expect(scene.state.disputed).toBe(false);
  });

  test('refused late, the time past the due of the ruling is nobody’s', () => {
    const scene = rectifying(BEGINS).when(zj, giveBack()).until('2026-09-10 18:00').when(dispatcher, rule(false));
    expect(scene.due('L1.rectify')).toBe('2026-09-16 18:00');
    expect(scene.due('case')).toBe('2026-09-14 18:00');
  });

  test('may be asked twice, then the ruling binds', () => {
    const scene = assigned(BEGINS).when(zj, giveBack());
    expect(scene.refusal(zj, giveBack())).toBe('request_pending');
    scene.when(dispatcher, rule(false)).when(zj, giveBack()).when(dispatcher, rule(false));
    expect(scene.state).toMatchObject({ returnsAsked: 2, bindingRuling: true });
    expect(scene.refusal(zj, giveBack())).toBe('return_limit');
  });

  test('of an urgent case comes after it has been made safe', () => {
    const scene = rectifying('2026-09-24 23:41', { categoryCode: 'SS01' });
    expect(scene.refusal(zj, giveBack())).toBe('control_first');
    expect(scene.when(zj, submit()).refusal(zj, giveBack())).toBeNull();
  });

  test('that nobody ruled on lapses with the feedback', () => {
    const scene = rectifying(BEGINS).when(zj, giveBack()).when(zj, submit());
    expect(scene.state).toMatchObject({ requests: [{ status: 'lapsed' }], disputed: false });
    expect(scene.clock('R1.return_ruling').stopped).toBe(true);
  });
});

test('移交 is terminal only when signed for; refused, the case is ours again and its public clock goes on', () => {
  const scene = rectifying(BEGINS).when(dispatcher, { type: 'transfer', toUnit: '市住建局', letter: '移交函' });
  expect(scene.state).toMatchObject({ status: 'rectifying', transfer: { toUnit: '市住建局' } });
  expect(scene.refusal(dispatcher, { type: 'transfer', toUnit: '省厅', letter: '函' })).toBe('transfer_pending');
  expect(scene.due('case')).toBeNull();
  expect(wakeAt(scene.state)).not.toBeNull();
  scene.until('2026-09-09 09:00').when(dispatcher, { type: 'confirm-transfer', signed: false, reason });
  expect(scene.state).toMatchObject({ status: 'registered', transfer: null });
  expect(scene.due('case')).toBe('2026-09-16 18:00');
  scene.when(dispatcher, assign('CG'));
  expect(scene.state.status).toBe('assigned');
});

test('a suspension that ends while the transfer waits to be signed for sets no clock going', () => {
  const scene = rectifying(BEGINS).when(dutyLead, {
    type: 'suspend',
    reason: 'weather',
    until: '2026-09-09',
    groupId: 'storm',
  });
  scene.when(dispatcher, { type: 'transfer', toUnit: '市住建局', letter: '移交函' }).until('2026-09-10 09:00');
  expect(scene.log('suspension_ended')).toHaveLength(1);
  expect(scene.due('case')).toBeNull();
  scene.when(dispatcher, { type: 'confirm-transfer', signed: false, reason });
  expect(scene.due('case')).toBe('2026-09-17 18:00');
});

test('nobody takes a case that waits for its transfer to be signed for', () => {
  const scene = new Scene(BEGINS).when(inspector, file());
  scene.when(dispatcher, { type: 'transfer', toUnit: '市住建局', letter: '移交函' });
  expect(scene.refusal(dispatcher, assign('CG'))).toBe('transfer_pending');
  expect(scene.refusal(handlerOf('CG'), { type: 'claim' })).toBe('transfer_pending');
});
