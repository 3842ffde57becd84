import { z } from 'zod';
import { findingSummary } from './answers';
import { kind } from './codes';
import { answeredInstant, civilDate, instant, reference } from './values';

/** What a figure of the board counts: `GET /findings?figure=…` lists it. */
export const boardFigure = z
  .enum([
    'filed',
    'closed',
    'open',
    'overdue',
    'suspended',
    'red',
    'due',
    'on_time',
    'at_discover',
    'at_assign',
    'at_supervise',
    'at_feedback',
    'at_close',
  ])
  .meta({ id: 'BoardFigure' });
export type BoardFigure = z.output<typeof boardFigure>;

/** Civil dates, the last one included; left out: this month up to `asOf`. */
export const boardQuery = z
  .strictObject({
    from: civilDate.optional(),
    to: civilDate.optional(),
    unit: reference.optional(),
    street: reference.optional(),
    category: reference.optional(),
    kind: kind.optional(),
    list: reference.optional(),
    trend: z.enum(['day', 'week', 'month']).default('day'),
    asOf: instant.optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], params: { code: 'bad_period' } });
export type BoardQuery = z.output<typeof boardQuery>;

/** A number with its 口径 and the query string of `GET /findings` that lists exactly what it counts. */
export const figure = z
  .object({
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    formulaZh: z.string(),
    formulaEn: z.string(),
    /** For a share, between 0 and 1; null (—) where the denominator is 0. */
    value: z.number().nullable(),
    numerator: z.int(),
    denominator: z.int().nullable(),
    filter: z.string(),
    /** What the denominator counts. */
    denominatorFilter: z.string().nullable(),
  })
  .meta({ id: 'Figure' });
export type Figure = z.output<typeof figure>;

const group = z
  .object({
    key: z.string(),
    name: z.string(),
    filed: z.int(),
    open: z.int(),
    overdue: z.int(),
    due: z.int(),
    onTime: z.int(),
    /** Null (—) where nothing was due. */
    rate: z.number().nullable(),
    /** 垂管、外部单位: shown, not scored. */
    scored: z.boolean(),
    filters: z.object({
      filed: z.string(),
      open: z.string(),
      overdue: z.string(),
      due: z.string(),
      onTime: z.string(),
    }),
  })
  .meta({ id: 'BoardGroup' });
export type BoardGroup = z.output<typeof group>;

export const board = z
  .object({
    asOf: answeredInstant,
    from: answeredInstant,
    /** Counted before this instant. */
    to: answeredInstant,
    figures: z.array(figure),
    funnel: z.array(figure),
    units: z.array(group),
    categories: z.array(group),
    streets: z.array(group),
    trend: z.array(
      z.object({
        date: z.string(),
        filed: z.int(),
        closed: z.int(),
        due: z.int(),
        onTime: z.int(),
        rate: z.number().nullable(),
        filters: z.object({ filed: z.string(), closed: z.string(), due: z.string(), onTime: z.string() }),
      }),
    ),
    /** Units of one class, the best first; only those that had something due. */
    ranking: z.array(z.object({ class: z.string(), zh: z.string(), en: z.string(), units: z.array(group) })),
    hotspots: z.array(
      z.object({
        communityId: z.string(),
        community: z.string(),
        categoryCode: z.string(),
        category: z.string(),
        findings: z.int(),
        filter: z.string(),
      }),
    ),
    red: z.array(findingSummary),
    /** Limited items that are counted above and that the caller may not open. */
    withheld: z.int(),
  })
  .meta({ id: 'Board' });
export type Board = z.output<typeof board>;

/** One page for a leader's phone. */
export const leaderPage = z
  .object({
    asOf: answeredInstant,
    figures: z.array(figure),
    red: z.array(findingSummary),
    pairs: z.array(z.object({ finding: findingSummary, before: z.string(), after: z.string() })),
    instructions: z.array(
      z.object({
        findingId: z.uuid(),
        number: z.string(),
        id: z.string(),
        text: z.string(),
        toUnitId: z.string().nullable(),
        at: answeredInstant,
        dueAt: answeredInstant.nullable(),
        mine: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'LeaderPage' });
export type LeaderPage = z.output<typeof leaderPage>;
