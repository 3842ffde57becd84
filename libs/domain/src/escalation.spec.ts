import { wakeAt } from '#domain';
import { dispatcher, handlerOf, inspector, officeHead, verifier } from '../test/district';
import { assign, assigned, file, rectifying, Scene, submit, wall } from '../test/scene';
import { reason } from '../test/standing';

const BEGINS = '2026-09-07 09:00';
const colours = (scene: Scene) => scene.log('rung_fired').map((e) => [e.rung, e.colour, e.slip ?? e.measure]);

describe('the ladder', () => {
  test('STD: reminder, blue at due, yellow +1, red +5 and into the circular, talk +15, accountability +30', () => {
    const scene = rectifying(BEGINS).until('2026-11-30 09:00');
    expect(scene.fired('L1.rectify')).toEqual([
      'R0 2026-09-11 18:00',
      'R1 2026-09-14 18:01',
      'R2 2026-09-15 18:00',
      'R3 2026-09-20 18:00',
      'R4 2026-10-10 17:30',
      'R5 2026-10-30 17:30',
    ]);
    expect(
      scene
        .log('rung_fired')
        .filter((e) => e.clockId === 'L1.rectify')
        .map((e) => [e.colour, e.slip ?? e.measure, e.listIn]),
    ).toEqual([
      [null, '提醒', null],
      ['blue', '催办单', null],
      ['yellow', '督办单', null],
      ['red', '督办单', '当期通报'],
      [null, 'talk', null],
      [null, 'accountability', null],
    ]);
    expect(scene.state.colour).toBe('red');
  });

  test('after the last rung, a standing reminder every five working days', () => {
    const scene = rectifying(BEGINS).until('2026-11-20 09:00');
    const reminded = scene.log('reminder_repeated').filter((e) => e.clockId === 'L1.rectify');
    expect(reminded.map((e) => e.at)).toEqual([wall('2026-11-06 17:30'), wall('2026-11-13 17:30')]);
    expect(wakeAt(scene.state)).not.toBeNull();
  });

  test('reminders that were missed while the clock stood still are not made up for', () => {
    const scene = rectifying(BEGINS).until('2026-11-20 09:00').when(handlerOf('ZJ'), submit());
    scene
      .until('2026-12-18 09:00')
      .when(verifier, { type: 'verify', outcome: 'failed', reason })
      .until('2026-12-18 09:00');
    const since = scene
      .log('reminder_repeated')
      .filter((e) => e.clockId === 'L1.rectify' && e.at > wall('2026-11-20 09:00'));
    expect(since).toEqual([]);
    expect(scene.until('2026-12-25 17:30').log('reminder_repeated').at(-1)).toMatchObject({
      at: wall('2026-12-25 17:30'),
    });
  });

  test('OFFICE_SELF: our own delay takes no colour and ends in the leader’s daily sheet', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).until('2026-09-14 09:00');
    expect(scene.fired('dispatch')).toEqual([
      'S0 2026-09-08 16:36',
      'S1 2026-09-08 18:01',
      'S2 2026-09-09 18:00',
      'S3 2026-09-11 18:00',
    ]);
    expect(colours(scene).every(([, colour]) => colour === null)).toBe(true);
    expect(scene.log('rung_fired').at(-1)).toMatchObject({ listIn: '督查日报', to: ['district_leader_in_charge'] });
    expect(scene.state.notices).toEqual([]);
  });

  test.each([
    ['with us', (scene: Scene) => scene, 'dispatch'],
    ['with a unit we cannot order', (scene: Scene) => scene.when(dispatcher, assign('GW')), 'L1.rectify'],
  ])('an urgent finding that waits %s wakes the duty leader at once', (_where, waits, clockId) => {
    const scene = waits(new Scene('2026-09-24 23:41').when(inspector, file({ categoryCode: 'SS01' })));
    const fired = scene
      .until('2026-09-26 09:00')
      .log('rung_fired')
      .filter((e) => e.clockId === clockId);
    expect(fired.length).toBeGreaterThan(0);
    for (const rung of fired) {
      expect(rung.atOnce).toBe(true);
      expect(rung.to).toContain('duty_leader');
    }
    const routine = new Scene(BEGINS).when(inspector, file()).until('2026-09-14 09:00');
    expect(routine.log('rung_fired').some((e) => e.atOnce)).toBe(false);
  });

  test('EXTERNAL: a unit we cannot order gets letters, never a colour', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('GW')).until('2026-10-15 09:00');
    expect(scene.fired('L1.rectify')).toEqual(['E1 2026-09-14 18:01', 'E2 2026-09-17 18:00', 'E3 2026-09-28 18:00']);
    expect(scene.state.notices.map((n) => [n.title, n.class, n.colour])).toEqual([
      ['提示函', 'slip', null],
      ['协调函', 'paper', null],
    ]);
    expect(scene.state.colour).toBeNull();
  });

  test('ruling 5: a date from above ends at its midnight, and reminders count back from the last working day before it', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('ZJ', { fixedDate: '2026-10-03' }));
    expect(scene.due('L1.rectify')).toBe('2026-10-04 00:00');
    expect(scene.until('2026-10-08 09:00').fired('L1.rectify')).toEqual([
      'R0a 2026-09-17 18:00',
      'R0b 2026-09-28 18:00',
      'R1 2026-10-04 00:01',
    ]);
    expect(
      new Scene(BEGINS).when(inspector, file()).refusal(dispatcher, assign('ZJ', { fixedDate: '2026-09-06' })),
    ).toBe('invalid_amount');
  });

  test('ruling 5: a computed date rolls to the end of a working day', () => {
    const scene = new Scene('2026-09-24 23:41')
      .when(inspector, file({ categoryCode: 'SS04' }))
      .when(dispatcher, assign('ZJ'));
    expect(scene.due('L1.rectify')).toBe('2026-09-28 18:00');
  });

  test('past the published calendar, a deadline is provisional', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('ZJ', { fixedDate: '2027-01-31' }));
    expect(scene.clock('L1.rectify').provisional).toBe(true);
  });
});

