import { z } from 'zod';
import { findingSummary } from './answers';
import { matterFacts } from './matters';
import { answeredInstant, maybeInstant } from './values';

const instruction = z.object({
  id: z.string(),
  leader: z.string(),
  text: z.string(),
  at: answeredInstant,
  repliedAt: maybeInstant,
  /** By when an answer is asked; null where none is. */
  replyDueAt: maybeInstant,
});

/** One 督办事项, or a case that bears a leader's words. */
const matter = z
  .object({
    finding: findingSummary,
    matter: matterFacts.nullable(),
    /** The date set from above, also before it is handed over. */
    fixedDate: z.string().nullable(),
    leader: z.string().nullable(),
    officer: z.string().nullable(),
    milestones: z.array(z.object({ name: z.string(), date: z.string() })),
    instructions: z.array(instruction),
    /** The last line of progress that its unit gave. */
    progress: z.object({ text: z.string(), at: answeredInstant }).nullable(),
    /** When this month's line is asked; null where none is. */
    progressDueAt: maybeInstant,
  })
  .meta({ id: 'Matter' });

export const matters = z
  .object({
    items: z.array(matter),
    asOf: answeredInstant,
    /** There are more than are shown: the open ones come first. */
    more: z.boolean(),
    mayEnter: z.boolean(),
  })
  .meta({ id: 'Matters' });
export type MattersShown = z.output<typeof matters>;
