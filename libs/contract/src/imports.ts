import { z } from 'zod';
import { source } from './codes';
import { maybeInstant } from './values';

export const importQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((given) => given === 'true'),
  source: source.default('district'),
});

/** Their heading → our field, as JSON in the form's field `mapping`; saved for the next file with the same headings. */
export const columnMapping = z.record(z.string().min(1).max(200), z.string().min(1).max(60));

const wording = z.object({ zh: z.string(), en: z.string() });
const warning = z.object({ code: z.string(), message: wording, parts: z.array(z.string()).optional() });

/** A row that can be taken: what was read of it, what is missing (待补) and what a person should look at. */
const takenRow = z.looseObject({
  row: z.int(),
  fingerprint: z.string(),
  foundAt: maybeInstant.optional(),
  missing: z.array(z.string()),
  warnings: z.array(warning),
});

export const importReport = z
  .object({
    dryRun: z.boolean(),
    kind: z.enum(['findings', 'issue_list']),
    fileName: z.string(),
    sheet: z.string(),
    title: z.string().nullable(),
    taken: z.array(takenRow),
    refused: z.array(
      z.object({
        row: z.int(),
        column: z.object({ letter: z.string(), heading: z.string() }).nullable(),
        code: z.string(),
        message: wording,
        mend: wording,
      }),
    ),
    skipped: z.array(z.object({ row: z.int(), to: z.int(), reason: z.string(), text: z.string() })),
    /** The list's own total against what was read; null for an issue list. */
    reconciliation: z
      .object({
        stated: z.int().nullable(),
        taken: z.int(),
        before: z.int(),
        toMend: z.int(),
        repeats: z.int(),
        balanced: z.boolean(),
      })
      .nullable(),
    /** What an issue list holds; null for a list of findings. */
    counts: z.record(z.string(), z.int()).nullable(),
    warnings: z.array(z.looseObject({ code: z.string(), message: wording })),
    otherSheets: z.array(z.string()),
    /** What became of each row; empty after a dry run. */
    entered: z.array(
      z.object({
        row: z.int(),
        fingerprint: z.string(),
        findingId: z.string().nullable(),
        number: z.string().nullable(),
        outcome: z.enum(['entered', 'there_before', 'refused']),
        problem: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.output<typeof importReport>;
