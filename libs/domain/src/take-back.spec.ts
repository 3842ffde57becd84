import fc from 'fast-check';
import {
  advance,
  allowedCommands,
  type Command,
  decide,
  type Event,
  evolve,
  type Finding,
  undoUntil,
  wakeAt,
} from '#domain';
import {
  context,
  dispatcher,
  dutyLead,
  gridWorker,
  handlerOf,
  headOf,
  inspector,
  policyWith,
  verifier,
} from '../test/district';
import { acts, chosen, filings } from '../test/plausible';
import { asStored, assign, file, rectifying, Scene, submit, wall } from '../test/scene';
import { BEGINS, reason, standing } from '../test/standing';

const SECOND = 1_000;
const zj = handlerOf('ZJ');
const takeBack = (scene: Scene, given: { seq?: number } = {}): Command => ({
  type: 'take-back',
  log: scene.events,
  ...given,
});

describe('within a minute, before anybody else has acted', () => {
  const tapped = () => new Scene(BEGINS).when(inspector, file()).when(dispatcher, assign('CG'));

  test('a wrong assignment is undone; the log holds both, and the right one may follow', () => {
    const scene = tapped();
    const { seq } = scene.state.lastAct!;
    scene.until(scene.at + 40 * SECOND).when(dispatcher, takeBack(scene));
    expect(scene.state).toMatchObject({ status: 'registered', lines: [], steps: [], fixings: null });
    expect(scene.log('assigned')).toHaveLength(1);
    expect(scene.log('taken_back')).toMatchObject([
      { command: 'assign', fromSeq: seq, by: { personId: 'dispatcher' } },
    ]);
    expect(scene.due('dispatch')).toBe('2026-09-08 18:00');
    scene.when(dispatcher, assign('ZJ'));
    expect(scene.state.lines).toMatchObject([{ id: 'L2', unitId: 'ZJ' }]);
    expect(scene.clock('case').generation).toBe(2);
  });

  test('it is offered to its author alone, and until the minute is over', () => {
    const scene = tapped();
    const after = (seconds: number) => allowedCommands(scene.state, dispatcher, scene.at + seconds * SECOND);
    expect(after(60)).toContain('take-back');
    expect(after(61)).not.toContain('take-back');
    expect(undoUntil(scene.state, dispatcher, scene.at)).toBe(scene.at + 60 * SECOND);
    expect(undoUntil(scene.state, inspector, scene.at)).toBeNull();
    expect(scene.refusal({ ...dispatcher, personId: 'another' }, takeBack(scene))).toBe('nothing_to_take_back');
    expect(scene.until(scene.at + 61 * SECOND).refusal(dispatcher, takeBack(scene))).toBe('nothing_to_take_back');
  });

  test('a signature stands, and what lies before it', () => {
    const scene = tapped().when(handlerOf('CG'), { type: 'sign' });
    expect(scene.refusal(dispatcher, takeBack(scene))).toBe('nothing_to_take_back');
    expect(scene.refusal(handlerOf('CG'), takeBack(scene))).toBe('nothing_to_take_back');
  });

  test('the act that is meant may be named; another is not undone in its place', () => {
    const scene = tapped();
    const { seq } = scene.state.lastAct!;
    expect(scene.refusal(dispatcher, takeBack(scene, { seq: seq - 1 }))).toBe('nothing_to_take_back');
    expect(scene.refusal(dispatcher, takeBack(scene, { seq }))).toBeNull();
  });

  test('only the last: what came before it stands, and a 撤回 is not taken back', () => {
    const scene = tapped();
    scene.when(dispatcher, takeBack(scene));
    expect(scene.refusal(dispatcher, takeBack(scene))).toBe('nothing_to_take_back');
  });

  test('what left the house or changed another case has its own way back', () => {
    const sent = standing('registered').when(dispatcher, { type: 'transfer', toUnit: '市住建局', letter: '移交函' });
    expect(sent.refusal(dispatcher, takeBack(sent))).toBe('nothing_to_take_back');
    const merged = standing('registered').when(dispatcher, { type: 'merge', into: 'F0', reason });
    expect(merged.refusal(dispatcher, takeBack(merged))).toBe('nothing_to_take_back');
    const returned = rectifying(BEGINS)
      .when(zj, { type: 'request-return', reason: 'duplicate', basis: '重复' })
      .when(dispatcher, { type: 'rule-return', upheld: true, reason, mergeInto: 'F0' });
    expect(returned.refusal(dispatcher, takeBack(returned))).toBe('nothing_to_take_back');
  });

  test('what time has moved on is not moved back', () => {
    const suspended = rectifying(BEGINS).until(wall('2026-09-07 23:59') + 30 * SECOND);
    suspended.when(dutyLead, { type: 'suspend', reason: 'weather', until: '2026-09-07', groupId: 'storm' });
    expect(suspended.refusal(dutyLead, takeBack(suspended))).toBeNull();
    suspended.until('2026-09-08 00:00');
    expect(suspended.state.lastAct).toBeNull();
    expect(suspended.refusal(dutyLead, takeBack(suspended))).toBe('nothing_to_take_back');
  });
});

