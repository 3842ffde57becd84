import { randomUUID } from 'node:crypto';
import { BULK_COMMANDS, COMMAND_NAMES, type CommandName } from '#contract';
import { periodOf } from '#domain';
import { loadDefaults } from '#policy';
import { routesOf } from './routes';
import { type Answer, filing, Served } from './served';

/** One of each role; `own` has a line on the finding that is asked for, `foreign` has nothing to do with it. */
const CALLERS = {
  gridWorker: 'grid.dongshi-yunlu',
  inspector: 'inspector',
  dispatcher: 'dispatcher',
  ownHandler: 'handler.cg',
  foreignHandler: 'handler.zj',
  ownLeader: 'leader.cg',
  foreignLeader: 'leader.zj',
  foreignDispatcher: 'street.dongshi',
  verifier: 'verifier',
  approver: 'approver',
  districtLeader: 'mayor',
  auditor: 'auditor',
  admin: 'admin',
} as const;
type CallerName = keyof typeof CALLERS;
const ALL = Object.keys(CALLERS) as CallerName[];

/** Who may see a finding that 区政府督查室 supervises and 区城管局 mends. */
const IN_SIGHT: readonly CallerName[] = [
  'inspector',
  'dispatcher',
  'ownHandler',
  'ownLeader',
  'verifier',
  'approver',
  'districtLeader',
  'auditor',
  'admin',
];

const EVERY_ROLE_BUT_ADMIN = IN_SIGHT.filter((caller) => caller !== 'admin');
const UNIT = ['ownHandler', 'ownLeader'] as const;
const DECIDERS = ['approver', 'districtLeader'] as const;
const KEEPERS = ['dispatcher', 'foreignDispatcher', 'admin'] as const;

/** Who may give a command, written down here a second time: the domain's table must agree. */
const MAY_GIVE: Record<CommandName, readonly CallerName[]> = {
  amend: ['dispatcher', 'inspector'],
  'pass-on': UNIT,
  'pass-back': UNIT,
  settle: UNIT,
  register: ['dispatcher'],
  dismiss: ['dispatcher'],
  assign: ['dispatcher'],
  claim: UNIT,
  reassign: ['dispatcher'],
  'hand-down': UNIT,
  // A unit recalls only what it handed down itself.
  recall: ['dispatcher'],
  sign: UNIT,
  'request-return': UNIT,
  'rule-return': ['dispatcher', ...UNIT],
  'report-progress': UNIT,
  submit: UNIT,
  endorse: ['ownLeader'],
  'send-back': ['ownLeader'],
  verify: ['verifier', 'inspector'],
  approve: DECIDERS,
  'reject-write-off': DECIDERS,
  object: EVERY_ROLE_BUT_ADMIN,
  'rule-objection': ['dispatcher', 'approver'],
  'request-extension': UNIT,
  'decide-extension': DECIDERS,
  'request-suspension': UNIT,
  'decide-suspension': DECIDERS,
  suspend: DECIDERS,
  resume: ['dispatcher', ...DECIDERS],
  'state-reason': UNIT,
  'rule-reason': ['inspector', 'dispatcher'],
  urge: ['dispatcher', ...DECIDERS],
  'start-higher': DECIDERS,
  merge: ['dispatcher'],
  unmerge: ['dispatcher'],
  transfer: ['dispatcher'],
  'confirm-transfer': ['dispatcher'],
  void: ['dispatcher', ...DECIDERS],
  recheck: ['verifier', 'inspector'],
  instruct: ['districtLeader'],
  'reply-instruction': ['dispatcher', ...UNIT],
  'request-review': ['ownLeader'],
  'decide-review': DECIDERS,
  comment: EVERY_ROLE_BUT_ADMIN,
  'call-back': ['dispatcher', 'verifier', 'inspector'],
  'take-back': EVERY_ROLE_BUT_ADMIN,
  'check-notice': ['dispatcher', 'approver'],
  'issue-notice': DECIDERS,
  'send-notice': ['dispatcher'],
  'sign-notice': UNIT,
  'reply-notice': UNIT,
  'close-notice': ['dispatcher'],
  'withdraw-notice': ['dispatcher', 'approver'],
};

const reason = '理由';
const BODIES: Partial<Record<CommandName, object>> = {
  amend: { defects: 1 },
  'pass-back': { reason },
  settle: { text: '已清理' },
  dismiss: { reason },
  assign: { unitId: 'cg' },
  reassign: { unitId: 'cg', reason, wrongDispatch: false },
  'hand-down': { unitId: 'cg', limit: { amount: 60, unit: 'WORK_MINUTES', service: 'CITY_OPS' } },
  'request-return': { reason: 'not_duty', basis: '三定方案', proposedUnitId: 'zj' },
  'rule-return': { upheld: false, reason },
  'report-progress': { text: '正在办理' },
  submit: { text: '已整改' },
  'send-back': { reason },
  verify: { outcome: 'passed' },
  'reject-write-off': { to: 'rectifying', reason },
  object: { reason },
  'rule-objection': { upheld: false, reason },
  'request-extension': { amount: 60, reason },
  'decide-extension': { granted: false },
  'request-suspension': { reason: 'season', until: '2026-09-20', basis: '冻期' },
  'decide-suspension': { granted: false },
  suspend: { reason: 'season', until: '2026-09-20' },
  'state-reason': { reason },
  'rule-reason': { accepted: false, reason },
  urge: { text: '请尽快' },
  'start-higher': { colour: 'yellow', reason },
  merge: { into: '', reason },
  unmerge: { reason },
  transfer: { toUnit: '市局', letter: '函' },
  'confirm-transfer': { signed: false },
  void: { reason },
  recheck: { outcome: 'passed' },
  instruct: { text: '抓紧' },
  'reply-instruction': { instructionId: 'I1', text: '已阅' },
  'request-review': { reason },
  'decide-review': { outcome: 'upheld', reason },
  comment: { text: '留言' },
  'call-back': { satisfied: true, text: '满意' },
  'check-notice': { noticeId: 'N1' },
  'issue-notice': { noticeId: 'N1' },
  'send-notice': { noticeId: 'N1' },
  'sign-notice': { noticeId: 'N1' },
  'reply-notice': { noticeId: 'N1', text: '已办' },
  'close-notice': { noticeId: 'N1' },
  'withdraw-notice': { noticeId: 'N1', reason },
};

