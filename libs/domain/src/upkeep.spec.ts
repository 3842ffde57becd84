import { type Command, type Policy, timeliness } from '#domain';
import {
  admin,
  CALENDAR,
  context,
  dispatcher,
  dutyLead,
  handlerOf,
  inspector,
  POLICY,
  policyWith,
  verifier,
} from '../test/district';
import { assign, file, rectifying, Scene, submit, wall } from '../test/scene';
import { reason } from '../test/standing';

const BEGINS = '2026-09-07 09:00';
const zj = handlerOf('ZJ');

/** The district's own change of some days, as the next version of the calendar. */
const withDays = (dates: string[], kind: 'rest' | 'work' = 'work') =>
  context({
    calendar: {
      ...CALENDAR,
      version: `${CALENDAR.version}+`,
      overrides: dates.map((date) => ({
        date,
        kind,
        basis: '金政办〔2026〕8号',
        ...(kind === 'work' && { hours: [['08:00', '12:00']] as [string, string][] }),
      })),
    },
  });
const reprojected = (scene: Scene, ctx: Scene['ctx']) => {
  scene.until(scene.at).ctx = ctx;
  return scene.when(admin, { type: 'reproject-calendar' });
};

describe('ruling 7: a calendar import', () => {
  test('moves the deadlines of running clocks', () => {
    const scene = reprojected(rectifying(BEGINS), withDays(['2026-09-10'], 'rest'));
    expect(scene.due('L1.rectify')).toBe('2026-09-15 18:00');
    expect(scene.log('clock_rescheduled').map((e) => [e.clockId, e.why])).toEqual([
      ['L1.rectify', 'calendar'],
      ['case', 'calendar'],
    ]);
  });

  test('never creates a breach in the past: what would be gone already falls on the next close', () => {
    const scene = rectifying(BEGINS).until('2026-09-10 10:00');
    reprojected(scene, withDays(['2026-09-12', '2026-09-13']));
    expect(scene.due('L1.rectify')).toBe('2026-09-12 12:00');
    const behind = rectifying(BEGINS).until('2026-09-14 10:00');
    reprojected(behind, withDays(['2026-09-12', '2026-09-13']));
    expect(timeliness(behind.state, behind.at).state).not.toBe('overdue');
    expect(behind.due('L1.rectify')).toBe('2026-09-14 18:00');
    const ahead = rectifying('2026-09-08 09:00').until('2026-09-13 13:00');
    reprojected(ahead, withDays(['2026-09-12', '2026-09-13']));
    expect(ahead.due('L1.rectify')).toBe('2026-09-14 18:00');
  });

  test('what it spared stays spared after a pause', () => {
    const scene = reprojected(rectifying(BEGINS).until('2026-09-14 10:00'), withDays(['2026-09-12', '2026-09-13']));
    scene
      .when(dutyLead, { type: 'suspend', reason: 'weather', until: '2026-09-15', groupId: 'storm' })
      .until('2026-09-16 09:00');
    expect(timeliness(scene.state, scene.at).state).not.toBe('overdue');
  });

  test('that publishes the days of a deadline makes it firm where it stands', () => {
    const scene = rectifying('2026-12-28 09:00', { fixedDate: '2027-01-31' });
    expect(scene.clock('L1.rectify').provisional).toBe(true);
    const years = {
      ...CALENDAR.years,
      2027: { rest: [{ name: '元旦', from: '2027-01-01', to: '2027-01-01' }], work: [] },
    };
    reprojected(scene, context({ calendar: { ...CALENDAR, version: '2027', publishedUntil: '2027-12-31', years } }));
    expect(scene.clock('L1.rectify')).toMatchObject({ dueAt: wall('2027-01-31 24:00'), provisional: false });
  });

  test('freezes verdicts that are closed', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 19:00').when(zj, submit());
    const before = scene.state.submissions;
    reprojected(scene, withDays(['2026-09-10'], 'rest'));
    expect(scene.state.submissions).toEqual(before);
  });

  test('a breach that it undoes opens a new generation, whose rungs may fire again', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 19:00');
    reprojected(scene, withDays(['2026-09-10'], 'rest')).until('2026-09-15 18:01');
    expect(scene.clock('L1.rectify').generation).toBe(2);
    expect(scene.fired('L1.rectify')).toEqual(['R0 2026-09-11 18:00', 'R1 2026-09-14 18:01', 'R1 2026-09-15 18:01']);
  });
});

