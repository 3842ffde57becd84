import fc from 'fast-check';
import { addDays, civilDate, type Instant } from '#calendar';
import {
  type Actor,
  allowedCommands,
  type Command,
  type CommandType,
  type Context,
  decide,
  type Event,
  type Finding,
} from '#domain';
import * as people from './district';
import { photo } from './photo';
import { assign, file, submit } from './scene';

/** One person's act in a script: how long nothing happened before it, and raw numbers to choose it by. */
export interface Act {
  /** Minutes since the act before. */
  pause: number;
  /** Minutes into the pause at which somebody looks without need. */
  looks: number[];
  who: number;
  what: number;
  detail: number;
}

const pause = fc.oneof(
  fc.integer({ min: 0, max: 90 }),
  fc.integer({ min: 0, max: 1_440 }),
  fc.integer({ min: 0, max: 1_440 }),
  fc.integer({ min: 1_440, max: 20_000 }),
);

export const acts = fc.array(
  fc.record<Act>({
    pause,
    looks: fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 3 }),
    who: fc.nat(),
    what: fc.nat(),
    detail: fc.nat(),
  }),
  { minLength: 4, maxLength: 30, size: 'max' },
);

/** How a finding comes in: all five channels, every ladder, on the spot or not. */
export const filings = fc
  .record({
    channel: fc.constantFrom('round' as const, 'grid' as const, 'hotline' as const),
    source: fc.constantFrom('street' as const, 'district' as const, 'city' as const, 'central' as const),
    categoryCode: fc.constantFrom('SS01', 'SS03', 'SR08', 'HW01', 'SS04', 'XC02', 'XF02', 'ZC01', null),
    severity: fc.constantFrom('minor' as const, 'major' as const),
    urgency: fc.constantFrom('routine' as const, 'routine' as const, 'expedited' as const),
    onTheSpot: fc.constantFrom(undefined, undefined, undefined, 'witnessed' as const, 'self_done' as const),
    salt: fc.nat(),
  })
  .map(({ salt, ...given }) =>
    file({
      ...given,
      // The grid files only its own sources, and only some categories are mended on the spot.
      ...(given.channel === 'grid' && { source: 'street' }),
      ...(given.onTheSpot && { categoryCode: 'HW01' }),
      id: `F${salt}`,
      rectifiedBy: { personId: 'handler-CG', unitId: 'CG', onBehalfOf: null },
      evidence: [photo('before'), photo('mended', 'after')],
    }),
  );

const CROWD: Actor[] = [
  people.inspector,
  people.dispatcher,
  people.person('dispatcher-2', 'DC', ['dispatcher'], { scope: 'ja' }),
  people.verifier,
  people.dutyLead,
  people.officeHead,
  people.leader,
  people.industry,
  people.principal,
  people.streetHead,
  people.admin,
  people.gridWorker,
  ...['ZJ', 'CG', 'CG1', 'SL', 'GW'].flatMap((unit) => [people.handlerOf(unit), people.headOf(unit)]),
];

/** What carries the loop on; every other choice falls among these. */
const CARRIES: ReadonlySet<CommandType> = new Set<CommandType>([
  'pass-on',
  'settle',
  'register',
  'assign',
  'sign',
  'submit',
  'endorse',
  'verify',
  'approve',
  'recheck',
  'confirm-transfer',
  'unmerge',
]);
/** Ends of the story, and mere words: chosen one time in ten. */
const SELDOM: ReadonlySet<CommandType> = new Set<CommandType>([
  'void',
  'dismiss',
  'merge',
  'transfer',
  'comment',
  'call-back',
  'instruct',
  'urge',
  'report-progress',
  'amend',
  'recall',
]);
const SYSTEM: CommandType[] = ['absorb', 'release', 'reproject-calendar', 'apply-policy', 'excuse-outage'];

/** Somebody's plausible next command: one that the rules accept if there is one near, at times any other. */
export function chosen(
  state: Finding,
  { who, what, detail }: Act,
  at: Instant,
  ctx: Context,
  log: readonly Event[],
): [Actor, Command] {
  if (who % 19 === 0) return [people.admin, written(pick(SYSTEM, what), state, people.admin, detail, at)];
  const offered = CROWD.flatMap((actor) => allowedCommands(state, actor, at).map((type) => [actor, type] as const));
  if (who % 17 === 0 || offered.length === 0) {
    const anyone = pick(CROWD, what);
    return [anyone, written(pick(ANY, what), state, anyone, detail, at)];
  }
  const near = offered.filter(([, type]) => (who % 2 ? CARRIES.has(type) : who % 10 === 0 || !SELDOM.has(type)));
  const tried = (near.length > 0 ? near : offered).map((_pair, i, all): [Actor, Command] => {
    const [person, name] = pick(all, what + i * 7);
    return [person, name === 'take-back' ? { type: name, log } : written(name, state, person, detail + i, at)];
  });
  return tried.slice(0, 9).find(([actor, command]) => decide(state, command, actor, at, ctx).ok) ?? tried[0]!;
}

const pick = <T>(items: readonly T[], n: number): T => items[n % items.length]!;

const UNITS = ['ZJ', 'CG', 'CG1', 'SL', 'GW', 'nowhere'];
const SUSPENSIONS = ['season', 'weather', 'project', 'ownership', 'no such reason'];
const RETURNS = ['not_duty', 'not_fact', 'duplicate', 'external', 'no_condition', 'no such reason'];

