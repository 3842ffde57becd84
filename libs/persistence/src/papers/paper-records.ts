import type { Instant } from '#calendar';
import type { Colour, NoticeLife } from '#domain';

export type PaperAct = 'check' | 'issue' | 'send' | 'sign' | 'reply' | 'close' | 'withdraw';

export interface PaperRecipient {
  unitId: string;
  signedAt: Instant | null;
  repliedAt: Instant | null;
  reply: string | null;
}

/** A paper of the office's own making, about a finding or the district. */
export interface PaperRecord {
  id: string;
  kind: string;
  class: 'slip' | 'paper';
  title: string;
  findingId: string | null;
  supervisingUnitId: string;
  supervisingPath: string;
  content: unknown;
  asOf: Instant;
  life: NoticeLife;
  number: string | null;
  writtenAt: Instant;
  writtenBy: string;
  issuedAt: Instant | null;
  cancels: string | null;
  recipients: PaperRecipient[];
}

export interface PaperDraft {
  id: string;
  kind: string;
  class: 'slip' | 'paper';
  title: string;
  findingId: string | null;
  supervisingUnitId: string;
  supervisingPath: string;
  content: unknown;
  asOf: Instant;
  recipientIds: string[];
  writtenBy: string;
}

/** A line of 公文登记簿. */
export interface RegisterRow {
  origin: 'notice' | 'paper';
  ref: string;
  finding: { id: string; number: string } | null;
  class: 'slip' | 'paper';
  title: string;
  colour: Colour | null;
  number: string | null;
  life: NoticeLife;
  writtenAt: Instant;
  to: string[];
  replyDueAt: Instant | null;
}

/** What a printed thing is, by which its files and its link are kept. */
export type Subject = `paper/${string}` | `notice/${string}/${string}` | `dispatch/${string}`;

export interface PaperFile {
  role: 'rendered' | 'edited' | 'scan';
  format: 'docx' | 'pdf' | 'jpg' | 'png';
  sha256: string;
  bytes: number;
  keptAt: Instant;
}

/** What anybody may learn of a paper whose address he holds: nothing personal. */
export interface PublicPaper {
  subject: Subject;
  number: string | null;
  title: string;
  officeId: string;
  issuedAt: Instant | null;
  life: NoticeLife;
  files: PaperFile[];
}

/** Why a paper did not move. */
export type PaperRefusal =
  | 'not_found'
  | 'not_your_role'
  | 'not_in_scope'
  | 'paper_life'
  | 'same_person'
  | 'not_your_unit'
  | 'already_signed';

/** With where the paper stood when it was asked, which another may have moved just before. */
export interface PaperRefused {
  refusal: PaperRefusal;
  life?: NoticeLife;
}

export interface ProposalRow {
  unitId: string;
  what: 'talk' | 'accountability' | 'listed';
  number: string | null;
  /** 对单位的触发, and how often. */
  trigger: string | null;
  occurrences: number | null;
}
