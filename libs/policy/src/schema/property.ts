import type { Housing, ListScheme, PropertyRules, SheetItem } from '#domain';
import { z } from 'zod';
import { notation } from '../notation/notation';
import { marks } from './codes';

const HOUSINGS = ['commercial', 'old', 'resettlement'] as const satisfies readonly Housing[];
const share = z.number().min(0).max(1);
const text = z.string().min(1);

/** '每处扣0.5', '低于80%每5个百分点扣1': how much each time costs. */
const perTime = notation(
  (written) => {
    const [, points] = /扣(\d+(?:[.]\d+)?)$/.exec(written) ?? [];
    return points && Number(points) > 0 ? Number(points) : null;
  },
  '扣分办法应以“扣0.5”一类写法结尾。',
  'a deduction ends with 扣 and the points each time costs, like 每处扣0.5.',
);

const sheetItem = z.strictObject({
  item: z.int().positive(),
  zh: text,
  pts: z.number().positive(),
  deduct: perTime,
  na: z.array(z.enum(HOUSINGS)).default([]),
  severe: z.boolean().default(false),
  season: z.boolean().default(false),
  auto: z.literal('findings').optional(),
  src: marks.optional(),
});

const sheetGroup = z.strictObject({ group: text, pts: z.number().positive(), items: z.array(sheetItem).min(1) });

const guard = <T extends z.ZodType>(value: T) => z.strictObject({ value, zh: text });

const schemes = z.strictObject({
  threshold_and_rank: z.strictObject({
    red: z.strictObject({ min: z.number() }),
    black: z.strictObject({ last: z.int().positive() }),
    credit: z.strictObject({ red: z.number(), black: z.number() }),
    waive_if_rectified_in_time: z.boolean(),
    src: marks,
  }),
  threshold_both: z.strictObject({
    red: z.strictObject({ min: z.number() }),
    black: z.strictObject({ below: z.number() }),
    sample: text,
    seed: z.literal('recorded'),
    src: marks,
  }),
});

const credit = z.looseObject({
  validity: z.strictObject({
    default: notation(
      (written) => Number(/^([1-9]\d*) months$/.exec(written)?.[1]) || null,
      '有效期应写作“12 months”。',
      'a validity reads "12 months".',
    ),
    src: marks,
  }),
  procedure: z.array(text).min(1),
  levels: z.record(z.string(), z.number()),
});

/** 住宅小区物业服务考核 */
export const property = z
  .strictObject({
    src: marks,
    score_rule: text,
    levels: z.strictObject({
      month: z.strictObject({ zh: text }),
      quarter: z.strictObject({ zh: text, weights: z.strictObject({ street: share, district: share }) }),
      year: z.strictObject({ zh: text, weights: z.strictObject({ quarters: share, satisfaction: share }) }),
    }),
    levels_src: marks,
    types: z.strictObject({ commercial: text, old: text, resettlement: text }),
    sheet: z.array(sheetGroup).min(1),
    sheet_src: marks,
    schemes,
    guards: z.strictObject({
      red_wins: guard(z.literal(true)),
      last_needs: z.strictObject({ class: z.int().positive(), or_below: z.number(), zh: text }),
      min_inspections: guard(z.int().nonnegative()),
      severe_open: guard(z.literal(true)),
      tie: guard(z.literal('share')),
    }),
    guards_src: marks,
    repeat: z.record(z.string(), z.string()),
    repeat_src: marks,
    exit: z.looseObject({ deciders: z.strictObject({ commercial: text, old: text, resettlement: text }) }),
    credit,
  })
  .transform(rulesOf);

interface File {
  levels: { quarter: { weights: PropertyRules['quarter'] }; year: { weights: PropertyRules['year'] } };
  sheet: z.output<typeof sheetGroup>[];
  schemes: z.output<typeof schemes>;
  guards: { last_needs: { class: number; or_below: number }; min_inspections: { value: number } };
  exit: { deciders: PropertyRules['deciders'] };
  credit: z.output<typeof credit>;
}

function rulesOf({ levels, sheet, schemes: published, guards, exit, credit: file }: File): PropertyRules {
  return {
    sheet: sheet.flatMap(({ group, items }) => items.map((item) => itemOf(group, item))),
    quarter: levels.quarter.weights,
    year: levels.year.weights,
    schemes: schemesOf(published),
    guards: {
      lastNeeds: { classOf: guards.last_needs.class, orBelow: guards.last_needs.or_below },
      minInspections: guards.min_inspections.value,
    },
    deciders: exit.deciders,
    credit: {
      validMonths: file.validity.default,
      statementDays: statementDays(file.procedure),
      levels: Object.entries(file.levels)
        .map(([level, from]) => ({ level, from }))
        .sort((a, b) => b.from - a.from),
    },
  };
}

function itemOf(group: string, item: z.output<typeof sheetItem>): SheetItem {
  return {
    item: item.item,
    group,
    zh: item.zh,
    points: item.pts,
    perTime: item.deduct,
    severe: item.severe,
    notFor: item.na,
    fromFindings: item.auto === 'findings',
  };
}

function schemesOf({ threshold_and_rank, threshold_both }: z.output<typeof schemes>): Record<string, ListScheme> {
  return {
    threshold_and_rank: {
      redFrom: threshold_and_rank.red.min,
      blackBelow: null,
      blackLast: threshold_and_rank.black.last,
      credit: threshold_and_rank.credit,
      waivedIfRectified: threshold_and_rank.waive_if_rectified_in_time,
      sampled: false,
    },
    threshold_both: {
      redFrom: threshold_both.red.min,
      blackBelow: threshold_both.black.below,
      blackLast: null,
      credit: { red: 0, black: 0 },
      waivedIfRectified: false,
      sampled: true,
    },
  };
}

/** 陈述申辩5WORK_DAYS: the one step of the procedure that names its days. */
function statementDays(procedure: readonly string[]): number {
  const days = procedure.map((step) => /^陈述申辩(\d+)WORK_DAYS$/.exec(step)?.[1]).find(Boolean);
  return Number(days ?? 0);
}
