import { z } from 'zod';
import {
  channel,
  clockUnit,
  colour,
  kind,
  noticeLife,
  severity,
  source,
  stage,
  status,
  urgency,
  verificationMode,
  visibility,
} from './codes';
import { matterFacts } from './matters';
import { segment } from './reforms';
import { answeredInstant, maybeInstant } from './values';

/** Who did something. To the inspected unit everybody else is 督查组, without an id (ruling 12). */
const party = z
  .object({
    personId: z.string().nullable(),
    unitId: z.string().nullable(),
    onBehalfOf: z.string().nullable(),
    name: z.string(),
  })
  .meta({ id: 'Party' });

const answeredPlace = z.object({
  streetId: z.string().nullable(),
  communityId: z.string().nullable(),
  pointName: z.string().nullable(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
});

const lamp = z.enum(['none', 'on_time', 'due_soon', 'overdue', 'suspended', 'in_time', 'late']);

/** One line of a list. */
export const findingSummary = z
  .object({
    id: z.uuid(),
    number: z.string(),
    externalNumber: z.string().nullable(),
    kind,
    status,
    stage,
    description: z.string(),
    place: answeredPlace,
    categoryCode: z.string().nullable(),
    severity,
    urgency,
    source,
    channel,
    visibility,
    supervisingUnitId: z.string(),
    leadUnitId: z.string().nullable(),
    listId: z.string().nullable(),
    filedAt: answeredInstant,
    dueAt: maybeInstant,
    /** Past the published calendar: the next list of days off may move it. */
    provisional: z.boolean(),
    /** The office's own clock (派遣, 核查, 审批 …) that it waits for now, or that the asked bucket is cleared against. */
    awaited: z.object({ clock: z.string(), dueAt: answeredInstant }).nullable(),
    colour: colour.nullable(),
    cycle: z.int(),
    suspended: z.boolean(),
    overdue: z.boolean(),
    /** 按时 or 超时 of the answer that stands; null as long as its clock decides. */
    inTime: z.boolean().nullable(),
    terminal: z.boolean(),
    revision: z.int(),
  })
  .meta({ id: 'FindingSummary' });
export type FindingSummary = z.output<typeof findingSummary>;

export const findingPage = z
  .object({ items: z.array(findingSummary), nextCursor: z.string().nullable() })
  .meta({ id: 'FindingPage' });
export type FindingPage = z.output<typeof findingPage>;

/** `items`: open findings that may be the same. `recurrences`: ended ones that this one repeats within 90 days. */
export const duplicates = z
  .object({ items: z.array(findingSummary), nextCursor: z.null(), recurrences: z.array(findingSummary) })
  .meta({ id: 'Duplicates' });

export const findingCounts = z
  .object({
    findings: z.int(),
    overdue: z.int(),
    stages: z.array(z.object({ stage, findings: z.int(), overdue: z.int() })),
    statuses: z.array(z.object({ status, findings: z.int(), overdue: z.int() })),
  })
  .meta({ id: 'FindingCounts' });
export type FindingCounts = z.output<typeof findingCounts>;

const photo = z
  .object({
    sha256: z.string(),
    role: z.enum(['before', 'after', 'material']),
    defect: z.int(),
    capturedAt: maybeInstant,
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    dhash: z.string().nullable(),
    flags: z.array(z.enum(['near_duplicate', 'older_than_discovery', 'far', 'no_exif'])),
    capture: z.enum(['camera', 'gallery', 'scan', 'link']).optional(),
  })
  .meta({ id: 'Photo' });

const clock = z
  .object({
    id: z.string(),
    kind: z.string(),
    of: z.string().nullable(),
    step: z.string().nullable(),
    unitId: z.string().nullable(),
    unit: clockUnit,
    service: z.string(),
    /** Days, or milliseconds for clocks in minutes; so is `consumed`. */
    budget: z.number(),
    consumed: z.number(),
    fixed: z.boolean(),
    anchorAt: answeredInstant,
    runningSince: maybeInstant,
    stopped: z.boolean(),
    generation: z.int(),
    dueAt: maybeInstant,
    provisional: z.boolean(),
    ladder: z.string().nullable(),
    fired: z.array(z.string()),
    bells: z.array(z.object({ code: z.string(), at: answeredInstant, effect: z.string() })),
    heldUntil: maybeInstant,
    calendarVersion: z.string(),
    policyVersion: z.int(),
  })
  .meta({ id: 'Clock' });

const notice = {
  id: z.string(),
  class: z.enum(['slip', 'paper']),
  title: z.string(),
  colour: colour.nullable(),
  unitId: z.string().nullable(),
  rung: z.string().nullable(),
  life: noticeLife,
  at: answeredInstant,
};

/** One finding, whole. What the inspected unit may not see is left out or named 督查组. */
export const findingDetail = z
  .object({
    id: z.uuid(),
    number: z.string(),
    externalNumber: z.string().nullable(),
    revision: z.int(),
    seq: z.int(),
    kind,
    status,
    stage,
    terminal: z.boolean(),
    cycle: z.int(),
    channel,
    source,
    severity,
    urgency,
    categoryCode: z.string().nullable(),
    description: z.string(),
    place: answeredPlace,
    defects: z.int(),
    dangers: z.array(z.string()),
    visibility,
    supervisingUnitId: z.string(),
    filedBy: party,
    enteredBy: party,
    filedAt: answeredInstant,
    capturedAt: maybeInstant,
    legacy: z.boolean(),
    /** 暗访; left out for the inspected side. */
    covert: z.boolean().optional(),
    /** 督查轮次 and its place; left out for the inspected side. */
    roundId: z.string().optional(),
    pointId: z.string().optional(),
    /** What a 督办事项 comes from. */
    matter: matterFacts.optional(),
    /** 四级联动: whose word it waits for; `group`: back with who reported it. */
    chainLevel: z.enum(['group', 'village', 'township']).nullable(),
    missing: z.array(z.string()),
    listId: z.string().nullable(),
    fixedDate: z.string().nullable(),
    /** Whom it is about, where that is not the unit: 物业服务企业, a project, a shop. */
    subject: z.string().nullable(),
    /** Who should mend it by rule; the dispatcher confirms. */
    proposal: z.object({ unitId: z.string().nullable(), coUnitIds: z.array(z.string()) }),
    timeliness: z.object({ state: lamp, dueAt: maybeInstant, provisional: z.boolean() }),
    colour: colour.nullable(),
    disputed: z.boolean(),
    suspended: z.boolean(),
    evidence: z.array(photo),
    fixings: z
      .object({
        leader: z.string().nullable(),
        unitId: z.string(),
        coUnitIds: z.array(z.string()),
        task: z.string(),
        milestones: z.array(z.object({ name: z.string(), date: z.string() })),
        officer: z.string().nullable(),
      })
      .nullable(),
    dispatchId: z.string().nullable(),
    lines: z.array(
      z.object({
        id: z.string(),
        unitId: z.string(),
        role: z.enum(['lead', 'co']),
        parentId: z.string().nullable(),
        status: z.enum(['open', 'answered', 'returned', 'recalled', 'reassigned', 'done']),
        assignedAt: answeredInstant,
        signedAt: maybeInstant,
        signedHow: z.enum(['signed', 'deemed']).nullable(),
        booked: z.number().nullable(),
        closedAt: maybeInstant,
      }),
    ),
    steps: z.array(z.object({ code: z.string(), zh: z.string(), completedAt: maybeInstant })),
    clocks: z.array(clock),
    requests: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['return', 'extension', 'suspension']),
        lineId: z.string(),
        askedAt: answeredInstant,
        by: party,
        status: z.enum(['open', 'granted', 'refused', 'lapsed']),
        reason: z.string(),
        basis: z.string().nullable(),
        proposedUnitId: z.string().nullable(),
        amount: z.number().nullable(),
        until: maybeInstant,
        replyDueAt: answeredInstant,
        /** 延期: what granting it as it was asked would make of the due, and why; null unless it waits and may be granted. */
        granting: z
          .object({
            clockId: z.string(),
            dueAt: maybeInstant,
            newDueAt: answeredInstant,
            /** Past the published calendar: it may move with the next one. */
            provisional: z.boolean(),
            zh: z.array(z.string()),
            en: z.array(z.string()),
          })
          .nullable(),
      }),
    ),
    /** 陈述理由 for holding the yellow slip once. */
    pleas: z.array(
      z.object({
        id: z.string(),
        lineId: z.string(),
        at: answeredInstant,
        by: party,
        reason: z.string(),
        outcome: z.enum(['held', 'refused']).nullable(),
        /** Accepted: until when the slip waits. */
        until: maybeInstant,
        /** When the slip comes unless it is ruled on before; null once there is nothing left to rule on. */
        slipAt: maybeInstant,
      }),
    ),
    suspensions: z.array(
      z.object({
        id: z.string(),
        reason: z.string(),
        since: answeredInstant,
        until: answeredInstant,
        groupId: z.string().nullable(),
        endedAt: maybeInstant,
      }),
    ),
    submissions: z.array(
      z.object({
        id: z.string(),
        cycle: z.int(),
        lineId: z.string(),
        unitId: z.string(),
        text: z.string(),
        evidence: z.array(photo),
        by: party,
        submittedAt: maybeInstant,
        endorsedBy: party.nullable(),
        dueAt: maybeInstant,
        inTime: z.boolean().nullable(),
        outcome: z.enum(['pending', 'sent_back', 'passed', 'failed', 'withdrawn']),
      }),
    ),
    verification: z.object({ by: party, mode: verificationMode, at: answeredInstant }).nullable(),
    writeOff: z.object({
      levels: z.array(z.string()),
      granted: z.array(z.object({ level: z.string(), by: party, at: answeredInstant })),
    }),
    lookBacks: z.array(
      z.object({ dueAt: answeredInstant, openedAt: maybeInstant, outcome: z.enum(['passed', 'failed']).nullable() }),
    ),
    notices: z.array(z.object({ ...notice, cancels: z.string().nullable() })),
    instructions: z.array(
      z.object({
        id: z.string(),
        by: party,
        text: z.string(),
        toUnitId: z.string().nullable(),
        at: answeredInstant,
        repliedAt: maybeInstant,
      }),
    ),
    reviews: z.array(
      z.object({ id: z.string(), by: party, at: answeredInstant, outcome: z.enum(['upheld', 'changed']).nullable() }),
    ),
    /** 作废 waits for a second person. */
    voidProposedBy: party.nullable(),
    transfer: z.object({ toUnit: z.string(), letter: z.string(), at: answeredInstant }).nullable(),
    mergedInto: z.string().nullable(),
    absorbed: z.array(z.string()),
    writtenOffAt: maybeInstant,
    /** What the caller may do now. */
    allowedCommands: z.array(z.string()),
    /** 撤回: until when the caller may take their own last act back; null when it is not theirs to. */
    undoUntil: maybeInstant,
  })
  .meta({ id: 'Finding' });