describe('ruling 14: in time', () => {
  test('is cut to the minute, and the rung at due fires once that minute is over', () => {
    const scene = rectifying(BEGINS).until(wall('2026-09-14 18:00') + 40_000);
    expect(scene.fired('L1.rectify')).toEqual(['R0 2026-09-11 18:00']);
    scene.when(handlerOf('ZJ'), submit());
    expect(scene.state.submissions[0]).toMatchObject({ inTime: true });
  });

  test('a minute later it is late, and the rung stands though the stop is recorded with it', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 18:01').when(handlerOf('ZJ'), submit());
    expect(scene.state.submissions[0]).toMatchObject({ inTime: false });
    expect(scene.fired('L1.rectify')).toEqual(['R0 2026-09-11 18:00', 'R1 2026-09-14 18:01']);
  });

  test('a failed verification resumes from what was consumed; a late one stays late', () => {
    const failed = { type: 'verify', outcome: 'failed', reason } as const;
    const early = rectifying(BEGINS).until('2026-09-09 19:00').when(handlerOf('ZJ'), submit());
    early.until('2026-09-11 09:00').when(verifier, failed);
    expect(early.state).toMatchObject({ status: 'rectifying', cycle: 2 });
    expect(early.due('L1.rectify')).toBe('2026-09-16 18:00');
    const late = rectifying(BEGINS).until('2026-09-14 19:00').when(handlerOf('ZJ'), submit());
    late.until('2026-09-15 09:00').when(verifier, failed);
    expect(late.due('L1.rectify')).toBe('2026-09-15 08:00');
    expect(late.fired('L1.rectify')).toHaveLength(2);
  });
});

