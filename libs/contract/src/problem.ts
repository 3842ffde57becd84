import { z } from 'zod';

/** RFC 9457; `code` is the stable name of what went wrong, `title` is in the caller's language and says what to do next. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z
      .array(
        z.object({
          /** JSON Pointer into the body, or `?name` for a query parameter. */
          pointer: z.string(),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional(),
    /** What the refusal turned on. */
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
    /** On 409: what the caller may do instead, now. */
    allowedCommands: z.array(z.string()).optional(),
    /** On `needs_mapping`: the headings found, and the fields they may hold. */
    mapping: z
      .object({
        headingKey: z.string(),
        headings: z.array(z.object({ letter: z.string(), heading: z.string() })),
        fields: z.array(z.object({ field: z.string(), heading: z.string(), required: z.boolean() })),
      })
      .optional(),
    /** On 412: the revision as it is now. */
    revision: z.int().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problem>;
