import type { Command } from '#domain';
import {
  dispatcher,
  dutyLead,
  gridWorker,
  handlerOf,
  headOf,
  inspector,
  leader,
  officeHead,
  onBehalf,
  person,
  streetHead,
  verifier,
} from '../test/district';
import { photo } from '../test/photo';
import { assign, file, rectifying, Scene, submit } from '../test/scene';
import { reason, standing } from '../test/standing';

const BEGINS = '2026-09-07 09:00';
const passed: Command = { type: 'verify', outcome: 'passed' };
const approve: Command = { type: 'approve' };

describe('separation of duties', () => {
  test('who mended does not verify, nor by delegation, nor who acts for him', () => {
    const scene = standing('submitted');
    const mended = headOf('ZJ');
    const alsoVerifies = { ...verifier, personId: mended.personId };
    expect(scene.refusal(alsoVerifies, passed)).toBe('same_person');
    expect(scene.refusal(onBehalf(verifier, mended), passed)).toBe('same_person');
    const delegated = rectifying(BEGINS).when(onBehalf(handlerOf('ZJ'), verifier), submit());
    expect(delegated.refusal(verifier, passed)).toBe('same_person');
  });

  test('who let the feedback leave (审签) has mended it too', () => {
    const scene = rectifying(BEGINS, { severity: 'major' }).when(handlerOf('ZJ'), submit());
    scene.when(headOf('ZJ'), { type: 'endorse' });
    expect(scene.refusal({ ...verifier, personId: headOf('ZJ').personId }, passed)).toBe('same_person');
    expect(scene.refusal({ ...verifier, personId: handlerOf('ZJ').personId }, passed)).toBe('same_person');
    expect(scene.refusal(verifier, passed)).toBeNull();
  });

  test('nor does a delegate verify or approve what his own unit answers for', () => {
    const lent = { personId: 'colleague', ownUnitPath: 'ja.zj' };
    const scene = standing('submitted');
    expect(scene.refusal({ ...verifier, ...lent, onBehalfOf: verifier.personId }, passed)).toBe('recusal');
    scene.when(verifier, passed);
    expect(scene.refusal({ ...dutyLead, ...lent, onBehalfOf: dutyLead.personId }, approve)).toBe('recusal');
  });

  test('nor the people of a co-unit, until its line is taken back', () => {
    const scene = standing('submitted', ['CG']);
    const co = person('co-verifier', 'CG', ['verifier'], { scope: 'ja' });
    expect(scene.refusal(co, passed)).toBe('recusal');
    scene.when(verifier, passed);
    const approver = person('co-approver', 'CG', ['approver'], { positions: ['district_duty_lead'], scope: 'ja' });
    expect(scene.refusal(approver, approve)).toBe('recusal');
    const moved = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('CG'));
    moved.when(dispatcher, { ...assign('ZJ'), type: 'reassign', reason, wrongDispatch: true });
    moved.when(handlerOf('ZJ'), { type: 'sign' }).when(handlerOf('ZJ'), submit());
    expect(moved.refusal(co, passed)).toBeNull();
  });

  test('who entered it for the finder does not approve it', () => {
    const found = { personId: 'caller', unitId: 'SL', onBehalfOf: null };
    const scene = new Scene(BEGINS).when(dispatcher, file({ channel: 'proxy', filedBy: found }));
    scene.when(dispatcher, { type: 'register' }).when(dispatcher, assign('ZJ'));
    scene.when(handlerOf('ZJ'), { type: 'sign' }).when(handlerOf('ZJ'), submit()).when(verifier, passed);
    expect(scene.refusal({ ...dutyLead, personId: dispatcher.personId }, approve)).toBe('same_person');
    expect(scene.refusal(dutyLead, approve)).toBeNull();
  });

  test('the finder may verify, but never approve', () => {
    const scene = standing('submitted').when(inspector, passed);
    expect(scene.refusal({ ...dutyLead, personId: inspector.personId }, approve)).toBe('same_person');
    const other = standing('submitted').when(verifier, passed);
    expect(other.refusal({ ...dutyLead, personId: inspector.personId }, approve)).toBe('same_person');
  });

  test('who verified does not approve, nor who mended', () => {
    const scene = standing('verified');
    expect(scene.refusal({ ...dutyLead, personId: verifier.personId }, approve)).toBe('same_person');
    expect(scene.refusal(onBehalf(dutyLead, headOf('ZJ')), approve)).toBe('same_person');
    expect(scene.refusal(officeHead, approve)).toBe('wrong_approver');
    expect(scene.refusal(dutyLead, approve)).toBeNull();
  });

  test('each level of the approval is another person', () => {
    const scene = rectifying(BEGINS, { severity: 'major' }).when(headOf('ZJ'), submit()).when(verifier, passed);
    const both = { ...officeHead, positions: [...officeHead.positions, ...leader.positions] };
    scene.when(both, approve);
    expect(scene.refusal(both, approve)).toBe('same_person');
    expect(scene.when(leader, approve).state.status).toBe('written_off');
  });

  test('a unit neither verifies nor approves what it answers for itself', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('DC'));
    scene.when(handlerOf('DC'), { type: 'sign' }).when(handlerOf('DC'), submit());
    expect(scene.refusal(verifier, passed)).toBe('recusal');
    scene.when(person('district', 'JA', ['verifier']), passed);
    expect(scene.refusal(dutyLead, approve)).toBe('recusal');
  });

  test('nor what a unit below it answers for: the next one up does', () => {
    const street = person('street-verifier', 'SL', ['verifier'], { scope: 'ja' });
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('SL1'));
    scene.when(handlerOf('SL1'), { type: 'sign' }).when(handlerOf('SL1'), submit());
    expect(scene.refusal(street, passed)).toBe('recusal');
    expect(scene.refusal(verifier, passed)).toBeNull();
  });

  test('also after the write-off: a look-back is made by others', () => {
    const scene = standing('written_off');
    scene.until(scene.state.lookBacks[0]!.dueAt);
    const recheck: Command = { type: 'recheck', outcome: 'passed' };
    expect(scene.refusal({ ...verifier, personId: headOf('ZJ').personId }, recheck)).toBe('same_person');
    expect(scene.refusal(person('own', 'ZJ', ['verifier'], { scope: 'ja' }), recheck)).toBe('recusal');
    expect(scene.refusal(verifier, recheck)).toBeNull();
  });

  test('作废 takes two people', () => {
    const propose: Command = { type: 'void', reason };
    const scene = standing('rectifying').when(dispatcher, propose);
    expect(scene.state.status).toBe('rectifying');
    expect(scene.refusal(dispatcher, propose)).toBe('void_same_person');
    expect(scene.refusal(onBehalf(officeHead, dispatcher), propose)).toBe('void_same_person');
    expect(scene.when(officeHead, propose).state.status).toBe('voided');
  });

  test('who objected does not rule on it', () => {
    const scene = standing('publicizing').when(dispatcher, { type: 'object', reason });
    expect(scene.refusal(dispatcher, { type: 'rule-objection', upheld: false, reason })).toBe('same_person');
  });

  test('ruling 12: what was found covertly is verified by others, so that nobody is given away', () => {
    const scene = rectifying(BEGINS, { covert: true }).when(handlerOf('ZJ'), submit());
    expect(scene.refusal(inspector, passed)).toBe('same_person');
    expect(scene.refusal(verifier, passed)).toBeNull();
  });
});

