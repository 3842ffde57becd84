import { type Command, timeliness, wakeAt } from '#domain';
import { drawOf } from './closure';
import {
  dispatcher,
  dutyLead,
  handlerOf,
  headOf,
  industry,
  leader,
  officeHead,
  person,
  principal,
  verifier,
} from '../test/district';
import { rectifying, type Scene, submit, wall } from '../test/scene';
import { approveOnce, reason, standing } from '../test/standing';

const BEGINS = '2026-09-07 09:00';
const approve: Command = { type: 'approve' };
const passed: Command = { type: 'verify', outcome: 'passed' };
const recheck = (outcome: 'passed' | 'failed'): Command => ({ type: 'recheck', outcome, reason });
const verified = (given: Parameters<typeof rectifying>[1]) =>
  rectifying(BEGINS, given).when(headOf('ZJ'), submit()).when(verifier, passed);

test('looked at one by one, nothing passes as a sample that was not drawn', () => {
  const scene = verified({ categoryCode: 'SR02' });
  expect(scene.log('verified')).toMatchObject([{ mode: 'photo' }]);
});

describe('销号审批', () => {
  test('takes its levels from source and severity, one clock for each', () => {
    const scene = verified({ source: 'city' });
    expect(scene.state.writeOff.levels).toEqual(['industry_department', 'office_head', 'district_leader_in_charge']);
    expect(scene.due('approve')).toBe('2026-09-08 18:00');
    expect(scene.refusal(officeHead, approve)).toBe('wrong_approver');
    scene.when(industry, approve).when(officeHead, approve);
    expect(scene.due('approve')).toBe('2026-09-09 18:00');
    scene.when(leader, approve);
    expect(scene.state).toMatchObject({ status: 'written_off', lookBacks: [{ dueAt: wall('2026-10-08 17:30') }] });
  });

  test('rejected to its verification, the same feedback is verified once more', () => {
    const scene = standing('verified').when(dutyLead, { type: 'reject-write-off', to: 'submitted', reason });
    expect(scene.state).toMatchObject({ status: 'submitted', cycle: 1, submissions: [{ outcome: 'pending' }] });
    scene.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(scene.state).toMatchObject({ status: 'rectifying', cycle: 2, submissions: [{ outcome: 'failed' }] });
    expect(standing('verified').refusal(officeHead, { type: 'reject-write-off', to: 'submitted', reason })).toBe(
      'wrong_approver',
    );
  });

  test('rejected to the unit, its clock resumes from what it had consumed', () => {
    const scene = standing('verified').when(dutyLead, { type: 'reject-write-off', to: 'rectifying', reason });
    expect(scene.state).toMatchObject({ status: 'rectifying', cycle: 2, verification: null });
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
  });
});

describe('公示', () => {
  test('ends by itself after its days, longer for what came from the centre', () => {
    const list = standing('publicizing');
    expect(list.due('publicity')).toBe('2026-09-14 18:00');
    expect(list.until('2026-09-14 18:00').log('written_off')).toMatchObject([
      { at: wall('2026-09-14 18:00'), by: null },
    ]);
    const central = verified({ source: 'central' });
    for (const signer of [industry, officeHead, leader, principal]) central.when(signer, approve);
    expect(central.state.status).toBe('publicizing');
    expect(central.due('publicity')).toBe('2026-09-20 18:00');
  });

  test('an objection stops it until it is ruled on; refused, it goes on', () => {
    const scene = standing('publicizing').until('2026-09-09 19:00').when(leader, { type: 'object', reason });
    expect(scene.state.disputed).toBe(true);
    expect(scene.refusal(officeHead, { type: 'object', reason })).toBe('objection_pending');
    expect(scene.due('publicity')).toBeNull();
    expect(scene.due('objection_ruling')).toBe('2026-09-16 18:00');
    scene.until('2026-09-11 19:00').when(dispatcher, { type: 'rule-objection', upheld: false, reason });
    expect(scene.state).toMatchObject({ status: 'publicizing', disputed: false });
    expect(scene.due('publicity')).toBe('2026-09-16 18:00');
    expect(scene.refusal(dispatcher, { type: 'rule-objection', upheld: false, reason })).toBe('unknown_request');
  });
});

