import type { Category, StepRule } from '#domain';
import { z } from 'zod';
import { UNIT_NAMES, limitOf } from '../notation/limit';
import { ladderName, marks, severity, urgency, verificationMode } from './codes';

const STEP_NAMES: Record<string, string> = { control: '先期处置', rectify: '整改' };

const step = z
  .strictObject({
    step: z.string(),
    zh: z.string().optional(),
    amount: z.int().positive(),
    unit: z.enum(UNIT_NAMES),
    cal: z.string(),
    if: z.string().optional(),
    /** In the step's own unit: as far as the duty leader may stretch it where conditions forbid more haste. */
    by_duty_lead_to: z.int().positive().optional(),
    or: z.literal('fixed_date').optional(),
  })
  .transform(
    ({ step: code, zh = STEP_NAMES[code] ?? code, amount, unit, cal, if: onlyIf, by_duty_lead_to }): StepRule => ({
      code,
      zh,
      limit: limitOf(amount, unit, cal),
      ...(onlyIf && { onlyIf }),
      ...(by_duty_lead_to && { dutyLeadTo: limitOf(by_duty_lead_to, unit, cal) }),
    }),
  );

export const category = z
  .strictObject({
    code: z.string().regex(/^[A-Z]{2}\d\d$/),
    parent: z.string(),
    name: z.string(),
    aliases: z.array(z.string()).default([]),
    lead: z.string(),
    co: z.array(z.string()).default([]),
    steps: z.array(step).min(1),
    ladder: ladderName,
    verify: verificationMode,
    urgency: urgency.optional(),
    severity: severity.optional(),
    spot: z.boolean().default(false),
    suspend: z.array(z.string()).default([]),
    publicity: z.boolean().default(false),
    src: marks,
    executor: z.enum(['property', 'carrier']).optional(),
    owner_lookup: z.string().optional(),
    root_cause: z.string().optional(),
    scores_subject: z.boolean().optional(),
    note: z.string().optional(),
  })
  .transform(
    ({ executor: _executor, owner_lookup: _owner, root_cause: _root, scores_subject: _scores, note: _note, ...rule }) =>
      rule satisfies Category as Category,
  );

export const fallback = z
  .strictObject({
    amount: z.int().positive(),
    unit: z.enum(UNIT_NAMES),
    cal: z.string(),
    ladder: ladderName,
    verify: verificationMode,
    src: marks,
  })
  .transform(({ amount, unit, cal, ladder, verify }) => ({ limit: limitOf(amount, unit, cal), ladder, verify }));
