import { z } from 'zod';
import { clockUnit } from './codes';
import { answeredInstant, civilDate, maybeInstant, REASON, reference, text } from './values';

/** 迎检保障期: limits shortened over dates × categories × area, by a named decision. */
export const saveOverlay = z
  .strictObject({
    /** Of the policy's overlays. */
    code: reference,
    from: civilDate,
    to: civilDate,
    /** None: all. */
    categories: z.array(reference).max(60).default([]),
    /** A unit whose subtree it holds in; the caller's scope when it is left out. */
    areaUnitId: reference.optional(),
    /** The notice or decision that it rests on. */
    basis: text(REASON),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], params: { code: 'ends_before_it_starts' } })
  .meta({ id: 'SaveOverlay' });
export type SaveOverlay = z.output<typeof saveOverlay>;

const overlayRow = z
  .object({
    id: z.string(),
    zh: z.string(),
    limitFactor: z.number().nullable(),
    from: z.string(),
    to: z.string(),
    categories: z.array(z.string()),
    area: z.string(),
    areaName: z.string(),
    basis: z.string(),
    decidedAt: answeredInstant,
    withdrawnAt: maybeInstant,
    /** Today lies within it. */
    inForce: z.boolean(),
  })
  .meta({ id: 'Overlay' });
export type OverlayRow = z.output<typeof overlayRow>;

export const overlays = z
  .object({
    items: z.array(overlayRow),
    /** What the policy lets be put in force. */
    rules: z.array(z.object({ code: z.string(), zh: z.string(), limitFactor: z.number().nullable() })),
    mayDecide: z.boolean(),
  })
  .meta({ id: 'Overlays' });
export type OverlaysShown = z.output<typeof overlays>;

const limit = z.object({ amount: z.number(), unit: clockUnit, service: z.string() });
/** What it would give: each category's steps before and after. */
export const overlayPreview = z
  .object({
    /** What waits to be handed over there now: handed over while it holds, it gets the shorter limits. */
    waiting: z.int(),
    items: z.array(
      z.object({ categoryCode: z.string(), category: z.string(), step: z.string(), before: limit, after: limit }),
    ),
  })
  .meta({ id: 'OverlayPreview' });
export type OverlayPreview = z.output<typeof overlayPreview>;
