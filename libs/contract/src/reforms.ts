import { z } from 'zod';
import { calendar } from './calendar';
import { clockUnit, colour, severity, source, urgency } from './codes';
import { limit } from './payloads';
import { policy } from './policy';
import { answeredInstant, civilDate, instant, maybeInstant, reference, text } from './values';

/** A deadline that a change moves. */
const deadlineChange = z
  .object({
    id: z.string(),
    number: z.string(),
    clockId: z.string(),
    clockKind: z.string(),
    before: maybeInstant,
    after: maybeInstant,
  })
  .meta({ id: 'DeadlineChange' });

/** What a change of calendar or policy did, or with `dryRun` would do. */
export const reformed = z
  .object({ dryRun: z.boolean(), version: z.string(), changes: z.array(deadlineChange) })
  .meta({ id: 'Reformed' });
export type Reformed = z.output<typeof reformed>;

export const savePolicy = z
  .strictObject({
    policy,
    /** What becomes of running clocks (ruling 8). */
    mode: z.enum(['keep', 'from_now', 'from_start']).default('keep'),
  })
  .meta({ id: 'SavePolicy' });
export type SavePolicy = z.output<typeof savePolicy>;

export const proposeOutage = z
  .strictObject({ from: instant, to: instant })
  .refine(({ from, to }) => from < to, { path: ['to'], params: { code: 'ends_before_it_starts' } })
  .meta({ id: 'ProposeOutage' });
export type ProposeOutage = z.output<typeof proposeOutage>;

export const outage = z
  .object({
    id: z.string(),
    from: answeredInstant,
    to: answeredInstant,
    recordedBy: z.string(),
    /** 代办: whom they acted for. */
    recordedFor: z.string().nullable(),
    confirmedBy: z.string().nullable(),
    confirmedFor: z.string().nullable(),
    changes: z.array(deadlineChange),
  })
  .meta({ id: 'Outage' });
export type Outage = z.output<typeof outage>;

export const outages = z.object({ items: z.array(outage.omit({ changes: true })) }).meta({ id: 'Outages' });

/** A limit, or a category whose steps have theirs. */
const limitOrCategory = { limit: limit.optional(), categoryCode: reference.optional() };
const oneOfBoth = ({ limit: given, categoryCode }: { limit?: unknown; categoryCode?: unknown }): boolean =>
  (given === undefined) !== (categoryCode === undefined);
const LIMIT_OR_CATEGORY = { path: ['limit'], params: { code: 'limit_or_category' } };

export const simulateDeadline = z
  .strictObject({
    ...limitOrCategory,
    startAt: instant,
    /** A calendar that is not in force: the answer tells both. */
    calendar: calendar.optional(),
    /** A policy that is not in force. */
    policy: policy.optional(),
  })
  .refine(oneOfBoth, LIMIT_OR_CATEGORY)
  .meta({ id: 'SimulateDeadline' });
export type SimulateDeadline = z.output<typeof simulateDeadline>;

export const segment = z
  .object({
    from: answeredInstant,
    to: answeredInstant,
    /** Days, or milliseconds for clocks in minutes. */
    counted: z.number(),
    why: z.enum(['open', 'closed', 'weekend', 'holiday', 'make_up', 'override', 'start_day', 'paused', 'rolled']),
    name: z.string().optional(),
  })
  .meta({ id: 'Segment' });

export const explanation = z
  .object({
    dueAt: answeredInstant,
    provisional: z.boolean(),
    segments: z.array(segment),
    zh: z.array(z.string()),
    en: z.array(z.string()),
  })
  .meta({ id: 'Explanation' });
export type Explanation = z.output<typeof explanation>;

export const simulatedDeadline = z
  .object({
    steps: z.array(
      z.object({
        step: z.string().nullable(),
        limit: z.object({ amount: z.number(), unit: clockUnit, service: z.string() }),
        inForce: explanation,
        /** Under the calendar and policy that were sent. */
        proposed: explanation.nullable(),
      }),
    ),
  })
  .meta({ id: 'SimulatedDeadline' });
export type SimulatedDeadline = z.output<typeof simulatedDeadline>;

export const simulateEscalation = z
  .strictObject({
    categoryCode: reference,
    assignedAt: instant,
    severity: severity.optional(),
    urgency: urgency.optional(),
    source: source.default('district'),
    dangers: z.array(text(100)).max(20).optional(),
    relation: z.enum(['commanded', 'vertical', 'external']).optional(),
    fixedDate: civilDate.optional(),
    calendar: calendar.optional(),
    policy: policy.optional(),
  })
  .meta({ id: 'SimulateEscalation' });
export type SimulateEscalation = z.output<typeof simulateEscalation>;

export const simulatedEscalation = z
  .object({
    steps: z.array(
      z.object({
        step: z.string(),
        zh: z.string(),
        measure: z.object({ unit: clockUnit, service: z.string() }),
        dueAt: answeredInstant,
        provisional: z.boolean(),
        ladder: z.string(),
        segments: z.array(segment),
        rungs: z.array(
          z.object({
            code: z.string(),
            at: answeredInstant,
            slip: z.string().nullable(),
            colour: colour.nullable(),
            measure: z.enum(['talk', 'accountability']).nullable(),
            issue: z.enum(['auto', 'draft', 'propose']),
            to: z.array(z.string()),
            sms: z.boolean(),
            /** 送达: at once where it is urgent, else in working hours. */
            deliveredAt: answeredInstant,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'SimulatedEscalation' });
export type SimulatedEscalation = z.output<typeof simulatedEscalation>;