export type FindingDetail = z.output<typeof findingDetail>;

/** What a command did. The same key answers the same again. */
export const commandDone = z
  .object({
    id: z.uuid(),
    number: z.string(),
    status,
    stage,
    revision: z.int(),
    seq: z.int(),
    replayed: z.boolean(),
    allowedCommands: z.array(z.string()),
    /** 撤回: until when `take-back` undoes this; null for what has its own way back, or none. */
    undoUntil: maybeInstant,
  })
  .meta({ id: 'CommandDone' });
export type CommandDone = z.output<typeof commandDone>;

/** An event of the record; beside these fields it carries the facts of its type. */
const recordedEvent = z
  .looseObject({
    seq: z.int(),
    type: z.string(),
    /** When it counts; for what time made, the instant it was due. */
    at: answeredInstant,
    recordedAt: answeredInstant,
    by: party.nullable(),
    /** Left out for the inspected unit, which could try names against it. */
    hash: z.string().optional(),
  })
  .meta({ id: 'RecordedEvent' });

export const eventLog = z.object({ items: z.array(recordedEvent) }).meta({ id: 'EventLog' });

export const clockExplanation = z
  .object({
    clockId: z.string(),
    kind: z.string(),
    step: z.string().nullable(),
    unitId: z.string().nullable(),
    unit: clockUnit,
    service: z.string(),
    fixed: z.boolean(),
    budget: z.number(),
    consumed: z.number(),
    running: z.boolean(),
    /** In force, or the last one before the clock stopped. */
    dueAt: answeredInstant,
    stoppedAt: maybeInstant,
    provisional: z.boolean(),
    segments: z.array(segment),
    /** What moved it. */
    changes: z.array(
      z.object({ why: z.string(), at: answeredInstant, before: answeredInstant, after: answeredInstant }),
    ),
    zh: z.array(z.string()),
    en: z.array(z.string()),
  })
  .meta({ id: 'ClockExplanation' });
