import { z } from 'zod';
import { clockUnit, kind, severity, source, urgency, verificationMode, visibility, channel } from './codes';
import { matterSource } from './matters';
import {
  civilDate,
  findingId,
  instant,
  latitude,
  longitude,
  NARRATIVE,
  REASON,
  reference,
  sha256,
  text,
} from './values';
import type { CommandName, EvidenceClaim, Wire } from './wire';

const none = z.strictObject({});
const withReason = z.strictObject({ reason: text(REASON) });
const word = text(100);

const place = z
  .strictObject({
    streetId: reference.nullable(),
    communityId: reference.nullable(),
    pointName: text(200).nullable(),
    /** WGS 84 degrees. */
    lng: longitude.nullable(),
    lat: latitude.nullable(),
  })
  .partial()
  .meta({ id: 'PlaceGiven' });

const evidenceClaim = z
  .strictObject({
    sha256,
    role: z.enum(['before', 'after', 'material']).optional(),
    defect: z.int().min(1).max(50).default(1),
    /** How it was taken; what does not say is not taken for the in-app camera's. */
    capture: z.enum(['camera', 'gallery', 'scan']).optional(),
  })
  .meta({ id: 'EvidenceClaim' }) satisfies z.ZodType<EvidenceClaim>;

const evidence = z.array(evidenceClaim).max(50);

/** Somebody else than who enters it. */
const person = z
  .strictObject({ personId: reference, unitId: reference })
  .transform((named) => ({ ...named, onBehalfOf: null }));

/** Who mended it before the inspector's eyes: somebody with an account, or a unit's people who have none. */
const mender = z
  .strictObject({ personId: reference.optional(), unitId: reference })
  .transform(({ personId, unitId }) => ({ personId: personId ?? `unit:${unitId}`, unitId, onBehalfOf: null }));

export const fileFinding = z
  .strictObject({
    kind: kind.optional(),
    channel,
    source,
    severity: severity.optional(),
    urgency: urgency.optional(),
    categoryCode: reference.nullable().optional(),
    description: text(NARRATIVE),
    place: place.optional(),
    defects: z.int().min(1).max(50).optional(),
    dangers: z.array(word).max(20).optional(),
    visibility: visibility.optional(),
    covert: z.boolean().optional(),
    /** Whose loop it is; the caller's own unit when it is left out. */
    supervisingUnitId: reference.optional(),
    filedBy: person.optional(),
    capturedAt: instant.nullable().optional(),
    evidence: evidence.optional(),
    /** What the filer thinks; the dispatcher decides. */
    proposal: z.strictObject({ unitId: reference.nullable(), coUnitIds: z.array(reference).max(20) }).optional(),
    /** Whom it is about: a property company, a shop, a project. */
    subject: text(200).nullable().optional(),
    listId: reference.nullable().optional(),
    /** 督查轮次, open and with the caller in its team; and the place of it that was visited. */
    roundId: findingId.optional(),
    pointId: reference.optional(),
    /** 督办事项: what it comes from; its scans are evidence of the role `material`. */
    matter: matterSource.optional(),
    fixedDate: civilDate.nullable().optional(),
    /** 随机查、马上改: another mends while the inspector looks on, or the finder mends. */
    onTheSpot: z.enum(['witnessed', 'self_done']).optional(),
    rectifiedBy: mender.optional(),
  })
  .meta({ id: 'FileFinding' }) satisfies z.ZodType<Wire<'file'>>;
export type FileFinding = z.output<typeof fileFinding>;

const assignment = z.strictObject({
  unitId: reference,
  coUnitIds: z.array(reference).max(20).optional(),
  leader: word.nullable().optional(),
  officer: word.nullable().optional(),
  task: text(NARRATIVE).optional(),
  milestones: z
    .array(z.strictObject({ name: word, date: civilDate }))
    .max(30)
    .optional(),
  fixedDate: civilDate.nullable().optional(),
  dangers: z.array(word).max(20).optional(),
});

export const limit = z
  .strictObject({ amount: z.int().min(1).max(600_000), unit: clockUnit, service: reference })
  .meta({ id: 'Limit' });

/** Minutes for clocks in minutes, days for clocks in days. */
const extent = z.int().min(1).max(600_000);

const notice = z.strictObject({ noticeId: reference });

/**
 * The body of every command that people may give to a finding, under its name in the address. It fails to compile when
 * the domain gains a command, or a field changes its type, and the schema does not follow.
 */
