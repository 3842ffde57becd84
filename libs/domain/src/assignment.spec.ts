import { wakeAt } from '#domain';
import { dispatcher, dutyLead, handlerOf, headOf, inspector, verifier } from '../test/district';
import { photo } from '../test/photo';
import { assign, assigned, file, rectifying, Scene, submit, wall } from '../test/scene';
import { reason } from '../test/standing';

const BEGINS = '2026-09-07 09:00';
const reassign = (unitId: string, wrongDispatch: boolean) =>
  ({ ...assign(unitId), type: 'reassign', reason, wrongDispatch }) as const;
const fiveDays = { amount: 5, unit: 'WORK_DAYS', service: 'OFFICE' } as const;
const twoDays = { ...fiveDays, amount: 2 };

describe('ruling 1: reassigning', () => {
  test('goes on with the case clock, and each unit is booked its own time', () => {
    const scene = rectifying(BEGINS).until('2026-09-09 20:00').when(dispatcher, reassign('CG', false));
    expect(scene.state.status).toBe('assigned');
    expect(scene.state.lines[0]).toMatchObject({ unitId: 'ZJ', status: 'reassigned', booked: 2 });
    expect(scene.due('case')).toBe('2026-09-14 18:00');
    expect(scene.due('L2.rectify')).toBe('2026-09-14 18:00');
    scene.when(handlerOf('CG'), { type: 'sign' }).until('2026-09-11 20:00').when(dispatcher, reassign('SL', false));
    expect(scene.state.lines[1]).toMatchObject({ unitId: 'CG', carried: 2, booked: 2 });
  });

  test('natural time climbs its own ladder, also towards a date from above', () => {
    const scene = assigned(BEGINS, { categoryCode: 'SS01', fixedDate: '2026-10-03' });
    expect(scene.clock('L1.rectify').ladder).toBe('URGENT');
  });

  test('goes on with the ledger of the line it follows, also one that had started whole', () => {
    const scene = rectifying(BEGINS).until('2026-09-09 20:00').when(dispatcher, reassign('CG', true));
    expect(scene.due('L2.rectify')).toBe('2026-09-16 18:00');
    scene.until('2026-09-10 20:00').when(dispatcher, reassign('SL', false));
    expect([scene.due('L3.rectify'), scene.state.lines[2]?.carried]).toEqual(['2026-09-16 18:00', 1]);
  });

  test('after a wrong dispatch the new line starts whole, is scored by itself, and the case clock is not reset', () => {
    const scene = rectifying(BEGINS).until('2026-09-09 20:00').when(dispatcher, reassign('CG', true));
    expect(scene.state.lines[0]).toMatchObject({ booked: 0 });
    expect(scene.due('case')).toBe('2026-09-14 18:00');
    expect(scene.due('L2.rectify')).toBe('2026-09-16 18:00');
    scene.when(handlerOf('CG'), { type: 'sign' }).until('2026-09-16 18:00').when(handlerOf('CG'), submit());
    expect(scene.state.submissions[0]).toMatchObject({ unitId: 'CG', inTime: true });
  });

  test('past due, the overdue work does not become fresh by moving it', () => {
    const scene = rectifying(BEGINS).until('2026-09-15 19:00').when(dispatcher, reassign('CG', false));
    expect(scene.due('L2.rectify')).toBe('2026-09-14 18:00');
    scene.when(handlerOf('CG'), { type: 'sign' }).when(handlerOf('CG'), submit());
    expect(scene.state.submissions[0]).toMatchObject({ inTime: false });
  });

  test('long past due, the new unit hears no rung of the time before it, but the standing reminder', () => {
    const scene = rectifying(BEGINS).until('2026-11-12 09:00').when(dispatcher, reassign('CG', false));
    expect(wakeAt(scene.until('2026-11-13 09:00').state)).toBe(wall('2026-11-19 17:30'));
    scene.when(handlerOf('CG'), submit()).when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(scene.until('2026-11-30 09:00').fired('L2.rectify')).toEqual([]);
  });

  test('work that is suspended stays suspended with its new unit', () => {
    const scene = rectifying(BEGINS).when(dutyLead, {
      type: 'suspend',
      reason: 'weather',
      until: '2026-09-16',
      groupId: 'storm',
    });
    scene.when(dispatcher, reassign('CG', true));
    expect(scene.due('L2.rectify')).toBeNull();
    expect(scene.until('2026-09-17 00:00').due('L2.rectify')).toBe('2026-09-23 18:00');
  });
});

