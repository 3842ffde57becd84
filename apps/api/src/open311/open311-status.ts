import { isTerminal, type Status, STATUSES } from '#domain';

/** Words for people outside; the codes of the loop stay inside. */
const NOTES: Record<Status, string> = {
  filed: '已受理 Received',
  registered: '已立项 Registered',
  assigned: '已交办 Assigned',
  rectifying: '整改中 Being mended',
  submitted: '已反馈 待核查 Mended, to be verified',
  verified: '核查通过 Verified',
  publicizing: '公示中 Publicised',
  written_off: '已销号 Closed',
  archived: '已归档 Archived',
  dismissed: '不予立项 Not taken up',
  voided: '作废 Void',
  merged: '已并入同一问题 Merged with the same problem',
  transferred: '已移交 Transferred',
};

/** The standard's two. */
export type PublicStatus = 'open' | 'closed';

/** Open311 knows open and closed; what has been written off is closed to the public, whatever look-back follows. */
export const statusOf = (status: Status): { status: PublicStatus; status_notes: string } => ({
  status: isTerminal(status) || status === 'written_off' ? 'closed' : 'open',
  status_notes: NOTES[status],
});

/** Those that are shown as one of `wanted`. */
export const statusesOf = (wanted: readonly PublicStatus[]): Status[] =>
  STATUSES.filter((status) => wanted.includes(statusOf(status).status));
