import { z } from 'zod';
import { findingSummary } from './answers';
import { maybeInstant } from './values';

/** A report on its way through the grid's chain (四级联动). */
const report = z
  .object({
    finding: findingSummary,
    /** Whose word it waits for; `group`: back with who reported it. */
    level: z.enum(['group', 'village', 'township']),
    /** By that level's own clock. */
    levelDueAt: maybeInstant,
    /** What the level above asks for, where it was sent back. */
    sentBack: z.string().nullable(),
    /** Of passing on, sending back and settling, what the caller may do. */
    commands: z.array(z.enum(['pass-on', 'pass-back', 'settle'])),
  })
  .meta({ id: 'GridReport' });

export const gridReports = z.object({ items: z.array(report) }).meta({ id: 'GridReports' });
export type GridReportsShown = z.output<typeof gridReports>;