/** Whoever lacks the authority is told one of these, whatever the finding's status. */
const NO_AUTHORITY = ['not_your_role', 'not_your_unit', 'not_in_scope'];

const VIEW = { name: '在办', query: 'open=true', shared: true };

interface World {
  finding: string;
  dispatch: string;
  sha256: string;
  outage: string;
  second: string;
  /** Came to 区城管局 by a link, and was declined. */
  report: string;
  sample: string;
  /** Shared by an inspector whom nobody here is. */
  view: string;
  policy: object;
  calendar: object;
}

interface Row {
  path: (world: World) => string;
  body?: (world: World) => unknown;
  /** Statuses by caller; who is not named gets `otherwise`. Anonymous callers get 401 everywhere but at the door. */
  allowed: readonly CallerName[];
  status: number;
  otherwise?: number;
  /** Those who are told something else again. */
  others?: Partial<Record<CallerName, number>>;
  anonymous?: number;
}

const everyone = (path: string, status = 200): Row => ({ path: () => path, allowed: ALL, status });
const inSight = (path: (world: World) => string): Row => ({ path, allowed: IN_SIGHT, status: 200, otherwise: 404 });
const WRITERS: CallerName[] = ['dispatcher', 'foreignDispatcher', 'approver'];
/** Whoever supervises the whole district. */
const OVERSEERS: CallerName[] = IN_SIGHT.filter((caller) => !/^own/.test(caller));
const OFFICES: CallerName[] = [...OVERSEERS, 'foreignDispatcher'];
const NOWHERE = '00000000-0000-4000-8000-000000000000';
/** Asked for what there is not: who may come in is told so. */
const absent = (path: string, allowed: readonly CallerName[] = ALL, status = 404): Row => ({
  path: () => path,
  allowed,
  status,
  otherwise: 403,
});
const SENDERS: CallerName[] = ['dispatcher', 'foreignDispatcher', 'approver', 'districtLeader', 'admin'];
const DISPATCHERS_AND_UNITS: CallerName[] = [
  'dispatcher',
  'foreignDispatcher',
  'ownHandler',
  'foreignHandler',
  'ownLeader',
  'foreignLeader',
];
const UNITS: CallerName[] = ['ownHandler', 'foreignHandler', 'ownLeader', 'foreignLeader'];
/** A draft of an edition: nobody else knows of it. */
const draft = (path: string): Row => ({ path: () => path, allowed: OVERSEERS, status: 200, otherwise: 404 });
const DRAFT = '/assessments/units-month-2026-08-01-1';
/** What a unit does on its own case: another's does not exist for it. */
const ofUnit = (path: (world: World) => string, status: number, body?: Row['body']): Row => ({
  path,
  body,
  allowed: UNIT,
  status,
  others: { foreignHandler: 404, foreignLeader: 404 },
});
/** Opened by a link alone: a session opens nothing. */
const byLink = (path: string, body?: Row['body']): Row => ({
  path: () => path,
  body,
  allowed: [],
  status: 200,
  otherwise: 401,
});
const visible = (path: string, status: number): Row => ({ ...everyone(path, status), anonymous: status });
/** What is found on a round: the grid files into its own chain only. */
const FILERS: CallerName[] = ['inspector', 'dispatcher', 'foreignDispatcher'];

