import fc from 'fast-check';
import { wallTime } from '#calendar';
import { advance, caseFacts, caseRecord, type Command, decide, type Event, evolve, type Finding, score } from '#domain';
import {
  context,
  dispatcher,
  dutyLead,
  gridWorker,
  handlerOf,
  headOf,
  inspector,
  officeHead,
  admin,
  verifier,
} from '../../test/district';
import { RULES, SOURCES } from '../../test/ledger-cases';
import { acts, chosen, filings } from '../../test/plausible';
import { assign, assigned, file, rectifying, Scene, submit, wall } from '../../test/scene';
import { reason } from '../../test/standing';

const BEGINS = '2026-09-07 09:00';
const PLACED = { place: { streetId: 'SL', pointName: '大别山路口' } };
const { scoring } = RULES;
const failed: Command = { type: 'verify', outcome: 'failed', reason };
const factsOf = (scene: Scene) => caseFacts(scene.events, scene.at, scoring, SOURCES);
/** Code, time and who is charged; what is not scored with its reason. */
const told = (scene: Scene) =>
  factsOf(scene).map(({ code, occurredAt, charged, unscored }) =>
    [code, wallTime(occurredAt), unscored ?? charged.map(({ unitId, role }) => `${unitId} ${role}`).join(', ')].join(
      ' | ',
    ),
  );

test('a finding is charged to its lead, its place and its surety', () => {
  expect(told(rectifying(BEGINS, PLACED))).toEqual([
    'finding_at_point | 2026-09-07 09:00 | ZJ lead, SL territory, WM baobao',
  ]);
});

describe('回访', () => {
  const called = (satisfied: boolean, atFault?: boolean): Command => ({
    type: 'call-back',
    satisfied,
    text: '电话回访',
    ...(atFault !== undefined && { atFault }),
  });
  const answered = () =>
    rectifying(BEGINS, { source: 'hotline' })
      .until('2026-09-08 09:00')
      .when(headOf('ZJ'), submit())
      .when(verifier, { type: 'verify', outcome: 'passed' });
  const charges = (scene: Scene) => told(scene).filter((fact) => fact.startsWith('citizen_unsatisfied'));

  test('costs the unit where its work was not done well, and nothing for other reasons', () => {
    expect(charges(answered().when(verifier, called(false, true)))).toEqual([
      'citizen_unsatisfied | 2026-09-08 09:00 | ZJ lead',
    ]);
    expect(charges(answered().when(verifier, called(false)))).toEqual([]);
    expect(charges(answered().when(verifier, called(true, true)))).toEqual([]);
  });

  test('counts by its last answer, in facts and figures', () => {
    const scene = answered().when(verifier, called(false, true)).until('2026-09-10 09:00').when(verifier, called(true));
    expect(charges(scene)).toEqual([]);
    expect(caseRecord(scene.events, scene.at, context().calendar).calledBack).toEqual({
      at: wall('2026-09-10 09:00'),
      satisfied: true,
    });
    expect(caseRecord(answered().events, wall('2026-10-01 09:00'), context().calendar).calledBack).toBeNull();
  });
});

test('a breach is dated by the due and cited by the rung, whenever the feedback comes; the slips cost nothing', () => {
  const scene = rectifying(BEGINS).until('2026-09-30 12:00');
  const open = factsOf(scene);
  expect(told(scene)).toEqual([
    'finding_at_point | 2026-09-07 09:00 | ZJ lead',
    'not_rectified_in_time | 2026-09-14 18:01 | ZJ lead',
    'overdue_over_5wd | 2026-09-20 18:01 | ZJ lead',
    'slip_not_replied | 2026-09-15 18:01 | ZJ lead',
    'slip_not_replied | 2026-09-17 18:01 | ZJ lead',
  ]);
  scene.when(headOf('ZJ'), submit());
  expect(factsOf(scene)).toEqual(open);
  const cited = open.find(({ code }) => code === 'not_rectified_in_time')!.cites;
  expect(scene.events[Number(cited.split('#')[1]) - 1]).toMatchObject({ type: 'rung_fired', rung: 'R1' });
});

