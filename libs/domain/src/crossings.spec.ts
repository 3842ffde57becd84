import { type Command, timeliness } from '#domain';
import {
  admin,
  CALENDAR,
  context,
  dispatcher,
  dutyLead,
  handlerOf,
  headOf,
  inspector,
  verifier,
} from '../test/district';
import { assign, assigned, file, rectifying, Scene, submit, wall } from '../test/scene';
import { approveOnce, reason, standing } from '../test/standing';

/** Commands that cross one another: each rule is held by its own spec, here are the sequences of several. */
const BEGINS = '2026-09-07 09:00';
const zj = handlerOf('ZJ');
const cg = handlerOf('CG');
const failed: Command = { type: 'verify', outcome: 'failed', reason };
const passed: Command = { type: 'verify', outcome: 'passed' };
const grant: Command = { type: 'decide-extension', granted: true };
const merge: Command = { type: 'merge', into: 'F0', reason };
const storm = (until: string): Command => ({ type: 'suspend', reason: 'weather', until, groupId: 'storm' });
const days = (amount: number) => ({ amount, unit: 'WORK_DAYS', service: 'OFFICE' }) as const;
const reassign = (unitId: string, given: Partial<Parameters<typeof assign>[1]> = {}): Command =>
  ({ ...assign(unitId, given), type: 'reassign', reason, wrongDispatch: false }) as Command;

/** The district's next calendar, in which these days are off. */
const resting = (...dates: string[]) =>
  context({
    calendar: {
      ...CALENDAR,
      version: `${CALENDAR.version}+`,
      overrides: dates.map((date) => ({ date, kind: 'rest' as const, basis: '金政办〔2026〕8号' })),
    },
  });
const imported = (scene: Scene, ctx: Scene['ctx']) => {
  scene.until(scene.at).ctx = ctx;
  return scene.when(admin, { type: 'reproject-calendar' });
};

describe('a calendar import', () => {
  test('moves the rungs of a due that it leaves where it is', () => {
    const scene = imported(rectifying(BEGINS), resting('2026-09-15'));
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    expect(scene.until('2026-09-16 18:00').fired('L1.rectify').at(-1)).toBe('R2 2026-09-16 18:00');
  });

  test('moves the reminders before a date from above, which never moves itself', () => {
    const scene = assigned(BEGINS, { fixedDate: '2026-09-23' });
    imported(scene, resting('2026-09-18'));
    expect(scene.due('L1.rectify')).toBe('2026-09-24 00:00');
    const plain = assigned(BEGINS, { fixedDate: '2026-09-23' }).until('2026-10-01 00:00').fired('L1.rectify');
    expect(scene.until('2026-10-01 00:00').fired('L1.rectify')).not.toEqual(plain);
    const anew = assigned(BEGINS, { fixedDate: '2026-09-23' }, resting('2026-09-18')).until('2026-10-01 00:00');
    expect(scene.fired('L1.rectify')).toEqual(anew.fired('L1.rectify'));
  });

  test('in the midst of a suspension counts the days that are left by the new calendar', () => {
    const scene = rectifying(BEGINS).until('2026-09-08 20:00').when(dutyLead, storm('2026-09-11'));
    imported(scene, resting('2026-09-14')).until('2026-09-14 09:00');
    expect(scene.clock('L1.rectify')).toMatchObject({ consumed: 1, calendarVersion: `${CALENDAR.version}+` });
    expect(scene.due('L1.rectify')).toBe('2026-09-18 18:00');
  });
});

describe('an extension', () => {
  test('up to a date beyond a weekend is good to that date', () => {
    const scene = rectifying('2026-09-04 09:00').when(zj, { type: 'request-extension', until: '2026-09-14', reason });
    expect(scene.state.requests[0]).toMatchObject({ amount: 1 });
    expect(scene.when(dutyLead, grant).due('L1.rectify')).toBe('2026-09-14 18:00');
  });

  test('of the lead leaves what a co-unit handed down in another measure', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('ZJ', { coUnitIds: ['CG'] }));
    scene.when(cg, { type: 'sign' }).when(cg, {
      type: 'hand-down',
      unitId: 'CG1',
      limit: { amount: 600, unit: 'WORK_MINUTES', service: 'OFFICE' },
    });
    const before = scene.due('L3.rectify');
    scene.when(zj, { type: 'request-extension', amount: 2, reason }).when(dutyLead, grant);
    expect([scene.due('L1.rectify'), scene.due('L2.rectify')]).toEqual(['2026-09-16 18:00', '2026-09-16 18:00']);
    expect(scene.clock('L3.rectify').budget).toBe(600 * 60_000);
    expect(scene.due('L3.rectify')).toBe(before);
  });

  test('asked in time still holds the slips after a merge that was undone', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 09:00');
    scene.when(zj, { type: 'request-extension', amount: 2, reason });
    scene.until('2026-09-14 10:00').when(dispatcher, merge);
    scene.until('2026-09-14 11:00').when(dispatcher, { type: 'unmerge', reason });
    expect([scene.due('L1.rectify'), scene.due('R1.extension_reply')]).toEqual(Array(2).fill('2026-09-15 18:00'));
    scene.until('2026-09-16 17:00');
    expect(scene.fired('L1.rectify').some((rung) => rung.startsWith('R1'))).toBe(false);
    scene.when(dutyLead, { type: 'decide-extension', granted: false }).until('2026-09-16 17:00');
    expect(scene.fired('L1.rectify').at(-1)).toBe('R1 2026-09-16 17:00');
  });
});

