import type { Claim, Field, Form, Forms, Known, Option } from './form';

const HOUR_MINUTES = 60;
const OFFICE = 'OFFICE';

const reason = (label = 'reason', when?: Field['when']): Field => ({
  name: 'reason',
  as: 'words',
  label,
  required: true,
  ...(when && { when }),
});
const withReason = (label: string): Form => ({ fields: () => [reason(label)] });
const text = (label: string): Field => ({ name: 'text', as: 'words', label, required: true });

/** Yes or no, said in the words of the decision. */
const decision = (name: string, { names }: Known, yes: string, no: string): Field => ({
  name,
  as: 'radio',
  label: 'decision',
  required: true,
  options: [
    { value: 'yes', label: names.word('choice', yes) },
    { value: 'no', label: names.word('choice', no) },
  ],
});

const isYes = (value: unknown): boolean => value === 'yes';

const choices = ({ names }: Known, codes: readonly string[], before = ''): Option[] =>
  codes.map((value) => ({ value, label: names.word('choice', `${before}${value}`) }));

const openRequests = ({ finding, names }: Known, kind: 'return' | 'extension' | 'suspension'): Field => {
  const open = finding.requests.filter((one) => one.kind === kind && one.status === 'open');
  const unitOf = (lineId: string) => names.unit(finding.lines.find(({ id }) => id === lineId)?.unitId);
  return {
    name: 'requestId',
    as: 'choice',
    required: true,
    options: open.map(({ id, lineId, askedAt }) => ({
      value: id,
      label: `${unitOf(lineId)} ${names.moment(askedAt)}`,
    })),
  };
};

const asked = ({ finding }: Known, kind: 'return' | 'extension' | 'suspension') =>
  finding.requests.find((one) => one.kind === kind && one.status === 'open');

/** 五定, with what the rule proposes; an assignment goes to a post, not to a person. */
function fixings(known: Known): Field[] {
  const { finding, names, units, categories, tomorrow } = known;
  const proposed = finding.fixings?.unitId ?? finding.proposal.unitId ?? '';
  const category = categories.find(({ code }) => code === finding.categoryCode);
  const dangers = [...new Set(category?.steps.flatMap(({ onlyIf }) => onlyIf ?? []))];
  return [
    { name: 'unitId', as: 'choice', label: 'leadUnit', required: true, options: units, start: proposed },
    {
      name: 'coUnitIds',
      as: 'many',
      options: units,
      start: finding.fixings?.coUnitIds ?? finding.proposal.coUnitIds,
    },
    {
      name: 'leader',
      as: 'line',
      start:
        finding.fixings?.leader ?? (proposed ? `${names.unit(proposed)}${names.word('position', 'unit_deputy')}` : ''),
    },
    { name: 'task', as: 'words', required: true, start: finding.fixings?.task ?? finding.description },
    { name: 'fixedDate', as: 'date', least: tomorrow, start: finding.fixedDate ?? '' },
    { name: 'milestones', as: 'milestones', start: finding.fixings?.milestones ?? [] },
    {
      name: 'officer',
      as: 'line',
      start:
        finding.fixings?.officer ?? (proposed ? `${names.unit(proposed)}${names.word('position', 'handler')}` : ''),
    },
    ...(dangers.length > 0
      ? [
          {
            name: 'dangers',
            as: 'many' as const,
            options: dangers.map((value) => ({ value, label: value })),
            start: finding.dangers,
          },
        ]
      : []),
  ];
}

const limit = ({ limitAmount, limitUnit }: Record<string, unknown>) =>
  limitUnit === 'hours'
    ? { amount: Number(limitAmount) * HOUR_MINUTES, unit: 'WORK_MINUTES', service: OFFICE }
    : { amount: Number(limitAmount), unit: 'WORK_DAYS', service: OFFICE };

/** Only what is different from what the case says now. */
function amended(given: Record<string, unknown>, { finding }: Known): object {
  const { pointName, streetId, communityId, defects, ...rest } = given;
  const changed = Object.entries({ ...rest, defects }).filter(
    ([key, value]) => value !== undefined && value !== finding[key as keyof typeof finding],
  );
  const place = { pointName, streetId, communityId };
  const moved = Object.entries(place).filter(
    ([key, value]) => value !== undefined && value !== finding.place[key as keyof typeof place],
  );
  return { ...Object.fromEntries(changed), ...(moved.length > 0 && { place: Object.fromEntries(moved) }) };
}

/** The clock that an extension would lengthen: of the caller's line, its last step. */
export const verdictClock = ({ finding, me }: Pick<Known, 'finding' | 'me'>) => {
  const line =
    finding.lines.find(({ unitId, status }) => unitId === me.unitId && status === 'open') ?? finding.lines[0];
  const step = finding.steps.at(-1)?.code;
  return finding.clocks.find((clock) => clock.id === `${line?.id}.${step}`);
};