test.each<[string, () => Scene, (scene: Scene) => Scene]>([
  ['dismiss', () => standing('registered'), (s) => s.when(dispatcher, { type: 'dismiss', reason })],
  ['register', () => standing('filed'), (s) => s.when(dispatcher, { type: 'register' })],
  [
    'reassign',
    () => standing('rectifying'),
    (s) => s.when(dispatcher, { ...assign('CG'), type: 'reassign', reason, wrongDispatch: true }),
  ],
  ['submit', () => standing('rectifying'), (s) => s.when(zj, submit())],
  ['verify', () => standing('submitted'), (s) => s.when(verifier, { type: 'verify', outcome: 'passed' })],
  ['approve', () => standing('verified'), (s) => s.when(dutyLead, { type: 'approve' })],
  [
    'reject-write-off',
    () => standing('verified'),
    (s) => s.when(dutyLead, { type: 'reject-write-off', to: 'rectifying', reason }),
  ],
  [
    'suspend',
    () => standing('rectifying'),
    (s) => s.when(dutyLead, { type: 'suspend', reason: 'weather', until: '2026-09-12', groupId: 'storm' }),
  ],
])('%s, taken back, leaves the case as it was', (_name, from, act) => {
  const scene = from();
  const before = scene.state;
  const author = act(scene).state.lastAct!.by.personId;
  const actor = [dispatcher, zj, verifier, dutyLead].find(({ personId }) => personId === author)!;
  scene.until(scene.at + 30 * SECOND).when(actor, takeBack(scene));
  expect(essence(scene.state)).toEqual(essence(before));
  expect(wakeAt(scene.state)).toBe(wakeAt(before));
});

test('a yellow slip of a second failure is cancelled by another; both stay', () => {
  const scene = standing('submitted')
    .when(verifier, { type: 'verify', outcome: 'failed', reason })
    .when(zj, submit())
    .when(verifier, { type: 'verify', outcome: 'failed', reason });
  expect(scene.state.colour).toBe('yellow');
  scene.when(verifier, takeBack(scene));
  expect(scene.state).toMatchObject({ status: 'submitted', cycle: 2, colour: null });
  expect(scene.state.notices).toMatchObject([
    { title: '督办单', life: 'withdrawn' },
    { title: '撤销单', cancels: 'N1', life: 'issued' },
  ]);
  expect(scene.clock('N1.reply').stopped).toBe(true);
});

test('a draft against a sham goes without a word: it never left the house', () => {
  const scene = standing('submitted').when(verifier, { type: 'verify', outcome: 'failed', reason, sham: true });
  scene.when(verifier, takeBack(scene));
  expect(scene.state.notices).toMatchObject([{ class: 'paper', life: 'withdrawn' }]);
});

test('a rung that rang in between has rung, and rings no second time', () => {
  const scene = rectifying(BEGINS).when(zj, { type: 'request-extension', amount: 1, reason: '雨' });
  scene.until('2026-09-14 18:00').when(dutyLead, { type: 'decide-extension', granted: false });
  scene.until(scene.at + 60 * SECOND);
  expect(scene.fired('L1.rectify')).toContain('R1 2026-09-14 18:01');
  scene.when(dutyLead, takeBack(scene)).until('2026-09-15 09:00');
  expect(scene.fired('L1.rectify').filter((rung) => rung.startsWith('R1'))).toHaveLength(1);
  expect(scene.state.notices.filter(({ title }) => title === '催办单')).toMatchObject([{ life: 'issued' }]);
});