describe('随机查、马上改', () => {
  const shopkeeper = { personId: 'shopkeeper', unitId: 'CG', onBehalfOf: null };
  const mended = [photo('before'), photo('after', 'after')];
  const witnessed = (given: Partial<ReturnType<typeof file>> = {}) =>
    file({ categoryCode: 'SR01', onTheSpot: 'witnessed', rectifiedBy: shopkeeper, evidence: mended, ...given });

  test('witnessed starts at verified, and one second person approves', () => {
    const scene = new Scene(BEGINS).when(inspector, witnessed({ source: 'city' }));
    expect(scene.state).toMatchObject({ status: 'verified', writeOff: { levels: ['industry_department'] } });
    const street = new Scene(BEGINS).when(inspector, witnessed());
    expect(street.refusal({ ...dutyLead, personId: 'inspector' }, approve)).toBe('same_person');
    expect(street.refusal({ ...dutyLead, personId: 'shopkeeper' }, approve)).toBe('same_person');
    const mender = person('mender', 'CG', ['approver'], { positions: ['district_duty_lead'], scope: 'ja' });
    expect(street.refusal(mender, approve)).toBe('recusal');
    expect(street.when(dutyLead, approve).state.writtenOffAt).toBe(street.at);
  });

  test('names who mended, another than the witness, with an after-photo', () => {
    const scene = new Scene(BEGINS);
    expect(scene.refusal(inspector, witnessed({ rectifiedBy: undefined }))).toBe('facts_missing');
    expect(scene.refusal(inspector, witnessed({ rectifiedBy: { ...shopkeeper, personId: 'inspector' } }))).toBe(
      'same_person',
    );
    expect(scene.refusal(inspector, witnessed({ rectifiedBy: { ...shopkeeper, unitId: 'nowhere' } }))).toBe(
      'unknown_unit',
    );
    expect(scene.refusal(inspector, witnessed({ evidence: [photo('before')] }))).toBe('evidence_missing');
  });

  test('rejected, it goes to the unit that mended, which can hand in', () => {
    const scene = new Scene(BEGINS).when(inspector, witnessed());
    scene.when(dutyLead, { type: 'reject-write-off', to: 'rectifying', reason });
    expect(scene.state).toMatchObject({ status: 'rectifying', lines: [{ unitId: 'CG', signedHow: 'deemed' }] });
    expect(scene.due('L1.rectify')).toBe('2026-09-07 13:00');
    expect(scene.when(handlerOf('CG'), submit()).state.status).toBe('submitted');
  });

  test('self-done starts at submitted, and another verifies it', () => {
    const scene = new Scene(BEGINS).when(
      gridWorker,
      file({ channel: 'grid', categoryCode: 'SR01', source: 'street', onTheSpot: 'self_done', evidence: mended }),
    );
    expect(scene.state.status).toBe('submitted');
    expect(scene.refusal({ ...gridWorker, roles: ['verifier'], scopePath: 'ja' }, passed)).toBe('same_person');
    scene.when(verifier, passed).when(dutyLead, approve);
    expect(scene.state.status).toBe('archived');
  });

  test('a street signs what it supervises and does not answer for; else the next one up does', () => {
    const at = (unitId: string) =>
      new Scene(BEGINS)
        .when(inspector, file({ source: 'street', supervisingUnitId: 'SL', place: { streetId: 'SL' } }))
        .when(dispatcher, assign(unitId))
        .when(handlerOf(unitId), { type: 'sign' })
        .when(handlerOf(unitId), submit())
        .when(verifier, passed);
    expect(at('CG').state.writeOff.levels).toEqual(['street_supervisor']);
    expect(at('CG').when(streetHead, approve).state.status).toBe('archived');
    expect(at('SL').state.writeOff.levels).toEqual(['district_duty_lead']);
  });

  test('self-done and not well done, the unit of the finder mends it', () => {
    const scene = new Scene(BEGINS).when(
      gridWorker,
      file({ channel: 'grid', categoryCode: 'SR01', source: 'self', onTheSpot: 'self_done', evidence: mended }),
    );
    scene.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(scene.state).toMatchObject({ status: 'rectifying', cycle: 2, lines: [{ unitId: 'SL1' }] });
    expect(scene.when(handlerOf('SL1'), submit()).state.status).toBe('submitted');
  });
});

