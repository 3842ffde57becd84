import { z } from 'zod';
import { findingSummary } from './answers';
import { itemResult } from './dispatches';
import { payloads } from './payloads';
import { answeredInstant, instant, reference } from './values';

/** 成批挂账: one decision over categories × area × dates. */
export const suspendGroup = payloads.suspend
  .extend({
    /** A season or a storm touches several. */
    categories: z.array(reference).min(1).max(60),
    /** Left out: wherever the caller supervises. */
    streetId: reference.optional(),
    communityId: reference.optional(),
    /** Filed at or after, and before; left out: whenever. */
    filedFrom: instant.optional(),
    filedBefore: instant.optional(),
  })
  .meta({ id: 'SuspendGroup' });
export type SuspendGroup = z.output<typeof suspendGroup>;

/** `groupId` stands in every suspension of the decision. */
export const groupSuspended = z
  .object({ groupId: z.string(), items: z.array(itemResult) })
  .meta({ id: 'GroupSuspended' });
export type GroupSuspended = z.output<typeof groupSuspended>;

/** 试算: what the decision would touch, and why it would leave some alone. */
export const suspensionPreview = z
  .object({
    items: z.array(
      z.object({
        finding: findingSummary,
        /** Null: it would be suspended. */
        refused: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'SuspensionPreview' });
export type SuspensionPreview = z.output<typeof suspensionPreview>;

/** Decisions taken, the latest first, with what is still suspended by them. */
export const groupSuspensions = z
  .object({
    items: z.array(
      z.object({
        groupId: z.string(),
        reason: z.string(),
        since: answeredInstant,
        until: answeredInstant,
        findings: z.int(),
        open: z.int(),
        categories: z.array(z.string()),
        streets: z.array(z.string()),
      }),
    ),
    mayDecide: z.boolean(),
    mayResume: z.boolean(),
  })
  .meta({ id: 'GroupSuspensions' });
export type GroupSuspensionsShown = z.output<typeof groupSuspensions>;
