import type { Status } from '#domain';
import { z } from 'zod';
import { marks, severity, urgency } from './codes';

/** Statuses at which an old case may be taken over; the exits and the archive are not opened. */
const OPENING = [
  'filed',
  'registered',
  'assigned',
  'rectifying',
  'submitted',
  'verified',
  'written_off',
] as const satisfies readonly Status[];

/** What the intake of workbooks and old ledgers needs to know of the district's habits. */
export const importRules = z
  .strictObject({
    findings: z.looseObject({ required: z.array(z.string()).min(1) }),
    legacy: z.strictObject({ status_words: z.record(z.string(), z.enum(OPENING)), rule: z.string() }),
    unit_alias: z.record(z.string(), z.string()),
    unit_class: z.record(
      z.string(),
      z.strictObject({ resolve: z.string(), assign_to: z.string(), co: z.string(), subject: z.string() }),
    ),
    path_units: z.string(),
    header_alias: z.record(z.string(), z.array(z.string()).min(1)),
    measures: z.record(z.string(), z.string()),
    src: marks,
  })
  .transform(({ findings, legacy, unit_alias, unit_class, header_alias }) => ({
    /** Headings without which a row is refused; whatever else is missing waits to be completed. */
    required: findings.required,
    /** Heading of the project → other headings that mean it. */
    headerAlias: header_alias,
    /** A name as clerks write it → the unit's registered name. */
    unitAlias: unit_alias,
    /** A class of units written where a unit is asked (物业服务企业). */
    unitClass: Object.fromEntries(
      Object.entries(unit_class).map(([name, { resolve, assign_to, co, subject }]) => [
        name,
        { resolve, assignTo: assign_to, co, subject },
      ]),
    ),
    /** 历史台账 words → the status at which the case opens. */
    statusWords: legacy.status_words,
  }));

/** 等级 as workbooks write it → severity and urgency, which are two things. */
export const gradeMap = z.record(z.string(), z.strictObject({ severity, urgency }));
