import { EDGES, type Event, type EventType, evolve, type Finding, IllegalEdge, type Status, STATUSES } from '#domain';
import {
  dispatcher,
  dutyLead,
  gridWorker,
  handlerOf,
  headOf,
  inspector,
  leader,
  SIGNERS,
  verifier,
} from '../test/district';
import { photo } from '../test/photo';
import { assign, file, Scene, submit } from '../test/scene';
import { approveOnce, BEGINS, reason, standing } from '../test/standing';

type Row = [event: EventType, from: Status, to: Status, how: () => Scene];

const returned = (from: Status, why: string) => () =>
  standing(from)
    .when(handlerOf('ZJ'), { type: 'request-return', reason: why, basis: '三定方案', proposedUnitId: 'CG' })
    .when(dispatcher, { type: 'rule-return', upheld: true, reason });
const transferred = (from: Status, signed: boolean) => () =>
  standing(from)
    .when(dispatcher, { type: 'transfer', toUnit: '市住建局', letter: '移交函' })
    .when(dispatcher, { type: 'confirm-transfer', signed });
const reassigned = (from: Status) => () =>
  standing(from).when(dispatcher, { ...assign('CG'), type: 'reassign', reason, wrongDispatch: false });
const onTheSpot = (how: 'witnessed' | 'self_done') => () =>
  new Scene(BEGINS).when(
    how === 'witnessed' ? inspector : gridWorker,
    file({
      channel: how === 'witnessed' ? 'round' : 'grid',
      source: 'street',
      categoryCode: 'SR01',
      onTheSpot: how,
      rectifiedBy: { personId: 'shopkeeper', unitId: 'CG', onBehalfOf: null },
      evidence: [photo('before'), photo('after', 'after')],
    }),
  );
const atLookBack = () => {
  const scene = standing('written_off');
  return scene.until(scene.state.lookBacks[0]!.dueAt);
};
const merged = (from: Status) => () => standing(from).when(dispatcher, { type: 'merge', into: 'F0', reason });

const OPEN: Status[] = [
  'filed',
  'registered',
  'assigned',
  'rectifying',
  'submitted',
  'verified',
  'publicizing',
  'written_off',
];
const takenBack = (how: () => Scene) => () => {
  const scene = how();
  const author = scene.state.lastAct!.by.personId;
  const actor = PEOPLE.find(({ personId }) => personId === author)!;
  return scene.when(actor, { type: 'take-back', log: scene.events });
};
const PEOPLE = [dispatcher, dutyLead, verifier, headOf('ZJ'), handlerOf('ZJ'), ...SIGNERS];
const MERGEABLE: Status[] = ['filed', 'registered', 'assigned', 'rectifying', 'submitted'];

