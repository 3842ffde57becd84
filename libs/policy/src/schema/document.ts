import { z } from 'zod';
import { approvals, lookBack } from './approvals';
import { assessments, compliance, composites, indicator, overlay, unitLists } from './assessments';
import { calendars } from './calendars';
import { category, fallback } from './categories';
import { clocks } from './clocks';
import { CHANNELS, marks, severity, source, urgency } from './codes';
import { delivery, documentNumbers, terms } from './documents';
import { gradeMap, importRules } from './import-rules';
import { evidence } from './evidence';
import { ladderRules, ladders } from './ladders';
import { property } from './property';
import { scoring } from './scoring';

/** Held as data for parts that are not of this engine's core; only their being there is checked. */
const loose = z.record(z.string(), z.unknown());

const graded = <T extends z.ZodType>(code: T) => z.array(z.strictObject({ code, zh: z.string() })).length(3);

const trustedSource = z.strictObject({
  trust: z.enum(['read', 'prior', 'recall', 'practice']),
  what: z.string(),
  url: z.string().optional(),
});

const channel = z.looseObject({ code: z.enum(CHANNELS), zh: z.string(), screen: z.enum(['none', 'office', 'chain']) });

const sourceLevel = z.strictObject({
  code: source,
  zh: z.string(),
  multiplier: z.number().nonnegative(),
  reply_to_citizen: z.boolean().default(false),
});

/** data/defaults.yaml, section by section. */
export const document = z.strictObject({
  meta: z.strictObject({
    version: z.int().positive(),
    locale: z.literal('zh-CN'),
    timezone: z.literal('Asia/Shanghai'),
    calendar_published_until: z.iso.date(),
  }),
  sources: z.record(z.string(), trustedSource),
  calendars,
  time_rules: loose,
  grades: z.looseObject({ severity: graded(severity), urgency: graded(urgency), import_map: gradeMap }),
  source_levels: z.array(sourceLevel),
  source_levels_src: marks,
  channels: z.array(channel),
  channels_src: marks,
  roles: z.record(z.string(), z.string()),
  roles_src: marks,
  categories: z.array(category),
  step_rule: loose,
  fallback,
  clocks,
  ladders,
  ladders_src: z.strictObject({ rungs: marks, offsets: marks }),
  ladder_rules: ladderRules,
  overlays: z.array(overlay),
  approvals,
  evidence,
  verification: loose,
  on_the_spot: loose,
  look_back: lookBack,
  indicators: z.array(indicator).min(1),
  indicator_display: loose,
  composites,
  scoring,
  assessments,
  red_black_units: unitLists,
  property,
  documents: z.looseObject({ numbers: documentNumbers }),
  delivery,
  visibility: loose,
  compliance,
  retention: loose,
  year_end: loose,
  import: importRules,
  terms,
});

export type Document = z.output<typeof document>;