export type ClockExplanation = z.output<typeof clockExplanation>;

export const deadline = z
  .object({
    id: z.uuid(),
    asOf: answeredInstant,
    timeliness: z.object({ state: lamp, dueAt: maybeInstant, provisional: z.boolean() }),
    clocks: z.array(clockExplanation),
  })
  .meta({ id: 'Deadline' });
export type Deadline = z.output<typeof deadline>;

const numberedNotice = z
  .object({ ...notice, findingId: z.uuid(), number: z.string().nullable() })
  .meta({ id: 'Notice' });
export const noticePage = z
  .object({ items: z.array(numberedNotice), nextCursor: z.string().nullable() })
  .meta({ id: 'NoticePage' });

export const units = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        path: z.string(),
        name: z.string(),
        kind: z.string(),
        relation: z.enum(['commanded', 'vertical', 'external']),
        parentId: z.string().nullable(),
        validFrom: z.string(),
        validTo: z.string().nullable(),
        successorId: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Units' });

export const evidenceKept = z
  .object({
    sha256: z.string(),
    type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
    bytes: z.int(),
    width: z.int(),
    height: z.int(),
    capturedAt: maybeInstant,
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    dhash: z.string(),
    /** Findings in the caller's sight that hold nearly the same picture, nearest first (ruling 10). */
    nearDuplicates: z.array(z.object({ findingId: z.string(), sha256: z.string(), distance: z.int() })),
  })
  .meta({ id: 'EvidenceKept' });
export type EvidenceKept = z.output<typeof evidenceKept>;