export const isInHours = (unit: string | undefined): boolean => unit === 'WORK_MINUTES' || unit === 'ELAPSED_MINUTES';

/** Hours are asked, minutes are kept. */
const inUnitOf = (known: Known, amount: unknown): number =>
  Number(amount) * (isInHours(verdictClock(known)?.unit) ? HOUR_MINUTES : 1);

function extension(known: Known): Field[] {
  const hours = isInHours(verdictClock(known)?.unit);
  const byAmount: Field = {
    name: 'amount',
    as: 'number',
    label: hours ? 'moreHours' : 'moreDays',
    required: true,
    least: 1,
    start: '1',
    when: ({ how }) => hours || how !== 'until',
  };
  return [
    ...(hours
      ? []
      : [
          {
            name: 'how',
            as: 'radio' as const,
            label: 'how',
            options: choices(known, ['amount', 'until'], 'extension_'),
            start: 'amount',
          },
        ]),
    byAmount,
    {
      name: 'until',
      as: 'date',
      label: 'extendUntil',
      required: true,
      least: known.tomorrow,
      when: ({ how }) => how === 'until',
    },
    reason('extensionReason'),
  ];
}

/** What suspends groups only is decided on a page of its own. */
const ofOneCase = ({ policy }: Known) => policy?.suspensions.filter(({ group }) => !group) ?? [];

/** Each with who grants it and for how long at most. */
const suspensionReasons = (known: Known, rules = ofOneCase(known)): Option[] =>
  rules.map((rule) => ({ value: rule.reason, label: known.names.suspension(rule) }));

/** What the caller's own post may decide; where it may decide none, the record says whose it is. */
function ownSuspensionReasons(known: Known): Option[] {
  const own = ofOneCase(known).filter(({ by }) => known.me.positions.includes(by));
  return own.length > 0 ? suspensionReasons(known, own) : suspensionReasons(known);
}

const asAfter = (claims: readonly Claim[]) => claims.map((claim) => ({ ...claim, role: 'after' }));

type Line = Known['finding']['lines'][number];

export const isUnsigned = ({ status, signedAt }: Line): boolean => status === 'open' && signedAt === null;

export const isHandedDownBy = (unitId: string, { parentId }: Line, { lines }: Known['finding']): boolean =>
  lines.some((line) => line.id === parentId && line.unitId === unitId);

const ofNotice: Form = {};

