import type { AssessmentRules, CompositeRules, IndicatorRule, OverlayRule, ThresholdItem } from '#domain';
import { z } from 'zod';
import { limit } from '../notation/limit';
import { marks } from './codes';

const share = z.number().min(0).max(1);
const text = z.string().min(1);

export const indicator = z
  .strictObject({
    code: text,
    zh: text,
    f: text,
    of: z.literal('supervisor').optional(),
    only: z.string().optional(),
    src: marks,
  })
  .transform(({ code, zh, f, of, src }): IndicatorRule => ({
    code,
    zh,
    formula: f,
    ofSupervisor: of === 'supervisor',
    src,
  }));

const thresholdItem = z
  .strictObject({
    of: text,
    full: z.number().positive().optional(),
    part_of: z.number().positive().optional(),
    threshold: share,
    per_pp: z.number().positive(),
  })
  .refine(({ full, part_of }) => (full === undefined) !== (part_of === undefined), {
    params: { zh: '须写明满分 full 或合并满分 part_of，二者取一。' },
    error: 'an item has either its own full marks or a part of a joint sum: write one of full, part_of.',
  });

/** Items that share a joint sum (part_of) have equal parts of it. */
function fullMarks(items: z.output<typeof thresholdItem>[]): ThresholdItem[] {
  const sharing = items.filter(({ part_of }) => part_of !== undefined).length;
  return items.map(({ of, full, part_of, threshold, per_pp }) => ({
    of,
    full: full ?? (part_of ?? 0) / sharing,
    threshold,
    perPoint: per_pp,
  }));
}

/** 扬州's parts are marks given by hand: kept as text, reckoned by nobody. */
export const composites = z
  .strictObject({
    monthly_default: z.strictObject({
      weights: z.record(z.string(), z.number().positive()),
      missing: text,
      src: marks,
    }),
    jinhua_2012: z.strictObject({ items: z.array(thresholdItem).min(1), src: marks }),
    yangzhou: z.looseObject({ src: marks }),
  })
  .transform(({ monthly_default: { weights }, jinhua_2012 }): CompositeRules => ({
    monthly: Object.entries(weights).map(([key, weight]) => ({
      of: key.replace(/^1-/, ''),
      inverse: key.startsWith('1-'),
      weight,
    })),
    threshold: { jinhua_2012: fullMarks(jinhua_2012.items) },
    inForce: null,
  }));

const gridItem = z.strictObject({
  code: z.enum(['missed_rate', 'valid_report_rate', 'sound_disposal_rate']),
  zh: text,
  weight: z.number().positive(),
});

export const assessments = z
  .strictObject({
    src: marks,
    classes: z.array(text).min(1),
    month: z.strictObject({ zh: text, output: z.array(text), reward: z.literal('none'), src: marks }),
    quarter: z.strictObject({ zh: text, formula: text, reward: z.literal(true), appeal: text, src: marks }),
    year: z.strictObject({
      zh: text,
      formula: text,
      weights: z.strictObject({ quarters: share, on_site: share, satisfaction: share }),
      src: marks,
    }),
    grid_worker: z.strictObject({ items: z.array(gridItem).length(3), publish: text, src: marks }),
    rewards: z.strictObject({
      pool_split: z.strictObject({
        top_20pct: share,
        next_30pct: share,
        next_30pct_b: share,
        bottom_20pct: share,
      }),
      spread_min: z.number().min(1),
      min_ranked: z.int().positive(),
      names: text,
      src: marks,
    }),
  })
  .transform(({ classes, year: { weights }, grid_worker, rewards: { pool_split: split, spread_min, min_ranked } }) => ({
    classes,
    year: { quarters: weights.quarters, onSite: weights.on_site, satisfaction: weights.satisfaction },
    rewards: {
      bands: [
        { ofUnits: 0.2, ofPool: split.top_20pct },
        { ofUnits: 0.3, ofPool: split.next_30pct },
        { ofUnits: 0.3, ofPool: split.next_30pct_b },
        { ofUnits: 0.2, ofPool: split.bottom_20pct },
      ],
      spread: spread_min,
      least: min_ranked,
    },
    gridWorker: grid_worker.items,
  })) satisfies z.ZodType<Omit<AssessmentRules, 'units'>>;

export const unitLists = z
  .strictObject({
    red: z.strictObject({ top: z.int().positive(), min: z.number(), no_major: z.boolean(), zh: text }),
    black: z.strictObject({ last: z.int().positive(), below: z.number(), zh: text }),
    min_sample: z.literal(true),
    tie: text,
    publish: text,
    repeat: z.record(z.string(), z.string()),
    src: marks,
  })
  .transform(({ red, black }): AssessmentRules['units'] => ({
    red: { top: red.top, min: red.min, noMajor: red.no_major },
    black: { last: black.last, below: black.below },
  }));

/** 时段性政策叠加 */
export const overlay = z
  .strictObject({
    code: text,
    zh: text,
    effect: z.strictObject({
      limit_factor: z.number().positive().max(1).optional(),
      unit_floor: limit.optional(),
      cal: z.string().optional(),
      group_suspend: z.array(text).default([]),
      categories: z.array(text).default([]),
    }),
    default: z.literal('disabled').optional(),
    src: marks,
  })
  .transform(({ code, zh, effect, default: standing }): OverlayRule => ({
    code,
    zh,
    limitFactor: effect.limit_factor ?? null,
    floor: effect.unit_floor ?? null,
    service: effect.cal ?? null,
    groupSuspends: effect.group_suspend,
    categories: effect.categories,
    enabled: standing !== 'disabled',
  }));

export const compliance = z.looseObject({
  never: z.array(text).min(1),
  frequency: z.strictObject({ same_unit_rounds_per_month_warn: z.int().positive(), plan: text }),
});