const TABLE: Record<string, Row> = {
  'POST /api/v1/sessions': {
    path: () => '/sessions',
    body: () => ({ username: randomUUID(), password: 'wrong' }),
    allowed: [],
    status: 201,
    otherwise: 401,
    anonymous: 401,
  },
  'DELETE /api/v1/sessions/current': { path: () => '/sessions/current', allowed: [], status: 204, otherwise: 204 },
  'GET /api/v1/people/me': everyone('/people/me'),
  'GET /api/v1/units': everyone('/units'),
  'GET /api/v1/categories': everyone('/categories'),
  'POST /api/v1/findings': {
    path: () => '/findings',
    body: () => filing(),
    allowed: FILERS,
    status: 201,
    otherwise: 403,
  },
  'GET /api/v1/findings': everyone('/findings'),
  'GET /api/v1/findings/counts': everyone('/findings/counts'),
  'GET /api/v1/findings/{id}': inSight(({ finding }) => `/findings/${finding}`),
  'GET /api/v1/findings/{id}/events': inSight(({ finding }) => `/findings/${finding}/events`),
  'GET /api/v1/findings/{id}/deadline': inSight(({ finding }) => `/findings/${finding}/deadline`),
  'GET /api/v1/findings/{id}/duplicates': inSight(({ finding }) => `/findings/${finding}/duplicates`),
  'GET /api/v1/dispatches/proposal': {
    path: () => '/dispatches/proposal',
    allowed: ['dispatcher', 'foreignDispatcher'],
    status: 200,
    otherwise: 403,
  },
  'POST /api/v1/dispatches': {
    path: () => '/dispatches',
    body: ({ finding }) => ({ unitId: 'cg', items: [{ findingId: finding }] }),
    allowed: ALL,
    status: 200,
  },
  'POST /api/v1/dispatches/{id}/sign': {
    path: ({ dispatch }) => `/dispatches/${dispatch}/sign`,
    allowed: IN_SIGHT,
    status: 200,
    otherwise: 404,
  },
  'GET /api/v1/suspensions': { path: () => '/suspensions', allowed: OFFICES, status: 200, otherwise: 403 },
  'POST /api/v1/suspensions/preview': {
    path: () => '/suspensions/preview',
    body: () => ({ categories: ['SS03'], reason: 'weather', until: '2026-09-20' }),
    allowed: DECIDERS,
    status: 200,
    otherwise: 403,
  },
  'POST /api/v1/suspensions/{groupId}/resume': absent('/suspensions/none/resume', [
    'dispatcher',
    'foreignDispatcher',
    ...DECIDERS,
  ]),
  'POST /api/v1/suspensions': {
    path: () => '/suspensions',
    body: () => ({ categories: ['SS03'], reason: 'weather', until: '2026-09-20' }),
    allowed: DECIDERS,
    status: 200,
    otherwise: 403,
  },
  'GET /api/v1/rounds': everyone('/rounds'),
  'POST /api/v1/rounds': {
    path: () => '/rounds',
    body: () => ({}),
    allowed: ['dispatcher', 'foreignDispatcher', 'districtLeader'],
    status: 422,
    otherwise: 403,
  },
  'GET /api/v1/rounds/{id}': absent(`/rounds/${NOWHERE}`),
  'GET /api/v1/rounds/{id}/draw': absent(`/rounds/${NOWHERE}/draw`),
  'GET /api/v1/rounds/{id}/follow-up': absent(`/rounds/${NOWHERE}/follow-up`),
  'GET /api/v1/rounds/{id}/{file}': absent(`/rounds/${NOWHERE}/bulletin.pdf`),
  'PUT /api/v1/rounds/{id}/places/{placeId}': { ...absent(`/rounds/${NOWHERE}/places/none`), body: () => ({}) },
  'POST /api/v1/rounds/{id}/cancel': {
    ...absent(`/rounds/${NOWHERE}/cancel`, ['dispatcher', 'foreignDispatcher', 'districtLeader']),
    body: () => ({ reason: '改期' }),
  },
  'POST /api/v1/rounds/{id}/bulletin': absent(`/rounds/${NOWHERE}/bulletin`, [...WRITERS, 'districtLeader']),
  'GET /api/v1/inspection-places': { path: () => '/inspection-places', allowed: OFFICES, status: 200, otherwise: 403 },
  'POST /api/v1/inspection-places': {
    path: () => '/inspection-places',
    body: () => ({}),
    allowed: KEEPERS,
    status: 422,
    otherwise: 403,
  },
  'PUT /api/v1/inspection-places/{id}': {
    path: () => '/inspection-places/none',
    body: () => ({}),
    allowed: KEEPERS,
    status: 422,
    otherwise: 403,
  },
  'GET /api/v1/matters': everyone('/matters'),
  'GET /api/v1/grid/reports': everyone('/grid/reports'),
  'GET /api/v1/lists': everyone('/lists'),
  'GET /api/v1/lists/{id}': absent('/lists/none'),
  'GET /api/v1/self-checks': everyone('/self-checks'),
  'POST /api/v1/self-checks': {
    path: () => '/self-checks',
    body: () => ({}),
    allowed: ['dispatcher', 'foreignDispatcher', 'approver', 'districtLeader'],
    status: 422,
    otherwise: 403,
  },
  'POST /api/v1/self-checks/{id}/answer': {
    ...absent('/self-checks/none/answer'),
    body: () => ({ text: '已自查', found: [] }),
  },
  'GET /api/v1/overlays': { path: () => '/overlays', allowed: OFFICES, status: 200, otherwise: 403 },
  'POST /api/v1/overlays': {
    path: () => '/overlays',
    body: () => ({}),
    allowed: DECIDERS,
    status: 422,
    otherwise: 403,
  },
  'POST /api/v1/overlays/preview': {
    path: () => '/overlays/preview',
    body: () => ({}),
    allowed: DECIDERS,
    status: 422,
    otherwise: 403,
  },
  'POST /api/v1/overlays/{id}/withdraw': absent(`/overlays/${NOWHERE}/withdraw`, DECIDERS),
  'POST /api/v1/evidence': {
    path: () => '/evidence',
    body: () => new Uint8Array(0),
    allowed: ALL,
    status: 422,
  },
  'GET /api/v1/evidence/{sha256}': inSight(({ sha256 }) => `/evidence/${sha256}`),
  'GET /api/v1/evidence/{sha256}/{size}': inSight(({ sha256 }) => `/evidence/${sha256}/small`),
  'POST /api/v1/imports': {
    path: () => '/imports?dryRun=true',
    body: () => new FormData(),
    allowed: ['inspector', 'dispatcher', 'foreignDispatcher'],
    status: 422,
    otherwise: 403,
  },
  'GET /api/v1/findings/{id}/papers': inSight(({ finding }) => `/findings/${finding}/papers`),
  'POST /api/v1/findings/{id}/papers': {
    path: ({ finding }) => `/findings/${finding}/papers`,
    body: () => ({}),
    allowed: WRITERS,
    status: 422,
    otherwise: 403,
  },
  'GET /api/v1/findings/{id}/papers/preview/{file}': absent(`/findings/${NOWHERE}/papers/preview/talk.pdf`, OFFICES),
  'GET /api/v1/findings/{id}/papers/{file}': absent(`/findings/${NOWHERE}/papers/N1.pdf`),
  'POST /api/v1/findings/{id}/papers/{ref}/files': {
    ...absent(`/findings/${NOWHERE}/papers/N1/files`, WRITERS, 422),
    body: () => new Uint8Array(1),
  },
  'GET /api/v1/findings/{id}/papers/{ref}/files/{sha256}': absent(`/findings/${NOWHERE}/papers/N1/files/none`),
  'GET /api/v1/findings/{id}/dossier.zip': absent(`/findings/${NOWHERE}/dossier.zip`, OFFICES),
  'GET /api/v1/papers': everyone('/papers'),
  'POST /api/v1/papers': { ...absent('/papers', WRITERS, 422), body: () => ({}) },
  'GET /api/v1/papers/register': everyone('/papers/register'),
  'GET /api/v1/papers/{id}': absent(`/papers/${NOWHERE}`),
  'GET /api/v1/papers/{id}/{file}': absent(`/papers/${NOWHERE}/file.pdf`),
  'GET /api/v1/papers/{id}/files/{sha256}': absent(`/papers/${NOWHERE}/files/none`),
  'POST /api/v1/papers/{id}/files': {
    ...absent(`/papers/${NOWHERE}/files`, WRITERS, 422),
    body: () => new Uint8Array(1),
  },
  'POST /api/v1/papers/{id}/{act}': { ...absent(`/papers/${NOWHERE}/check`), body: () => ({}) },
  'GET /api/v1/reports/{file}': absent('/reports/none.pdf', OFFICES),
  'GET /api/v1/exports/findings.{format}': everyone('/exports/findings.csv'),
  'GET /api/v1/exports/notices.{format}': everyone('/exports/notices.csv'),
  'GET /api/v1/exports/units.{format}': everyone('/exports/units.csv'),
  'GET /api/v1/imports/template.xlsx': absent(
    '/imports/template.xlsx',
    ['inspector', 'dispatcher', 'foreignDispatcher'],
    200,
  ),
  'POST /api/v1/imports/errors.xlsx': {
    ...absent('/imports/errors.xlsx', ['inspector', 'dispatcher', 'foreignDispatcher'], 422),
    body: () => new FormData(),
  },
  'GET /api/v1/verify/{token}': { ...absent('/verify/none'), anonymous: 404 },
  'GET /api/v1/notices': everyone('/notices'),
  'GET /api/v1/inbox': everyone('/inbox'),
  'POST /api/v1/inbox/seen': { path: () => '/inbox/seen', allowed: ALL, status: 200 },
  'GET /api/v1/people/me/preferences': everyone('/people/me/preferences'),
  'PUT /api/v1/people/me/preferences': {
    path: () => '/people/me/preferences',
    body: () => ({ language: 'zh', phone: null, email: null, quietHours: null, digestMinutes: 5, order: ['sms'] }),
    allowed: ALL,
    status: 200,
  },
  'GET /api/v1/people/me/deadline-feed': everyone('/people/me/deadline-feed'),
  'POST /api/v1/people/me/deadline-feed': { path: () => '/people/me/deadline-feed', allowed: ALL, status: 201 },
  'DELETE /api/v1/people/me/deadline-feed': { path: () => '/people/me/deadline-feed', allowed: ALL, status: 204 },
  'GET /api/v1/message-outlets': { path: () => '/message-outlets', allowed: ['admin'], status: 200 },
  'POST /api/v1/message-outlets': { path: () => '/message-outlets', allowed: ['admin'], status: 422 },
  'PUT /api/v1/message-outlets/{id}': { path: () => '/message-outlets/none', allowed: ['admin'], status: 422 },
  'POST /api/v1/message-outlets/{id}/rotations': {
    path: () => '/message-outlets/none/rotations',
    allowed: ['admin'],
    status: 422,
  },
  'POST /api/v1/message-outlets/{id}/tests': {
    path: () => '/message-outlets/none/tests',
    allowed: ['admin'],
    status: 404,
  },
  'GET /api/v1/message-outlets/{id}/messages': {
    path: () => '/message-outlets/none/messages',
    allowed: ['admin'],
    status: 404,
  },
  'GET /api/v1/messages/undelivered': { path: () => '/messages/undelivered', allowed: SENDERS, status: 200 },
  'POST /api/v1/messages/{id}/phone-calls': {
    path: () => `/messages/${randomUUID()}/phone-calls`,
    body: () => ({ calledName: '承办人', calledAt: '2026-09-17T08:00:00+08:00', content: '已告知' }),
    allowed: SENDERS,
    status: 404,
  },
  'GET /api/v1/findings/{id}/deliveries': {
    path: ({ finding }) => `/findings/${finding}/deliveries`,
    allowed: IN_SIGHT.filter((caller) => caller !== 'ownHandler' && caller !== 'ownLeader'),
    status: 200,
    otherwise: 404,
  },
  'POST /api/v1/sms-replies/{outlet}': {
    path: () => `/sms-replies/${randomUUID()}`,
    allowed: [],
    status: 200,
    otherwise: 401,
  },
  'GET /api/v1/duty-roster': everyone('/duty-roster?from=2026-09-17&to=2026-09-18'),
  'GET /api/v1/duty-roster/{unit}/now': everyone('/duty-roster/cg/now'),
  'GET /api/v1/duty-roster/{unit}/people': {
    path: () => '/duty-roster/cg/people',
    allowed: ['dispatcher', 'ownHandler', 'ownLeader', 'admin'],
    status: 200,
  },
  'PUT /api/v1/duty-roster/{unit}': {
    path: () => '/duty-roster/cg',
    body: () => ({ from: '2027-03-01T00:00:00+08:00', to: '2027-03-02T00:00:00+08:00', shifts: [] }),
    allowed: ['dispatcher', 'ownHandler', 'ownLeader', 'admin'],
    status: 200,
  },
  'POST /api/v1/duty-roster/imports': {
    path: () => '/duty-roster/imports',
    body: () => new FormData(),
    allowed: [...DISPATCHERS_AND_UNITS, 'admin'],
    status: 422,
  },
  'POST /api/v1/simulations/deadline': {
    path: () => '/simulations/deadline',
    body: () => ({ startAt: '2026-09-24T23:41:00+08:00', categoryCode: 'SS01' }),
    allowed: ALL,
    status: 200,
  },
  'POST /api/v1/simulations/escalation': {
    path: () => '/simulations/escalation',
    body: () => ({ assignedAt: '2026-09-24T23:41:00+08:00', categoryCode: 'SS01' }),
    allowed: ALL,
    status: 200,
  },
  'GET /api/v1/directory/network': everyone('/directory/network'),
  'POST /api/v1/directory/batches': {
    path: () => '/directory/batches',
    allowed: ['admin'],
    status: 422,
  },
  'GET /api/v1/directory/lead-rules': everyone('/directory/lead-rules'),
  'POST /api/v1/directory/lead-rules': {
    path: () => '/directory/lead-rules',
    allowed: ['admin'],
    status: 422,
  },
  'GET /api/v1/directory/sureties': everyone('/directory/sureties'),
  'POST /api/v1/directory/sureties': {
    path: () => '/directory/sureties',
    allowed: ['admin'],
    status: 422,
  },
  'GET /api/v1/directory/aliases': everyone('/directory/aliases'),
  'POST /api/v1/directory/aliases': {
    path: () => '/directory/aliases',
    allowed: ['admin'],
    status: 422,
  },
  'GET /api/v1/directory/changes': {
    path: () => '/directory/changes',
    allowed: ['admin', 'auditor'],
    status: 200,
  },
  'GET /api/v1/directory/workbook': {
    path: () => '/directory/workbook',
    allowed: ['admin'],
    status: 200,
  },
  'GET /api/v1/directory/workbook/template': {
    path: () => '/directory/workbook/template',
    allowed: ['admin'],
    status: 200,
  },
  'POST /api/v1/directory/workbook': {
    path: () => '/directory/workbook',
    body: () => new FormData(),
    allowed: ['admin'],
    status: 422,
  },
  'GET /api/v1/directory/people': {
    path: () => '/directory/people',
    allowed: ['admin'],
    status: 200,
  },
  'POST /api/v1/directory/people': {
    path: () => '/directory/people',
    allowed: ['admin'],
    status: 422,
  },
  'PUT /api/v1/directory/people/{id}': {
    path: () => '/directory/people/none',
    allowed: ['admin'],
    status: 422,
  },
  'POST /api/v1/directory/people/{id}/close': {
    path: () => '/directory/people/none/close',
    allowed: ['admin'],
    status: 422,
  },
  'POST /api/v1/directory/people/{id}/password': {
    path: () => '/directory/people/none/password',
    allowed: ['admin'],
    status: 422,
  },
  'POST /api/v1/directory/people/{id}/positions': {
    path: () => '/directory/people/none/positions',
    allowed: ['admin'],
    status: 422,
  },
  'POST /api/v1/directory/people/{id}/positions/end': {
    path: () => '/directory/people/none/positions/end',
    allowed: ['admin'],
    status: 422,
  },
  'POST /api/v1/people/me/password': {
    path: () => '/people/me/password',
    allowed: ALL,
    status: 422,
  },
  'GET /api/v1/delegations': everyone('/delegations'),
  'GET /api/v1/delegations/colleagues': everyone('/delegations/colleagues'),
  'POST /api/v1/delegations': {
    path: () => '/delegations',
    allowed: ALL,
    status: 422,
  },
  'POST /api/v1/delegations/{id}/revoke': {
    path: () => '/delegations/none/revoke',
    allowed: ALL,
    status: 404,
  },
  'GET /api/v1/policies/sources': everyone('/policies/sources'),
  'GET /api/v1/outages': {
    path: () => '/outages',
    allowed: ['admin'],
    status: 200,
  },
  'GET /api/v1/calendars/current': everyone('/calendars/current'),
  'POST /api/v1/calendars': {
    path: () => '/calendars?dryRun=true',
    body: ({ calendar }) => calendar,
    allowed: ['admin'],
    status: 200,
    otherwise: 403,
  },
  'GET /api/v1/policies/current': everyone('/policies/current'),
  'POST /api/v1/policies': {
    path: () => '/policies?dryRun=true',
    body: ({ policy }) => ({ policy }),
    allowed: ['admin'],
    status: 200,
    otherwise: 403,
  },
  'POST /api/v1/outages': {
    path: () => '/outages',
    body: () => ({ from: '2026-09-16T09:00:00+08:00', to: '2026-09-16T10:00:00+08:00' }),
    allowed: ['admin'],
    status: 201,
    otherwise: 403,
  },
  // Recorded by this very admin: a second person is asked for.
  'POST /api/v1/outages/{id}/confirm': {
    path: ({ outage }) => `/outages/${outage}/confirm`,
    allowed: [],
    status: 200,
    otherwise: 403,
  },
  'GET /api/v1/api-keys': { path: () => '/api-keys', allowed: ['admin'], status: 200 },
  'POST /api/v1/api-keys': { path: () => '/api-keys', allowed: ['admin'], status: 422 },
  'DELETE /api/v1/api-keys/{id}': absent(`/api-keys/${NOWHERE}`, ['admin']),
  'GET /api/v1/findings/{id}/executor-links': ofUnit(({ finding }) => `/findings/${finding}/executor-links`, 200),
  'POST /api/v1/findings/{id}/executor-links': ofUnit(({ finding }) => `/findings/${finding}/executor-links`, 201),
  'DELETE /api/v1/findings/{id}/executor-links/{link}': ofUnit(
    ({ finding }) => `/findings/${finding}/executor-links/${NOWHERE}`,
    404,
  ),
  'POST /api/v1/findings/{id}/executor-reports/{report}/take': ofUnit(
    ({ finding, report }) => `/findings/${finding}/executor-reports/${report}/take`,
    409,
    () => ({}),
  ),
  'POST /api/v1/findings/{id}/executor-reports/{report}/decline': ofUnit(
    ({ finding, report }) => `/findings/${finding}/executor-reports/${report}/decline`,
    409,
    () => ({ reason }),
  ),
  'GET /api/v1/executor': byLink('/executor'),
  'GET /api/v1/executor/photos/{sha256}': byLink('/executor/photos/none'),
  'POST /api/v1/executor/photos': byLink('/executor/photos', () => new Uint8Array(1)),
  'POST /api/v1/executor/reports': byLink('/executor/reports', () => ({
    reportedBy: '某物业',
    text: '已清运',
    photos: ['0'.repeat(64)],
  })),
  'GET /api/v1/views': everyone('/views'),
  'POST /api/v1/views': { ...everyone('/views', 201), body: () => VIEW },
  'PUT /api/v1/views/{id}': { path: ({ view }) => `/views/${view}`, body: () => VIEW, allowed: ALL, status: 404 },
  'DELETE /api/v1/views/{id}': { path: ({ view }) => `/views/${view}`, allowed: ALL, status: 404 },
  'GET /api/v1/board': everyone('/board'),
  'GET /api/v1/board/leader': everyone('/board/leader'),
  'GET /api/v1/today': everyone('/today'),
  'GET /api/v1/units/{id}/desk': inSight(() => '/units/cg/desk'),
  'GET /api/v1/findings/calendar': everyone('/findings/calendar?from=2026-09-01&to=2026-09-30'),
  'GET /api/v1/findings/geo': everyone('/findings/geo'),
  'GET /api/v1/findings/nearby': everyone('/findings/nearby?lng=116.5&lat=31.73'),
  'GET /api/v1/findings/tallies': everyone('/findings/tallies?filter=open%3Dtrue'),
  // Each item answers for itself; see below.
  'POST /api/v1/bulk/{command}': {
    ...everyone('/bulk/urge'),
    body: ({ finding }) => ({ items: [{ findingId: finding }], payload: { text: '请尽快' } }),
  },
  'POST /api/v1/samples': {
    path: () => '/samples',
    body: ({ finding, second }) => ({ findingIds: [finding, second], share: 0.5 }),
    allowed: ['inspector', 'verifier'],
    status: 201,
    others: { foreignDispatcher: 404 },
  },
  'GET /api/v1/samples/{id}': inSight(({ sample }) => `/samples/${sample}`),
  'GET /api/v1/assessments': everyone('/assessments'),
  'GET /api/v1/assessments/{id}': draft(DRAFT),
  'GET /api/v1/assessments/{id}/units/{unitId}': draft(`${DRAFT}/units/cg`),
  'GET /api/v1/assessments/{id}/verification': draft(`${DRAFT}/verification`),
  'GET /api/v1/assessments/{id}/ranking.xlsx': draft(`${DRAFT}/ranking.xlsx`),
  'GET /api/v1/assessments/{id}/ground': absent(`${DRAFT}/ground?entry=none`),
  'POST /api/v1/assessments/{id}/appeals': {
    ...absent(`${DRAFT}/appeals`, UNITS),
    body: () => ({ entryId: 'none', text: '当日已清运' }),
  },
  'POST /api/v1/assessments/{id}/appeals/{appealId}/rule': {
    ...absent(`${DRAFT}/appeals/none/rule`, DECIDERS, 409),
    body: () => ({ upheld: false, reason }),
  },
  'POST /api/v1/assessments/{id}/correct': absent(`${DRAFT}/correct`, DECIDERS, 409),
  'POST /api/v1/assessments/{id}/proposals/{proposalId}/decide': {
    ...absent(`${DRAFT}/proposals/none/decide`, DECIDERS),
    body: () => ({ decision: 'refused', reason }),
  },
  'GET /api/v1/grid-sheets': everyone('/grid-sheets'),
  'POST /api/v1/assessments/{id}/bulletin': {
    path: () => `${DRAFT}/bulletin`,
    body: () => ({}),
    allowed: ['dispatcher', 'approver'],
    status: 409,
    others: { foreignDispatcher: 404 },
  },
  'GET /api/v1/red-black': everyone('/red-black'),
  'GET /api/v1/rulebooks': everyone('/rulebooks'),
  'GET /api/v1/rulebooks/{version}': everyone('/rulebooks/current'),
  'POST /api/v1/rulebooks': { path: () => '/rulebooks', body: () => ({}), allowed: ['admin'], status: 422 },
  'GET /api/v1/year-marks': {
    path: () => '/year-marks?year=2026&subject=units',
    allowed: ['dispatcher', 'approver', 'districtLeader', 'auditor', 'admin'],
    status: 200,
  },
  'POST /api/v1/year-marks': {
    path: () => '/year-marks',
    body: () => ({ year: 2026, subject: 'units', subjectId: 'cg', onSite: 90, satisfaction: null }),
    allowed: ['dispatcher', 'admin'],
    status: 200,
  },
  'GET /api/v1/recognitions': everyone('/recognitions'),
  'POST /api/v1/recognitions': {
    path: () => '/recognitions',
    body: () => ({
      bonus: 'practice_adopted',
      unitId: 'cg',
      on: '2026-09-10',
      documentTitle: '经验交流',
      documentNumber: randomUUID(),
    }),
    allowed: ['dispatcher', ...DECIDERS],
    status: 201,
  },
  'POST /api/v1/recognitions/{id}/confirm': {
    ...absent('/recognitions/none/confirm', ['dispatcher', ...DECIDERS]),
    body: () => ({ revision: 1 }),
  },
  'POST /api/v1/recognitions/{id}/withdraw': {
    ...absent('/recognitions/none/withdraw', DECIDERS),
    body: () => ({ revision: 1, reason }),
  },
  'GET /api/v1/assessed-units': {
    path: () => '/assessed-units',
    allowed: ['dispatcher', 'approver', 'districtLeader', 'auditor', 'admin'],
    status: 200,
  },
  'POST /api/v1/assessed-units': {
    path: () => '/assessed-units',
    body: () => ({ unitId: 'cg', class: '区直职能单位', from: '2099-01-01' }),
    allowed: ['dispatcher', 'admin'],
    status: 200,
  },
  'POST /api/v1/property/companies': {
    path: () => '/property/companies',
    body: () => ({ name: `物业${randomUUID()}` }),
    allowed: ['dispatcher', 'admin'],
    status: 201,
  },
  'POST /api/v1/property/companies/{id}': {
    ...absent('/property/companies/none', ['dispatcher', 'foreignDispatcher', 'admin']),
    body: () => ({ name: '无此企业' }),
  },
  'POST /api/v1/property/projects': {
    path: () => '/property/projects',
    body: () => ({ name: `小区${randomUUID()}`, companyId: 'wy-ankang', streetId: 'dongshi', housing: 'old' }),
    allowed: ['dispatcher', 'admin'],
    status: 201,
  },
  'POST /api/v1/property/projects/{id}': {
    ...absent('/property/projects/none', ['dispatcher', 'foreignDispatcher', 'admin']),
    body: () => ({ name: '无此小区', companyId: 'wy-ankang', streetId: 'dongshi', housing: 'old' }),
  },
  'GET /api/v1/property/sheet': everyone('/property/sheet'),
  'GET /api/v1/property/projects': everyone('/property/projects'),
  'GET /api/v1/property/projects/{id}': {
    path: () => '/property/projects/xq-yunlu',
    allowed: [...OVERSEERS, 'foreignDispatcher', 'gridWorker'],
    status: 200,
    otherwise: 404,
  },
  'POST /api/v1/property/projects/{id}/visits': {
    path: () => '/property/projects/xq-yunlu/visits',
    body: () => ({ on: '2026-09-16', times: {} }),
    allowed: [...FILERS, 'verifier'],
    status: 201,
  },
  'GET /api/v1/property/assessments/{id}': draft('/property/assessments/property-month-2026-08-01-1'),
  'POST /api/v1/property/draws': {
    path: () => '/property/draws',
    body: () => ({ start: '2026-07-01', seed: '5e'.repeat(16), perStreet: 1 }),
    allowed: ['inspector', 'dispatcher', 'approver'],
    status: 201,
  },
  'GET /api/v1/property/draws/{start}': absent('/property/draws/2026-04-01'),
  'GET /api/v1/property/agenda.xlsx': {
    path: () => '/property/agenda.xlsx',
    allowed: ['dispatcher', 'approver', 'districtLeader', 'auditor', 'admin'],
    status: 200,
  },
  'GET /api/v1/property/credit': everyone('/property/credit'),
  'POST /api/v1/property/credit': {
    ...absent('/property/credit', ['inspector', 'dispatcher', 'approver']),
    body: () => ({ projectId: 'none', points: -1, fact: '垃圾未清运', basis: reason }),
  },
  // The office records the other steps; this one is a decision.
  'POST /api/v1/property/credit/{id}/steps': {
    ...absent(`/property/credit/${NOWHERE}/steps`, DECIDERS),
    body: () => ({ type: 'decide', list: false, reason }),
  },
  'POST /api/v1/property/credit/exits/{proposalId}': {
    ...absent('/property/credit/exits/none', ['dispatcher', ...DECIDERS]),
    body: () => ({ outcome: 'kept', decidedOn: '2026-09-01', decider: '业主大会', document: '决议' }),
  },
  'GET /api/v1/settings/public': visible('/settings/public', 200),
  // No identity provider is set here.
  'GET /api/v1/sso/start': visible('/sso/start', 404),
  'GET /api/v1/sso/return': visible('/sso/return', 404),
};
/** Answers for as long as it is read: no row asks it. */
const STREAM = 'GET /api/v1/stream';
const COMMANDS = 'POST /api/v1/findings/{id}/{command}';