test('a generation that an undone extension began is not given again', () => {
  const scene = rectifying(BEGINS)
    .when(zj, { type: 'request-extension', amount: 1, reason: '雨' })
    .when(dutyLead, { type: 'decide-extension', granted: true });
  expect(scene.clock('L1.rectify').generation).toBe(2);
  scene.when(dutyLead, takeBack(scene));
  expect(scene.clock('L1.rectify').generation).toBe(1);
  scene.when(dutyLead, { type: 'decide-extension', granted: true });
  expect(scene.clock('L1.rectify').generation).toBe(3);
});

test('an endorsement undone leaves the draft waiting', () => {
  const scene = rectifying(BEGINS, { severity: 'major' }).when(zj, submit()).when(headOf('ZJ'), { type: 'endorse' });
  scene.when(headOf('ZJ'), takeBack(scene));
  expect(scene.state.submissions).toMatchObject([{ id: 'S1', submittedAt: null, outcome: 'pending' }]);
  expect(scene.refusal(headOf('ZJ'), { type: 'endorse' })).toBeNull();
});

/** All but the record's own books, and what time alone would move as well. */
function essence({ seq: _, lastAct: _act, takenBack: _gone, notices: _notices, ...row }: Finding, rung: string[] = []) {
  const clocks = Object.values(row.clocks)
    .filter((clock) => clock.kind !== 'slip_reply' && clock.kind !== 'sign_document')
    .map(({ bells, fired, ...clock }) => {
      const ahead = bells.map(({ code }) => code).filter((code) => !code.startsWith('standing-'));
      const since = (code: string) => rung.includes(`${clock.id} ${clock.generation} ${code}`);
      return { ...clock, ahead: ahead.filter((code) => !since(code)), fired: fired.filter((code) => !since(code)) };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...row, clocks, colour: null };
}

/** What rang in between, as `clock generation code`: it has rung, whether the command made it ring or not. */
const rungIn = (events: readonly Event[]): string[] =>
  events.flatMap((e) =>
    e.type === 'rung_fired' || e.type === 'reminder_repeated' ? [`${e.clockId} ${e.generation} ${e.rung}`] : [],
  );

test('any history, any command, taken back: the history again', () => {
  const ctx = context({ policy: policyWith({}) });
  let undone = 0;
  fc.assert(
    fc.property(filings, acts, fc.integer({ min: 0, max: 60 }), (filing, script, seconds) => {
      const filed = decide(null, filing, filing.channel === 'grid' ? gridWorker : inspector, wall(BEGINS), ctx);
      if (!filed.ok) throw new Error(filed.refusal.code);
      const log: Event[] = [...filed.events];
      let state = asStored(filed.state);
      let at = wall(BEGINS);
      const keep = (from: Finding, events: readonly Event[]): Finding => asStored(events.reduce<Finding>(evolve, from));
      for (const act of script) {
        at += act.pause * 60 * SECOND;
        const passed = advance(state, at, ctx);
        log.push(...passed);
        state = keep(state, passed);
        const [actor, command] = chosen(state, act, at, ctx, log);
        const decision = decide(state, command, actor, at, ctx);
        if (!decision.ok) continue;
        const later = at + seconds * SECOND;
        const rung = advance(decision.state, later, ctx);
        const acted = keep(decision.state, rung);
        const without = keep(state, advance(state, later, ctx));
        if (command.type !== 'take-back' && undoUntil(acted, actor, later) !== null) {
          const whole = [...log, ...decision.events, ...rung];
          const back = decide(acted, { type: 'take-back', log: whole }, actor, later, ctx);
          if (!back.ok) throw new Error(`${command.type}: ${back.refusal.code}`);
          const again = keep(acted, back.events);
          const caughtUp = advance(again, later, ctx);
          const since = rungIn([...rung, ...caughtUp]);
          expect(essence(keep(again, caughtUp), since)).toEqual(essence(without, since));
          undone += 1;
        }
        log.push(...decision.events);
        state = asStored(decision.state);
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
  expect(undone).toBeGreaterThan(100);
});
