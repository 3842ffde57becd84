import { z } from 'zod';
import { BUCKETS } from '#domain';
import { findingSummary } from './answers';
import { colour, stage, status } from './codes';
import { itemResult } from './dispatches';
import { answeredInstant, findingId, reference, text } from './values';

/** 今天要办: each is also a filter of every list, `?waitingFor=`. */
export const bucket = z.enum(BUCKETS).meta({ id: 'Bucket' });

/** What waits for the caller now; a kind that never comes to the caller's roles is not there. */
export const today = z
  .object({
    asOf: answeredInstant,
    buckets: z.array(
      z.object({
        bucket,
        zh: z.string(),
        en: z.string(),
        findings: z.int(),
        overdue: z.int(),
        /** Commands that clear it. */
        commands: z.array(z.string()),
        /** Query string of `GET /findings` that lists exactly these. */
        filter: z.string(),
        /** The first, by their due. */
        items: z.array(findingSummary),
      }),
    ),
  })
  .meta({ id: 'Today' });
export type Today = z.output<typeof today>;

/** GeoJSON: one feature a finding, or one a square of several where there are too many to draw. */
export const findingMap = z
  .object({
    type: z.literal('FeatureCollection'),
    /** The features are squares: ask again with a narrower `bbox`. */
    clustered: z.boolean(),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        id: z.string().optional(),
        geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) }),
        properties: z.object({
          findings: z.int(),
          overdue: z.int(),
          red: z.int(),
          number: z.string().optional(),
          description: z.string().optional(),
          status: status.optional(),
          stage: stage.optional(),
          lamp: z.enum(['ended', 'suspended', 'overdue', 'running', 'none']).optional(),
          colour: colour.nullable().optional(),
          dueAt: answeredInstant.nullable().optional(),
        }),
      }),
    ),
  })
  .meta({ id: 'FindingMap' });
export type FindingMap = z.output<typeof findingMap>;

/** Days with something open that falls due on them. */
export const dueCalendar = z
  .object({
    days: z.array(
      z.object({
        date: z.string(),
        findings: z.int(),
        overdue: z.int(),
        /** Query string of `GET /findings` for the day. */
        filter: z.string(),
        items: z.array(findingSummary),
      }),
    ),
  })
  .meta({ id: 'DueCalendar' });
export type DueCalendar = z.output<typeof dueCalendar>;

export const nearbyFindings = z
  .object({ items: z.array(findingSummary.extend({ metres: z.int() })) })
  .meta({ id: 'NearbyFindings' });

/** Commands that may be given to many findings at once. */
export const BULK_COMMANDS = [
  'register',
  'assign',
  'sign',
  'endorse',
  'verify',
  'approve',
  'urge',
  'recheck',
  'suspend',
  'resume',
  'take-back',
  'send-notice',
] as const;

/** One payload for all, and for an item what differs; each stands or falls by itself. */
export const bulkCommand = z
  .strictObject({
    items: z
      .array(
        z.strictObject({
          findingId,
          /** The row's revision as it was read: an item that moved on is left alone. */
          revision: z.int().min(1).optional(),
          payload: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .min(1)
      .max(200),
    payload: z.record(z.string(), z.unknown()).default({}),
    /** 抽样核查: what was not drawn passes on the strength of what was. */
    sampleId: z.uuid().optional(),
  })
  .refine(({ items }) => new Set(items.map((one) => one.findingId)).size === items.length, {
    path: ['items'],
    params: { code: 'same_finding_twice' },
  })
  .meta({ id: 'BulkCommand' });
export type BulkCommand = z.output<typeof bulkCommand>;

/** 抽查样本: with seed and population anyone can draw it again. */
export const sample = z
  .object({
    id: z.uuid(),
    purpose: z.enum(['look_back', 'verification']),
    seed: z.string(),
    share: z.number(),
    population: z.array(z.uuid()),
    drawn: z.array(z.uuid()),
    drawnAt: answeredInstant,
    /** How it was drawn, so that it can be drawn again. */
    ruleZh: z.string(),
    ruleEn: z.string(),
  })
  .meta({ id: 'Sample' });
export type Sample = z.output<typeof sample>;

export const drawSample = z
  .strictObject({
    findingIds: z.array(findingId).min(2).max(200),
    share: z.number().min(0.05).max(1),
  })
  .refine(({ findingIds }) => new Set(findingIds).size === findingIds.length, {
    path: ['findingIds'],
    params: { code: 'same_finding_twice' },
  })
  .meta({ id: 'DrawSample' });
export type DrawSample = z.output<typeof drawSample>;

/** `sample`: of a write-off, which of the batch will be looked back at. */
export const bulkDone = z.object({ items: z.array(itemResult), sample: sample.nullable() }).meta({ id: 'BulkDone' });
export type BulkDone = z.output<typeof bulkDone>;

/** A list's query string under a name. */
export const viewGiven = z
  .strictObject({
    name: text(60),
    query: z.string().max(2_000),
    /** With the owner's unit and those below it. */
    shared: z.boolean().default(false),
    isDefault: z.boolean().default(false),
    ordinal: z.int().min(0).max(999).default(0),
  })
  .meta({ id: 'ViewGiven' });
export type ViewGiven = z.output<typeof viewGiven>;

const savedView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    query: z.string(),
    shared: z.boolean(),
    isDefault: z.boolean(),
    ordinal: z.int(),
    mine: z.boolean(),
    unitName: z.string(),
  })
  .meta({ id: 'SavedView' });
export const savedViews = z.object({ items: z.array(savedView) }).meta({ id: 'SavedViews' });
export type SavedViews = z.output<typeof savedViews>;

/** `?filter=status%3Dfiled&filter=overdue%3Dtrue`: each a query string of `GET /findings`. */
export const talliesQuery = z.strictObject({
  filter: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat())
    .pipe(z.array(z.string().max(2_000)).min(1).max(20)),
});
export const tallies = z
  .object({ items: z.array(z.object({ filter: z.string(), findings: z.int(), overdue: z.int() })) })
  .meta({ id: 'Tallies' });
export type Tallies = z.output<typeof tallies>;

const tallied = z.object({ findings: z.int(), overdue: z.int(), filter: z.string() });
const inTimeRecord = z.object({
  since: answeredInstant,
  judged: z.int(),
  inTime: z.int(),
  /** Null (—) where nothing was judged. */
  rate: z.number().nullable(),
});

/** 单位页. `unanswered`: what it asked and how late the office is by its own clocks. */
export const unitDesk = z
  .object({
    asOf: answeredInstant,
    unitId: reference,
    name: z.string(),
    mine: tallied,
    unsigned: tallied,
    subUnits: z.array(tallied.extend({ unitId: z.string(), name: z.string() })),
    unanswered: z.array(
      z.object({
        findingId: z.uuid(),
        number: z.string(),
        description: z.string(),
        kind: z.enum(['return', 'extension', 'suspension', 'reason', 'verify', 'review']),
        askedAt: answeredInstant,
        replyDueAt: answeredInstant.nullable(),
        lateMinutes: z.int(),
      }),
    ),
    record: z.object({ month: inTimeRecord, year: inTimeRecord }),
  })
  .meta({ id: 'UnitDesk' });
export type UnitDesk = z.output<typeof unitDesk>;