function written(type: CommandType, state: Finding, actor: Actor, n: number, at: Instant): Command {
  const unitId = pick(UNITS, n % 7 ? n % 5 : 5);
  const until = addDays(civilDate(at), n % 40);
  const reason = '理由';
  const lineId = n % 5 ? undefined : pick(state.lines, n)?.id;
  const noticeId = state.notices.length > 0 ? pick(state.notices, n).id : 'none';
  const yes = n % 3 > 0;
  switch (type) {
    case 'assign':
      return assign(unitId, { coUnitIds: n % 4 ? [] : ['SL', 'CG'], ...(n % 11 === 0 && { fixedDate: until }) });
    case 'reassign':
      return { ...assign(unitId), type, reason, wrongDispatch: yes };
    case 'hand-down':
      return { type, unitId, limit: { amount: 1 + (n % 4), unit: 'WORK_DAYS', service: n % 9 ? 'OFFICE' : 'no such' } };
    case 'recall':
      return { type, lineId: actor.roles.includes('dispatcher') ? undefined : (lineId ?? state.lines.at(-1)?.id) };
    case 'sign':
      return { type, lineId };
    case 'submit':
      return submit({ lineId, evidence: n % 17 ? [photo(`after-${state.seq}`, 'after')] : [] });
    case 'settle':
      return { type, text: '已清理', evidence: n % 5 ? [photo(`after-${state.seq}`, 'after')] : [] };
    case 'request-return':
      return { type, reason: pick(RETURNS, n), basis: n % 8 ? '三定方案' : ' ', proposedUnitId: 'CG', lineId };
    case 'rule-return':
      return { type, upheld: n % 2 === 0, reason, mergeInto: 'F0', transferTo: '市住建局' };
    case 'verify':
      return { type, outcome: n % 3 ? 'passed' : 'failed', reason, sham: n % 6 === 0 };
    case 'recheck':
      return { type, outcome: n % 2 ? 'passed' : 'failed', reason };
    case 'reject-write-off':
      return { type, to: yes ? 'submitted' : 'rectifying', reason };
    case 'rule-objection':
      return { type, upheld: n % 2 === 0, reason };
    case 'request-extension':
      return n % 2 ? { type, amount: 1 + (n % 4), reason } : { type, until, reason };
    case 'decide-extension':
      return { type, granted: yes, late: n % 4 === 0, amount: n % 5 ? undefined : 1, reason };
    case 'request-suspension':
      return { type, reason: pick(SUSPENSIONS, n), until, basis: '依据' };
    case 'decide-suspension':
      return { type, granted: yes };
    case 'suspend':
      return { type, reason: pick(SUSPENSIONS, n), until: n % 23 ? until : '2026-02-30', groupId: n % 2 ? 'G1' : null };
    case 'resume':
      return { type, suspensionId: yes ? state.suspensions.at(-1)?.id : undefined };
    case 'merge':
      return { type, into: n % 9 ? 'F0' : state.id, reason };
    case 'transfer':
      return { type, toUnit: '市住建局', letter: '移交函' };
    case 'confirm-transfer':
      return { type, signed: n % 2 === 0 };
    case 'instruct':
      return { type, text: '请抓紧', toUnitId: n % 3 ? null : unitId, replyWithinDays: n % 4 };
    case 'reply-instruction':
      return { type, instructionId: state.instructions.at(-1)?.id ?? 'none', text: '已办' };
    case 'decide-review':
      return { type, outcome: yes ? 'upheld' : 'changed', reason };
    case 'amend':
      return {
        type,
        ...(n % 2 ? { categoryCode: pick(['SS03', 'HW01', 'none'], n) } : { place: { pointName: '桥头' } }),
      };
    case 'reply-notice':
      return { type, noticeId, text: '已整改' };
    case 'check-notice':
    case 'issue-notice':
    case 'send-notice':
    case 'sign-notice':
    case 'close-notice':
      return { type, noticeId };
    case 'withdraw-notice':
      return { type, noticeId, reason };
    case 'absorb':
      return {
        type,
        findingId: 'F9',
        filedAt: at - n,
        dueAt: n % 3 ? at + (n % 9) * 86_400_000 : null,
        evidence: [photo('absorbed')],
      };
    case 'release':
      return { type, findingId: 'F9' };
    case 'apply-policy':
      return { type, mode: pick(['keep', 'from_now', 'from_start'] as const, n) };
    case 'excuse-outage':
      return { type, from: at - (n % 5_000) * 60_000, to: at };
    case 'file':
      return file();
    case 'open':
      return { ...file(), type, status: 'rectifying', unitId };
    case 'claim':
    case 'pass-on':
    case 'register':
    case 'endorse':
    case 'approve':
    case 'reproject-calendar':
      return { type };
    case 'take-back':
      return { type, log: [] };
    case 'start-higher':
      return { type, colour: n % 2 ? 'yellow' : 'red', reason };
    case 'state-reason':
      return { type, reason, lineId };
    case 'rule-reason':
      return { type, accepted: yes, reason };
    case 'call-back':
      return { type, satisfied: yes, atFault: n % 2 === 0, text: '电话回访' };
    case 'urge':
    case 'comment':
    case 'report-progress':
      return { type, text: '请加快' };
    case 'dismiss':
    case 'send-back':
    case 'pass-back':
    case 'object':
    case 'unmerge':
    case 'void':
    case 'request-review':
      return { type, reason };
  }
}

const ANY: CommandType[] = [
  ...SYSTEM,
  'file',
  'open',
  'assign',
  'claim',
  'reassign',
  'hand-down',
  'recall',
  'sign',
  'submit',
  'endorse',
  'verify',
  'approve',
  'suspend',
  'resume',
  'unmerge',
  'confirm-transfer',
  'decide-extension',
  'decide-review',
  'rule-return',
];