test('one breach a line, however often it is failed and however late it grows', () => {
  const scene = rectifying(BEGINS).until('2026-09-16 09:00').when(headOf('ZJ'), submit()).when(verifier, failed);
  scene.until('2026-09-18 09:00').when(headOf('ZJ'), submit()).when(verifier, failed);
  scene
    .until('2026-09-21 09:00')
    .when(headOf('ZJ'), submit())
    .when(verifier, { ...failed, sham: true } as Command);
  const codes = factsOf(scene).map(({ code }) => code);
  expect(codes.filter((code) => code === 'not_rectified_in_time')).toHaveLength(1);
  expect(codes.filter((code) => /verify|sham/.test(code))).toEqual(['verify_failed', 'verify_failed', 'sham']);
});

test('days on which it was suspended do not make it longer overdue', () => {
  const scene = rectifying(BEGINS).until('2026-09-16 09:00');
  scene.when(officeHead, { type: 'suspend', reason: 'season', until: '2026-10-11' });
  const long = (until: string) => told(scene.until(until)).find((line) => line.startsWith('overdue_over_5wd'));
  expect(long('2026-10-15 12:00')).toBeUndefined();
  expect(long('2026-10-30 12:00')).toBe('overdue_over_5wd | 2026-10-16 17:31 | ZJ lead');
});

test('what indicators count of a case is read from the same log', () => {
  const scene = rectifying(BEGINS, PLACED).until('2026-09-10 10:00').when(headOf('ZJ'), submit());
  scene.until('2026-09-10 15:30').when(verifier, failed).until('2026-09-15 10:00').when(headOf('ZJ'), submit());
  scene.when(verifier, { type: 'verify', outcome: 'passed' }).when(dutyLead, { type: 'approve' });
  expect(caseRecord(scene.events, scene.at, SOURCES.calendar)).toMatchObject({
    unitId: 'ZJ',
    // The day on which the clock resumed is not counted.
    dueAt: wall('2026-09-15 18:00'),
    submittedAt: wall('2026-09-15 10:00'),
    inTime: true,
    passed: true,
    closedAt: wall('2026-09-15 10:00'),
    feedbacks: [
      { at: wall('2026-09-10 10:00'), passed: false },
      { at: wall('2026-09-15 10:00'), passed: true },
    ],
    receipts: [{ unitId: 'ZJ', signed: true }],
    dispatches: [{ unitId: 'ZJ' }],
    verifications: [
      { unitId: 'DC', dueAt: wall('2026-09-11 18:00'), doneAt: wall('2026-09-10 15:30') },
      { unitId: 'DC', dueAt: wall('2026-09-16 18:00'), doneAt: wall('2026-09-15 10:00') },
    ],
    approvals: [{ dueAt: wall('2026-09-16 18:00') }],
    netMinutes: 6 * 420 + 60,
  });
  expect(caseRecord(scene.events, wall('2026-09-10 12:00'), SOURCES.calendar)).toMatchObject({
    status: 'submitted',
    inTime: true,
    passed: false,
    closedAt: null,
  });
});

test('an extension asked in time leaves no breach', () => {
  const scene = rectifying(BEGINS).until('2026-09-14 16:00');
  scene.when(headOf('ZJ'), { type: 'request-extension', amount: 2, reason });
  scene.until('2026-09-15 10:00').when(dutyLead, { type: 'decide-extension', granted: true });
  scene.when(headOf('ZJ'), submit());
  expect(told(scene)).toEqual(['finding_at_point | 2026-09-07 09:00 | ZJ lead']);
});

test('a late grant never erases the breach', () => {
  const scene = rectifying(BEGINS).until('2026-09-15 10:00');
  scene.when(dutyLead, { type: 'decide-extension', granted: true, amount: 2, late: true, reason });
  expect(told(scene)).toContain('not_rectified_in_time | 2026-09-14 18:01 | ZJ lead');
});