const ROWS: Row[] = [
  ['registered', 'filed', 'registered', () => standing('filed').when(dispatcher, { type: 'register' })],
  ['dismissed', 'filed', 'dismissed', () => standing('filed').when(dispatcher, { type: 'dismiss', reason })],
  ['dismissed', 'registered', 'dismissed', () => standing('registered').when(dispatcher, { type: 'dismiss', reason })],
  ['dismissed', 'assigned', 'dismissed', returned('assigned', 'not_fact')],
  ['dismissed', 'rectifying', 'dismissed', returned('rectifying', 'not_fact')],
  ['assigned', 'registered', 'assigned', () => standing('assigned')],
  ['assigned', 'assigned', 'assigned', reassigned('assigned')],
  ['assigned', 'rectifying', 'assigned', reassigned('rectifying')],
  ['recalled', 'assigned', 'registered', () => standing('assigned').when(dispatcher, { type: 'recall' })],
  ['line_signed', 'assigned', 'rectifying', () => standing('rectifying')],
  ['line_signed', 'assigned', 'assigned', () => standing('assigned', ['CG']).when(handlerOf('CG'), { type: 'sign' })],
  [
    'line_signed',
    'rectifying',
    'rectifying',
    () => standing('rectifying', ['CG']).when(handlerOf('CG'), { type: 'sign' }),
  ],
  [
    'line_signed',
    'submitted',
    'submitted',
    () => standing('submitted', ['CG']).when(handlerOf('CG'), { type: 'sign' }),
  ],
  ['return_upheld', 'assigned', 'registered', returned('assigned', 'not_duty')],
  ['return_upheld', 'rectifying', 'registered', returned('rectifying', 'wrong_place')],
  ['return_upheld', 'rectifying', 'rectifying', returned('rectifying', 'no_condition')],
  ['submitted', 'registered', 'submitted', onTheSpot('self_done')],
  ['submitted', 'rectifying', 'submitted', () => standing('rectifying').when(handlerOf('ZJ'), submit())],
  ['witnessed', 'registered', 'verified', onTheSpot('witnessed')],
  ['verified', 'submitted', 'verified', () => standing('verified')],
  [
    'verification_failed',
    'submitted',
    'rectifying',
    () => standing('submitted').when(verifier, { type: 'verify', outcome: 'failed', reason }),
  ],
  [
    'write_off_rejected',
    'verified',
    'submitted',
    () => standing('verified').when(dutyLead, { type: 'reject-write-off', to: 'submitted', reason }),
  ],
  [
    'write_off_rejected',
    'verified',
    'rectifying',
    () => standing('verified').when(dutyLead, { type: 'reject-write-off', to: 'rectifying', reason }),
  ],
  ['publicity_opened', 'verified', 'publicizing', () => standing('publicizing')],
  [
    'objection_upheld',
    'publicizing',
    'rectifying',
    () =>
      standing('publicizing')
        .when(leader, { type: 'object', reason })
        .when(dispatcher, { type: 'rule-objection', upheld: true, reason }),
  ],
  ['written_off', 'verified', 'written_off', () => standing('written_off')],
  ['written_off', 'publicizing', 'written_off', () => standing('publicizing').until('2026-09-20 18:00')],
  [
    'look_back_failed',
    'written_off',
    'rectifying',
    () => atLookBack().when(verifier, { type: 'recheck', outcome: 'failed', reason }),
  ],
  ['archived', 'written_off', 'archived', () => approveOnce(standing('verified'))],
  ...(['registered', 'assigned', 'rectifying'] as const).flatMap((from): Row[] => [
    ['transferred', from, 'transferred', transferred(from, true)],
    ['transfer_refused', from, 'registered', transferred(from, false)],
  ]),
  ...OPEN.map((from): Row => [
    'voided',
    from,
    'voided',
    () => standing(from).when(dispatcher, { type: 'void', reason }).when(dutyLead, { type: 'void', reason }),
  ]),
  ['taken_back', 'filed', 'filed', takenBack(() => standing('filed').when(dispatcher, { type: 'amend', defects: 2 }))],
  ['taken_back', 'registered', 'filed', takenBack(() => standing('filed').when(dispatcher, { type: 'register' }))],
  ['taken_back', 'assigned', 'registered', takenBack(() => standing('assigned'))],
  [
    'taken_back',
    'rectifying',
    'submitted',
    takenBack(() => standing('submitted').when(verifier, { type: 'verify', outcome: 'failed', reason })),
  ],
  ['taken_back', 'submitted', 'rectifying', takenBack(() => standing('submitted'))],
  ['taken_back', 'verified', 'submitted', takenBack(() => standing('verified'))],
  ['taken_back', 'publicizing', 'verified', takenBack(() => standing('publicizing'))],
  ['taken_back', 'written_off', 'verified', takenBack(() => standing('written_off'))],
  ['taken_back', 'archived', 'verified', takenBack(() => standing('archived'))],
  ['taken_back', 'dismissed', 'registered', takenBack(() => standing('dismissed'))],
  ...MERGEABLE.flatMap((from): Row[] => [
    ['merged', from, 'merged', merged(from)],
    ['unmerged', 'merged', from, () => merged(from)().when(dispatcher, { type: 'unmerge', reason })],
  ]),
];

/** Every passage of the life, as 'event from → to'. */
function passages({ events }: Scene): string[] {
  let state: Finding | null = null;
  return events.map((event) => {
    const from = state?.status;
    state = evolve(state, event);
    return `${event.type} ${from} → ${state.status}`;
  });
}

test.each(ROWS)('%s leads from %s to %s', (event, from, to, how) => {
  expect(passages(how())).toContain(`${event} ${from} → ${to}`);
});

test('each edge of the machine has its row', () => {
  const legal = Object.entries(EDGES).flatMap(([type, edge]) => edge.from.map((from) => `${type} ${from}`));
  expect(new Set(ROWS.map(([type, from]) => `${type} ${from}`))).toEqual(new Set(legal));
});

test.each(Object.entries(EDGES))('%s from any other status is a corrupt log', (type, edge) => {
  const { state } = standing('registered');
  for (const status of STATUSES.filter((one) => !edge.from.includes(one))) {
    const corrupt = () => evolve({ ...state, status }, { type, at: 0, by: null } as unknown as Event);
    expect(corrupt).toThrow(IllegalEdge);
  }
});
