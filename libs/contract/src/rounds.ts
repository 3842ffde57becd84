import { z } from 'zod';
import { TARGET_KINDS } from '#domain';
import { findingSummary } from './answers';
import { answeredInstant, instant, maybeInstant, REASON, reference, text } from './values';

export const target = z.enum(TARGET_KINDS).meta({ id: 'TargetKind' });
const phase = z.enum(['planned', 'drawn', 'filing', 'following', 'finished', 'cancelled']).meta({ id: 'RoundPhase' });
const quotas = z.record(reference, z.int().min(1).max(50));

/** 督查方案: no round outside the annual plan, none with fewer than two people. */
export const planRound = z
  .strictObject({
    title: text(100),
    planNumber: text(60),
    /** 联合督查组, 专班. */
    form: z.enum(['joint', 'task_force']).default('joint'),
    /** 暗访. */
    covert: z.boolean().default(false),
    leaderId: reference,
    /** The leader among them. */
    memberIds: z.array(reference).max(40),
    targets: z.array(target).max(4),
    /** Places to draw of each street. */
    quotas: quotas.refine((given) => Object.keys(given).length > 0, { params: { code: 'empty' } }),
    perPlace: z.int().min(1).max(5).default(2),
    /** A place visited within so many days is left out. */
    spareDays: z.int().min(0).max(365).default(30),
    checklistId: reference.default('appearance'),
    /** When the draw is thrown; at once when it is left out. */
    drawsAt: instant.optional(),
    opensAt: instant,
    closesAt: instant,
  })
  .meta({ id: 'PlanRound' });
export type PlanRound = z.output<typeof planRound>;

const person = z.object({ id: z.string(), name: z.string() }).meta({ id: 'TeamMember' });

/** 减负: a further round on one unit in the same month. */
const frequency = z.object({ unitId: z.string(), month: z.string(), rounds: z.int() }).meta({ id: 'RoundFrequency' });

const summary = z
  .object({
    points: z.int(),
    clean: z.int(),
    findings: z.int(),
    mendedOnTheSpot: z.int(),
    byUnit: z.array(z.object({ unitId: z.string(), findings: z.int() })),
  })
  .meta({ id: 'RoundSummary' });

export const round = z
  .object({
    id: z.string(),
    title: z.string(),
    supervisingUnitId: z.string(),
    year: z.int(),
    /** 期号. */
    issue: z.int(),
    planNumber: z.string(),
    form: z.enum(['joint', 'task_force']),
    covert: z.boolean(),
    leader: person,
    members: z.array(person),
    targets: z.array(target),
    quotas: z.record(z.string(), z.int()),
    perPlace: z.int(),
    spareDays: z.int(),
    drawsAt: answeredInstant,
    opensAt: answeredInstant,
    closesAt: answeredInstant,
    phase,
    cancelledWhy: z.string().nullable(),
    summary: summary.nullable(),
    warnings: z.array(frequency),
  })
  .meta({ id: 'Round' });
export type RoundShown = z.output<typeof round>;

const place = z
  .object({
    placeId: z.string(),
    ordinal: z.int(),
    kind: target,
    name: z.string(),
    streetId: z.string(),
    communityId: z.string().nullable(),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    inspectors: z.array(person),
    visitedAt: maybeInstant,
    marks: z.record(z.string(), z.int()).nullable(),
    findings: z.int(),
    /** The checklist's points less what was found wanting; null before the visit. */
    score: z.number().nullable(),
  })
  .meta({ id: 'RoundPlace' });

const checklistItem = z.object({
  code: z.string(),
  zh: z.string(),
  points: z.number(),
  categoryCode: z.string().nullable(),
});
const checklist = z
  .object({ id: z.string(), version: z.int(), title: z.string(), items: z.array(checklistItem) })
  .meta({ id: 'Checklist' });

export const roundDetail = z
  .object({
    round,
    places: z.array(place),
    checklist,
    /** The caller is of its team. */
    mine: z.boolean(),
    mayCancel: z.boolean(),
  })
  .meta({ id: 'RoundDetail' });
export type RoundDetail = z.output<typeof roundDetail>;

export const rounds = z
  .object({
    items: z.array(round),
    /** What a plan may be made of. */
    population: z.array(z.object({ streetId: z.string(), kind: target, places: z.int() })),
    checklists: z.array(checklist),
    inspectors: z.array(person),
    mayPlan: z.boolean(),
  })
  .meta({ id: 'Rounds' });
export type Rounds = z.output<typeof rounds>;

/** 抽取记录, and what it gives when it is drawn again now. */
export const roundDraw = z
  .object({
    algorithm: z.string(),
    seed: z.string(),
    drawnAt: answeredInstant,
    candidates: z.array(z.object({ id: z.string(), weight: z.int(), stratum: z.string() })),
    exclusions: z.array(z.object({ id: z.string(), reason: z.string() })),
    quotas: z.record(z.string(), z.int()),
    drawn: z.array(z.object({ id: z.string(), stratum: z.string(), ticket: z.string() })),
    inspectors: z.array(z.string()),
    recused: z.record(z.string(), z.array(z.string())),
    perPlace: z.int(),
    teams: z.array(z.object({ placeId: z.string(), inspectors: z.array(z.string()), short: z.boolean() })),
    /** One line that anybody may run. */
    example: z.string(),
    ruleZh: z.string(),
    ruleEn: z.string(),
    recomputed: z.object({
      same: z.boolean(),
      missing: z.array(z.string()),
      added: z.array(z.string()),
      teamsSame: z.boolean(),
    }),
  })
  .meta({ id: 'RoundDrawRecord' });
export type RoundDrawShown = z.output<typeof roundDraw>;

/** How often each item of the checklist was found wanting; an item left out is in order. */
export const visitPlace = z
  .strictObject({
    marks: z.record(reference, z.int().min(0).max(99)).default({}),
    /** When it was looked at, where a phone without a network tells of it later. */
    seenAt: instant.optional(),
  })
  .meta({ id: 'VisitPlace' });
export type VisitPlace = z.output<typeof visitPlace>;

export const cancelRound = z.strictObject({ reason: text(REASON) }).meta({ id: 'CancelRound' });
export type CancelRound = z.output<typeof cancelRound>;

/** 跟踪问效: found before at the places of the round, the open ones first. */
export const roundFollowUp = z.object({ items: z.array(findingSummary) }).meta({ id: 'RoundFollowUp' });

export const roundQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) });