describe('ruling 8: a policy edit', () => {
  const days = (amount: number): Policy =>
    policyWith({
      categories: POLICY.categories.map((category) =>
        category.code === 'SS03'
          ? { ...category, steps: category.steps.map((step) => ({ ...step, limit: { ...step.limit, amount } })) }
          : category,
      ),
    });
  const edited = (amount: number, mode: 'keep' | 'from_now' | 'from_start', at = '2026-09-09 10:00') => {
    const scene = rectifying(BEGINS).until(at);
    scene.ctx = context({ policy: days(amount) });
    return scene.when(admin, { type: 'apply-policy', mode });
  };

  test('keep: running clocks stay under the policy that they started under', () => {
    const scene = edited(3, 'keep');
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    expect(scene.clock('L1.rectify').policyVersion).toBe(POLICY.version);
  });

  test('from now: the whole new limit, counted from here', () => {
    expect(edited(3, 'from_now').due('L1.rectify')).toBe('2026-09-14 18:00');
    expect(edited(7, 'from_now').due('case')).toBe('2026-09-18 18:00');
  });

  test('from the start: as if it had always held, but without a breach behind anyone’s back', () => {
    expect(edited(7, 'from_start').due('L1.rectify')).toBe('2026-09-16 18:00');
    expect(edited(3, 'from_start').due('L1.rectify')).toBe('2026-09-10 18:00');
    const scene = edited(2, 'from_start', '2026-09-10 10:00');
    expect(scene.due('L1.rectify')).toBe('2026-09-11 18:00');
    expect(timeliness(scene.state, scene.at).state).not.toBe('overdue');
  });
});

describe('ruling 8: a policy edit that people have gone before', () => {
  const edition = (change: Partial<Policy['categories'][number]['steps'][number]['limit']>) =>
    policyWith({
      categories: POLICY.categories.map((c) =>
        c.code === 'SS03' ? { ...c, steps: c.steps.map((s) => ({ ...s, limit: { ...s.limit, ...change } })) } : c,
      ),
    });
  const apply = (scene: Scene, policy: Policy) => {
    scene.until(scene.at).ctx = context({ policy });
    return scene.when(admin, { type: 'apply-policy', mode: 'from_start' });
  };

  test('keeps an extension and does not ring again for a breach that stays', () => {
    const scene = rectifying(BEGINS).when(zj, { type: 'request-extension', amount: 2, reason });
    scene.when(dutyLead, { type: 'decide-extension', granted: true });
    expect(apply(scene, edition({ amount: 6 })).due('L1.rectify')).toBe('2026-09-17 18:00');
    const late = apply(rectifying(BEGINS).until('2026-09-21 10:00'), edition({ amount: 6 })).until('2026-09-21 10:00');
    expect(late.clock('L1.rectify')).toMatchObject({ generation: 1, policyVersion: POLICY.version + 1 });
    expect(late.fired('L1.rectify')).toEqual([...new Set(late.fired('L1.rectify'))]);
  });

  test('leaves a limit handed down and reaches a clock that stands still', () => {
    const cg = handlerOf('CG');
    const scene = new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('CG')).when(cg, { type: 'sign' });
    scene.when(cg, { type: 'hand-down', unitId: 'CG1', limit: { amount: 2, unit: 'WORK_DAYS', service: 'OFFICE' } });
    apply(scene, edition({ amount: 7 }));
    expect([scene.due('L1.rectify'), scene.due('L2.rectify')]).toEqual(['2026-09-16 18:00', '2026-09-09 18:00']);
    const paused = rectifying(BEGINS).when(dutyLead, {
      type: 'suspend',
      reason: 'weather',
      until: '2026-09-08',
      groupId: 'storm',
    });
    expect(apply(paused, edition({ amount: 7 })).clock('L1.rectify').budget).toBe(7);
  });

  test('leaves a date from above and what was reckoned to it', () => {
    const policy = policyWith({
      categories: POLICY.categories.map((category) => ({
        ...category,
        steps: category.steps.map((step) => ({ ...step, limit: { ...step.limit, amount: step.limit.amount + 7 } })),
      })),
    });
    const dated = rectifying(BEGINS, { categoryCode: 'SS04', fixedDate: '2026-10-13' }).when(zj, submit());
    const before = dated.clock('L1.rectify');
    expect(before.unit).toBe('CALENDAR_DAYS');
    expect(apply(dated, policy).clock('L1.rectify')).toMatchObject({ budget: before.budget, dueAt: before.dueAt });
  });

  test('of the ladder alone rings by the new one, and done once is done', () => {
    const { STD } = POLICY.ladders;
    const ladders = { ...POLICY.ladders, STD: STD.filter(({ code }) => code !== 'R0') };
    const scene = apply(rectifying(BEGINS), policyWith({ ladders }));
    expect(scene.until('2026-09-14 18:01').fired('L1.rectify')).toEqual(['R1 2026-09-14 18:01']);
    const before = scene.events.length;
    expect(scene.when(admin, { type: 'apply-policy', mode: 'from_start' }).events).toHaveLength(before);
  });
});