describe('签收', () => {
  test('ruling 2: not signed in time is deemed signed, once that minute is over', () => {
    const scene = assigned(BEGINS);
    expect(scene.due('L1.receipt')).toBe('2026-09-07 16:00');
    expect(scene.until('2026-09-07 16:00').state.status).toBe('assigned');
    expect(scene.until('2026-09-07 16:01').state).toMatchObject({
      status: 'rectifying',
      lines: [{ signedHow: 'deemed', signedAt: scene.at }],
    });
  });

  test('the rectify clock starts when the assignment is sent, not when it is signed', () => {
    expect(assigned(BEGINS).until('2026-09-07 15:59').when(handlerOf('ZJ'), { type: 'sign' }).due('L1.rectify')).toBe(
      '2026-09-14 18:00',
    );
  });

  test('a unit that claims a finding has signed for it', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(handlerOf('CG'), { type: 'claim' });
    expect(scene.state).toMatchObject({ status: 'rectifying', lines: [{ unitId: 'CG', signedHow: 'signed' }] });
  });

  test('what nobody has signed for yet can be recalled, and nobody is charged', () => {
    const scene = assigned(BEGINS).when(dispatcher, { type: 'recall' });
    expect(scene.state).toMatchObject({ status: 'registered', lines: [{ status: 'recalled', booked: 0 }] });
    expect(scene.due('dispatch')).toBe('2026-09-08 18:00');
  });
});

