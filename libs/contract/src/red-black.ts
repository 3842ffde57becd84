import { z } from 'zod';
import { creditEntry, edition, proposal, scoreEntry } from './assessment';
import { guards, scheme } from './rulebook';
import { civilDate } from './values';

const listKind = z.enum(['quarter', 'year']);
const level = z.enum(['street', 'district']);

export const redBlackQuery = z.strictObject({ kind: listKind.default('quarter'), start: civilDate.optional() });
export type RedBlackQuery = z.output<typeof redBlackQuery>;

const listedUnit = z
  .object({
    unitId: z.string(),
    name: z.string(),
    score: z.number(),
    rank: z.int(),
    /** What weighs most in its ledger; none where the ledger is not the caller’s to see. */
    lines: z.array(scoreEntry),
    /** How many lines the ledger has; null: not the caller’s to see. */
    entries: z.int().nullable(),
    proposals: z.array(proposal),
  })
  .meta({ id: 'ListedUnit' });
export type ListedUnit = z.output<typeof listedUnit>;

const listedVisit = z.object({
  id: z.string(),
  level,
  on: z.string(),
  score: z.number().nullable(),
  wanting: z.array(z.object({ item: z.int(), zh: z.string(), deducted: z.number() })),
});

const listedProject = z
  .object({
    projectId: z.string(),
    name: z.string(),
    companyId: z.string(),
    companyName: z.string(),
    streetName: z.string(),
    score: z.number(),
    credit: z.number(),
    street: z.number().nullable(),
    district: z.number().nullable(),
    /** Among the last as well: 红榜线优先. */
    alsoLast: z.boolean(),
    /** Why it is on no list though its score would put it there. */
    spared: z.enum(['severe_open', 'few_inspections']).nullable(),
    /** What the score is made of; none where the project is not the caller’s to see. */
    visits: z.array(listedVisit),
    proposals: z.array(proposal),
    /** The life of its entry in the credit file, once notice was given of this list. */
    entry: creditEntry.nullable(),
  })
  .meta({ id: 'ListedProject' });
export type ListedProject = z.output<typeof listedProject>;

/** 红黑榜 of a quarter or year, each figure with what it rests on. */
export const redBlack = z
  .object({
    kind: listKind,
    start: z.string().nullable(),
    /** First days of the periods that have lists, newest first. */
    periods: z.array(z.string()),
    units: z
      .object({
        edition,
        rules: z.object({
          red: z.object({ top: z.int(), min: z.number(), noMajor: z.boolean() }),
          black: z.object({ last: z.int(), below: z.number() }),
        }),
        classes: z.array(
          z.object({
            class: z.string(),
            ranked: z.int(),
            red: z.array(listedUnit),
            black: z.array(listedUnit),
          }),
        ),
      })
      .nullable(),
    property: z
      .object({
        edition,
        scheme,
        guards,
        /** Working days in which a company is heard after the notice. */
        statementDays: z.int(),
        types: z.array(
          z.object({
            housing: z.enum(['commercial', 'old', 'resettlement']),
            judged: z.int(),
            red: z.array(listedProject),
            black: z.array(listedProject),
            spared: z.array(listedProject),
          }),
        ),
      })
      .nullable(),
    /** Whether the caller may give notice of an entry. */
    mayNotice: z.boolean(),
    mayDecide: z.boolean(),
  })
  .meta({ id: 'RedBlack' });
export type RedBlackShown = z.output<typeof redBlack>;
