import { z } from 'zod';
import { civilDate, REASON, reference, text } from './values';

const revision = z.int().min(1);

/** What was recognised, and the document that says so. */
const ground = {
  on: z.string(),
  documentTitle: z.string(),
  documentNumber: z.string(),
  /** 点位: of a clean point. */
  place: z.string().nullable(),
};
export const recognitionGround = z.object(ground).meta({ id: 'RecognitionGround' });

export const recognition = z
  .object({
    ...ground,
    id: z.string(),
    bonus: z.string(),
    unitId: z.string(),
    unitName: z.string(),
    revision,
    confirmed: z.boolean(),
    /** Why it was withdrawn; null while it stands. */
    withdrawn: z.string().nullable(),
    /** What the caller may do with it now. */
    allowedSteps: z.array(z.enum(['confirm', 'withdraw'])),
  })
  .meta({ id: 'Recognition' });
export type RecognitionShown = z.output<typeof recognition>;

/** 加分登记: of the district for its office, of a unit what was confirmed. */
export const recognitions = z
  .object({
    items: z.array(recognition),
    bonuses: z.array(z.object({ code: z.string(), zh: z.string(), points: z.number(), ofPlace: z.boolean() })),
    /** Whom the caller may enter one for; none: may not. */
    units: z.array(z.object({ unitId: z.string(), name: z.string() })),
  })
  .meta({ id: 'Recognitions' });
export type RecognitionsShown = z.output<typeof recognitions>;

export const enterRecognition = z
  .strictObject({
    bonus: reference,
    unitId: reference,
    on: civilDate,
    documentTitle: text(200),
    documentNumber: text(100),
    /** Named where the bonus is of a place, and nowhere else. */
    place: text(100).nullable().default(null),
  })
  .meta({ id: 'EnterRecognition' });
export type EnterRecognition = z.output<typeof enterRecognition>;

/** The revision as it was read: what moved on is left alone. */
export const confirmRecognition = z.strictObject({ revision }).meta({ id: 'ConfirmRecognition' });
export type ConfirmRecognition = z.output<typeof confirmRecognition>;

export const withdrawRecognition = z
  .strictObject({ revision, reason: text(REASON) })
  .meta({ id: 'WithdrawRecognition' });
export type WithdrawRecognition = z.output<typeof withdrawRecognition>;
