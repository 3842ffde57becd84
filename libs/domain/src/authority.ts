import type { Instant } from '#calendar';
import { type Actor, isWithin, type Role, samePerson } from './actor';
import type { CommandOf, CommandType } from './commands';
import type { Finding, NoticeLife, RequestKind } from './finding';
import { isOfCitizens } from './closure';
import { mayPlead, openPleas } from './pleas';
import type { Source } from './policy';
import { type RefusalCode, refuse } from './refusal';
import { isTerminal, OPEN, type Status, STATUSES } from './status';
import { isSuspended } from './suspension';
import { undoUntil } from './take-back';

/** Whose command it is: the side that supervises, a unit with a line on the case, or anyone who may see it. */
type Side = 'supervisor' | 'responsible' | 'anyone' | 'chain';

interface Authority {
  roles: readonly Role[];
  side: Side;
  from: readonly Status[];
}

const WITH_UNIT: readonly Status[] = ['assigned', 'rectifying'];
const REVIEWABLE: readonly Status[] = ['verified', 'publicizing', 'written_off', 'archived'];
const UNIT: readonly Role[] = ['handler', 'unit_leader'];
const EVERYONE: readonly Role[] = [
  'grid_worker',
  'inspector',
  'dispatcher',
  'handler',
  'unit_leader',
  'verifier',
  'approver',
  'leader',
  'auditor',
];

/** Commands on an existing finding: by which role, from which status. One table drives `decide` and the buttons. */
const AUTHORITY: Record<Exclude<CommandType, 'file' | 'open'>, Authority> = {
  amend: {
    roles: ['dispatcher', 'inspector'],
    side: 'supervisor',
    from: ['filed', 'registered', 'assigned', 'rectifying'],
  },
  'pass-on': { roles: ['grid_worker', 'handler', 'unit_leader'], side: 'chain', from: ['filed'] },
  'pass-back': { roles: ['grid_worker', 'handler', 'unit_leader'], side: 'chain', from: ['filed'] },
  settle: { roles: ['grid_worker', 'handler', 'unit_leader'], side: 'chain', from: ['filed'] },
  register: { roles: ['dispatcher'], side: 'supervisor', from: ['filed'] },
  dismiss: { roles: ['dispatcher'], side: 'supervisor', from: ['filed', 'registered'] },
  assign: { roles: ['dispatcher'], side: 'supervisor', from: ['registered'] },
  claim: { roles: UNIT, side: 'anyone', from: ['registered'] },
  reassign: { roles: ['dispatcher'], side: 'supervisor', from: WITH_UNIT },
  'hand-down': { roles: UNIT, side: 'responsible', from: WITH_UNIT },
  recall: { roles: ['dispatcher', 'handler', 'unit_leader'], side: 'anyone', from: WITH_UNIT },
  sign: { roles: UNIT, side: 'responsible', from: ['assigned', 'rectifying', 'submitted'] },
  'request-return': { roles: UNIT, side: 'responsible', from: WITH_UNIT },
  'rule-return': { roles: ['dispatcher', 'handler', 'unit_leader'], side: 'anyone', from: WITH_UNIT },
  'report-progress': { roles: UNIT, side: 'responsible', from: ['rectifying'] },
  submit: { roles: UNIT, side: 'responsible', from: WITH_UNIT },
  endorse: { roles: ['unit_leader'], side: 'responsible', from: ['rectifying'] },
  'send-back': { roles: ['unit_leader'], side: 'responsible', from: ['rectifying'] },
  verify: { roles: ['verifier', 'inspector'], side: 'supervisor', from: ['submitted'] },
  approve: { roles: ['approver', 'leader'], side: 'supervisor', from: ['verified'] },
  'reject-write-off': { roles: ['approver', 'leader'], side: 'supervisor', from: ['verified'] },
  object: { roles: EVERYONE, side: 'anyone', from: ['publicizing'] },
  'rule-objection': { roles: ['dispatcher', 'approver'], side: 'supervisor', from: ['publicizing'] },
  'request-extension': { roles: UNIT, side: 'responsible', from: WITH_UNIT },
  'decide-extension': { roles: ['approver', 'leader'], side: 'supervisor', from: WITH_UNIT },
  'request-suspension': { roles: UNIT, side: 'responsible', from: WITH_UNIT },
  'decide-suspension': { roles: ['approver', 'leader'], side: 'supervisor', from: WITH_UNIT },
  suspend: { roles: ['approver', 'leader'], side: 'supervisor', from: WITH_UNIT },
  resume: { roles: ['dispatcher', 'approver', 'leader'], side: 'supervisor', from: WITH_UNIT },
  'state-reason': { roles: UNIT, side: 'responsible', from: WITH_UNIT },
  'rule-reason': { roles: ['inspector', 'dispatcher'], side: 'supervisor', from: WITH_UNIT },
  urge: { roles: ['dispatcher', 'approver', 'leader'], side: 'supervisor', from: WITH_UNIT },
  'start-higher': { roles: ['approver', 'leader'], side: 'supervisor', from: WITH_UNIT },
  merge: {
    roles: ['dispatcher'],
    side: 'supervisor',
    from: ['filed', 'registered', 'assigned', 'rectifying', 'submitted'],
  },
  unmerge: { roles: ['dispatcher'], side: 'supervisor', from: ['merged'] },
  transfer: { roles: ['dispatcher'], side: 'supervisor', from: ['registered', 'assigned', 'rectifying'] },
  'confirm-transfer': { roles: ['dispatcher'], side: 'supervisor', from: ['registered', 'assigned', 'rectifying'] },
  void: { roles: ['dispatcher', 'approver', 'leader'], side: 'supervisor', from: OPEN },
  recheck: { roles: ['verifier', 'inspector'], side: 'supervisor', from: ['written_off'] },
  instruct: { roles: ['leader'], side: 'supervisor', from: OPEN },
  'reply-instruction': { roles: ['handler', 'unit_leader', 'dispatcher'], side: 'anyone', from: OPEN },
  'request-review': { roles: ['unit_leader'], side: 'responsible', from: REVIEWABLE },
  'decide-review': { roles: ['approver', 'leader'], side: 'supervisor', from: REVIEWABLE },
  comment: { roles: EVERYONE, side: 'anyone', from: OPEN },
  'call-back': { roles: ['dispatcher', 'verifier', 'inspector'], side: 'supervisor', from: REVIEWABLE },
  'take-back': { roles: EVERYONE, side: 'anyone', from: STATUSES },
  'check-notice': { roles: ['dispatcher', 'approver'], side: 'supervisor', from: OPEN },
  'issue-notice': { roles: ['approver', 'leader'], side: 'supervisor', from: OPEN },
  'send-notice': { roles: ['dispatcher'], side: 'supervisor', from: OPEN },
  'sign-notice': { roles: UNIT, side: 'responsible', from: OPEN },
  'reply-notice': { roles: UNIT, side: 'responsible', from: OPEN },
  'close-notice': { roles: ['dispatcher'], side: 'supervisor', from: OPEN },
  'withdraw-notice': { roles: ['dispatcher', 'approver'], side: 'supervisor', from: OPEN },
  absorb: { roles: ['dispatcher'], side: 'supervisor', from: OPEN },
  release: { roles: ['dispatcher'], side: 'supervisor', from: STATUSES },
  'reproject-calendar': { roles: ['admin'], side: 'anyone', from: OPEN },
  'apply-policy': { roles: ['admin'], side: 'anyone', from: OPEN },
  'excuse-outage': { roles: ['admin'], side: 'anyone', from: OPEN },
};

