import type { PaperShown } from '#contract';
import { kindOfNotice } from '#documents';
import type { Actor } from '#domain';
import { actsOf, type NumberedNotice, type PaperRecord } from '#persistence';
import { written, writtenOrNull } from '../http/written';

export type Kept = Pick<PaperShown, 'files' | 'verifyUrl'>;

export const paperOfNotice = (notice: NumberedNotice, kept: Kept): PaperShown => ({
  ref: notice.id,
  origin: 'notice',
  kind: kindOfNotice(notice.title),
  class: notice.class,
  title: notice.title,
  number: notice.number,
  life: notice.life,
  writtenAt: written(notice.at),
  issuedAt: null,
  asOf: null,
  cancels: null,
  recipients: notice.unitId === null ? [] : [{ unitId: notice.unitId, signedAt: null, repliedAt: null, reply: null }],
  address: `/api/v1/findings/${notice.findingId}/papers/${notice.id}`,
  allowedActs: [],
  ...kept,
});

export const paperOfRecord = (paper: PaperRecord, viewer: Actor, address: string, kept: Kept): PaperShown => ({
  ref: paper.id,
  origin: 'paper',
  kind: paper.kind,
  class: paper.class,
  title: paper.title,
  number: paper.number,
  life: paper.life,
  writtenAt: written(paper.writtenAt),
  issuedAt: writtenOrNull(paper.issuedAt),
  asOf: written(paper.asOf),
  cancels: paper.cancels,
  recipients: paper.recipients.map((recipient) => ({
    ...recipient,
    signedAt: writtenOrNull(recipient.signedAt),
    repliedAt: writtenOrNull(recipient.repliedAt),
  })),
  address,
  allowedActs: actsOf(paper, viewer),
  ...kept,
});