describe('ruling 15: an outage', () => {
  const outage = (from: string, to: string): Command => ({ type: 'excuse-outage', from: wall(from), to: wall(to) });

  test('moves every deadline that fell in it by its length', () => {
    const scene = rectifying(BEGINS)
      .until('2026-09-14 20:00')
      .when(admin, outage('2026-09-14 17:00', '2026-09-14 20:00'));
    expect(scene.due('L1.rectify')).toBe('2026-09-14 21:00');
    expect(scene.until('2026-09-14 21:01').fired('L1.rectify').at(-1)).toBe('R1 2026-09-14 21:01');
  });

  test('moves a deadline at either end of it: its minute was still there to be used', () => {
    for (const [from, to, due] of [
      ['2026-09-14 18:00', '2026-09-14 20:00', '2026-09-14 20:00'],
      ['2026-09-14 17:00', '2026-09-14 18:00', '2026-09-14 19:00'],
    ] as const)
      expect(rectifying(BEGINS).until('2026-09-14 20:00').when(admin, outage(from, to)).due('L1.rectify')).toBe(due);
  });

  test('is kept by what is reckoned later: an import, a suspension, a failed verification', () => {
    const moved = () =>
      rectifying(BEGINS).until('2026-09-14 20:00').when(admin, outage('2026-09-14 17:00', '2026-09-14 20:00'));
    expect(reprojected(moved(), withDays(['2026-12-10'], 'rest')).due('L1.rectify')).toBe('2026-09-14 21:00');
    const paused = moved().when(dutyLead, {
      type: 'suspend',
      reason: 'weather',
      until: '2026-09-15',
      groupId: 'storm',
    });
    paused.until('2026-09-16 02:59');
    expect(timeliness(paused.state, paused.at).state).not.toBe('overdue');
    const failed = moved().when(zj, submit()).until('2026-09-15 09:00');
    failed.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(failed.due('L1.rectify')).toBe('2026-09-15 12:00');
  });

  test('leaves the others where they are', () => {
    const scene = rectifying(BEGINS)
      .until('2026-09-14 20:00')
      .when(admin, outage('2026-09-14 19:00', '2026-09-14 20:00'));
    expect(scene.due('L1.rectify')).toBe('2026-09-14 18:00');
    expect(scene.refusal(admin, outage('2026-09-14 19:00', '2026-09-14 21:00'))).toBe('invalid_amount');
  });

  test('also excuses the feedback that came when the platform was back', () => {
    const scene = rectifying(BEGINS).until('2026-09-14 20:05').when(zj, submit());
    expect(scene.state.submissions[0]).toMatchObject({ inTime: false });
    scene.until('2026-09-15 09:00').when(admin, outage('2026-09-14 17:00', '2026-09-14 20:00'));
    expect(scene.state.submissions[0]).toMatchObject({ inTime: true, dueAt: wall('2026-09-14 21:00') });
    scene.when(verifier, { type: 'verify', outcome: 'failed', reason });
    expect(timeliness(scene.state, scene.at).state).not.toBe('overdue');
    expect(scene.due('case')).toBe(scene.due('L1.rectify'));
  });
});