test('an outage of ours takes its breach away', () => {
  const scene = rectifying(BEGINS).until('2026-09-14 19:00');
  expect(told(scene).join()).toContain('not_rectified_in_time');
  scene.when(admin, { type: 'excuse-outage', from: wall('2026-09-14 15:00'), to: wall('2026-09-14 19:00') });
  expect(told(scene).join()).not.toContain('not_rectified_in_time');
});

test('a wrong dispatch is charged to us, and the new unit is scored by its own line', () => {
  const zj = handlerOf('ZJ');
  const scene = rectifying(BEGINS)
    .when(zj, { type: 'request-return', reason: 'not_duty', basis: '三定方案', proposedUnitId: 'CG' })
    .until('2026-09-08 10:00')
    .when(dispatcher, { type: 'rule-return', upheld: true, reason })
    .when(dispatcher, assign('CG'))
    .when(handlerOf('CG'), { type: 'sign' })
    .until('2026-09-15 19:00');
  expect(told(scene)).toEqual([
    'finding_at_point | 2026-09-07 09:00 | CG lead',
    'not_rectified_in_time | 2026-09-15 18:01 | CG lead',
    'misdispatch | 2026-09-08 10:00 | DC lead',
  ]);
});

test('reassigned as wrong without being asked, it is charged to us too', () => {
  const scene = rectifying(BEGINS).until('2026-09-16 10:00');
  scene.when(dispatcher, { ...assign('CG'), type: 'reassign', reason, wrongDispatch: true });
  expect(told(scene)).toEqual(
    expect.arrayContaining([
      'not_rectified_in_time | 2026-09-14 18:01 | misdispatch',
      'misdispatch | 2026-09-16 10:00 | DC lead',
    ]),
  );
});

test('a receipt that had to be deemed is charged to the unit', () => {
  expect(told(assigned(BEGINS).until('2026-09-08 12:00')).join()).toContain('receipt_deemed');
});

test('the second return that was refused is 推诿, the first is none', () => {
  const zj = handlerOf('ZJ');
  const ask: Command = { type: 'request-return', reason: 'not_duty', basis: '三定方案', proposedUnitId: 'CG' };
  const no: Command = { type: 'rule-return', upheld: false, reason };
  const scene = rectifying(BEGINS).when(zj, ask).when(dispatcher, no);
  expect(told(scene).join()).not.toContain('shuffle');
  expect(told(scene.when(zj, ask).when(dispatcher, no)).join()).toContain('shuffle | 2026-09-07 09:00 | ZJ lead');
});

test('who cannot be ordered, and what was found to be no case, is kept and not scored', () => {
  const external = new Scene(BEGINS)
    .when(inspector, file(PLACED))
    .when(dispatcher, assign('GW'))
    .until('2026-09-30 09:00');
  expect(new Set(told(external).map((line) => line.split(' | ')[2]))).toEqual(new Set(['external']));
  const untrue = rectifying(BEGINS)
    .when(handlerOf('ZJ'), { type: 'request-return', reason: 'not_fact', basis: '照片', proposedUnitId: null })
    .when(dispatcher, { type: 'rule-return', upheld: true, reason });
  expect(told(untrue)).toEqual(['finding_at_point | 2026-09-07 09:00 | ended']);
});

test('an old ledger brings no scores for the past', () => {
  const facts = { ...file(), type: 'open' as const, status: 'rectifying' as const, unitId: 'ZJ' };
  const scene = new Scene(BEGINS).when(dispatcher, facts);
  expect(told(scene)).toEqual(['finding_at_point | 2026-09-07 09:00 | legacy']);
});