export const payloads = {
  amend: z.strictObject({
    categoryCode: reference.optional(),
    description: text(NARRATIVE).optional(),
    place: place.optional(),
    severity: severity.optional(),
    urgency: urgency.optional(),
    defects: z.int().min(1).max(50).optional(),
  }),
  'pass-on': none,
  'pass-back': withReason,
  settle: z.strictObject({ text: text(NARRATIVE), evidence: evidence.optional() }),
  register: none,
  dismiss: withReason,
  assign: assignment,
  claim: z.strictObject({ task: text(NARRATIVE).optional() }),
  reassign: assignment.extend({ reason: text(REASON), wrongDispatch: z.boolean() }),
  'hand-down': z.strictObject({ unitId: reference, limit }),
  recall: z.strictObject({ lineId: reference.optional() }),
  sign: z.strictObject({ lineId: reference.optional() }),
  'request-return': z.strictObject({
    lineId: reference.optional(),
    reason: reference,
    basis: text(REASON),
    proposedUnitId: reference.nullable().optional(),
  }),
  'rule-return': z.strictObject({
    requestId: reference.optional(),
    upheld: z.boolean(),
    reason: text(REASON),
    mergeInto: findingId.optional(),
    transferTo: word.optional(),
  }),
  'report-progress': z.strictObject({ text: text(NARRATIVE) }),
  submit: z.strictObject({
    lineId: reference.optional(),
    step: text(100).optional(),
    text: text(NARRATIVE),
    evidence: evidence.optional(),
  }),
  endorse: none,
  'send-back': withReason,
  verify: z.strictObject({
    outcome: z.enum(['passed', 'failed']),
    mode: verificationMode.optional(),
    reason: text(REASON).optional(),
    /** 虚假整改: the after-photo shows a repair that was never made. */
    sham: z.boolean().optional(),
  }),
  approve: none,
  'reject-write-off': z.strictObject({ to: z.enum(['submitted', 'rectifying']), reason: text(REASON) }),
  object: withReason,
  'rule-objection': z.strictObject({ upheld: z.boolean(), reason: text(REASON) }),
  'request-extension': z
    .strictObject({ amount: extent.optional(), until: civilDate.optional(), reason: text(REASON) })
    .refine(({ amount, until }) => (amount === undefined) !== (until === undefined), {
      path: ['amount'],
      params: { code: 'amount_or_until' },
    }),
  'decide-extension': z.strictObject({
    requestId: reference.optional(),
    granted: z.boolean(),
    amount: extent.optional(),
    late: z.boolean().optional(),
    reason: text(REASON).optional(),
  }),
  'request-suspension': z.strictObject({ reason: reference, until: civilDate, basis: text(REASON) }),
  'decide-suspension': z.strictObject({
    requestId: reference.optional(),
    granted: z.boolean(),
    reason: text(REASON).optional(),
  }),
  suspend: z.strictObject({ reason: reference, until: civilDate }),
  resume: z.strictObject({ suspensionId: reference.optional() }),
  'state-reason': z.strictObject({ lineId: reference.optional(), reason: text(REASON) }),
  'rule-reason': z.strictObject({ pleaId: reference.optional(), accepted: z.boolean(), reason: text(REASON) }),
  urge: z.strictObject({ text: text(REASON) }),
  'start-higher': z.strictObject({ colour: z.enum(['yellow', 'red']), reason: text(REASON) }),
  merge: z.strictObject({ into: findingId, reason: text(REASON) }),
  unmerge: withReason,
  transfer: z.strictObject({ toUnit: word, letter: text(REASON) }),
  'confirm-transfer': z.strictObject({ signed: z.boolean(), reason: text(REASON).optional() }),
  void: withReason,
  recheck: z.strictObject({ outcome: z.enum(['passed', 'failed']), reason: text(REASON).optional() }),
  instruct: z.strictObject({
    text: text(NARRATIVE),
    toUnitId: reference.nullable().optional(),
    replyWithinDays: z.int().min(1).max(365).optional(),
  }),
  'reply-instruction': z.strictObject({ instructionId: reference, text: text(NARRATIVE) }),
  'request-review': withReason,
  'decide-review': z.strictObject({ outcome: z.enum(['upheld', 'changed']), reason: text(REASON) }),
  comment: z.strictObject({ text: text(NARRATIVE) }),
  'call-back': z.strictObject({ satisfied: z.boolean(), atFault: z.boolean().optional(), text: text(NARRATIVE) }),
  'take-back': z.strictObject({ seq: z.int().min(1).optional() }),
  'check-notice': notice,
  'issue-notice': notice,
  'send-notice': notice,
  'sign-notice': notice,
  'reply-notice': notice.extend({ text: text(NARRATIVE) }),
  'close-notice': notice,
  'withdraw-notice': notice.extend({ reason: text(REASON) }),
} satisfies { [Name in CommandName]: z.ZodType<Wire<Name>> };

export const COMMAND_NAMES = Object.keys(payloads) as CommandName[];

/** True for a command that people may give; the others do not exist for them. */
export const isCommandName = (name: string): name is CommandName => Object.hasOwn(payloads, name);
