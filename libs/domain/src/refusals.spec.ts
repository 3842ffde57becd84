import { type Command, REFUSALS, type RefusalCode } from '#domain';
import {
  context,
  dispatcher,
  dutyLead,
  handlerOf,
  headOf,
  inspector,
  leader,
  officeHead,
  person,
  verifier,
} from '../test/district';
import { photo } from '../test/photo';
import { assign, assigned, file, rectifying, Scene, submit } from '../test/scene';
import { approveOnce, BEGINS, reason, standing } from '../test/standing';

const zj = handlerOf('ZJ');
const limit = { amount: 9, unit: 'WORK_DAYS', service: 'OFFICE' } as const;
const giveBack = { type: 'request-return', reason: 'not_duty', basis: '三定方案', proposedUnitId: 'CG' } as const;
const extend = { type: 'request-extension', amount: 1, reason } as const;
const suspend = { type: 'suspend', reason: 'weather', until: '2026-09-12', groupId: 'storm' } as const;
const objection = { type: 'object', reason } as const;
const review = { type: 'request-review', reason } as const;
const transfer = { type: 'transfer', toUnit: '市住建局', letter: '移交函' } as const;
const manhole = () => rectifying('2026-09-24 23:41', { categoryCode: 'SS01' });
const absorb: Command = { type: 'absorb', findingId: 'F9', filedAt: 0, dueAt: null, evidence: [] };

function returnedTwice(): Scene {
  const scene = rectifying(BEGINS);
  for (let time = 1; time <= 2; time += 1)
    scene.when(zj, giveBack).when(dispatcher, { type: 'rule-return', upheld: false, reason });
  return scene;
}

function extendedThrice(): Scene {
  const scene = rectifying(BEGINS);
  for (const positions of [['district_duty_lead'], ['office_head'], ['district_leader_in_charge']])
    scene.when(zj, extend).when({ ...dutyLead, positions }, { type: 'decide-extension', granted: true });
  return scene;
}

