import { z } from 'zod';
import { commandDone, findingSummary } from './answers';
import { clockUnit } from './codes';
import { payloads } from './payloads';
import { problem } from './problem';
import { findingId, reference } from './values';

const item = payloads.assign.omit({ unitId: true }).extend({
  findingId,
  /** The row's revision as it was read: an item that moved on is left alone. */
  revision: z.int().min(1).optional(),
});

/** 交办单: many findings to one unit, each with its own clock. */
export const sendDispatch = z
  .strictObject({ unitId: reference, items: z.array(item).min(1).max(200) })
  .refine(({ items }) => new Set(items.map((one) => one.findingId)).size === items.length, {
    path: ['items'],
    params: { code: 'same_finding_twice' },
  })
  .meta({ id: 'SendDispatch' });
export type SendDispatch = z.output<typeof sendDispatch>;

/** What became of one finding of many; one that fails does not undo the others. */
export const itemResult = z
  .object({ findingId: z.string(), status: z.int(), done: commandDone.nullable(), problem: problem.nullable() })
  .meta({ id: 'ItemResult' });
export type ItemResult = z.output<typeof itemResult>;

export const dispatched = z.object({ id: z.string(), items: z.array(itemResult) }).meta({ id: 'Dispatched' });
export type Dispatched = z.output<typeof dispatched>;

/** 五定 by rule for what waits to be handed over; null where no rule says. */
export const dispatchProposal = z
  .object({
    items: z.array(
      z.object({
        finding: findingSummary,
        unitId: z.string().nullable(),
        coUnitIds: z.array(z.string()),
        leader: z.string().nullable(),
        officer: z.string().nullable(),
        /** 定进度: each step of the category with its limit. */
        steps: z.array(
          z.object({
            code: z.string(),
            zh: z.string(),
            limit: z.object({ amount: z.number(), unit: clockUnit, service: z.string() }),
          }),
        ),
        /** 定责任: who stands surety for the place and answers beside the unit. */
        suretyUnitIds: z.array(z.string()),
      }),
    ),
    /** There is more than one look takes in: hand these over first. */
    more: z.boolean(),
  })
  .meta({ id: 'DispatchProposal' });
export type DispatchProposal = z.output<typeof dispatchProposal>;
