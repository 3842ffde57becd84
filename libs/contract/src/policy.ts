import { z } from 'zod';
import type { Category, LadderName, LimitKind, Policy, Rung } from '#domain';
import { clockUnit, channel, colour, severity, source, urgency, verificationMode } from './codes';
import { limit } from './payloads';
import { reference, text } from './values';

const code = reference;
const name = text(100);
const position = reference;
const share = z.number().min(0).max(1);

const LADDERS = ['URGENT', 'SHORT', 'STD', 'LONG', 'EXTERNAL', 'OFFICE_SELF', 'REPLY'] as const satisfies LadderName[];
const ladderName = z.enum(LADDERS).meta({ id: 'LadderName' });

const category = z
  .strictObject({
    code,
    parent: name,
    name,
    aliases: z.array(name).max(50),
    lead: code,
    co: z.array(code).max(20),
    steps: z
      .array(z.strictObject({ code: name, zh: name, limit, onlyIf: name.optional(), dutyLeadTo: limit.optional() }))
      .min(1)
      .max(6),
    ladder: ladderName,
    verify: verificationMode,
    urgency: urgency.optional(),
    severity: severity.optional(),
    spot: z.boolean(),
    suspend: z.array(code).max(20),
    publicity: z.boolean(),
    src: z.array(name).max(20),
    retired: z.boolean().optional(),
  })
  .meta({ id: 'Category' }) satisfies z.ZodType<Category>;

const rung = z
  .strictObject({
    code,
    at: z.discriminatedUnion('of', [
      z.strictObject({ of: z.literal('budget'), share }),
      z.strictObject({
        of: z.literal('due'),
        offset: z
          .strictObject({ amount: z.int().min(-10_000).max(600_000), unit: clockUnit, service: reference.optional() })
          .nullable(),
      }),
    ]),
    slip: name.nullable(),
    colour: colour.nullable(),
    measure: z.enum(['talk', 'accountability']).nullable(),
    to: z.array(code).max(20),
    issue: z.enum(['auto', 'draft', 'propose']),
    sms: z.boolean(),
    listIn: name.nullable(),
  })
  .meta({ id: 'Rung' }) satisfies z.ZodType<Rung>;

const LIMIT_KINDS = [
  'screen',
  'grid_village',
  'grid_township',
  'dispatch',
  'receipt',
  'return_window',
  'return_ruling',
  'unit_review',
  'extension_reply',
  'suspension_reply',
  'sign_document',
  'objection_ruling',
] as const satisfies LimitKind[];

const byUrgency = z.strictObject({ routine: limit, expedited: limit.optional(), urgent: limit.optional() });
const lookBack = z.strictObject({ share, after: z.array(limit).max(6) });
const screen = z.enum(['none', 'office', 'chain']);

/** A whole policy; its version is given by the record when it is saved. */
export const policy = z
  .strictObject({
    version: z.int().min(0),
    categories: z.array(category).min(1).max(500),
    fallback: z.strictObject({ limit, ladder: ladderName, verify: verificationMode }),
    limits: z.record(z.enum(LIMIT_KINDS), byUrgency),
    verify: z.strictObject({ urgent: limit, photo: limit, site: limit, measure: limit }),
    approve: z.strictObject({ perLevel: limit, districtLeader: limit }),
    publicity: z.strictObject({ routine: limit, central: limit }),
    slipReply: z.strictObject({ blue: limit, yellow: limit, red: limit, urgent: limit }),
    conclusionReview: z.strictObject({ fileWithin: limit, decideWithin: limit }),
    ladders: z.record(ladderName, z.array(rung).min(1).max(20)),
    screens: z.record(channel, screen),
    writeOff: z
      .array(
        z.strictObject({
          sources: z.array(source),
          severities: z.array(severity),
          levels: z.array(position).min(1).max(5),
          publicity: z.boolean(),
          bulk: z.boolean(),
        }),
      )
      .max(60),
    extensions: z
      .array(
        z.strictObject({
          nth: z.int().min(1).max(10),
          maxShare: z.number().min(0).max(10).nullable(),
          maxWorkDays: z.int().min(0).max(1000).nullable(),
          by: position,
          needsPaper: z.boolean(),
        }),
      )
      .max(10),
    suspensions: z
      .array(
        z.strictObject({
          reason: code,
          zh: name,
          max: limit,
          by: position,
          group: z.boolean(),
          needs: name.nullable(),
        }),
      )
      .max(50),
    returnReasons: z
      .array(
        z.strictObject({
          code,
          zh: name,
          upheld: z.enum(['reassign', 'dismiss', 'merge', 'transfer', 'suspend']),
        }),
      )
      .max(50),
    returnMax: z.int().min(0).max(10),
    lookBack: z.strictObject({ minor: lookBack, serious: lookBack, major: lookBack, city_up: lookBack }),
    endorsement: z.strictObject({ severities: z.array(severity), sources: z.array(source) }),
    unitTriggers: z
      .array(
        z.strictObject({
          code,
          zh: name,
          count: z.int().min(1).max(1000),
          windowDays: z.int().min(1).max(3660),
          proposes: z.enum(['talk', 'listed']),
          enabled: z.boolean(),
        }),
      )
      .max(50),
    caseTriggers: z
      .array(
        z.strictObject({
          code: z.enum(['sham', 'verify_failed_2', 'extension_over_2']),
          zh: name,
          colour,
          issue: z.enum(['auto', 'draft']),
          enabled: z.boolean(),
        }),
      )
      .max(10)
      .optional(),
    higherStart: z
      .strictObject({
        severities: z.array(severity),
        urgencies: z.array(urgency),
        sources: z.array(source),
        by: position,
      })
      .optional(),
    camera: z.strictObject({ severities: z.array(severity), urgencies: z.array(urgency) }).optional(),
    progress: z.strictObject({ longerThan: limit, dayOfMonth: z.int().min(1).max(28) }).optional(),
    standingReminder: limit,
  })
  .meta({ id: 'Policy' }) satisfies z.ZodType<Policy>;

/** Where default values come from, by dotted path (`categories.HW01`, `ladders.STD.R2`); practice invites a district's own. */
export const policySources = z
  .object({
    marks: z.record(z.string(), z.array(z.string())),
    sources: z.array(
      z.object({ key: z.string(), what: z.string(), trust: z.enum(['read', 'prior', 'practice', 'recall']) }),
    ),
  })
  .meta({ id: 'PolicySources' });

export const categories = z.object({ policyVersion: z.int(), items: z.array(category) }).meta({ id: 'Categories' });
