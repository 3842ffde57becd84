import type { Rung } from '#domain';
import { z } from 'zod';
import { limit } from '../notation/limit';
import { rungAt } from '../notation/rung-at';
import { colour, marks, severity, source, urgency } from './codes';

const MEASURES = { 约谈: 'talk', 提请问责: 'accountability' } as const;

const rung = z
  .strictObject({
    rung: z.string(),
    at: rungAt,
    slip: z.string().optional(),
    colour: colour.optional(),
    measure: z.enum(['约谈', '提请问责']).optional(),
    to: z.array(z.string()).min(1),
    issue: z.enum(['auto', 'draft', 'propose']),
    also: z.literal('sms').optional(),
    list_in: z.string().optional(),
  })
  .transform(({ rung: code, at, slip, colour: shown, measure, to, issue, also, list_in }): Rung => ({
    code,
    at,
    slip: slip ?? null,
    colour: shown ?? null,
    measure: measure ? MEASURES[measure] : null,
    to,
    issue,
    sms: also === 'sms',
    listIn: list_in ?? null,
  }));

const rungs = z.array(rung).min(1);

export const ladders = z.strictObject({
  URGENT: rungs,
  SHORT: rungs,
  STD: rungs,
  LONG: rungs,
  OFFICE_SELF: rungs,
  REPLY: rungs,
  EXTERNAL: rungs,
});

const unitTrigger = z.strictObject({
  code: z.string(),
  when: z.string(),
  count: z.int().positive(),
  window: limit,
  propose: z.enum(['约谈', '挂牌督办']),
  default: z.literal('disabled').optional(),
  src: marks,
});

/** Raised by one case's own history (虚假整改, 第2次核查不通过), not by counting over a window. */
const caseTrigger = z.strictObject({
  code: z.enum(['sham', 'verify_failed_2', 'extension_over_2']),
  when: z.string(),
  slip: colour,
  issue: z.enum(['auto', 'draft']),
  default: z.literal('disabled').optional(),
  src: marks,
});

export const ladderRules = z
  .looseObject({
    standing_reminder: limit,
    higher_start: z.strictObject({
      urgency: z.array(urgency),
      severity: z.array(severity),
      sources: z.array(source),
      by: z.string(),
      of: z.string(),
      src: marks,
    }),
    unit_triggers: z.array(z.union([unitTrigger, caseTrigger])),
  })
  .transform(({ standing_reminder, higher_start, unit_triggers }) => ({
    standingReminder: standing_reminder,
    higherStart: {
      severities: higher_start.severity,
      urgencies: higher_start.urgency,
      sources: higher_start.sources,
      by: higher_start.by,
    },
    unitTriggers: unit_triggers.flatMap((trigger) =>
      'window' in trigger
        ? [
            {
              code: trigger.code,
              zh: trigger.when,
              count: trigger.count,
              windowDays: trigger.window.amount,
              proposes: trigger.propose === '约谈' ? ('talk' as const) : ('listed' as const),
              enabled: trigger.default !== 'disabled',
            },
          ]
        : [],
    ),
    caseTriggers: unit_triggers.flatMap((trigger) =>
      'slip' in trigger
        ? [
            {
              code: trigger.code,
              zh: trigger.when,
              colour: trigger.slip,
              issue: trigger.issue,
              enabled: trigger.default !== 'disabled',
            },
          ]
        : [],
    ),
  }));
