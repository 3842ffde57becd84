import { z } from 'zod';
import { answeredInstant, maybeInstant, NARRATIVE, REASON, sha256, text } from './values';

const report = z
  .object({
    id: z.string(),
    reportedBy: z.string(),
    text: z.string(),
    photos: z.array(z.string()),
    reportedAt: answeredInstant,
    outcome: z.enum(['taken', 'declined']).nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'ExecutorReport' });

/** A link as it is made: `url` and `qr` are shown this once, the record keeps only a hash. */
export const executorLinkMade = z
  .object({
    id: z.string(),
    /** Address for the one who mends; what opens it stands behind `#` and reaches no server's log. */
    url: z.string(),
    /** The address as an SVG picture. */
    qr: z.string(),
    /** The case's due instant now: the link dies with it. Null while the clock stands still. */
    diesAt: maybeInstant,
  })
  .meta({ id: 'ExecutorLinkMade' });

/** Links of a finding and what came by them, newest first. */
export const executorLinks = z
  .object({
    links: z.array(z.object({ id: z.string(), lineId: z.string(), madeAt: answeredInstant, revokedAt: maybeInstant })),
    reports: z.array(report),
  })
  .meta({ id: 'ExecutorLinks' });

/** What the one who mends is shown: the defect and its limit, nobody's name. */
export const executorView = z
  .object({
    number: z.string(),
    description: z.string(),
    pointName: z.string().nullable(),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    task: z.string(),
    unitName: z.string(),
    dueAt: maybeInstant,
    before: z.array(z.string()),
    reports: z.array(report),
  })
  .meta({ id: 'ExecutorView' });

export const executorReportGiven = z
  .strictObject({
    /** Who mended it, as they call themselves: 某物业、某施工队. */
    reportedBy: text(50),
    text: text(NARRATIVE),
    photos: z.array(sha256).min(1).max(10),
  })
  .meta({ id: 'ExecutorReportGiven' });
export type ExecutorReportGiven = z.output<typeof executorReportGiven>;

export const takeExecutorReport = z
  .strictObject({ text: text(NARRATIVE).optional(), step: text(100).optional() })
  .meta({ id: 'TakeExecutorReport' });
export type TakeExecutorReport = z.output<typeof takeExecutorReport>;

export const declineExecutorReport = z.strictObject({ reason: text(REASON) }).meta({ id: 'DeclineExecutorReport' });
export type DeclineExecutorReport = z.output<typeof declineExecutorReport>;

export const executorPhotoKept = z.object({ sha256: z.string() }).meta({ id: 'ExecutorPhotoKept' });

export const makeApiKey = z
  .strictObject({ title: text(100), username: z.string().min(1).max(64) })
  .meta({ id: 'MakeApiKey' });
export type MakeApiKey = z.output<typeof makeApiKey>;

/** The key is shown this once. */
export const apiKeyMade = z.object({ id: z.string(), key: z.string() }).meta({ id: 'ApiKeyMade' });

export const apiKeys = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        personId: z.string(),
        madeAt: answeredInstant,
        revokedAt: maybeInstant,
      }),
    ),
  })
  .meta({ id: 'ApiKeys' });
