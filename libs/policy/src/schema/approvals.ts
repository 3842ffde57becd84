import type { ExtensionRule, LookBackRule, ReturnReason, SuspensionRule, WriteOffRule } from '#domain';
import { z } from 'zod';
import { extensionCap } from '../notation/extension-cap';
import { limit } from '../notation/limit';
import { SEVERITIES, marks, severity, source } from './codes';

const severities = z.union([z.literal('any').transform(() => [...SEVERITIES]), z.array(severity).min(1)]);

const writeOff = z
  .strictObject({
    source: z.array(source).min(1),
    severity: severities,
    levels: z.array(z.string()).min(1),
    bulk: z.boolean().default(false),
    publicity: z.boolean().default(false),
    afterwards: z.string().optional(),
    note: z.string().optional(),
  })
  .transform(({ source: sources, severity: grades, levels, bulk, publicity }): WriteOffRule => ({
    sources,
    severities: grades,
    levels,
    publicity,
    bulk,
  }));

const extension = z
  .strictObject({ nth: z.int().positive(), max: extensionCap, by: z.string(), needs: z.string().optional() })
  .transform(({ nth, max, by, needs }): ExtensionRule => ({ nth, ...max, by, needsPaper: needs !== undefined }));

const suspension = z
  .strictObject({
    reason: z.string(),
    zh: z.string(),
    max: limit,
    by: z.string(),
    group: z.boolean().default(false),
    needs: z.string().optional(),
    interim: z.string().optional(),
    afterwards: z.string().optional(),
  })
  .transform(({ reason, zh, max, by, group, needs, interim }): SuspensionRule => ({
    reason,
    zh,
    max,
    by,
    group,
    needs: needs ?? interim ?? null,
  }));

const returnReason = z.strictObject({
  code: z.string(),
  zh: z.string(),
  upheld: z.enum(['reassign', 'dismiss', 'merge', 'transfer', 'suspend']),
}) satisfies z.ZodType<ReturnReason>;

export const approvals = z
  .looseObject({
    write_off: z.array(writeOff).min(1),
    endorsement: z.strictObject({ source: z.array(source), severity: z.array(severity), of: z.string(), src: marks }),
    extension: z.array(extension).min(1),
    suspension: z.array(suspension).min(1),
    return_reasons: z.array(returnReason).min(1),
    return_rule: z.looseObject({ max: z.int().positive() }),
  })
  .transform(
    ({ write_off, endorsement, extension: extensions, suspension: suspensions, return_reasons, return_rule }) => ({
      writeOff: write_off,
      endorsement: { severities: endorsement.severity, sources: endorsement.source },
      extensions,
      suspensions,
      returnReasons: return_reasons,
      returnMax: return_rule.max,
    }),
  );

const lookBackRule = z.strictObject({
  share: z.number().min(0).max(1),
  after: z.union([limit.transform((one) => [one]), z.array(limit).min(1)]),
}) satisfies z.ZodType<LookBackRule>;

/** Share of the written-off that is looked at again (回头看), and when, counted from write-off. */
export const lookBack = z
  .strictObject({
    minor: lookBackRule,
    serious: lookBackRule,
    major: lookBackRule,
    source_city_up: lookBackRule,
    src: marks,
  })
  .transform(({ minor, serious, major, source_city_up }) => ({ minor, serious, major, city_up: source_city_up }));