describe('an extension of hours', () => {
  test('asked in time still holds the slips after a pause', () => {
    const scene = rectifying(BEGINS, { categoryCode: 'HW01' }).until('2026-09-07 09:30');
    scene.when(zj, { type: 'request-extension', amount: 60, reason }).until('2026-09-07 09:40');
    scene.when(dutyLead, storm('2026-09-08')).until('2026-09-07 10:00').when(dispatcher, { type: 'resume' });
    expect(scene.due('L1.rectify')).toBe('2026-09-07 13:20');
    const slips = () => scene.fired('L1.rectify').filter((rung) => !rung.startsWith('R0'));
    expect(scene.until('2026-09-08 16:00').due('R1.extension_reply')).toBe('2026-09-08 18:00');
    expect(slips()).toEqual([]);
    scene.when(dutyLead, { type: 'decide-extension', granted: false }).until('2026-09-08 16:00');
    expect(slips()).toEqual(['R1 2026-09-08 16:00']);
  });
});

describe('work handed down', () => {
  test('while the case is suspended lies inside its parent all the same', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('CG')).when(cg, { type: 'sign' });
    scene.when(dutyLead, storm('2026-09-11'));
    expect(scene.refusal(cg, { type: 'hand-down', unitId: 'CG1', limit: days(20) })).toBe('handed_down_due');
    scene.when(cg, { type: 'hand-down', unitId: 'CG1', limit: days(4) }).until('2026-09-12 09:00');
    expect([scene.due('L1.rectify'), scene.due('L2.rectify')]).toEqual(['2026-09-18 18:00', '2026-09-17 18:00']);
  });
});

describe('a case whose conclusion was undone', () => {
  test('and that goes to another unit is judged anew, not by its first feedback', () => {
    const scene = standing('written_off');
    scene.until(scene.state.lookBacks[0]!.dueAt + 60_000);
    scene.when(verifier, { type: 'recheck', outcome: 'failed', reason }).when(dispatcher, reassign('CG'));
    expect(scene.state.status).toBe('assigned');
    expect(timeliness(scene.state, scene.at).state).toBe('on_time');
    scene.until(scene.clock('L3.rectify').dueAt! + 60_000);
    expect(timeliness(scene.state, scene.at).state).toBe('overdue');
  });

  test('twice by a look-back is one case in its third cycle, whose public clock runs anew each time', () => {
    const scene = standing('written_off');
    for (let cycle = 2; cycle <= 3; cycle += 1) {
      scene.until(scene.state.lookBacks[0]!.dueAt + 60_000);
      scene.when(verifier, { type: 'recheck', outcome: 'failed', reason });
      expect(scene.state).toMatchObject({ id: 'F1', cycle, status: 'rectifying', writtenOffAt: null });
      expect(scene.clock('case')).toMatchObject({ generation: cycle, consumed: 0 });
      expect(scene.state.lines.filter(({ status }) => status === 'open')).toHaveLength(1);
      scene.when(headOf('ZJ'), submit()).when(verifier, passed);
      while (scene.state.status === 'verified') approveOnce(scene);
    }
    expect(scene.state.status).toBe('written_off');
    expect(scene.state.submissions.map(({ cycle, inTime }) => [cycle, inTime])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
  });
});

describe('two lines, of which we can order one', () => {
  const joint = () => new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('ZJ', { coUnitIds: ['GW'] }));

  test('climb their own ladders: slips for ours, letters for theirs', () => {
    const scene = joint().until('2026-09-30 09:00');
    const to = (unitId: string) =>
      scene.state.notices.filter((n) => n.unitId === unitId).map((n) => [n.title, n.colour]);
    expect(to('ZJ')).toEqual([
      ['提醒', null],
      ['催办单', 'blue'],
      ['督办单', 'yellow'],
      ['督办单', 'red'],
    ]);
    expect(to('GW')).toEqual([
      ['提示函', null],
      ['协调函', null],
    ]);
  });

  test('a unit that we cannot order gets no coloured slip for its second failure or a sham either', () => {
    const gw = handlerOf('GW');
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('GW')).when(gw, { type: 'sign' });
    scene.when(gw, submit()).when(verifier, failed).when(gw, submit()).when(verifier, failed);
    expect(scene.state.notices.map((n) => [n.title, n.class, n.colour])).toEqual([['协调函', 'paper', null]]);
    const sham = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('GW')).when(gw, { type: 'sign' });
    sham.when(gw, submit()).when(verifier, { ...failed, sham: true } as Command);
    expect(sham.state).toMatchObject({ colour: null, notices: [{ title: '协调函', colour: null, life: 'draft' }] });
  });
});

