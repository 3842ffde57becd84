import { z } from 'zod';
import { findingSummary } from './answers';
import { colour, stage, status } from './codes';
import { answeredInstant } from './values';

/** 今天要办: each is also a filter of every list, `?waitingFor=`. */
export const bucket = z
  .enum([
    'dispatch',
    'pass_on',
    'rule_return',
    'decide_extension',
    'decide_suspension',
    'rule_objection',
    'decide_review',
    'verify',
    'recheck',
    'approve',
    'check_paper',
    'sign_paper',
    'confirm_transfer',
    'confirm_void',
    'sign',
    'rectify',
    'endorse',
    'reply_instruction',
    'sign_notice',
    'reply_notice',
    'due_today',
    'due_soon',
    'overdue',
    'red',
    'undelivered',
  ])
  .meta({ id: 'Bucket' });
export type Bucket = z.output<typeof bucket>;

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
