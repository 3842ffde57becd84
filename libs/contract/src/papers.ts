import { z } from 'zod';
import { colour, noticeLife } from './codes';
import { answeredInstant, civilDate, maybeInstant, REASON, reference, sha256, text } from './values';

const paperFile = z
  .object({
    role: z.enum(['rendered', 'edited', 'scan']),
    format: z.enum(['docx', 'pdf', 'jpg', 'png']),
    sha256,
    bytes: z.int(),
    keptAt: answeredInstant,
  })
  .meta({ id: 'PaperFile' });

const paperAct = z.enum(['check', 'issue', 'send', 'sign', 'reply', 'close', 'withdraw']).meta({ id: 'PaperAct' });

const recipient = z.object({
  unitId: z.string(),
  signedAt: maybeInstant,
  repliedAt: maybeInstant,
  reply: z.string().nullable(),
});

/** A slip or paper as it may be printed: `{address}.pdf` and `{address}.docx`. */
const paper = z
  .object({
    ref: z.string(),
    /** A slip of the finding's own events, a paper of the office's making, or the 交办单. */
    origin: z.enum(['notice', 'paper', 'dispatch']),
    kind: z.string(),
    class: z.enum(['slip', 'paper']),
    title: z.string(),
    /** Null until it is signed (签发). */
    number: z.string().nullable(),
    life: noticeLife,
    writtenAt: answeredInstant,
    issuedAt: maybeInstant,
    asOf: maybeInstant,
    cancels: z.string().nullable(),
    recipients: z.array(recipient),
    address: z.string(),
    /** Where anybody may check it; null until it is issued. */
    verifyUrl: z.string().nullable(),
    files: z.array(paperFile),
    /** What the caller may do with a paper of the office's making; slips of a finding move by its own commands. */
    allowedActs: z.array(paperAct),
  })
  .meta({ id: 'Paper' });
export type PaperShown = z.output<typeof paper>;

export const paperShown = paper;
export const papers = z.object({ items: z.array(paper) }).meta({ id: 'Papers' });
export const findingPapers = z
  .object({
    items: z.array(paper),
    /** What may be previewed and drafted. */ kinds: z.array(
      z.object({ kind: z.string(), zh: z.string(), en: z.string() }),
    ),
  })
  .meta({ id: 'FindingPapers' });

/** 公文登记簿: slips of findings and papers of the office's making in one list. */
export const registerQuery = z.strictObject({
  class: z.enum(['slip', 'paper']).optional(),
  life: noticeLife.optional(),
  cursor: z.string().min(1).max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const paperRegister = z
  .object({
    items: z.array(
      z.object({
        origin: z.enum(['notice', 'paper']),
        ref: z.string(),
        /** Null: about the district. */
        finding: z.object({ id: z.uuid(), number: z.string() }).nullable(),
        class: z.enum(['slip', 'paper']),
        title: z.string(),
        colour: colour.nullable(),
        number: z.string().nullable(),
        life: noticeLife,
        writtenAt: answeredInstant,
        to: z.array(z.string()),
        replyDueAt: maybeInstant,
      }),
    ),
    nextCursor: z.string().nullable(),
    /** Of the class, whatever their life. */
    lives: z.array(z.object({ life: noticeLife, count: z.int() })),
  })
  .meta({ id: 'PaperRegister' });

export const draftFindingPaper = z.strictObject({ kind: reference });
export const draftReport = z.strictObject({
  kind: z.enum(['bulletin', 'monthly', 'weekly', 'daily', 'dispatch-meeting', 'ledger']),
  date: civilDate.optional(),
  /** Units it is sent to. */
  to: z.array(reference).max(100).default([]),
});
export type DraftReport = z.output<typeof draftReport>;
export const paperWords = z.strictObject({ text: text(REASON).optional() });

export const paperUpload = z.strictObject({ role: z.enum(['edited', 'scan']) });
export const paperFileKept = paperFile;

/** Any day of the period: the day, its week or its month. */
export const reportQuery = z.strictObject({ date: civilDate.optional(), unit: reference.optional() });

export const verifyQuery = z.strictObject({ sha256: sha256.optional() });
/** What anybody may learn of a paper; nothing personal. */
export const verification = z
  .object({
    number: z.string().nullable(),
    title: z.string(),
    office: z.string(),
    issuedAt: maybeInstant,
    life: noticeLife,
    withdrawn: z.boolean(),
    files: z.array(z.object({ role: z.enum(['rendered', 'scan']), format: z.string(), sha256 })),
    /** Of the sha256 that was asked for; null when none was. */
    genuine: z.boolean().nullable(),
  })
  .meta({ id: 'PaperVerification' });
export type PaperVerification = z.output<typeof verification>;
