import { z } from 'zod';
import { status } from './codes';
import { answeredInstant, civilDate, findingId, maybeInstant, REASON, text } from './values';

const clearing = z
  .object({
    total: z.int(),
    cleared: z.int(),
    open: z.int(),
    /** 销号率; null over an empty list. */
    rate: z.number().nullable(),
    /** 动态清零. */
    zero: z.boolean(),
  })
  .meta({ id: 'Clearing' });

const head = z.object({
  id: z.string(),
  title: z.string(),
  supervisingUnitId: z.string(),
  openedAt: answeredInstant,
  clearing,
  /** Days at zero; null while something is open. */
  daysAtZero: z.int().nullable(),
});

/** 问题清单, 整改清单: lists of which the caller sees something. */
export const issueLists = z.object({ items: z.array(head) }).meta({ id: 'IssueLists' });
export type IssueListsShown = z.output<typeof issueLists>;

const measure = z
  .object({
    findingId: z.uuid(),
    number: z.string(),
    ordinal: z.int(),
    category: z.string(),
    item: z.string(),
    problem: z.string(),
    /** 照单全收, 主动认领, 举一反三. */
    claim: z.string(),
    taking: z.enum(['all_accepted', 'claimed', 'extrapolated']),
    description: z.string(),
    status,
    unitId: z.string().nullable(),
    dueAt: maybeInstant,
    overdue: z.boolean(),
    leader: z.string().nullable(),
    officer: z.string().nullable(),
    milestones: z.array(z.object({ name: z.string(), date: z.string() })),
    revision: z.int(),
    /** Of 认领 and 签收, what the caller may do. */
    commands: z.array(z.enum(['claim', 'sign'])),
  })
  .meta({ id: 'ListedMeasure' });

export const issueList = z
  .object({
    list: head,
    asOf: answeredInstant,
    measures: z.array(measure),
    problems: z.array(z.object({ problem: z.string(), clearing })),
    /** By day, at its end; the last day as it stands. */
    history: z.array(z.object({ date: z.string(), clearing })),
    zeroSpells: z.array(z.object({ from: answeredInstant, to: maybeInstant })),
  })
  .meta({ id: 'IssueList' });
export type IssueListShown = z.output<typeof issueList>;

const selfCheck = z
  .object({
    id: z.string(),
    /** What it was learnt from; for the side that asked only. */
    findingId: z.string().nullable(),
    unitId: z.string(),
    categoryCode: z.string(),
    task: z.string(),
    due: z.string(),
    askedAt: answeredInstant,
    answeredAt: maybeInstant,
    answer: z.string().nullable(),
    found: z.int().nullable(),
    mayAnswer: z.boolean(),
  })
  .meta({ id: 'SelfCheck' });
export type SelfCheckShown = z.output<typeof selfCheck>;

export const selfChecks = z.object({ items: z.array(selfCheck) }).meta({ id: 'SelfChecks' });

/** 举一反三: the units of the same class look for the same at home. */
export const askSelfChecks = z.strictObject({ findingId, due: civilDate }).meta({ id: 'AskSelfChecks' });
export type AskSelfChecks = z.output<typeof askSelfChecks>;
export const selfCheckAsked = z.object({ asked: z.int(), items: z.array(selfCheck) }).meta({ id: 'SelfChecksAsked' });

/** Checked: none, or so many found; each of those is filed as 自查 and never costs. */
export const answerSelfCheck = z
  .strictObject({
    text: text(REASON),
    found: z
      .array(z.strictObject({ description: text(REASON), pointName: text(200).nullable().default(null) }))
      .max(20),
  })
  .meta({ id: 'AnswerSelfCheck' });
export type AnswerSelfCheck = z.output<typeof answerSelfCheck>;