const OF_THE_GRID: readonly Source[] = ['self', 'street'];

/** 自查: what a unit finds at home it may file itself, for the office to register. */
const ownFinding = ({ type, channel, source }: CommandOf<'file' | 'open'>): boolean =>
  type === 'file' && channel === 'proxy' && source === 'self';

/** Who may file what, and enter an old ledger: the grid only what is its own, and only into its own chain. */
const FILERS: Partial<Record<Role, (filing: CommandOf<'file' | 'open'>) => boolean>> = {
  grid_worker: ({ type, channel, source }) => type === 'file' && channel === 'grid' && OF_THE_GRID.includes(source),
  inspector: ({ channel }) => channel !== 'grid',
  dispatcher: () => true,
  handler: ownFinding,
  unit_leader: ownFinding,
};

export function requireFiler(actor: Actor, filing: CommandOf<'file' | 'open'>): void {
  if (!actor.roles.some((role) => FILERS[role]?.(filing))) refuse('not_your_role');
}

/** Where a command is open to units as well: the side that supervises answers with its dispatcher. */
export function requireDispatcher(state: Finding, actor: Actor): void {
  if (!actor.roles.includes('dispatcher')) refuse('not_your_role');
  if (!isWithin(state.supervisingPath, actor.scopePath)) refuse('not_in_scope');
}

export function requireAuthority(state: Finding, actor: Actor, type: keyof typeof AUTHORITY): void {
  const code = objection(state, actor, type);
  if (code) refuse(code, code === 'illegal_transition' ? { status: state.status } : undefined);
}