describe('ruling 10: evidence', () => {
  test('each defect needs its own after-photo', () => {
    const scene = rectifying(BEGINS, { defects: 2 });
    expect(scene.refusal(handlerOf('ZJ'), submit())).toBe('evidence_missing');
    expect(scene.refusal(handlerOf('ZJ'), submit({}, 2))).toBeNull();
  });

  test('an exact copy of a photo on the case is refused, a flagged likeness is kept with its flag', () => {
    const scene = rectifying(BEGINS);
    const copy = submit({ evidence: [photo('before', 'after')] });
    expect(scene.refusal(handlerOf('ZJ'), copy)).toBe('evidence_duplicate');
    const twice = photo('twice', 'after');
    expect(scene.refusal(handlerOf('ZJ'), submit({ evidence: [twice, twice] }))).toBe('evidence_duplicate');
    const alike = { ...photo('alike', 'after'), flags: ['near_duplicate', 'no_exif'] as const };
    scene.when(handlerOf('ZJ'), submit({ evidence: [{ ...alike, flags: [...alike.flags] }] }));
    expect(scene.state.evidence.at(-1)).toMatchObject({ flags: ['near_duplicate', 'no_exif'] });
  });
});

test('ruling 13: who found and who entered may differ; filing time is receipt, capture time is kept beside it', () => {
  const found = { personId: 'caller', unitId: 'SL', onBehalfOf: null };
  const scene = new Scene(BEGINS).when(dispatcher, file({ channel: 'proxy', filedBy: found, capturedAt: 1 }));
  expect(scene.state).toMatchObject({
    filedBy: { personId: 'caller' },
    enteredBy: { personId: 'dispatcher' },
    capturedAt: 1,
    filedAt: scene.at,
  });
});
