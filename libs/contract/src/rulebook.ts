import { z } from 'zod';
import type { AssessmentRules, CompositeRules, PropertyRules, ScoringRules } from '#domain';
import { edition } from './assessment';
import { severity, source } from './codes';
import { limit } from './payloads';
import { answeredInstant, reference, REASON, text } from './values';

const code = reference;
const name = text(100);
const points = z.number().min(0).max(100);
const factor = z.number().min(0).max(10);
const share = z.number().min(0).max(1);
const housing = z.enum(['commercial', 'old', 'resettlement']);

const scoring = z.strictObject({
  base: z.number().min(1).max(1000),
  floor: points,
  deductions: z
    .array(z.strictObject({ code, zh: name, points, toSupervisor: z.boolean(), after: limit.nullable() }))
    .min(1)
    .max(60),
  repeat: z.strictObject({ factor: z.number().min(1).max(10), withinDays: z.int().min(0).max(3660) }),
  bonuses: z.array(z.strictObject({ code, zh: name, points, cap: points })).max(60),
  bonusCap: points,
  sourceMultiplier: z.record(source, factor),
  severityFactor: z.record(severity, factor),
  onTheSpotFactor: share,
  roleShare: z.strictObject({ lead: share, territory: share, baobao: share, co: share }),
  joint: z.array(code).max(60),
  normalise: z.strictObject({ least: z.number().min(0.01).max(10), most: z.number().min(0.01).max(10) }),
  minSample: z.strictObject({ points: z.int().min(0).max(10_000), findings: z.int().min(0).max(10_000) }),
}) satisfies z.ZodType<Omit<ScoringRules, 'version'>>;

const monthly = z
  .array(z.strictObject({ of: code, inverse: z.boolean(), weight: z.number().min(0).max(100) }))
  .min(1)
  .max(30) satisfies z.ZodType<CompositeRules['monthly']>;

const assessments = z.strictObject({
  classes: z.array(name).min(1).max(30),
  year: z.strictObject({ quarters: share, onSite: share, satisfaction: share }),
  rewards: z.strictObject({
    bands: z
      .array(z.strictObject({ ofUnits: share, ofPool: share }))
      .min(1)
      .max(10),
    spread: z.number().min(1).max(100),
    /** A class with fewer ranked is proposed nothing. */
    least: z.int().min(0).max(100),
  }),
  gridWorker: z
    .array(
      z.strictObject({
        code: z.enum(['missed_rate', 'valid_report_rate', 'sound_disposal_rate']),
        zh: name,
        weight: z.number().min(0).max(100),
      }),
    )
    .length(3),
  units: z.strictObject({
    red: z.strictObject({ top: z.int().min(1).max(100), min: points, noMajor: z.boolean() }),
    black: z.strictObject({ last: z.int().min(1).max(100), below: points }),
  }),
}) satisfies z.ZodType<AssessmentRules>;

const scheme = z
  .strictObject({
    redFrom: points,
    blackBelow: points.nullable(),
    blackLast: z.int().min(1).max(100).nullable(),
    credit: z.strictObject({ red: z.number().min(0).max(100), black: z.number().min(-100).max(0) }),
    waivedIfRectified: z.boolean(),
    sampled: z.boolean(),
  })
  .meta({ id: 'PropertyScheme' });

const guards = z
  .strictObject({
    lastNeeds: z.strictObject({ classOf: z.int().min(1).max(1000), orBelow: points }),
    minInspections: z.int().min(0).max(100),
  })
  .meta({ id: 'PropertyGuards' });

const property = z.strictObject({
  sheet: z
    .array(
      z.strictObject({
        item: z.int().min(1).max(99),
        group: name,
        zh: name,
        points,
        perTime: z.number().min(0.01).max(100),
        severe: z.boolean(),
        notFor: z.array(housing).max(2),
        fromFindings: z.boolean(),
      }),
    )
    .min(1)
    .max(99),
  quarter: z.strictObject({ street: share, district: share }),
  year: z.strictObject({ quarters: share, satisfaction: share }),
  schemes: z.record(code, scheme),
  guards,
  deciders: z.record(housing, name),
  credit: z.strictObject({
    validMonths: z.int().min(1).max(120),
    statementDays: z.int().min(1).max(60),
    levels: z
      .array(z.strictObject({ level: name, from: points }))
      .min(1)
      .max(10),
  }),
}) satisfies z.ZodType<PropertyRules>;

/** 计分规则 as it is edited whole; what an indicator counts is no matter of policy. */
const rules = z
  .strictObject({
    scoring,
    monthly,
    /** Which of the published schemes reckons the month; null: the weights. */
    monthlyScheme: code.nullable(),
    assessments,
    property,
    /** Which of the schemes puts projects on the lists. */
    propertyScheme: code,
    appeal: z.strictObject({ fileWithin: limit, decideWithin: limit }),
  })
  .meta({ id: 'ScoringRules' });
export type ScoringRulesShown = z.output<typeof rules>;

const version = z
  .object({
    version: z.int(),
    savedAt: answeredInstant,
    /** Null: as it came with Duban. */
    savedBy: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'RulebookVersion' });
export const rulebooks = z.object({ items: z.array(version) }).meta({ id: 'Rulebooks' });
export type RulebooksShown = z.output<typeof rulebooks>;

export const rulebook = z
  .object({
    version: z.int(),
    rules,
    /** Published schemes that may reckon the month: full marks, less so many per percentage point below the threshold. */
    monthlySchemes: z.record(
      z.string(),
      z.array(z.object({ of: z.string(), full: z.number(), threshold: z.number(), perPoint: z.number() })),
    ),
    /** 口径 of every indicator. */
    indicators: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), formulaZh: z.string() })),
  })
  .meta({ id: 'Rulebook' });
export type RulebookShown = z.output<typeof rulebook>;

export const saveRulebook = z
  .strictObject({
    /** The version that was edited. */
    version: z.int().min(1),
    rules,
    /** Why: kept beside the version. */
    note: text(REASON),
  })
  .meta({ id: 'SaveRulebook' });
export type SaveRulebook = z.output<typeof saveRulebook>;

const standing = z.object({
  score: z.number().nullable(),
  rank: z.int().nullable(),
  list: z.enum(['red', 'black']).nullable(),
});
/** What an edition already reckoned would say under the new rules; it stays as it was published. */
const effect = z
  .object({
    edition,
    compared: z.int(),
    changes: z.array(
      z.object({
        /** A class of units, or a type of housing. */
        group: z.string(),
        subjectId: z.string(),
        name: z.string(),
        before: standing,
        after: standing,
      }),
    ),
  })
  .meta({ id: 'RulebookEffect' });
export const rulebookSaved = z
  .object({ dryRun: z.boolean(), version: z.int(), effects: z.array(effect) })
  .meta({ id: 'RulebookSaved' });
export type RulebookSaved = z.output<typeof rulebookSaved>;
export type RulebookEffect = RulebookSaved['effects'][number];

export { guards, scheme };
