import {
  allowedCommands,
  type Command,
  type CommandType,
  decide,
  ROLES,
  type Role,
  type Status,
  STATUSES,
} from '#domain';
import { context, dispatcher, handlerOf, person } from '../test/district';
import { standing } from '../test/standing';

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
const WITH_UNIT: Status[] = ['assigned', 'rectifying'];
const BEFORE_FEEDBACK: Status[] = ['filed', 'registered', 'assigned', 'rectifying'];
const WITH_US_OR_UNIT: Status[] = ['registered', 'assigned', 'rectifying'];
const CONCLUDED: Status[] = ['verified', 'publicizing', 'written_off', 'archived'];

/** DESIGN §1 read a second time: from which status each command may be given. */
const FROM: Record<Exclude<CommandType, 'file' | 'open'>, Status[]> = {
  amend: BEFORE_FEEDBACK,
  'pass-on': ['filed'],
  'pass-back': ['filed'],
  settle: ['filed'],
  register: ['filed'],
  dismiss: ['filed', 'registered'],
  assign: ['registered'],
  claim: ['registered'],
  reassign: WITH_UNIT,
  'hand-down': WITH_UNIT,
  recall: WITH_UNIT,
  sign: ['assigned', 'rectifying', 'submitted'],
  'request-return': WITH_UNIT,
  'rule-return': WITH_UNIT,
  'report-progress': ['rectifying'],
  submit: WITH_UNIT,
  endorse: ['rectifying'],
  'send-back': ['rectifying'],
  verify: ['submitted'],
  approve: ['verified'],
  'reject-write-off': ['verified'],
  object: ['publicizing'],
  'rule-objection': ['publicizing'],
  'request-extension': WITH_UNIT,
  'decide-extension': WITH_UNIT,
  'request-suspension': WITH_UNIT,
  'decide-suspension': WITH_UNIT,
  suspend: WITH_UNIT,
  resume: WITH_UNIT,
  'state-reason': WITH_UNIT,
  'rule-reason': WITH_UNIT,
  urge: WITH_UNIT,
  'start-higher': WITH_UNIT,
  merge: [...BEFORE_FEEDBACK, 'submitted'],
  unmerge: ['merged'],
  'take-back': [...STATUSES],
  transfer: WITH_US_OR_UNIT,
  'confirm-transfer': WITH_US_OR_UNIT,
  void: OPEN,
  recheck: ['written_off'],
  instruct: OPEN,
  'reply-instruction': OPEN,
  'request-review': CONCLUDED,
  'decide-review': CONCLUDED,
  comment: OPEN,
  'call-back': CONCLUDED,
  'check-notice': OPEN,
  'issue-notice': OPEN,
  'send-notice': OPEN,
  'sign-notice': OPEN,
  'reply-notice': OPEN,
  'close-notice': OPEN,
  'withdraw-notice': OPEN,
  absorb: OPEN,
  release: [...STATUSES],
  'reproject-calendar': OPEN,
  'apply-policy': OPEN,
  'excuse-outage': OPEN,
};
const COMMANDS = Object.keys(FROM) as (keyof typeof FROM)[];
const TERMINAL: Status[] = ['archived', 'dismissed', 'voided', 'merged', 'transferred'];

/** Of the unit that has the work, and of every role and scope: only the status may stand in the way. */
const anyone = person('anyone', 'ZJ', [...ROLES], { scope: 'ja' });
const { state } = standing('rectifying');
const refusal = (status: Status, type: CommandType, actor = anyone) => {
  const decision = decide({ ...state, status }, { type } as Command, actor, state.filedAt, context());
  return decision.ok ? null : decision.refusal.code;
};

describe.each(STATUSES)('in %s', (status) => {
  const refused = COMMANDS.filter((type) => !FROM[type].includes(status));

  test.each(refused)('%s is refused', (type) => {
    expect(refusal(status, type)).toBe(TERMINAL.includes(status) ? 'not_open' : 'illegal_transition');
  });

  test('only what the table allows is offered', () => {
    const offered = allowedCommands({ ...state, status }, anyone, state.filedAt);
    expect(offered.filter((type) => refused.includes(type as never))).toEqual([]);
  });
});

test.each(COMMANDS)('%s asks for a role', (type) => {
  const nobody = person('nobody', 'ZJ', [], { scope: 'ja' });
  expect(refusal(FROM[type][0]!, type, nobody)).toBe('not_your_role');
});

test('a supervisor of another area is out of scope, also where units may give the command', () => {
  const elsewhere = { ...dispatcher, scopePath: 'ja.sl' };
  const back = standing('assigned').when(handlerOf('ZJ'), {
    type: 'request-return',
    reason: 'not_duty',
    basis: '三定方案',
    proposedUnitId: 'CG',
  });
  expect(back.refusal(elsewhere, { type: 'urge', text: '请加快' })).toBe('not_in_scope');
  expect(back.refusal(elsewhere, { type: 'recall' })).toBe('not_in_scope');
  expect(back.refusal(elsewhere, { type: 'rule-return', upheld: true, reason: '同意' })).toBe('not_in_scope');
});

test.each<[Role, string]>([
  ['handler', 'submit'],
  ['dispatcher', 'urge'],
  ['approver', 'suspend'],
  ['leader', 'instruct'],
  ['inspector', 'amend'],
])('a %s is offered %s while the unit works', (role, type) => {
  expect(allowedCommands(state, person('p', 'ZJ', [role], { scope: 'ja' }), state.filedAt)).toContain(type);
});

test('what nobody has signed for is the office’s to recall, not the unit’s that has it', () => {
  const sent = standing('assigned');
  expect(allowedCommands(sent.state, dispatcher, sent.at)).toContain('recall');
  expect(allowedCommands(sent.state, handlerOf('ZJ'), sent.at)).not.toContain('recall');
  expect(allowedCommands(state, dispatcher, state.filedAt)).not.toContain('recall');
});

test('what waits for something is offered only when it is there', () => {
  const offered = allowedCommands(state, anyone, state.filedAt);
  for (const type of ['rule-return', 'decide-extension', 'decide-suspension', 'resume', 'endorse', 'confirm-transfer'])
    expect(offered).not.toContain(type);
  const asked = standing('rectifying').when(handlerOf('ZJ'), { type: 'request-extension', amount: 1, reason: '雨' });
  expect(allowedCommands(asked.state, anyone, asked.at)).toContain('decide-extension');
});