/** What the caller may try now: for the buttons of a page and the body of a 409. */
export function allowedCommands(state: Finding, actor: Actor, at: Instant): CommandType[] {
  const types = Object.keys(AUTHORITY) as (keyof typeof AUTHORITY)[];
  return types.filter(
    (type) =>
      !SYSTEM.has(type) && objection(state, actor, type) === null && (WAITS_FOR[type]?.(state, actor, at) ?? true),
  );
}

const SYSTEM: ReadonlySet<CommandType> = new Set([
  'absorb',
  'release',
  'reproject-calendar',
  'apply-policy',
  'excuse-outage',
]);

function objection(state: Finding, actor: Actor, type: keyof typeof AUTHORITY): RefusalCode | null {
  const authority = AUTHORITY[type];
  if (!authority.roles.some((role) => actor.roles.includes(role))) return 'not_your_role';
  if (authority.side === 'supervisor' && !isWithin(state.supervisingPath, actor.scopePath)) return 'not_in_scope';
  if (authority.side === 'responsible' && !answersFor(state, actor)) return 'not_your_unit';
  if (!authority.from.includes(state.status)) return isTerminal(state.status) ? 'not_open' : 'illegal_transition';
  return null;
}

const answersFor = (state: Finding, actor: Actor): boolean => state.lines.some((line) => line.unitId === actor.unitId);

type Wait = (state: Finding, actor: Actor, at: Instant) => boolean;

const asked =
  (kind: RequestKind): Wait =>
  ({ requests }) =>
    requests.some((request) => request.kind === kind && request.status === 'open');

const notice =
  (...lives: NoticeLife[]): Wait =>
  ({ notices }) =>
    notices.some(({ life }) => lives.includes(life));

/** Nobody has signed for it: a dispatch of the office's, or what the caller's own unit handed down. */
const recallable: Wait = ({ lines, supervisingPath }, { roles, scopePath, unitId }) =>
  lines.some(({ status, signedAt, parentId, role }) => {
    if (status !== 'open' || signedAt !== null) return false;
    if (parentId !== null) return lines.some(({ id, unitId: above }) => id === parentId && above === unitId);
    return role === 'lead' && roles.includes('dispatcher') && isWithin(supervisingPath, scopePath);
  });
const drafted: Wait = ({ submissions }) => submissions.some((s) => s.submittedAt === null && s.outcome === 'pending');

/** With the caller's own level of the grid's chain, of what somebody else reported. */
const withLevel: Wait = ({ chainLevel, place, filedBy }, actor) =>
  ((chainLevel === 'village' && place.communityId === actor.unitId) ||
    (chainLevel === 'township' && place.streetId === actor.unitId)) &&
  !samePerson(actor, filedBy);

/** Commands that wait for something to be there: a request, an objection, a draft, an opened look-back. */
const WAITS_FOR: Partial<Record<CommandType, Wait>> = {
  'pass-on': (state, actor, at) =>
    state.chainLevel === 'group' ? samePerson(actor, state.filedBy) : withLevel(state, actor, at),
  'pass-back': withLevel,
  settle: withLevel,
  'rule-return': asked('return'),
  'decide-extension': asked('extension'),
  'decide-suspension': asked('suspension'),
  resume: isSuspended,
  'state-reason': (state, { unitId }, at) => mayPlead(state, unitId, at),
  'rule-reason': (state) => openPleas(state).length > 0,
  recall: recallable,
  sign: (state, { unitId }) =>
    state.lines.some((l) => l.unitId === unitId && l.status === 'open' && l.signedAt === null),
  endorse: drafted,
  'send-back': drafted,
  'rule-objection': ({ objection: raised }) => raised !== null,
  recheck: ({ lookBacks }) => lookBacks.some((l) => l.outcome === null && l.openedAt !== null),
  'confirm-transfer': ({ transfer }) => transfer !== null,
  'reply-instruction': ({ instructions }, { unitId }) =>
    instructions.some((i) => i.repliedAt === null && i.toUnitId === unitId),
  'decide-review': ({ reviews }) => reviews.some((review) => review.outcome === null),
  'call-back': isOfCitizens,
  'take-back': (state, actor, at) => undoUntil(state, actor, at) !== null,
  'check-notice': notice('draft'),
  'issue-notice': notice('checked'),
  'send-notice': notice('issued'),
  'sign-notice': notice('issued', 'sent'),
  'reply-notice': notice('issued', 'sent', 'signed'),
  'close-notice': notice('replied'),
  'withdraw-notice': notice('draft', 'checked', 'issued', 'sent', 'signed', 'replied'),
};