describe('分办', () => {
  const handedDown = () =>
    new Scene(BEGINS)
      .when(inspector, file({ categoryCode: 'SS03' }))
      .when(dispatcher, assign('CG'))
      .when(handlerOf('CG'), { type: 'sign' })
      .when(handlerOf('CG'), { type: 'hand-down', unitId: 'CG1', limit: twoDays });

  test('has its own receipt and its own due, inside the parent', () => {
    const scene = handedDown();
    expect(scene.state.lines[1]).toMatchObject({ unitId: 'CG1', parentId: 'L1', role: 'lead' });
    expect(scene.due('L2.receipt')).toBe('2026-09-07 16:00');
    expect(scene.due('L2.rectify')).toBe('2026-09-09 18:00');
    expect(
      scene.refusal(handlerOf('CG'), { type: 'hand-down', unitId: 'CG1', limit: { ...fiveDays, amount: 6 } }),
    ).toBe('handed_down_due');
  });

  test('comes after the unit has signed for it itself', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('CG'));
    const down = { type: 'hand-down', unitId: 'CG1', limit: twoDays } as const;
    expect(scene.refusal(handlerOf('CG'), down)).toBe('not_signed');
    expect(scene.when(handlerOf('CG'), { type: 'sign' }).refusal(handlerOf('CG'), down)).toBeNull();
  });

  test('goes to a unit below only', () => {
    const scene = handedDown();
    for (const unitId of ['SL', 'JA', 'CG', 'nowhere'])
      expect(scene.refusal(handlerOf('CG'), { type: 'hand-down', unitId, limit: twoDays })).toBe('unknown_unit');
    expect(scene.refusal(handlerOf('CG'), { type: 'hand-down', unitId: 'CG2', limit: twoDays })).toBeNull();
  });

  test('is answered to the parent, who alone hands in', () => {
    const scene = handedDown().when(handlerOf('CG1'), submit());
    expect(scene.state).toMatchObject({ status: 'rectifying', lines: [{ status: 'open' }, { status: 'answered' }] });
    expect(scene.clock('L2.rectify').stopped).toBe(true);
    expect(scene.when(handlerOf('CG'), submit()).state.status).toBe('submitted');
  });

  test('is returned to the parent only, and does not use up the returns of the case', () => {
    const scene = handedDown().when(handlerOf('CG1'), {
      type: 'request-return',
      reason: 'not_duty',
      basis: '辖区划分',
      proposedUnitId: 'SL',
    });
    expect(scene.state.returnsAsked).toBe(0);
    expect(scene.refusal(dispatcher, { type: 'rule-return', upheld: true, reason })).toBe('not_your_unit');
    scene.when(handlerOf('CG'), { type: 'rule-return', upheld: true, reason });
    expect(scene.state).toMatchObject({ status: 'rectifying', lines: [{ status: 'open' }, { status: 'returned' }] });
  });

  test('ends with the line above it, and can be recalled while unsigned', () => {
    const ended = handedDown().when(dispatcher, reassign('ZJ', false));
    expect(ended.state.lines.map((line) => line.status)).toEqual(['reassigned', 'reassigned', 'open']);
    const recalled = handedDown().when(handlerOf('CG'), { type: 'recall', lineId: 'L2' });
    expect(recalled.state.lines[1]).toMatchObject({ status: 'recalled' });
  });

  test('an extension of it leaves the case alone and stays inside the parent', () => {
    const ask = (amount: number) => ({ type: 'request-extension', amount, reason }) as const;
    const scene = handedDown().when(handlerOf('CG1'), { type: 'sign' }).when(handlerOf('CG1'), ask(1));
    scene.when(dutyLead, { type: 'decide-extension', granted: true });
    expect([scene.due('L2.rectify'), scene.due('case')]).toEqual(['2026-09-10 18:00', '2026-09-14 18:00']);
    const wide = handedDown().when(handlerOf('CG'), {
      type: 'hand-down',
      unitId: 'CG2',
      limit: { ...fiveDays, amount: 4 },
    });
    wide.when(handlerOf('CG2'), ask(2));
    expect(wide.refusal(dutyLead, { type: 'decide-extension', granted: true })).toBe('handed_down_due');
  });
});

describe('协办', () => {
  const joint = () => new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('ZJ', { coUnitIds: ['CG'] }));

  test('has its own line and clock, and answers without handing in', () => {
    const scene = joint().when(handlerOf('CG'), { type: 'sign' });
    expect(scene.state.status).toBe('assigned');
    expect(scene.due('L2.rectify')).toBe('2026-09-14 18:00');
    scene.when(handlerOf('CG'), submit()).when(handlerOf('ZJ'), { type: 'sign' });
    expect(scene.state).toMatchObject({ status: 'rectifying', lines: [{ status: 'open' }, { status: 'answered' }] });
  });

  test('named twice, or beside itself as the lead, a unit has one line', () => {
    const co = { coUnitIds: ['CG', 'ZJ', 'CG'] };
    const { state } = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('ZJ', co));
    expect(state.lines.map(({ unitId, role }) => [unitId, role])).toEqual([
      ['ZJ', 'lead'],
      ['CG', 'co'],
    ]);
    expect(state.fixings?.coUnitIds).toEqual(['CG']);
  });

  test('its return leaves the case with the lead', () => {
    const scene = joint().when(handlerOf('CG'), {
      type: 'request-return',
      reason: 'not_duty',
      basis: '三定方案',
      proposedUnitId: 'SL',
    });
    scene.when(dispatcher, { type: 'rule-return', upheld: true, reason });
    expect(scene.state).toMatchObject({
      status: 'assigned',
      lines: [{ status: 'open' }, { status: 'returned', booked: 0 }],
    });
  });

  test('goes on when the lead fails verification', () => {
    const scene = joint().when(handlerOf('ZJ'), { type: 'sign' }).when(handlerOf('ZJ'), submit());
    expect(scene.due('L2.rectify')).toBeNull();
    scene.until('2026-09-08 09:00').when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(scene.due('L2.rectify')).toBe('2026-09-15 18:00');
  });
});