test('mended while the inspector looks on costs half of its one deduction', () => {
  const scene = new Scene(BEGINS).when(
    inspector,
    file({
      categoryCode: 'SR01',
      onTheSpot: 'witnessed',
      rectifiedBy: { personId: 'x', unitId: 'CG', onBehalfOf: null },
      evidence: submit().evidence!.concat(file().evidence!),
    }),
  );
  expect(score(factsOf(scene), scoring)).toMatchObject([{ unitId: 'CG', points: -0.1 }]);
});

test('self-found and self-mended earns, and costs nothing', () => {
  const scene = rectifying(BEGINS, { source: 'self' }).when(headOf('ZJ'), submit());
  scene.when(verifier, { type: 'verify', outcome: 'passed' });
  while (scene.state.status === 'verified') {
    const next = scene.state.writeOff.levels[scene.state.writeOff.granted.length];
    scene.when({ ...dutyLead, personId: `signer-${next}`, positions: [next!] }, { type: 'approve' });
  }
  expect(score(factsOf(scene), scoring)).toMatchObject([{ unitId: 'ZJ', rule: 'self_found_fixed', points: 0.05 }]);
});

describe('any plausible life', () => {
  function play(filing: ReturnType<typeof file>, script: Parameters<typeof chosen>[1][]): Event[] {
    const ctx = context();
    const events: Event[] = [];
    let state: Finding | null = null;
    let at = wall(BEGINS);
    const keep = (made: readonly Event[]) => {
      for (const event of made) state = evolve(state, event);
      events.push(...made);
    };
    const filed = decide(null, filing, filing.channel === 'grid' ? gridWorker : inspector, at, ctx);
    if (!filed.ok) throw new Error(filed.refusal.code);
    keep(filed.events);
    for (const act of script) {
      at += act.pause * 60_000;
      keep(advance(state!, at, ctx));
      const [actor, command] = chosen(state!, act, at, ctx, events);
      const decision = decide(state, command, actor, at, ctx);
      if (decision.ok) keep(decision.events);
    }
    return events;
  }

  test('makes facts that cite its own events, no line twice in breach, none before the filing', () => {
    fc.assert(
      fc.property(filings, acts, (filing, script) => {
        const log = play(filing, script);
        const end = log.at(-1)!.at;
        const facts = caseFacts(log, end, scoring, SOURCES);
        // The earliest filing of all that was merged into the case (ruling 9).
        const filed = Math.min(...log.map((event) => (event.type === 'absorbed' ? event.filedAt : event.at)));
        const keys = facts.map(({ cites, code }) => `${cites} ${code}`);
        expect(new Set(keys).size).toBe(keys.length);
        const late = facts.filter(({ code }) => code === 'not_rectified_in_time').length;
        expect(late).toBeLessThanOrEqual(log.filter(({ type }) => type === 'line_opened').length);
        for (const { cites, occurredAt } of facts) {
          const seq = Number(cites.split('#')[1]);
          expect(seq).toBeGreaterThanOrEqual(1);
          expect(seq).toBeLessThanOrEqual(log.length);
          expect(occurredAt).toBeGreaterThanOrEqual(filed);
        }
        score(facts, scoring);
        const record = caseRecord(log, end, SOURCES.calendar);
        expect(record.netMinutes ?? 0).toBeGreaterThanOrEqual(0);
        expect(record.closedAt ?? end).toBeLessThanOrEqual(end);
      }),
      { numRuns: 60 },
    );
  });
});

test('what was taken back within the minute costs nothing and counts nowhere', () => {
  const scene = rectifying(BEGINS).until('2026-09-09 10:00').when(headOf('ZJ'), submit()).when(verifier, failed);
  expect(told(scene)).toContainEqual(expect.stringContaining('verify_failed'));
  scene.when(verifier, { type: 'take-back', log: scene.events });
  expect(told(scene)).toEqual(['finding_at_point | 2026-09-07 09:00 | ZJ lead']);
  expect(caseRecord(scene.events, scene.at, SOURCES.calendar)).toMatchObject({
    feedbacks: [{ passed: null }],
    verifications: [],
  });
});