describe('回头看', () => {
  const opened = () => standing('written_off').until('2026-10-08 17:30');

  test('opens by itself after thirty days, and is ours to make in time', () => {
    const scene = standing('written_off');
    expect(scene.refusal(verifier, recheck('passed'))).toBe('look_back_not_open');
    expect(wakeAt(scene.state)).toBe(wall('2026-10-08 17:30'));
    expect(scene.until('2026-10-09 09:00').log('look_back_opened')).toMatchObject([{ at: wall('2026-10-08 17:30') }]);
    expect(scene.due('recheck')).toBe('2026-10-10 17:30');
  });

  test('of the major is made twice, then the case is archived', () => {
    const scene = opened().when(verifier, recheck('passed'));
    expect(scene.state).toMatchObject({
      status: 'written_off',
      lookBacks: [{ outcome: 'passed' }, { openedAt: null }],
    });
    scene.until('2026-12-07 17:30').when(verifier, recheck('passed'));
    expect(scene.state).toMatchObject({ status: 'archived', lines: [{ status: 'done' }] });
  });

  test('failed, the same case bounces with a fresh budget and the next cycle', () => {
    const scene = opened().when(verifier, recheck('failed'));
    expect(scene.state).toMatchObject({ status: 'rectifying', cycle: 2, writtenOffAt: null });
    expect(scene.state.lines.map((line) => [line.unitId, line.status])).toEqual([
      ['ZJ', 'done'],
      ['ZJ', 'open'],
    ]);
    expect(scene.due('L2.rectify')).toBe('2026-10-14 17:30');
    expect(scene.due('case')).toBe('2026-10-14 17:30');
    expect(scene.until('2026-10-14 17:31').fired('L2.rectify').at(-1)).toBe('R1 2026-10-14 17:31');
    scene.when(headOf('ZJ'), submit()).when(verifier, passed);
    expect(approveOnce(approveOnce(scene)).state.status).toBe('written_off');
  });

  test('of the rest is drawn by the id of the case, so that anyone can repeat the draw', () => {
    const looked = (id: string) => approveOnce(verified({ id })).state.status === 'written_off';
    const ids = Array.from({ length: 40 }, (_, i) => `case-${i}`);
    expect(ids.filter(looked)).toEqual(ids.filter((id) => drawOf(`${id}:1`) < 0.1));
    const draws = Array.from({ length: 2_000 }, (_, i) => drawOf(`${i}:1`));
    expect(draws.filter((draw) => draw < 0.1).length / draws.length).toBeCloseTo(0.1, 1);
  });
});

describe('ruling 19: a conclusion', () => {
  const contest: Command = { type: 'request-review', reason };
  const decided: Command = { type: 'decide-review', outcome: 'upheld', reason };
  const concluded = () => approveOnce(standing('verified'));
  const other = person('other', 'JA', ['approver']);

  test('may be contested by the unit within thirty days, to the minute', () => {
    const scene = concluded().until('2026-10-07 23:59');
    expect(scene.refusal(headOf('ZJ'), contest)).toBeNull();
    expect(scene.until('2026-10-08 17:31').refusal(headOf('ZJ'), contest)).toBe('review_window_closed');
    expect(concluded().refusal(headOf('CG'), contest)).toBe('not_your_unit');
  });

  test('is decided within thirty days, by others, also when the case is archived', () => {
    const scene = concluded().when(headOf('ZJ'), contest);
    expect(scene.state).toMatchObject({ status: 'archived', disputed: true });
    expect(scene.due('V1.review_decision')).toBe('2026-10-08 17:30');
    expect(scene.refusal(headOf('ZJ'), contest)).toBe('already_reviewed');
    expect(scene.refusal(dutyLead, decided)).toBe('same_person');
    expect(scene.refusal({ ...officeHead, personId: verifier.personId }, decided)).toBe('same_person');
    scene.when(other, decided);
    expect(scene.state).toMatchObject({ disputed: false, reviews: [{ outcome: 'upheld' }] });
    expect(scene.refusal(other, decided)).toBe('unknown_request');
  });

  test('asked before the case is archived, its clock goes on after that', () => {
    const scene = standing('verified').when(headOf('ZJ'), contest);
    approveOnce(scene);
    expect(scene.state.status).toBe('archived');
    expect(scene.due('V1.review_decision')).toBe('2026-10-08 17:30');
  });
});

describe('timeliness', () => {
  const lamp = (scene: Scene) => timeliness(scene.state, scene.at).state;

  test('is computed from now and the ledger', () => {
    const scene = rectifying(BEGINS);
    expect(lamp(scene)).toBe('on_time');
    expect(lamp(scene.until('2026-09-11 18:00'))).toBe('due_soon');
    expect(lamp(scene.until('2026-09-14 18:00'))).toBe('due_soon');
    expect(lamp(scene.until('2026-09-14 18:01'))).toBe('overdue');
  });

  test('is frozen with the feedback, and open again when it fails', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 09:00').when(handlerOf('ZJ'), submit());
    expect(lamp(scene.until('2026-09-30 09:00'))).toBe('in_time');
    scene.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(lamp(scene)).toBe('due_soon');
    expect(lamp(scene.until('2026-10-15 09:00').when(handlerOf('ZJ'), submit()))).toBe('late');
  });

  test('of a case that nobody has is none', () => {
    expect(lamp(standing('registered'))).toBe('none');
  });
});
