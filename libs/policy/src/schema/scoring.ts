import type { ScoringRules, Severity, Source } from '#domain';
import { z } from 'zod';
import { limit } from '../notation/limit';
import { marks } from './codes';

const amount = z.number().nonnegative();
const text = z.string().min(1);

const deduction = z.strictObject({
  event: text,
  zh: text,
  pts: amount,
  after: limit.optional(),
  charged: z.literal('supervisor').optional(),
  src: marks.optional(),
});

/** 再现: raises another deduction instead of being one. */
const repeat = z.strictObject({
  event: z.literal('same_point_repeat'),
  zh: text,
  factor: z.number().min(1),
  within_days: z.int().positive(),
  src: marks.optional(),
});

const bonus = z.strictObject({ event: text, zh: text, pts: amount, cap: amount, src: marks.optional() });

const bounds = z.tuple([z.number().positive(), z.number().positive()]).refine(([least, most]) => least <= most, {
  params: { zh: '下限不得大于上限，请改正。' },
  error: 'the lower bound exceeds the upper one: correct it.',
});

/** 计分: a sum of the ledger's entries, so every number here is a point of the base. */
export const scoring = z
  .strictObject({
    src: marks,
    base: z.number().positive(),
    period: text,
    principle: text,
    deductions: z.array(z.union([deduction, repeat])).min(1),
    severity_factor: z.strictObject({
      minor: amount,
      serious: amount,
      major: amount,
    } satisfies Record<Severity, unknown>),
    on_the_spot_factor: z.number().min(0).max(1),
    bonuses: z.array(bonus),
    bonus_cap: amount,
    floor: amount,
    joint: z.strictObject({
      lead: amount,
      territory: amount,
      baobao: amount,
      co_line: text,
      zh: z.record(z.string(), z.string()),
      of: z.array(text).min(1),
      src: marks,
    }),
    normalise: z.strictObject({ by: text, formula: text, clamp: bounds, src: marks }),
    min_sample: z.strictObject({
      points: z.int().nonnegative(),
      findings: z.int().nonnegative(),
      else: text,
      src: marks,
    }),
    not_scored: z.array(text),
  })
  .transform((file) => ({
    base: file.base,
    floor: file.floor,
    deductions: file.deductions.flatMap((rule) =>
      'pts' in rule
        ? {
            code: rule.event,
            zh: rule.zh,
            points: rule.pts,
            toSupervisor: rule.charged === 'supervisor',
            after: rule.after ?? null,
          }
        : [],
    ),
    repeats: file.deductions.flatMap((rule) =>
      'factor' in rule ? { factor: rule.factor, withinDays: rule.within_days } : [],
    ),
    bonuses: file.bonuses.map(({ event: code, zh, pts: points, cap }) => ({ code, zh, points, cap })),
    bonusCap: file.bonus_cap,
    severityFactor: file.severity_factor,
    onTheSpotFactor: file.on_the_spot_factor,
    roleShare: { lead: file.joint.lead, territory: file.joint.territory, baobao: file.joint.baobao, co: 1 },
    joint: file.joint.of,
    normalise: { least: file.normalise.clamp[0], most: file.normalise.clamp[1] },
    minSample: { points: file.min_sample.points, findings: file.min_sample.findings },
  }));

export type Scoring = z.output<typeof scoring>;

export function scoringRules(
  version: number,
  { repeats, ...rules }: Scoring,
  levels: readonly { code: Source; multiplier: number }[],
): ScoringRules {
  return {
    version,
    ...rules,
    repeat: repeats[0] ?? { factor: 1, withinDays: 0 },
    sourceMultiplier: Object.fromEntries(levels.map(({ code, multiplier }) => [code, multiplier])) as Record<
      Source,
      number
    >,
  };
}