describe('who may do what', () => {
  let served: Served;
  let world: World;

  beforeAll(async () => {
    served = await Served.open();
    const { default: sharp } = await import('sharp');
    const bytes = await sharp({ create: { width: 90, height: 60, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
    const { sha256 } = (await served.done('inspector2', '/evidence', bytes, { 'content-type': 'image/jpeg' })).body;
    const finding = await served.file({ evidence: [{ sha256 }] }, 'inspector2');
    const second = await served.file({}, 'inspector2');
    const findingIds = [finding, second];
    const items = findingIds.map((findingId) => ({ findingId }));
    const { body } = await served.done('dispatcher', '/dispatches', { unitId: 'cg', items });
    const sample = await served.done('inspector2', '/samples', { findingIds, share: 1 });
    const view = await served.done('inspector2', '/views', VIEW);
    const report = await declined(finding, bytes);
    await served.district.record.assessment.office.compute(periodOf('month', '2026-08-01'));
    const outage = await served.done('admin', '/outages', {
      from: '2026-09-15T09:00:00+08:00',
      to: '2026-09-15T10:00:00+08:00',
    });
    const { policy, calendar } = loadDefaults();
    world = {
      finding,
      second,
      dispatch: body.id,
      sha256,
      outage: outage.body.id,
      report,
      sample: sample.body.id,
      view: view.body.items[0].id,
      policy,
      calendar,
    };
  });
  afterAll(() => served.close());

  const declined = async (finding: string, photo: Buffer): Promise<string> => {
    const { body: link } = await served.done('handler.cg', `/findings/${finding}/executor-links`);
    const authorization = `Link ${new URL(link.url).hash.slice(1)}`;
    const jpeg = { authorization, 'content-type': 'image/jpeg' };
    const { sha256 } = (await served.post(null, '/executor/photos', photo, jpeg)).body;
    const given = { reportedBy: '某物业', text: '已清运', photos: [sha256] };
    const { id } = (await served.post(null, '/executor/reports', given, { authorization })).body.reports[0];
    await served.done('handler.cg', `/findings/${finding}/executor-reports/${id}/decline`, { reason });
    return id;
  };

  it('has a row for every route, and no row without one', () => {
    const routes = routesOf(served.app).filter((route) => route.includes('/api/v1/'));
    expect([...Object.keys(TABLE), STREAM, COMMANDS].sort()).toEqual(routes.sort());
    expect(Object.keys(MAY_GIVE).sort()).toEqual([...COMMAND_NAMES].sort());
  });

  const ask = (caller: CallerName | null, route: string): Promise<Answer> => {
    const { path, body } = TABLE[route]!;
    const method = route.split(' ')[0]!;
    const given = body?.(world);
    const headers = given instanceof Uint8Array ? { 'content-type': 'image/jpeg' } : undefined;
    const username = caller && CALLERS[caller];
    return served.send(username, `/api/v1${path(world)}`, { method, body: given, headers });
  };

  const expected = ({ allowed, status, others, otherwise = 403 }: Row, caller: CallerName): number =>
    allowed.includes(caller) ? status : (others?.[caller] ?? otherwise);
  const rows = Object.entries(TABLE).filter(([route]) => route !== 'DELETE /api/v1/sessions/current');
  const cases = rows.flatMap(([route, row]) => ALL.map((caller) => [route, caller, expected(row, caller)] as const));

  it.each(cases)('%s by %s answers %i', async (route, caller, status) => {
    expect((await ask(caller, route)).status).toBe(status);
  });

  it.each(Object.keys(TABLE))('%s is closed to who has not signed in', async (route) => {
    const answer = await ask(null, route);
    expect(answer.status).toBe(TABLE[route]!.anonymous ?? 401);
    if (answer.status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it.each(BULK_COMMANDS)('%s in bulk is refused, item by item, to those who may not give it', async (command) => {
    const findingId = await served.rectifying();
    for (const caller of ALL.filter((name) => !MAY_GIVE[command].includes(name))) {
      const given = { items: [{ findingId }], payload: BODIES[command] ?? {} };
      const { body } = await served.done(CALLERS[caller], `/bulk/${command}`, given);
      const { code } = body.items[0].problem;
      const told = IN_SIGHT.includes(caller) ? NO_AUTHORITY.includes(code) : code === 'not_found';
      expect({ caller, code, told }).toEqual({ caller, code, told: true });
    }
  });

  it.each(ALL)('the stream opens for %s', async (caller) => {
    const authorization = `Bearer ${await served.token(CALLERS[caller])}`;
    const response = await fetch(`${served.origin}/api/v1/stream`, { headers: { authorization } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    await response.body!.cancel();
  });

  it('the stream is closed to who has not signed in', async () => {
    expect((await served.get(null, '/stream')).status).toBe(401);
  });

  describe.each(COMMAND_NAMES)('the command %s', (command) => {
    let id: string;
    beforeAll(async () => {
      id = await served.rectifying();
      if (command === 'merge') BODIES.merge = { into: await served.rectifying(), reason };
    });

    const give = (username: string | null): Promise<Answer> =>
      served.post(username, `/findings/${id}/${command}`, BODIES[command] ?? {});

    it('is closed to who has not signed in', async () => {
      expect((await give(null)).status).toBe(401);
    });

    it('does not exist on a finding that is out of sight', async () => {
      for (const caller of ALL.filter((name) => !IN_SIGHT.includes(name)))
        expect((await give(CALLERS[caller])).body).toMatchObject({ status: 404, code: 'not_found' });
    });

    it('is refused to those in sight without the authority', async () => {
      for (const caller of IN_SIGHT.filter((name) => !MAY_GIVE[command].includes(name))) {
        const { status, body } = await give(CALLERS[caller]);
        expect({ caller, status, known: NO_AUTHORITY.includes(body.code) }).toEqual({
          caller,
          status: 403,
          known: true,
        });
      }
    });

    it('is judged on its merits for those who have it', async () => {
      for (const caller of MAY_GIVE[command]) {
        const { status, body } = await give(CALLERS[caller]);
        expect([200, 403, 409, 422]).toContain(status);
        expect({ caller, refused: NO_AUTHORITY.includes(body.code) }).toEqual({ caller, refused: false });
      }
    });
  });

  it('ends a session for good', async () => {
    const token = await served.token('deputy.mayor');
    const headers = { authorization: `Bearer ${token}` };
    expect((await served.send(null, '/api/v1/sessions/current', { method: 'DELETE', headers })).status).toBe(204);
    expect((await served.send(null, '/api/v1/people/me', { headers })).status).toBe(401);
  });

  it('knows no system command and no made-up one', async () => {
    for (const name of [
      'absorb',
      'release',
      'reproject-calendar',
      'apply-policy',
      'excuse-outage',
      'file',
      'open',
      'obliterate',
      '__proto__',
    ])
      expect((await served.post('admin', `/findings/${world.finding}/${name}`)).body).toMatchObject({
        status: 404,
        code: 'unknown_command',
      });
    expect((await served.post('admin', `/findings/${randomUUID()}/sign`)).body.code).toBe('not_found');
  });
});