/** Every way to say no, and a way to hear it. */
const HEARD: Record<RefusalCode, () => RefusalCode | null> = {
  illegal_transition: () => standing('assigned').refusal(dispatcher, { type: 'register' }),
  not_your_role: () => standing('filed').refusal(verifier, { type: 'register' }),
  not_your_unit: () => standing('assigned').refusal(handlerOf('CG'), { type: 'sign' }),
  not_in_scope: () => standing('filed').refusal(person('p', 'SL', ['dispatcher']), { type: 'register' }),
  same_person: () =>
    standing('submitted').refusal({ ...verifier, personId: 'head-ZJ' }, { type: 'verify', outcome: 'passed' }),
  recusal: () =>
    standing('submitted').refusal(person('p', 'ZJ', ['verifier'], { scope: 'ja' }), {
      type: 'verify',
      outcome: 'passed',
    }),
  unknown_unit: () => standing('registered').refusal(dispatcher, assign('nowhere')),
  unknown_category: () => new Scene(BEGINS).refusal(inspector, file({ categoryCode: 'nothing' })),
  category_retired: () => {
    const ctx = context();
    const categories = ctx.policy.categories.map((one) => ({ ...one, retired: one.code === 'HW01' }));
    const scene = new Scene(BEGINS, { ...ctx, policy: { ...ctx.policy, categories } });
    return scene.refusal(inspector, file({ categoryCode: 'HW01' }));
  },
  unknown_line: () => standing('assigned').refusal(zj, submit({ lineId: 'L9' })),
  unknown_request: () => standing('rectifying').refusal(dutyLead, { type: 'decide-extension', granted: true }),
  unknown_notice: () => standing('rectifying').refusal(zj, { type: 'sign-notice', noticeId: 'N9' }),
  facts_missing: () =>
    rectifying(BEGINS)
      .when(zj, { ...giveBack, reason: 'duplicate' })
      .refusal(dispatcher, { type: 'rule-return', upheld: true, reason }),
  already_signed: () => standing('rectifying').refusal(zj, { type: 'sign' }),
  not_signed: () => standing('assigned').refusal(zj, submit()),
  recall_too_late: () => standing('rectifying').refusal(dispatcher, { type: 'recall' }),
  return_window_closed: () => rectifying(BEGINS).until('2026-09-09 09:00').refusal(zj, giveBack),
  return_limit: () => returnedTwice().refusal(zj, giveBack),
  return_unknown_reason: () => standing('rectifying').refusal(zj, { ...giveBack, reason: 'too_hard' }),
  return_needs_basis: () => standing('rectifying').refusal(zj, { ...giveBack, basis: '' }),
  control_first: () => manhole().refusal(zj, giveBack),
  request_pending: () => rectifying(BEGINS).when(zj, extend).refusal(zj, extend),
  extension_after_due: () => rectifying(BEGINS).until('2026-09-15 09:00').refusal(zj, extend),
  extension_not_allowed: () => rectifying(BEGINS, { categoryCode: 'SS04' }).refusal(zj, extend),
  extension_too_long: () => rectifying(BEGINS).refusal(zj, { ...extend, amount: 3 }),
  extension_no_more: () => extendedThrice().refusal(zj, extend),
  wrong_approver: () =>
    rectifying(BEGINS).when(zj, extend).refusal(leader, { type: 'decide-extension', granted: true }),
  suspension_unknown_reason: () => standing('rectifying').refusal(dutyLead, { ...suspend, reason: 'busy' }),
  milestone_after_due: () =>
    new Scene(BEGINS)
      .when(inspector, file())
      .refusal(dispatcher, assign('ZJ', { milestones: [{ name: '验收', date: '2027-01-01' }] })),
  suspension_of_groups: () => standing('rectifying').refusal(dutyLead, { ...suspend, groupId: null }),
  suspension_too_long: () => standing('rectifying').refusal(dutyLead, { ...suspend, until: '2027-09-12' }),
  no_higher_start: () => standing('rectifying').refusal(officeHead, { type: 'start-higher', colour: 'red', reason }),
  reason_out_of_time: () => standing('rectifying').refusal(zj, { type: 'state-reason', reason }),
  not_suspended: () => standing('rectifying').refusal(dispatcher, { type: 'resume' }),
  step_order: () => manhole().refusal(zj, submit({ step: 'rectify' })),
  evidence_missing: () => standing('rectifying').refusal(zj, submit({ evidence: [] })),
  camera_required: () =>
    new Scene(BEGINS).refusal(
      inspector,
      file({ severity: 'major', evidence: [{ ...photo('before'), capture: 'gallery' }] }),
    ),
  evidence_duplicate: () => standing('rectifying').refusal(zj, submit({ evidence: [photo('before', 'after')] })),
  not_on_the_spot: () => new Scene(BEGINS).refusal(inspector, file({ categoryCode: 'SS03', onTheSpot: 'witnessed' })),
  nothing_to_endorse: () => standing('rectifying').refusal(headOf('ZJ'), { type: 'endorse' }),
  handed_down_due: () =>
    new Scene(BEGINS)
      .when(inspector, file())
      .when(dispatcher, assign('CG'))
      .when(handlerOf('CG'), { type: 'sign' })
      .refusal(handlerOf('CG'), { type: 'hand-down', unitId: 'CG1', limit }),
  objection_pending: () => standing('publicizing').when(leader, objection).refusal(leader, objection),
  look_back_not_open: () => standing('written_off').refusal(verifier, { type: 'recheck', outcome: 'passed' }),
  transfer_pending: () => standing('registered').when(dispatcher, transfer).refusal(dispatcher, assign('CG')),
  no_transfer: () => standing('registered').refusal(dispatcher, { type: 'confirm-transfer', signed: true }),
  void_same_person: () =>
    standing('filed').when(dispatcher, { type: 'void', reason }).refusal(dispatcher, { type: 'void', reason }),
  merge_self: () => standing('filed').refusal(dispatcher, { type: 'merge', into: 'F1', reason }),
  merge_target_closed: () => standing('written_off').refusal(dispatcher, absorb),
  not_merged: () => standing('filed').refusal(dispatcher, { type: 'release', findingId: 'F9' }),
  notice_life: () =>
    assigned(BEGINS)
      .when(dispatcher, { type: 'urge', text: '请加快' })
      .refusal(dispatcher, { type: 'check-notice', noticeId: 'N1' }),
  review_window_closed: () => approveOnce(standing('verified')).until('2026-11-01 09:00').refusal(headOf('ZJ'), review),
  no_citizen: () => standing('written_off').refusal(verifier, { type: 'call-back', satisfied: true, text: '满意' }),
  already_reviewed: () => standing('verified').when(headOf('ZJ'), review).refusal(headOf('ZJ'), review),
  invalid_amount: () => standing('rectifying').refusal(dutyLead, { ...suspend, until: '2026-02-30' }),
  nothing_to_take_back: () => standing('assigned').refusal(zj, { type: 'take-back', log: [] }),
  not_open: () => standing('dismissed').refusal(dispatcher, { type: 'register' }),
};

test.each(Object.entries(HEARD))('%s', (code, hear) => expect(hear()).toBe(code));

test('every code can be heard, and says in both languages what to do', () => {
  expect(Object.keys(HEARD).sort()).toEqual(Object.keys(REFUSALS).sort());
  for (const [zh, en] of Object.values(REFUSALS)) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[A-Z]/);
  }
});