describe('a date from above', () => {
  test('climbs its ladder also with the unit that the work moves to', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('ZJ', { fixedDate: '2026-10-13' }));
    scene.until('2026-09-09 09:00').when(dispatcher, reassign('CG'));
    expect(scene.clock('L2.rectify')).toMatchObject({ fixedDate: '2026-10-13', ladder: 'LONG' });
  });
});

describe('a merge', () => {
  const absorb = (findingId: string, dueAt: string): Command => ({
    type: 'absorb',
    findingId,
    filedAt: wall('2026-09-04 10:00'),
    dueAt: wall(dueAt),
    evidence: [],
  });

  test('whose deadline has gone by before the case is given to anybody binds nobody', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, absorb('F8', '2026-09-08 18:00'));
    scene.until('2026-09-09 09:00').when(dispatcher, assign('ZJ'));
    expect([scene.due('L1.rectify'), scene.due('case')]).toEqual(['2026-09-16 18:00', '2026-09-16 18:00']);
  });

  test('into a case that nobody has been given yet keeps the strictest deadline for whoever gets it', () => {
    const scene = new Scene(BEGINS).when(inspector, file());
    scene.when(dispatcher, absorb('F8', '2026-09-11 18:00')).when(dispatcher, absorb('F9', '2026-09-10 18:00'));
    scene.when(dispatcher, assign('ZJ', { coUnitIds: ['CG'] }));
    expect(['L1.rectify', 'L2.rectify', 'case'].map((id) => scene.due(id))).toEqual(Array(3).fill('2026-09-10 18:00'));
    for (const findingId of ['F8', 'F9']) scene.when(dispatcher, { type: 'release', findingId });
    expect(['L1.rectify', 'L2.rectify', 'case'].map((id) => scene.due(id))).toEqual(Array(3).fill('2026-09-14 18:00'));
  });
});

describe('what ends while it is suspended', () => {
  test('is suspended no longer', () => {
    const scene = rectifying(BEGINS).when(dutyLead, storm('2026-09-16'));
    scene.when(dispatcher, { type: 'void', reason }).when(dutyLead, { type: 'void', reason });
    expect(scene.state.suspensions).toMatchObject([{ endedAt: scene.at }]);
    expect(timeliness(scene.state, scene.at).state).toBe('none');
  });
});

describe('made more urgent', () => {
  test('what waits with us is never due later for it', () => {
    const scene = new Scene(BEGINS).when(inspector, file()).until('2026-09-08 17:50');
    const before = scene.clock('dispatch').dueAt!;
    scene.when(dispatcher, { type: 'amend', urgency: 'expedited' });
    expect(scene.clock('dispatch').dueAt).toBeLessThanOrEqual(before);
    const late = new Scene(BEGINS).when(inspector, file()).until('2026-09-09 17:50');
    late.when(dispatcher, { type: 'amend', urgency: 'urgent' });
    expect(late.due('dispatch')).toBe('2026-09-08 18:00');
  });
});

describe('slips', () => {
  test('withdrawn, a yellow one takes its colour and its reply along, and the red one comes in its time', () => {
    const scene = rectifying(BEGINS).until('2026-09-16 09:00');
    const yellow = scene.state.notices.find(({ colour }) => colour === 'yellow')!;
    scene.when(dispatcher, { type: 'withdraw-notice', noticeId: yellow.id, reason });
    expect(scene.state.colour).toBe('blue');
    expect(scene.clock(`${yellow.id}.reply`).stopped).toBe(true);
    scene.until('2026-09-20 18:00');
    expect(scene.fired('L1.rectify').slice(-2)).toEqual(['R2 2026-09-15 18:00', 'R3 2026-09-20 18:00']);
    expect(scene.state.colour).toBe('red');
    const red = scene.state.notices.find(({ colour }) => colour === 'red')!;
    scene.when(dispatcher, { type: 'withdraw-notice', noticeId: red.id, reason });
    expect(scene.state.colour).toBe('blue');
    expect(scene.clock(`${red.id}.sign`).stopped).toBe(true);
  });
});

describe('a return', () => {
  test('ruled after the deadline: upheld nobody is late, refused only the wait past our own due is spared', () => {
    const near = () => {
      const scene = assigned('2026-09-11 16:00').until('2026-09-11 16:10').when(zj, { type: 'sign' });
      return scene.when(zj, { type: 'request-return', reason: 'not_duty', basis: '三定', proposedUnitId: 'CG' });
    };
    const upheld = near().until('2026-09-21 09:00');
    upheld.when(dispatcher, { type: 'rule-return', upheld: true, reason });
    expect(upheld.state.lines[0]).toMatchObject({ booked: 0 });
    expect(upheld.when(dispatcher, assign('CG')).due('L2.rectify')).toBe('2026-09-29 18:00');
    expect(upheld.due('case')).toBe('2026-09-18 18:00');
    const refused = near().until('2026-09-21 09:00');
    refused.when(dispatcher, { type: 'rule-return', upheld: false, reason });
    expect(refused.due('L1.rectify')).toBe('2026-09-24 18:00');
  });
});
