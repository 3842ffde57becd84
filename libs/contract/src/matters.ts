import { z } from 'zod';
import { matterForm } from './codes';
import { civilDate, NARRATIVE, text } from './values';

/** 批示件, 会议议定事项, 重点任务, 上级交办件: the paper, meeting or words that a matter comes from. */
export const matterSource = z
  .strictObject({
    form: matterForm,
    title: text(200),
    /** 文号. */
    number: text(60).nullable().default(null),
    /** Who instructed it, as the paper names them. */
    leader: text(100).nullable().default(null),
    /** 批示内容. */
    said: text(NARRATIVE).nullable().default(null),
    dated: civilDate.nullable().default(null),
  })
  .meta({ id: 'MatterSource' });

export const matterFacts = z
  .object({
    form: matterForm,
    title: z.string(),
    number: z.string().nullable(),
    leader: z.string().nullable(),
    said: z.string().nullable(),
    dated: z.string().nullable(),
  })
  .meta({ id: 'MatterFacts' });