export const FORMS: Forms = {
  amend: {
    fields: ({ finding, categories, streets, communities, names }) => [
      {
        name: 'categoryCode',
        as: 'choice',
        options: categories
          .filter(({ code, retired }) => !retired || code === finding.categoryCode)
          .map(({ code, name, parent }) => ({ value: code, label: name, group: parent })),
        start: finding.categoryCode ?? '',
      },
      { name: 'description', as: 'words', required: true, start: finding.description },
      {
        name: 'severity',
        as: 'radio',
        options: ['minor', 'serious', 'major'].map((value) => ({ value, label: names.word('severity', value) })),
        start: finding.severity,
      },
      {
        name: 'urgency',
        as: 'radio',
        options: ['routine', 'expedited', 'urgent'].map((value) => ({ value, label: names.word('urgency', value) })),
        start: finding.urgency,
      },
      { name: 'pointName', as: 'line', start: finding.place.pointName ?? '' },
      { name: 'streetId', as: 'choice', options: streets, start: finding.place.streetId ?? '' },
      { name: 'communityId', as: 'choice', options: communities, start: finding.place.communityId ?? '' },
      { name: 'defects', as: 'number', least: 1, start: String(finding.defects) },
    ],
    body: amended,
  },
  'pass-on': {},
  'pass-back': withReason('passBackReason'),
  settle: {
    fields: () => [text('settled'), { name: 'evidence', as: 'photos', label: 'afterPhotos' }],
    body: ({ evidence, ...given }) => ({
      ...given,
      ...(Array.isArray(evidence) && { evidence: asAfter(evidence as Claim[]) }),
    }),
  },
  register: {},
  dismiss: withReason('dismissReason'),
  assign: { fields: fixings },
  claim: { fields: ({ finding }) => [{ name: 'task', as: 'words', start: finding.description }] },
  reassign: {
    fields: (known) => [...fixings(known), { name: 'wrongDispatch', as: 'tick' }, reason('reassignReason')],
    body: (given) => ({ ...given, wrongDispatch: given.wrongDispatch === true }),
  },
  'hand-down': {
    fields: (known) => [
      {
        name: 'unitId',
        as: 'choice',
        label: 'handTo',
        required: true,
        options: known.ownUnits.length > 0 ? known.ownUnits : known.units,
      },
      { name: 'limitAmount', as: 'number', required: true, least: 1, start: '1' },
      {
        name: 'limitUnit',
        as: 'radio',
        required: true,
        options: choices(known, ['days', 'hours'], 'limit_'),
        start: 'days',
      },
    ],
    body: (given) => ({ unitId: given.unitId, limit: limit(given) }),
  },
  recall: {
    // What the office handed over it takes back whole; a unit, what it handed down.
    fields: ({ finding, me, names }) => {
      const own = finding.lines.filter((line) => isHandedDownBy(me.unitId, line, finding) && isUnsigned(line));
      const options = own.map(({ id, unitId }) => ({ value: id, label: names.unit(unitId) }));
      return own.length > 0
        ? [{ name: 'lineId', as: 'choice' as const, label: 'recallFrom', required: true, options }]
        : [];
    },
  },
  sign: {},
  'request-return': {
    fields: ({ policy, names, units }) => [
      {
        name: 'reason',
        as: 'choice',
        label: 'returnReason',
        required: true,
        options: policy?.returnReasons.map(({ code }) => ({ value: code, label: names.word('reason', code) })) ?? [],
      },
      { name: 'basis', as: 'words', required: true },
      {
        name: 'proposedUnitId',
        as: 'choice',
        required: true,
        options: units,
        when: ({ reason: code }) => policy?.returnReasons.find((one) => one.code === code)?.upheld === 'reassign',
      },
    ],
  },
  'rule-return': {
    fields: (known) => {
      const request = asked(known, 'return');
      const outcome = known.policy?.returnReasons.find(({ code }) => code === request?.reason)?.upheld;
      return [
        openRequests(known, 'return'),
        decision('upheld', known, 'return_upheld', 'return_refused'),
        ...(outcome === 'merge'
          ? [
              {
                name: 'mergeInto',
                as: 'finding' as const,
                required: true,
                when: ({ upheld }: { upheld?: unknown }) => isYes(upheld),
              },
            ]
          : []),
        ...(outcome === 'transfer'
          ? [
              {
                name: 'transferTo',
                as: 'line' as const,
                required: true,
                when: ({ upheld }: { upheld?: unknown }) => isYes(upheld),
              },
            ]
          : []),
        reason('rulingReason'),
      ];
    },
    body: (given) => ({ ...given, upheld: isYes(given.upheld) }),
  },
  'report-progress': { fields: () => [text('progress')] },
  submit: {
    fields: ({ finding }) => {
      const open = finding.steps.filter(({ completedAt }) => completedAt === null);
      return [
        ...(finding.steps.length > 1
          ? [
              {
                name: 'step',
                as: 'radio' as const,
                required: true,
                options: open.map(({ code, zh }) => ({ value: code, label: zh })),
                start: open[0]?.code ?? '',
              },
            ]
          : []),
        text('done'),
        { name: 'evidence', as: 'photos', label: 'afterPhotos', required: true },
      ];
    },
    body: ({ evidence, ...given }) => ({
      ...given,
      evidence: asAfter(evidence as Claim[]),
    }),
  },
  endorse: {},
  'send-back': withReason('sendBackReason'),
  verify: {
    fields: (known) => {
      const own = known.categories.find(({ code }) => code === known.finding.categoryCode)?.verify ?? 'photo';
      return [
        { name: 'outcome', as: 'radio', required: true, options: choices(known, ['passed', 'failed'], 'verify_') },
        {
          name: 'mode',
          as: 'radio',
          label: 'verifyMode',
          options: ['photo', 'site'].map((value) => ({ value, label: known.names.word('mode', value) })),
          start: own === 'site' ? 'site' : 'photo',
        },
        reason('failReason', ({ outcome }) => outcome === 'failed'),
        { name: 'sham', as: 'tick', when: ({ outcome }) => outcome === 'failed' },
      ];
    },
  },
  approve: {},
  'reject-write-off': {
    fields: (known) => [
      {
        name: 'to',
        as: 'radio',
        label: 'backTo',
        required: true,
        options: choices(known, ['submitted', 'rectifying'], 'reject_'),
      },
      reason('rejectReason'),
    ],
  },
  object: withReason('objection'),
  'rule-objection': {
    fields: (known) => [decision('upheld', known, 'objection_upheld', 'objection_refused'), reason('rulingReason')],
    body: (given) => ({ ...given, upheld: isYes(given.upheld) }),
  },
  'request-extension': {
    fields: extension,
    body: ({ how: _, amount, ...given }, known) => ({
      ...given,
      ...(amount !== undefined && { amount: inUnitOf(known, amount) }),
    }),
  },
  'decide-extension': {
    fields: (known) => [
      openRequests(known, 'extension'),
      decision('granted', known, 'extension_granted', 'extension_refused'),
      reason('rulingReason', ({ granted }) => granted === 'no'),
    ],
    body: (given) => ({ ...given, granted: isYes(given.granted) }),
  },
  'request-suspension': {
    fields: (known) => [
      { name: 'reason', as: 'choice', label: 'suspensionReason', required: true, options: suspensionReasons(known) },
      { name: 'until', as: 'date', label: 'suspendUntil', required: true, least: known.tomorrow },
      { name: 'basis', as: 'words', label: 'suspensionBasis', required: true },
    ],
  },
  'decide-suspension': {
    fields: (known) => [
      openRequests(known, 'suspension'),
      decision('granted', known, 'suspension_granted', 'suspension_refused'),
      reason('rulingReason', ({ granted }) => granted === 'no'),
    ],
    body: (given) => ({ ...given, granted: isYes(given.granted) }),
  },
  suspend: {
    fields: (known) => [
      { name: 'reason', as: 'choice', label: 'suspensionReason', required: true, options: ownSuspensionReasons(known) },
      { name: 'until', as: 'date', label: 'suspendUntil', required: true, least: known.tomorrow },
    ],
  },
  resume: {
    fields: ({ finding, names }) => [
      {
        name: 'suspensionId',
        as: 'choice',
        label: 'suspension',
        required: true,
        options: finding.suspensions
          .filter(({ endedAt }) => endedAt === null)
          .map(({ id, reason: why, until }) => ({
            value: id,
            label: `${names.word('reason', why)} ${names.moment(until)}`,
          })),
      },
    ],
  },
  'state-reason': withReason('statedReason'),
  'rule-reason': {
    fields: (known) => [decision('accepted', known, 'reason_accepted', 'reason_refused'), reason('rulingReason')],
    body: (given) => ({ ...given, accepted: isYes(given.accepted) }),
  },
  urge: { fields: () => [text('urge')] },
  'start-higher': {
    fields: ({ names }) => [
      {
        name: 'colour',
        as: 'radio',
        required: true,
        options: ['yellow', 'red'].map((value) => ({ value, label: names.word('colour', value) })),
      },
      reason('higherReason'),
    ],
  },
  merge: { fields: () => [{ name: 'into', as: 'finding', required: true }, reason('mergeReason')] },
  unmerge: withReason('unmergeReason'),
  transfer: {
    fields: () => [
      { name: 'toUnit', as: 'line', required: true },
      { name: 'letter', as: 'words', required: true },
    ],
  },
  'confirm-transfer': {
    fields: (known) => [
      decision('signed', known, 'transfer_signed', 'transfer_refused'),
      reason('refusalReason', ({ signed }) => signed === 'no'),
    ],
    body: (given) => ({ ...given, signed: isYes(given.signed) }),
  },
  void: withReason('voidReason'),
  recheck: {
    fields: (known) => [
      { name: 'outcome', as: 'radio', required: true, options: choices(known, ['passed', 'failed'], 'recheck_') },
      reason('failReason', ({ outcome }) => outcome === 'failed'),
    ],
  },
  instruct: {
    fields: ({ finding, units }) => [
      text('instruction'),
      { name: 'toUnitId', as: 'choice', label: 'instructTo', options: units, start: finding.fixings?.unitId ?? '' },
      { name: 'replyWithinDays', as: 'number', least: 1 },
    ],
  },
  'reply-instruction': {
    fields: ({ finding, me, names }) => [
      {
        name: 'instructionId',
        as: 'choice',
        required: true,
        options: finding.instructions
          .filter(({ repliedAt, toUnitId }) => repliedAt === null && toUnitId === me.unitId)
          .map(({ id, text: words, at }) => ({ value: id, label: `${names.moment(at)} ${words.slice(0, 40)}` })),
      },
      text('instructionReply'),
    ],
  },
  'request-review': withReason('reviewReason'),
  'decide-review': {
    fields: (known) => [
      { name: 'outcome', as: 'radio', required: true, options: choices(known, ['upheld', 'changed'], 'review_') },
      reason('reviewDecision'),
    ],
  },
  comment: { fields: () => [text('comment')] },
  'call-back': {
    fields: (known) => [
      {
        name: 'answer',
        as: 'radio',
        required: true,
        options: choices(known, ['satisfied', 'at_fault', 'unsatisfied'], 'call_'),
      },
      text('callBack'),
    ],
    body: ({ answer, ...given }) => ({ ...given, satisfied: answer === 'satisfied', atFault: answer === 'at_fault' }),
  },
  'take-back': {},
  'check-notice': ofNotice,
  'issue-notice': ofNotice,
  'send-notice': ofNotice,
  'sign-notice': ofNotice,
  'reply-notice': { fields: () => [text('noticeReply')] },
  'close-notice': ofNotice,
  'withdraw-notice': withReason('withdrawReason'),
};