describe('审签', () => {
  const major = () => rectifying(BEGINS, { severity: 'major' });

  test('a handler drafts, the leader of the unit lets it leave; the clock runs until then', () => {
    const scene = major().when(handlerOf('ZJ'), submit());
    expect(scene.state).toMatchObject({ status: 'rectifying', submissions: [{ submittedAt: null }] });
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    expect(scene.refusal(handlerOf('ZJ'), submit())).toBe('request_pending');
    scene.until('2026-09-14 19:00').when(headOf('ZJ'), { type: 'endorse' });
    expect(scene.state.submissions).toMatchObject([{ inTime: false, endorsedBy: { personId: 'head-ZJ' } }]);
  });

  test('sent back, it is drafted again; what the leader hands in needs no second signature', () => {
    const scene = major().when(handlerOf('ZJ'), submit()).when(headOf('ZJ'), { type: 'send-back', reason });
    expect(scene.state.submissions).toMatchObject([{ outcome: 'sent_back' }]);
    scene.when(handlerOf('ZJ'), submit()).when(headOf('ZJ'), submit());
    expect(scene.state.submissions.map((s) => s.outcome)).toEqual(['sent_back', 'withdrawn', 'pending']);
    expect(scene.state.status).toBe('submitted');
  });

  test('a draft falls away with its line', () => {
    const scene = major().when(handlerOf('ZJ'), submit()).when(dispatcher, reassign('CG', false));
    scene.when(handlerOf('CG'), { type: 'sign' }).when(handlerOf('CG'), submit());
    expect(scene.state.submissions.map((s) => [s.unitId, s.outcome])).toEqual([
      ['ZJ', 'withdrawn'],
      ['CG', 'pending'],
    ]);
  });
});

test('steps each count from the assignment: 4 working hours, 7 and 20 working days', () => {
  const scene = new Scene(BEGINS).when(inspector, file({ categoryCode: 'SR08' })).when(dispatcher, assign('CG'));
  expect(['stop_work', 'penalty', 'demolish'].map((step) => scene.due(`L1.${step}`))).toEqual([
    '2026-09-07 13:00',
    '2026-09-16 18:00',
    '2026-10-10 17:30',
  ]);
  scene.when(handlerOf('CG'), { type: 'sign' }).when(handlerOf('CG'), submit());
  expect(scene.due('L1.stop_work')).toBeNull();
  expect(scene.refusal(handlerOf('CG'), submit({ evidence: [] }))).toBe('evidence_missing');
  scene.when(handlerOf('CG'), submit());
  expect(scene.state.status).toBe('rectifying');
  expect(scene.when(handlerOf('CG'), submit()).state.status).toBe('submitted');
});

test('a conditional step is taken only where the danger is named', () => {
  const signboard = (dangers: string[]) =>
    new Scene(BEGINS).when(inspector, file({ categoryCode: 'SR07', dangers })).when(dispatcher, assign('CG')).state
      .steps;
  expect(signboard([]).map((step) => step.code)).toEqual(['rectify']);
  expect(signboard(['有坠落危险']).map((step) => step.code)).toEqual(['control', 'rectify']);
});

test('a matter proves itself by material, a finding by photos', () => {
  const proof = submit({ evidence: [photo('minutes', 'material')] });
  expect(rectifying(BEGINS).refusal(handlerOf('ZJ'), proof)).toBe('evidence_missing');
  expect(rectifying(BEGINS, { kind: 'measure' }).refusal(handlerOf('ZJ'), proof)).toBeNull();
});