describe('slips and papers are two facts', () => {
  test('a yellow slip issues itself, a red one waits as a draft with a clock for its signature', () => {
    const scene = rectifying(BEGINS).until('2026-09-20 18:00');
    expect(scene.state.notices.map((n) => [n.id, n.title, n.class, n.life])).toEqual([
      ['N1', '提醒', 'slip', 'issued'],
      ['N2', '催办单', 'slip', 'issued'],
      ['N3', '督办单', 'slip', 'issued'],
      ['N4', '督办单', 'paper', 'draft'],
    ]);
    expect(scene.due('N4.sign')).toBe('2026-09-21 18:00');
    expect(scene.state.clocks['N4.reply']).toBeUndefined();
  });

  test('a paper is checked, signed, sent, signed for, replied and closed, in this order', () => {
    const scene = rectifying(BEGINS).until('2026-09-21 09:00');
    const noticeId = 'N4';
    expect(scene.refusal(officeHead, { type: 'issue-notice', noticeId })).toBe('notice_life');
    scene.when(dispatcher, { type: 'check-notice', noticeId }).when(officeHead, { type: 'issue-notice', noticeId });
    expect(scene.clock('N4.sign').stopped).toBe(true);
    expect(scene.due('N4.reply')).toBe('2026-09-24 18:00');
    expect(scene.refusal(handlerOf('ZJ'), { type: 'sign-notice', noticeId: 'N9' })).toBe('unknown_notice');
    scene
      .when(dispatcher, { type: 'send-notice', noticeId })
      .when(handlerOf('ZJ'), { type: 'sign-notice', noticeId })
      .when(handlerOf('ZJ'), { type: 'reply-notice', noticeId, text: '已安排' })
      .when(dispatcher, { type: 'close-notice', noticeId });
    expect(scene.clock('N4.reply').stopped).toBe(true);
    expect(scene.state.notices[3]).toMatchObject({ life: 'closed' });
  });

  test('a reply due on a slip is a clock, with one reminder and no further slip', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 19:00');
    expect(scene.due('N2.reply')).toBe('2026-09-15 18:00');
    scene.until('2026-09-15 18:01');
    expect(scene.fired('N2.reply')).toEqual(['S1 2026-09-15 18:01']);
    expect(scene.state.notices.filter((n) => n.clockId === 'N2.reply')).toEqual([]);
  });

  test('feedback answers a slip: its reply is asked for no longer', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 19:00').when(handlerOf('ZJ'), submit());
    expect(scene.due('N2.reply')).toBeNull();
    expect(scene.until('2026-09-16 09:00').fired('N2.reply')).toEqual([]);
  });

  test('an error is withdrawn, never deleted', () => {
    const scene = rectifying(BEGINS)
      .until('2026-09-14 19:00')
      .when(dispatcher, { type: 'withdraw-notice', noticeId: 'N2', reason });
    expect(scene.state.notices[1]).toMatchObject({ life: 'withdrawn', title: '催办单' });
    expect(scene.clock('N2.reply').stopped).toBe(true);
    expect(scene.refusal(dispatcher, { type: 'withdraw-notice', noticeId: 'N2', reason })).toBe('notice_life');
  });

  test('a slip says which one it cancels, and the case takes the colour of those in force', () => {
    const scene = rectifying(BEGINS).until('2026-09-15 19:00');
    expect(scene.state.colour).toBe('yellow');
    scene.when(dispatcher, { type: 'withdraw-notice', noticeId: 'N3', reason });
    expect(scene.state.notices[3]).toMatchObject({ title: '撤销单', cancels: 'N3', unitId: 'ZJ', life: 'issued' });
    expect(scene.state.colour).toBe('blue');
    expect(scene.refusal(dispatcher, { type: 'withdraw-notice', noticeId: 'N4', reason })).toBe('notice_life');
    const draft = rectifying(BEGINS).until('2026-09-21 09:00');
    draft.when(dispatcher, { type: 'withdraw-notice', noticeId: 'N4', reason });
    expect(draft.state.notices).toHaveLength(4);
    expect(draft.state.colour).toBe('yellow');
  });

  test('a person’s own urging is a slip beside what the clock does', () => {
    const scene = assigned(BEGINS).when(dispatcher, { type: 'urge', text: '请加快' });
    expect(scene.state.notices).toMatchObject([{ title: '催办单', unitId: 'ZJ', rung: null }]);
  });

  test('the second failed verification issues a yellow slip, a sham one drafts a red', () => {
    const again = rectifying(BEGINS);
    for (let cycle = 1; cycle <= 2; cycle += 1)
      again.when(handlerOf('ZJ'), submit()).when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(again.state.notices).toMatchObject([{ class: 'slip', colour: 'yellow' }]);
    const sham = rectifying(BEGINS).when(handlerOf('ZJ'), submit());
    sham.when(verifier, { type: 'verify', outcome: 'failed', reason, sham: true });
    expect(sham.state.notices).toMatchObject([{ class: 'paper', colour: 'red', life: 'draft' }]);
  });
});

test('ruling 15: skipped rungs fire once and in order, each at its own instant', () => {
  const late = rectifying(BEGINS).until('2026-09-22 09:00');
  const punctual = rectifying(BEGINS);
  for (const day of ['11', '14', '15', '18', '20', '21', '22']) punctual.until(`2026-09-${day} 09:00`);
  expect(late.fired('L1.rectify')).toEqual(punctual.fired('L1.rectify'));
});

test('ruling 16: an open item crosses the year with its clock', () => {
  const scene = rectifying('2026-12-28 09:00');
  expect(scene.clock('L1.rectify').provisional).toBe(true);
  const { id, anchorAt } = scene.clock('L1.rectify');
  expect(scene.until('2027-01-10 09:00').clock('L1.rectify')).toMatchObject({ id, anchorAt, generation: 1 });
});

test('批示 asks for a reply by a date, answered by the unit it names', () => {
  const scene = rectifying(BEGINS).when(officeHead, { type: 'instruct', text: '请抓紧', replyWithinDays: 2 });
  expect(scene.due('I1.reply')).toBe('2026-09-09 18:00');
  expect(scene.refusal(dispatcher, { type: 'reply-instruction', instructionId: 'I1', text: '已办' })).toBe(
    'not_your_unit',
  );
  scene.when(handlerOf('ZJ'), { type: 'reply-instruction', instructionId: 'I1', text: '已办' });
  expect(scene.clock('I1.reply').stopped).toBe(true);
  expect(scene.refusal(handlerOf('ZJ'), { type: 'reply-instruction', instructionId: 'I1', text: '又办' })).toBe(
    'unknown_request',
  );
});
