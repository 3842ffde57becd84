import { z } from 'zod';
import { itemResult } from './dispatches';
import { payloads } from './payloads';
import { instant, reference } from './values';

/** 成批挂账: one decision over category × area × dates. */
export const suspendGroup = payloads.suspend
  .omit({ groupId: true })
  .extend({
    categoryCode: reference,
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
